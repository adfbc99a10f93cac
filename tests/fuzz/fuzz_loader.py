"""Broken story files by the thousand: ``python tests/fuzz/fuzz_loader.py --files 100000 --seed 1``.

Good stories are edited at random (bytes, characters, tokens, lines are deleted,
doubled, swapped, put in) and opened. Each must be a story that plays, or be refused
in words; anything else is a bug, and its file is kept. File number N of a seed is
always the same, so ``--first N --files 1`` looks at one again.
"""

from __future__ import annotations

import argparse
import faulthandler
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.engine.program import compiled
from game.play import begin, choose, transcript
from game.play.transcript import transcript_text
from game.story.load import examine

STORIES = Path(__file__).resolve().parents[1] / "stories"
SLOW = 5.0
"""Seconds one file may take; a file that takes ten times as long ends the run."""

DEEDS = ("delete", "double", "swap", "insert")
UNITS = ("byte", "character", "token", "line")
INSERTED = (
    *(": ", "- ", "\t", " ", "  ", "\n", "#", "'", '"', "[", "]", "{", "}", "|\n", ">", "?", ","),
    *("&a ", "*a", "!!str ", "!x ", "---\n", "%", "@", "`", "\\", "<<: ", "../", "é", "日", "😀"),
    *(
        "null",
        "true",
        "no",
        "-1",
        "0.5",
        "1e999",
        "9" * 400,
        "1.0",
        "007: ",
        "\x00",
        "\u2028",
        "\ufeff",
    ),
    *(
        "not ",
        " and ",
        "(",
        ")",
        "(" * 50,
        "==",
        "-",
        "has(",
        "trust.",
        "stress",
        "[" * 60,
        "inner",
    ),
    *("goto: ", "when: ", "lines: ", "choices: ", "ending: ", "say: ", "do: ", "rules: plain\n"),
)


class Edit(NamedTuple):
    """One edit; ``at`` and ``other`` are places as shares of the whole, from 0 to 1."""

    deed: str
    unit: str
    at: float
    other: float
    inserted: str


def edited(raw: bytes, edits: list[Edit]) -> bytes:
    """A file after some edits."""
    for edit in edits:
        parts = _split(raw, edit.unit)
        if parts:
            _do(parts, edit)
        raw = b"".join(parts)
    return raw


def _split(raw: bytes, unit: str) -> list[bytes]:
    if unit == "byte":
        return [raw[index : index + 1] for index in range(len(raw))]
    if unit == "line":
        return raw.splitlines(keepends=True)
    pattern = r"\w+|\s+|[^\w\s]" if unit == "token" else r"(?s)."
    text = raw.decode("utf-8", "surrogateescape")
    return [part.encode("utf-8", "surrogateescape") for part in re.findall(pattern, text)]


def _do(parts: list[bytes], edit: Edit) -> None:
    at, other = int(edit.at * len(parts)), int(edit.other * len(parts))
    if edit.deed == "delete":
        del parts[at]
    elif edit.deed == "double":
        parts.insert(other, parts[at])
    elif edit.deed == "swap":
        parts[at], parts[other] = parts[other], parts[at]
    else:
        parts.insert(at, edit.inserted.encode())


def opened(file: Path, raw: bytes) -> str:
    """What comes of a file: ``plays`` or ``refused``; anything else raises."""
    file.write_bytes(raw)
    found = examine(file)
    for problem in found.problems:
        assert problem.what, problem
        assert 0 <= problem.place.line <= found.text.count("\n") + 2, problem
    errors = [problem for problem in found.problems if problem.severity == "error"]
    if found.scenario is None:
        assert errors, "refused without a word"
        return "refused"
    assert not errors, errors
    play, chance = begin(compiled(found.scenario)), Random(1)
    for _ in range(20):
        ways = [choice.id for choice in play.now.choices if choice.open]
        if not ways:
            break
        play = choose(play, chance.choice(ways))
    assert transcript(play)["steps"]
    assert transcript_text(play)
    return "plays"


# --- the command ------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=1_000, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the first one's number")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    seeds = [file.read_bytes() for file in sorted(STORIES.glob("*.yaml"))]
    outcomes: Counter[str] = Counter()
    slowest = (0.0, -1)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "story.yaml"
        for number in range(options.first, options.first + options.files):
            raw = numbered(seeds, options.seed, number)
            faulthandler.dump_traceback_later(10 * SLOW, exit=True)
            begun = time.perf_counter()
            outcome = _outcome(file, raw, number)
            seconds = time.perf_counter() - begun
            outcomes[outcome] += 1
            outcomes[f"took over {SLOW:g} s"] += seconds > SLOW
            slowest = max(slowest, (seconds, number))
            if number % 1_000 == 999:
                print(f"{number + 1} files: {dict(outcomes)}", file=sys.stderr, flush=True)
    faulthandler.cancel_dump_traceback_later()
    for outcome, count in outcomes.most_common():
        print(f"{count:>8,}  {outcome}")
    print(f"slowest: file {slowest[1]}, {slowest[0]:.3f} s")
    return 1 if set(outcomes) - {"plays", "refused"} and outcomes["crash"] else 0


def numbered(seeds: list[bytes], seed: int, number: int) -> bytes:
    """File number N of a seed."""
    chance = Random(f"{seed} {number}")
    edits = [
        Edit(
            chance.choice(DEEDS),
            chance.choice(UNITS),
            chance.random(),
            chance.random(),
            chance.choice(INSERTED),
        )
        for _ in range(chance.choice([1, 1, 1, 2, 3, 5]))
    ]
    return edited(chance.choice(seeds), edits)


def _outcome(file: Path, raw: bytes, number: int) -> str:
    try:
        return opened(file, raw)
    except Exception:
        kept = Path(f"crash-{number}.yaml")
        kept.write_bytes(raw)
        print(f"file {number}, kept as {kept}:\n{traceback.format_exc()}", file=sys.stderr)
        return "crash"


if __name__ == "__main__":
    sys.exit(main())
