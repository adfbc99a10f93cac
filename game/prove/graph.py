"""The graph of all reachable states: rows by passage, joined by the choices taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from game.engine.program import ChoiceProgram, Program
from game.engine.state import State
from game.prove.advance import Advance
from game.prove.proof import Choices
from game.prove.rows import Context, Ints, Rows, joined, numbered

ALL = slice(None)


class Edge:
    """A choice taken in some states of a passage, and the states it leads to."""

    __slots__ = ("choice", "count", "passage", "rows", "source", "target")

    def __init__(
        self, passage: int, choice: int, target: int, source: Ints | None, count: int
    ) -> None:
        self.passage = passage
        self.choice = choice
        self.target = target
        self.source = source
        """The rows it is taken in; None for all of them."""
        self.count = count
        self.rows: Ints = np.empty(0, np.uint16)
        """The rows of the target passage, one for each of the source rows."""

    @property
    def sources(self) -> Any:
        """The source rows, ready to index with."""
        return ALL if self.source is None else self.source

    def leads(self, row: int) -> tuple[int, int] | None:
        """The passage and row that one source row comes to; None if it is not taken there."""
        if self.source is None:
            return self.target, int(self.rows[row])
        place = np.flatnonzero(self.source == row)
        return (self.target, int(self.rows[place[0]])) if len(place) else None

    def part(self, some: Ints) -> Edge:
        """The same choice in some of the source rows only, by their place among them."""
        source = some if self.source is None else self.source[some]
        part = Edge(self.passage, self.choice, self.target, source, len(some))
        part.rows = self.rows[some]
        return part

    def trim(self) -> None:
        """Cut off what leads to states that were not walked."""
        landed = self.rows if len(self.rows) == self.count else np.full(self.count, -1)
        kept = self.part(np.flatnonzero(landed >= 0)) if len(self.rows) else None
        self.source = np.empty(0, np.intp) if kept is None else kept.source
        self.rows = self.rows if kept is None else kept.rows
        self.count = len(self.rows)


class Known:
    """The states found in one passage, each with a shortest way to it."""

    __slots__ = ("depth", "incoming", "parent_edge", "parent_row", "rows")

    def __init__(self, rows: Rows) -> None:
        count = len(rows)
        self.rows = rows
        self.depth: Ints = np.zeros(count, np.int32)
        """How many choices lead to each at least."""
        self.incoming: list[Edge] = []
        self.parent_edge: Ints = np.zeros(count, np.int32)
        """Which of ``incoming`` is the last step of a shortest way."""
        self.parent_row: Ints = np.zeros(count, np.uint32)
        """The row that step comes from."""

    def followed_by(self, more: Known) -> Known:
        """These states and some more, in this order."""
        both = Known(joined([self.rows, more.rows]))
        both.depth = np.concatenate([self.depth, more.depth])
        both.incoming = [*self.incoming, *more.incoming]
        both.parent_edge = np.concatenate([self.parent_edge, more.parent_edge])
        both.parent_row = np.concatenate([self.parent_row, more.parent_row])
        return both


class Circle(NamedTuple):
    """Choices that lead from a state back to it, or to one that goes the same way for ever."""

    passage: int
    row: int
    round: Choices
    passages: tuple[str, ...]
    """The passages it goes through, in order."""
    grows: tuple[str, ...]
    """The counters that grow with every round; empty when it comes back to the same state."""


class Block(NamedTuple):
    """Edges whose source states are settled once all earlier blocks are done."""

    edges: list[Edge]
    tangled: bool
    """Whether some of them lead in a circle."""


class Graph:
    """Every reachable state of a program, as far as it was walked."""

    def __init__(self, advance: Advance) -> None:
        self.advance = advance
        self.program: Program = advance.program
        self.known: dict[int, Known] = {}
        """By passage; a passage that no playthrough sees is not in it."""
        self.groups: list[list[int]] = []
        """The passages seen, those that lead back to each other together; in story order."""
        self.edges: dict[int, list[Edge]] = {}
        """By the passage they start from."""
        self.blocks: list[Block] = []
        """All edges, in an order in which counts can be added up; backwards, taken back."""
        self.stops: dict[int, Ints] = {}
        """By passage, the rows in which nothing is open: endings and dead ends."""
        self.circles: list[Circle] = []
        self.traced = True
        """Whether ways to the states are known, or only the states."""
        self.roads: set[tuple[int, int]] = set()
        """Each passage with each that some playthrough goes to from it."""
        self._distinct: dict[int, Ints] = {}
        self.stopped = ""
        """Why the walk ended early, in words; empty when every state was reached."""

    @property
    def count(self) -> int:
        """How many states of the story were met."""
        return sum(
            len(self.known[at].rows) if isinstance(some, slice) else len(some)
            for at, some in ((at, self.distinct(at)) for at in self.known)
        )

    def distinct(self, at: int) -> Any:
        """Rows of a passage, one for each state that the story itself tells apart.

        A claim may ask of the past what the story does not; then there are more rows
        than states, and rows of one state differ in nothing but that.
        """
        own = self.program.names.own_past
        if own == (1 << len(self.program.names.bits)) - 1:
            return ALL
        if at not in self._distinct:
            self._distinct[at] = self._told_apart(at, own)
        return self._distinct[at]

    def _told_apart(self, at: int, own: int) -> Ints:
        contexts, rows = self.advance.contexts, self.known[at].rows
        ids, inverse = rows.contexts()
        if inverse is None:
            return np.arange(len(rows))
        merged: dict[Context, int] = {}
        known = (contexts.all[number] for number in ids.tolist())
        new = [merged.setdefault(one._replace(past=one.past & own), len(merged)) for one in known]
        code, count = numbered(Rows(rows.columns, rows.numbers, np.array(new, np.int32)[inverse]))
        first = np.empty(count, np.int64)
        first[code[::-1]] = np.arange(len(rows))[::-1]
        return first

    def state(self, passage: int, row: int) -> State:
        """One state as the engine has it."""
        rows = self.known[passage].rows
        return rows.state(row, passage, self.program, self.advance.contexts)

    def choice(self, edge: Edge) -> ChoiceProgram:
        """The choice of an edge."""
        return self.program.passages[edge.passage].choices[edge.choice]

    def play(self, passage: int, row: int) -> Choices:
        """A shortest way to a state, as its choices."""
        ways = list(way_back(self.known, passage, row))
        return tuple(self.choice(edge).id for _, _, edge in reversed(ways) if edge is not None)

    def follow(self, choices: Iterable[str]) -> list[tuple[int, int]]:
        """The states of a playthrough, each as passage and row, as far as they were walked."""
        at, row = self.program.start.passage, 0
        states = [(at, row)]
        for choice in choices:
            found = (
                edge.leads(row) for edge in self.edges.get(at, ()) if self.choice(edge).id == choice
            )
            ahead = next((state for state in found if state is not None), None)
            if ahead is None:
                break
            at, row = ahead
            states.append(ahead)
        return states

    def way_to(self, passage: int, rows: Ints) -> Choices:
        """A shortest way to one of some rows of a passage."""
        depth = self.known[passage].depth[rows]
        return self.play(passage, int(rows[int(np.argmin(depth))]))

    def endings(self) -> Iterator[int]:
        """The passages of the story that are endings, seen or not."""
        return (
            number
            for number, passage in enumerate(self.program.passages)
            if passage.written.ending is not None
        )


def way_back(
    known: dict[int, Known], passage: int, row: int
) -> Iterator[tuple[int, int, Edge | None]]:
    """A shortest way to a state, from its end: each state, and the edge that led to it.

    It breaks off at the start, or at a passage that is not in ``known``.
    """
    while (here := known.get(passage)) is not None:
        edge = here.incoming[here.parent_edge[row]] if here.depth[row] else None
        yield passage, row, edge
        if edge is None:
            return
        passage, row = edge.passage, int(here.parent_row[row])


Progress = Callable[[float, str], None]
"""Told how much of the work is done (0 to 1), and what is being done."""


def silent(done: float, what: str) -> None:
    """A progress that nobody looks at."""
