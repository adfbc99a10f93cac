"""The window against a bare pygame-ce window with four lines of text, in one run.

Prints first frame, memory and processor time at rest for both, and their ratios.
Needs a display: ``xvfb-run -a python tests/bench/window.py`` where there is none.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REST = 4.0
"""Seconds at rest over which processor time is counted."""
ROUNDS = 7

_TELL = """
import json, os, resource, sys, time
def age():
    return time.clock_gettime(time.CLOCK_BOOTTIME) - float(sys.argv[1])
def report(first, whole, cpu_at_rest):
    pages = int(open("/proc/self/statm").read().split()[1])
    print(json.dumps(dict(first=first, whole=whole, cpu=cpu_at_rest,
        rss=pages * os.sysconf("SC_PAGE_SIZE"))), flush=True)
    os._exit(0)
def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime
"""

_BARE = (
    _TELL
    + """
import pygame
pygame.display.init(); pygame.font.init()
window = pygame.Window("bare", (1280, 720), resizable=True)
surface = window.get_surface()
font = pygame.font.Font(None, 24)
for line in range(4):
    text = font.render(f"A line of text to read, number {{line}}.", True, "white")
    surface.blit(text, (20, 20 + 30 * line))
window.flip()
first = age()
pygame.time.set_timer(pygame.USEREVENT, int({rest} * 1000), 1)
begun = None
while True:
    event = pygame.event.wait()
    if event.type == pygame.USEREVENT:
        if begun is None:
            begun = cpu(); pygame.time.set_timer(pygame.USEREVENT, int({rest} * 1000), 1)
        else:
            report(first, first, cpu() - begun)
"""
)

_GAME = (
    _TELL
    + """
sys.path.insert(0, {root!r})
from game.stage import app
import pygame
drawn = []
draw, take = app.App.draw, app.App.take
rest = []
def timed_draw(self):
    before = self._drawn
    draw(self)
    if self._drawn is not before:
        now = age()
        if not drawn:
            pygame.time.set_timer(pygame.USEREVENT, int({rest} * 1000), 1)
        drawn.append((now, self._drawn[1] is not None))
def timed_take(self, event):
    if event.type == pygame.USEREVENT:
        if not rest:
            rest.append(cpu()); pygame.time.set_timer(pygame.USEREVENT, int({rest} * 1000), 1)
        else:
            whole = next(at for at, picture in drawn if picture)
            report(drawn[0][0], whole, cpu() - rest[0])
    take(self, event)
app.App.draw, app.App.take = timed_draw, timed_take
from game.cli import main
main(["play", {story!r}])
"""
)


def run(code: str) -> dict[str, float]:
    """One run of a window: seconds to its first frame, bytes, processor seconds at rest."""
    code = code.format(rest=REST, root=str(ROOT), story=STORY)
    begun = time.clock_gettime(time.CLOCK_BOOTTIME)
    # an installed game has its bytecode; a checkout gets it in the first round
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", code, repr(begun)],
        capture_output=True,
        text=True,
        check=False,
        env=env,
    )
    if done.returncode or not done.stdout.strip():
        sys.exit(f"a window failed: {done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    """Run both in turn, and print medians and ratios."""
    run(_GAME)
    pairs = [(run(_BARE), run(_GAME)) for _ in range(ROUNDS)]
    rows = (
        ("first frame, s", "first", 1.5),
        ("first frame with the picture, s", "whole", None),
        ("resident memory, MB", "rss", 1.4),
        (f"processor over {REST:g} s at rest, s", "cpu", 1.2),
    )
    for name, key, target in rows:
        scale = 1e6 if key == "rss" else 1.0
        bare = statistics.median(pair[0][key] for pair in pairs) / scale
        game = statistics.median(pair[1][key] for pair in pairs) / scale
        ratio = statistics.median(pair[1][key] / max(1e-3, pair[0][key]) for pair in pairs)
        aim = f"(to reach {target} x)" if target else ""
        print(f"{name:36} bare {bare:8.3f}   game {game:8.3f}   {ratio:5.2f} x {aim}")


STORY = sys.argv[1] if len(sys.argv) > 1 else "group-project"

if __name__ == "__main__":
    main()
