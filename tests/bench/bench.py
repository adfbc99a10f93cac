"""How fast it plays and loads: ``python tests/bench/bench.py``.

Speeds are printed as ratios to a bare walker that does nothing but walk, both
timed in the same run in turns, so that a busy machine slows both. The best round
of each counts. Loading is timed in a process of its own, with its peak memory.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.engine.program import Program
from game.play import load, sample
from tests.bench.neutral import neutral

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "tests" / "stories" / "reference-world.yaml"
Edges = list[list[tuple[int, int]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--rounds", type=int, default=7, metavar="N", help="rounds; the best counts"
    )
    parser.add_argument("--no-load", action="store_true", help="only the speed of playing")
    parser.add_argument("--load-one", metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load_one:
        load_one(Path(options.load_one))
        return
    playing(options.rounds)
    if not options.no_load:
        loading(options.rounds)


# --- playing -------------------------------------------------------------------


def playing(rounds: int) -> None:
    """Random plays of each kind of story against the bare walker."""
    runs: dict[str, Callable[[], int]] = {"bare walker": lambda: bare_walk(bare_edges(), 400)}
    targets = {"reference world, all rules": (60_000, 17), "neutral, rules: plain": (300_000, 3)}
    runs["reference world, all rules"] = lambda: plays(reference, 250)
    runs["neutral, rules: plain"] = lambda: plays(plain, 200)
    with tempfile.TemporaryDirectory() as folder:
        plain = load(_written(folder, 1_000))
    reference = load(REFERENCE)
    ours = ROOT / "scenarios" / "group-project.yaml"
    if ours.exists():
        group = load(ours)
        runs["group-project, all rules"] = lambda: plays(group, 250)
        targets["group-project, all rules"] = (60_000, 17)
    best = fastest(runs, rounds)
    bare = best.pop("bare walker")
    print(f"{'bare walker':<28} {bare:>10,.0f} choices/s")
    for name, speed in best.items():
        least, part = targets[name]
        print(
            f"{name:<28} {speed:>10,.0f} choices/s   1/{bare / speed:.1f} of bare"
            f"   (target {least:,}/s, about 1/{part})"
        )


def fastest(runs: dict[str, Callable[[], int]], rounds: int) -> dict[str, float]:
    """The best choices per second of each run, the runs taking turns."""
    best = dict.fromkeys(runs, 0.0)
    for _ in range(rounds):
        for name, run in runs.items():
            begun = time.perf_counter()
            choices = run()
            best[name] = max(best[name], choices / (time.perf_counter() - begun))
    return best


def plays(program: Program, count: int) -> int:
    """How many choices some random plays took."""
    return sum(len(one.choices) for one in sample(program, count, 1))


def bare_edges(width: int = 24, layers: int = 44) -> Edges:
    """A graph like the neutral story's, with nothing but edges and one number on each."""
    chance = Random(1)
    edges: Edges = []
    for layer in range(layers):
        for _ in range(width):
            ways = range(2 + chance.randrange(2)) if layer + 1 < layers else ()
            edges.append(
                [
                    ((layer + 1) * width + chance.randrange(width), chance.randint(-6, 6))
                    for _ in ways
                ]
            )
    return edges


def bare_walk(edges: Edges, count: int) -> int:
    """Random walks over states of two numbers, each step choosing among its successors."""
    chance = Random(1).random
    taken = 0
    for _ in range(count):
        state = (0, 35)
        while True:
            at, meter = state
            following = [(goto, meter + change) for goto, change in edges[at]]
            if not following:
                break
            state = following[int(chance() * len(following))]
            taken += 1
    return taken


# --- loading -------------------------------------------------------------------


def loading(rounds: int) -> None:
    """Loading and checking neutral stories of two sizes, each in a process of its own."""
    figures: dict[int, list[tuple[float, float, float]]] = {1_000: [], 10_000: []}
    with tempfile.TemporaryDirectory() as folder:
        files = {size: _written(folder, size) for size in figures}
        for _ in range(max(1, rounds // 3)):
            for size, file in files.items():
                figures[size].append(_in_its_own_process(file))
    for size, rows in figures.items():
        loaded, examined, memory = (min(column) for column in zip(*rows, strict=True))
        print(
            f"{size:>6,} passages: load {loaded:.2f} s, load and check {examined:.2f} s"
            f" (target {size // 1_000} s), peak {memory:,.0f} MB (target 500)"
        )
    small, large = (min(row[1] for row in rows) for rows in figures.values())
    print(f"ten times the passages take {large / small:.1f} times as long (linear: 10)")


def _written(folder: str, passages: int) -> Path:
    file = Path(folder) / f"neutral-{passages}.yaml"
    file.write_text(neutral(passages), encoding="utf-8")
    return file


def _in_its_own_process(file: Path) -> tuple[float, float, float]:
    command = [sys.executable, str(Path(__file__).resolve()), "--load-one", str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    loaded, examined, memory = map(float, done.stdout.split())
    return loaded, examined, memory


def load_one(file: Path) -> None:
    """Print the seconds to load, the seconds to load and check, and the peak in MB."""
    from game.story.load import examine

    begun = time.perf_counter()
    load(file)
    between = time.perf_counter()
    found = examine(file)
    examined = time.perf_counter() - between
    assert found.scenario is not None, found.problems[:3]
    print(between - begun, examined, peak())


def peak() -> float:
    """The most memory this process ever had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource  # not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


if __name__ == "__main__":
    main()
