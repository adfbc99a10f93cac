"""Many states of one passage at once, as arrays.

A state is split in two. Its *numbers* (meters, trust, favours, the last four
choices) are columns of small whole numbers. Everything else, the boxes, the flags,
the counters and the past, is its *context*: the few contexts a story has are kept
once each, and a row only says which one it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.engine.program import Program
from game.engine.state import State
from game.story.words import METERS

Ints = NDArray[Any]
"""An array of whole numbers, of whatever width holds them."""
Bools = NDArray[np.bool_]


class Context(NamedTuple):
    """What of a state is not a number on a scale; as in :class:`State`."""

    boxes: tuple[int, ...]
    flags: tuple[int, ...]
    past: int


class Contexts:
    """The contexts met so far, each with its number."""

    def __init__(self) -> None:
        self.all: list[Context] = []
        self._numbers: dict[Context, int] = {}

    def number(self, context: Context) -> int:
        """The number of a context; the next one if it is new."""
        found = self._numbers.get(context)
        if found is None:
            found = self._numbers[context] = len(self.all)
            self.all.append(context)
        return found


class Columns:
    """Which numbers of a state ever change in a story; the others need no column."""

    def __init__(self, program: Program) -> None:
        start = program.start
        people = program.people
        moved = _moved(program)
        values = {meter: getattr(start, meter) for meter in METERS}
        values |= {f"trust.{who}": start.trust[at] for at, who in enumerate(people)}
        values |= {f"owed.{who}": start.owed[at] for at, who in enumerate(people)}
        values["recent"] = start.recent
        self.names = tuple(values)
        """Every number, whether it moves or not; ``recent`` is the last four choices."""
        self.starts = values
        self.moving = tuple(name for name in values if name in moved)
        self.index = {name: at for at, name in enumerate(self.moving)}
        self.meters = tuple(name for name in values if not name.startswith(("owed.", "recent")))
        """The numbers that a proof gives ranges for."""


def _moved(program: Program) -> set[str]:
    """The names of the numbers that some choice may change."""
    moved: set[str] = set()
    for passage in program.passages:
        for choice in passage.choices:
            works = [choice.stress, choice.connection, choice.energy, choice.control, choice.owed]
            works += [work for _, work in choice.trust]
            moved |= {work.meter for work in works if work is not None}
            if choice.alone:
                moved.add("recent")
    return moved


class Rows:
    """States of one passage: a column for each number that moves, and their contexts."""

    __slots__ = ("_split", "columns", "context", "numbers")

    def __init__(self, columns: Columns, numbers: Ints, context: Ints) -> None:
        self.columns = columns
        self.numbers = numbers
        """int8, one line for each of ``columns.moving``."""
        self.context = context
        """int32, the number of each row's context."""
        self._split: tuple[Ints, Ints | None] | None = None

    def __len__(self) -> int:
        return len(self.context)

    def take(self, rows: Ints | None) -> Rows:
        """Some of the rows; all of them for None."""
        if rows is None:
            return self
        return Rows(self.columns, self.numbers.take(rows, axis=1), self.context.take(rows))

    def column(self, name: str) -> Any:
        """The values of a number in all rows; one plain number if it never moves."""
        at = self.columns.index.get(name)
        return self.columns.starts[name] if at is None else self.numbers[at]

    def contexts(self) -> tuple[Ints, Ints | None]:
        """The distinct contexts, and which of them each row has (None: the only one)."""
        if self._split is None:
            low, high = _range(self.context)
            if low == high:
                self._split = self.context[:1], None
            else:
                inverse, count = distinct(self.context - low, high - low + 1)
                ids = np.empty(count, self.context.dtype)
                ids[inverse] = self.context
                self._split = ids, inverse
        return self._split

    def state(self, row: int, passage: int, program: Program, contexts: Contexts) -> State:
        """One row as the engine's state."""
        values = self.columns.starts | {
            name: int(self.numbers[at, row]) for name, at in self.columns.index.items()
        }
        context = contexts.all[int(self.context[row])]
        return State(
            passage=passage,
            stress=values["stress"],
            connection=values["connection"],
            energy=values["energy"],
            control=values["control"],
            trust=tuple(values[f"trust.{who}"] for who in program.people),
            owed=tuple(values[f"owed.{who}"] for who in program.people),
            boxes=context.boxes,
            flags=context.flags,
            recent=values["recent"],
            past=context.past,
        )


def joined(parts: Sequence[Rows]) -> Rows:
    """All the rows of some parts, one part after the other."""
    if len(parts) == 1:
        return parts[0]
    return Rows(
        parts[0].columns,
        np.concatenate([part.numbers for part in parts], axis=1),
        np.concatenate([part.context for part in parts]),
    )


def rows_of(
    program: Program, columns: Columns, contexts: Contexts, states: Iterable[State]
) -> Rows:
    """Some of the engine's states, all of one passage, as rows."""
    states = list(states)
    people = program.people
    values: dict[str, list[int]] = {name: [getattr(s, name) for s in states] for name in METERS}
    for at, who in enumerate(people):
        values[f"trust.{who}"] = [state.trust[at] for state in states]
        values[f"owed.{who}"] = [state.owed[at] for state in states]
    values["recent"] = [state.recent for state in states]
    numbers = np.array([values[name] for name in columns.moving], np.int8)
    found = [contexts.number(Context(s.boxes, s.flags, s.past)) for s in states]
    return Rows(
        columns, numbers.reshape(len(columns.moving), len(states)), np.array(found, np.int32)
    )


# --- telling equal rows together ------------------------------------------------

_WIDEST = 2**62
"""Codes are kept below this, so that they fit a 64-bit whole number."""
_SMALL = 4_096


def numbered(rows: Rows) -> tuple[Ints, int]:
    """A number for each row, the same for equal rows only, and how many there are.

    A row's values are the digits of one number; where it would grow too wide, the
    digits so far are replaced by their rank among those that occur. So nothing is
    hashed, and two states are never taken for one.
    """
    low, high = _range(rows.context)
    code, size = (rows.context - low).astype(np.int64), high - low + 1
    for column in rows.numbers:
        low, high = _range(column)
        if low == high:
            continue
        width = high - low + 1
        if size * width > _WIDEST:
            code, size = distinct(code, size)
        code = code * width + (column - low if low else column)
        size *= width
    return distinct(code, size)


def distinct(code: Ints, size: int) -> tuple[Ints, int]:
    """The rank of each code (0 to ``size`` - 1) among those that occur, and how many do."""
    if size <= 8 * len(code) + _SMALL:
        seen = np.zeros(size, np.bool_)
        seen[code] = True
        rank = np.cumsum(seen, dtype=np.int64)
        return rank[code] - 1, int(rank[-1])
    order = np.argsort(code)
    ordered = code[order]
    rank = np.empty(len(code), np.int64)
    rank[0] = 0
    np.cumsum(ordered[1:] != ordered[:-1], out=rank[1:])
    inverse = np.empty_like(rank)
    inverse[order] = rank
    return inverse, int(rank[-1]) + 1


def _range(column: Ints) -> tuple[int, int]:
    return int(column.min()), int(column.max())


def narrow(rows: Ints, below: int) -> Ints:
    """Row numbers in the narrowest type that holds them: memory is what limits a proof."""
    return rows.astype(np.uint16 if below <= 2**16 else np.uint32 if below <= 2**32 else np.int64)
