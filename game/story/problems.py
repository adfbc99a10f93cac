"""What is wrong in a story file, said so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Path = tuple[str | int, ...]
"""The way from the top of a file to a value: keys and list positions."""


class Place(NamedTuple):
    """A line and column of a file, both counted from 1; line 0 is the file as a whole."""

    line: int
    column: int


class Problem(NamedTuple):
    """One thing that is wrong (``error``) or odd (``warning``) in a file."""

    place: Place
    what: str
    todo: str = ""
    severity: Literal["error", "warning"] = "error"

    def told(self, file: str, lines: Sequence[str] = ()) -> str:
        """The problem as an author reads it: where, what, the line itself, what to do."""
        line, column = self.place
        mark = "warning: " if self.severity == "warning" else ""
        where = f"{file}:{line}:{column}" if line else file
        said = [f"{where}: {mark}{self.what}"]
        if 0 < line <= len(lines):
            said += _quoted(lines[line - 1], line, column)
        if self.todo:
            said.append(f"    {self.todo}")
        return "\n".join(said)


def _quoted(text: str, line: int, column: int) -> list[str]:
    """The line itself with a mark under the column, cut around it when it is long."""
    text = "".join(char if char.isprintable() else " " for char in text)
    start = max(0, column - 60)
    shown = text[start : start + 100]
    before = "…" if start else ""
    gutter = f"{line:>6} | "
    mark = " " * (len(gutter) + len(before) + column - 1 - start) + "^"
    return [f"{gutter}{before}{shown}".rstrip(), mark]


class Finding(NamedTuple):
    """Something wrong or odd at a path of the file."""

    path: Path
    what: str
    todo: str = ""
    severity: Literal["error", "warning"] = "error"
    key: bool = False
    offset: int = 0
    about: tuple[Path, ...] = ()
    """What else in the file it rests on: where that is broken, it need not be true."""


class StoryError(Exception):
    """A story that cannot be played, with every problem found in it.

    ``str()`` of it is the whole message for a person, one block a problem.
    """

    def __init__(self, file: str, problems: Iterable[Problem], text: str = "") -> None:
        self.file = file
        self.problems = sorted(problems)
        lines = text.split("\n")
        super().__init__("\n".join(problem.told(file, lines) for problem in self.problems))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like a mistyped one, if any is like it at all.

    >>> nearest("two-pm", ["two-am", "kickoff"])
    'two-am'
    """
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def suggestion(word: str, known: Iterable[str], kind: str) -> str:
    """What to do about an unknown name: the nearest one, or all there are.

    >>> suggestion("stres", ["stress", "connection"], "meters")
    'Did you mean `stress`?'
    """
    known = list(known)
    if close := nearest(word, known):
        return f"Did you mean `{close}`?"
    if not known:
        return f"This story declares no {kind}."
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"There are these {kind}: {shown}."
