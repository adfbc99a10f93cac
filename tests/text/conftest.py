"""A terminal player in a process of its own, as a pipe and as a person meet it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
CORRIDOR = ROOT / "tests" / "stories" / "corridor.yaml"


class Told(NamedTuple):
    text: str
    complaints: str
    status: int

    def after(self, words: str) -> str:
        """What was told after some words, which must be there."""
        assert words in self.text
        return self.text.split(words, 1)[1]


Piped = Callable[..., Told]


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


@pytest.fixture
def piped() -> Piped:
    """Play with typed lines from a pipe: ``piped("1", "w")``."""

    def play(
        *typed: str | bytes,
        story: str | Path = CORRIDOR,
        encoding: str = "utf-8",
        **env: str,
    ) -> Told:
        lines = [line.encode() if isinstance(line, str) else line for line in typed]
        done = subprocess.run(
            [sys.executable, "-m", "game", "play", str(story), "--text"],
            input=b"".join(line + b"\n" for line in lines),
            capture_output=True,
            env=environment(**env),
            timeout=60,
            check=False,
        )
        # On Windows a line ends in two characters.
        text = done.stdout.decode(encoding).replace("\r\n", "\n")
        return Told(text, done.stderr.decode(errors="replace"), done.returncode)

    return play


@pytest.fixture
def corridor() -> Path:
    return CORRIDOR
