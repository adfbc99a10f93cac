"""The terminal player with a person at it: questions, colour, and ways to leave."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a thing of Unix", allow_module_level=True)
import fcntl
import pty
import struct
import termios

ROOT = Path(__file__).parents[2]
PROMPT = "Your choice (? for help): "
GUESS = "Enter passes: "
SKIP = "recap instead: "


class Terminal:
    """A terminal with the game in it: wait for a prompt, type an answer."""

    def __init__(self, at: int, game: subprocess.Popen[bytes]) -> None:
        self._at, self.game = at, game
        self.raw = ""

    def until(self, words: str) -> str:
        """What appears until some words do, without colours."""
        start, deadline = len(self.raw), time.monotonic() + 30
        while words not in self._plain(start):
            if not select.select([self._at], [], [], max(0, deadline - time.monotonic()))[0]:
                raise AssertionError(f"no {words!r} in {self.raw[start:]!r}")
            try:
                self.raw += os.read(self._at, 65536).decode()
            except OSError:  # the game is gone, and its terminal with it
                raise AssertionError(f"ended without {words!r}: {self.raw[start:]!r}") from None
        return self._plain(start)

    def _plain(self, start: int) -> str:
        return re.sub(r"\x1b\[[\d;]*m", "", self.raw[start:]).replace("\r\n", "\n")

    def types(self, *lines: str) -> None:
        self.presses("".join(f"{line}\n" for line in lines))

    def presses(self, keys: str) -> None:
        os.write(self._at, keys.encode())


@contextmanager
def terminal(columns: int = 80, env: dict[str, str] | None = None) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")}
    kept |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm", **(env or {})}
    story = ROOT / "tests" / "stories" / "corridor.yaml"
    command = [sys.executable, "-m", "game", "play", str(story), "--text"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=kept) as game:
        os.close(theirs)
        try:
            yield Terminal(ours, game)
        finally:
            game.kill()
            os.close(ours)


def test_a_guess_is_asked_for_and_told_beside_what_came() -> None:
    with terminal() as person:
        person.until(PROMPT)
        person.types("2")
        assert "Guess first: How do you think it will go" in person.until(GUESS)
        person.types("11", "three", "3")
        told = person.until(SKIP)
    assert told.count("A whole number from 0 to 10") == 2
    assert "You guessed 3 of 10; it went like 8." in told


def test_enter_passes_a_guess() -> None:
    with terminal() as person:
        person.until(PROMPT)
        person.types("2")
        person.until(GUESS)
        person.types("")
        assert "You guessed" not in person.until(SKIP)


def test_a_noted_passage_may_be_skipped() -> None:
    with terminal() as person:
        person.until(PROMPT)
        person.types("3")
        noted = person.until(SKIP)
        assert "Content note: Someone misses a step here." in noted
        assert "ten steps" not in noted
        person.types("s")
        told = person.until(PROMPT)
        assert "In short: On the dark landing" in told
        assert "ten steps" not in told
        person.types("l")
        log = person.until(PROMPT)
    assert "In short: On the dark landing" in log
    assert "ten steps" not in log


def test_a_noted_passage_may_be_read_and_read_again_another_way() -> None:
    with terminal() as person:
        person.until(PROMPT)
        person.types("3")
        person.until(SKIP)
        person.types("")
        assert "You count ten steps" in person.until(PROMPT)
        person.types("b")
        person.until(PROMPT)
        person.types("3")
        person.until(SKIP)
        person.types("s")
        assert "ten steps" not in person.until(PROMPT)


def test_colour_and_italics_in_a_terminal() -> None:
    with terminal() as person:
        person.until(PROMPT)
    assert "\x1b[3;35mHe drove" in person.raw  # italic: the inner voice
    assert "\x1b[9m“Ines, could I" in person.raw  # struck: out of reach


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_plain_lines_for_who_wants_them(name: str, value: str) -> None:
    with terminal(env={name: value}) as person:
        told = person.until(PROMPT)
    assert "\x1b" not in person.raw
    assert "4. (out of reach) “Ines, could I have your trolley?” – You have" in told


@pytest.mark.parametrize("columns", [1, 12, 40, 200])
@pytest.mark.parametrize("look", ["dumb", "xterm"])
def test_any_width_will_do(columns: int, look: str) -> None:
    with terminal(columns, {"TERM": look}) as person:
        told = person.until(PROMPT)
    assert max(len(line) for line in told.split("\n")) <= 70
    if columns == 40:
        assert max(len(line) for line in told.split("\n")) <= 40


def test_control_c_is_a_goodbye() -> None:
    with terminal() as person:
        person.until(PROMPT)
        person.game.send_signal(signal.SIGINT)
        person.until("Goodbye. Nothing was stored.")
        assert person.game.wait(30) == 0


@pytest.mark.parametrize("where", [PROMPT, GUESS, SKIP])
@pytest.mark.parametrize("key", ["q\n", "\x04"])
def test_every_question_can_be_left(where: str, key: str) -> None:
    with terminal() as person:
        person.until(PROMPT)
        if where != PROMPT:
            person.types("2" if where == GUESS else "1")
            person.until(where)
        person.presses(key)
        person.until("Goodbye. Nothing was stored.")
        assert person.game.wait(30) == 0
