"""How fast stories are proved: ``python tests/bench/prove.py [PASSAGES …]``.

Neutral stories (``rules: plain``, two meters, 44 layers), each proved in a process of
its own, after loading; and the shipped stories with all rules. Prints seconds, states
and the peak of memory, for the whole proof and for reachability only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.bench import peak
from tests.bench.neutral import neutral

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {100: (0.3, 0.05), 1_000: (2.5, 0.3), 10_000: (25.0, 3.0)}
"""Seconds to reach: counts and ranges, reachability only."""
COMPILED = {100: 0.014, 1_000: 0.148, 10_000: 1.589}
"""Seconds a C program was seen to take for the counts."""


def one(story: str, *, quick: bool) -> None:
    """Prove one story, and print what it took."""
    from game.play import load
    from game.prove import prove

    program = load(Path(story) if story.endswith(".yaml") else story)
    begun = time.perf_counter()
    proof = prove(program, quick=quick)
    print(time.perf_counter() - begun, proof.states, peak())


def in_its_own_process(story: str, *, quick: bool) -> tuple[float, int, float]:
    """Seconds, states and megabytes of one proof."""
    command = [sys.executable, __file__, "--one", story, "quick" if quick else "whole"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, states, memory = done.stdout.split()
    return float(seconds), int(states), float(memory)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], quick=sys.argv[3] == "quick")
        return
    sizes = [int(size) for size in sys.argv[1:]] or list(TARGETS)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            file = Path(folder) / f"neutral-{size}.yaml"
            file.write_text(neutral(size), encoding="utf-8")
            for quick in (False, True):
                seconds, states, memory = in_its_own_process(str(file), quick=quick)
                aim = TARGETS.get(size, (0.0, 0.0))[quick]
                ratio = (
                    "" if quick or size not in COMPILED else f", {seconds / COMPILED[size]:.0f} x C"
                )
                print(
                    f"{size:>6,} passages, {states:>10,} states,"
                    f" {'quick' if quick else 'whole'}: {seconds:7.2f} s (to reach {aim} s{ratio}),"
                    f" {memory:,.0f} MB"
                )
    for file in sorted((ROOT / "scenarios").glob("*.yaml")):
        seconds, states, memory = in_its_own_process(str(file), quick=False)
        print(f"{file.stem}, {states:,} states: {seconds:.2f} s (to reach 10 s), {memory:,.0f} MB")


if __name__ == "__main__":
    main()
