"""How many playthroughs come to each state: exact whole numbers of any size."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.prove.graph import Edge, Graph
from game.prove.rows import Ints

Floats = NDArray[np.float64]
_EXACT = 2.0**52
"""Sums of whole numbers below this are exact in a float."""
_BASE = 2.0**32
_ROOM = 2**20
"""How many digits below ``_BASE`` may be added up before carrying, and stay exact."""


class Counts(NamedTuple):
    """Ways to the states of a story."""

    ways: dict[int, Floats]
    """By passage, for each row: how many ways lead there. Exact below 2**52, else to 15
    digits; infinite where a circle is on the way."""
    stops: dict[int, int | None]
    """By passage: how many playthroughs stop there, exactly; None for infinitely many."""


def count(graph: Graph) -> Counts:
    """The number of ways to each state, and of playthroughs that stop in each passage.

    A playthrough stops where nothing is open: at an ending, or a dead end.
    """
    ways = _ways(graph)
    rough = {at: float(ways[at][rows].sum()) for at, rows in graph.stops.items()}
    largest = max((total for total in rough.values() if math.isfinite(total)), default=0.0)
    if largest < _EXACT:
        return Counts(ways, {at: _whole(total) for at, total in rough.items()})
    return Counts(ways, _exactly(graph, ways))


def _whole(total: float) -> int | None:
    return int(total) if math.isfinite(total) else None


def _ways(graph: Graph) -> dict[int, Floats]:
    ways = {at: np.zeros(len(known.rows)) for at, known in graph.known.items()}
    ways[graph.program.start.passage][0] = 1.0
    for block in graph.blocks:
        if block.tangled:
            for edge in block.edges:
                ways[edge.passage][edge.sources] = math.inf
        for edge in block.edges:
            add_at(ways[edge.target], edge.rows, ways[edge.passage][edge.sources])
    return ways


def add_at(total: Floats, rows: Ints, values: Floats) -> None:
    """Add each value to the row it belongs to; rows may come more than once."""
    if 4 * len(rows) < len(total):
        np.add.at(total, rows, values)
    else:
        total += np.bincount(rows, weights=values, minlength=len(total))


def _exactly(graph: Graph, ways: dict[int, Floats]) -> dict[int, int | None]:
    """The stops of each passage, counted in digits of ``_BASE``.

    A digit is a float, and floats add whole numbers below 2**53 exactly.
    """
    digits: dict[int, _Digits] = {}

    def of(at: int) -> _Digits:
        if at not in digits:
            finite = ways[at][np.isfinite(ways[at])]
            digits[at] = _Digits(len(ways[at]), float(finite.max(initial=1.0)))
        return digits[at]

    left = _last_uses(graph)
    stops: dict[int, int | None] = {}
    of(graph.program.start.passage).values[0, 0] = 1.0
    for number, block in enumerate(graph.blocks):
        for edge in block.edges:
            of(edge.target).add(edge, of(edge.passage))
        for at in left.get(number, ()):
            if at in graph.stops:
                rows = graph.stops[at]
                endless = not np.isfinite(ways[at][rows]).all()
                stops[at] = None if endless else of(at).total(rows)
            digits.pop(at, None)  # only what is still counted with takes memory
    return stops


def _last_uses(graph: Graph) -> dict[int, list[int]]:
    """The passages of which nothing more is needed, by the number of the block."""
    last = dict.fromkeys(graph.known, len(graph.blocks) - 1)
    for number, block in enumerate(graph.blocks):
        for at in {edge.passage for edge in block.edges}:
            last[at] = number
    found: dict[int, list[int]] = {}
    for at, number in last.items():
        found.setdefault(number, []).append(at)
    return found


class _Digits:
    """A whole number for each row, in digits of ``_BASE``, the smallest first."""

    def __init__(self, rows: int, most: float) -> None:
        # One bit of room, because `most` is right to 15 digits only.
        count = max(1, math.ceil((math.log2(most) + 1) / math.log2(_BASE)))
        self.values = np.zeros((count, rows))
        self._added = 0

    def add(self, edge: Edge, source: _Digits) -> None:
        """Add the ways to the source states to those they lead to."""
        source.carry()
        for begin in range(0, edge.count, _ROOM):
            part = slice(begin, begin + _ROOM)
            rows = edge.rows[part]
            from_ = part if edge.source is None else edge.source[part]
            if self._added + len(rows) > _ROOM:
                self.carry()
            self._added += len(rows)
            for digit in range(min(len(self.values), len(source.values))):
                add_at(self.values[digit], rows, source.values[digit][from_])

    def carry(self) -> None:
        """Bring every digit below ``_BASE`` again."""
        if self._added:
            for digit in range(len(self.values) - 1):
                over = np.floor(self.values[digit] / _BASE)
                self.values[digit] -= over * _BASE
                self.values[digit + 1] += over
            self._added = 0

    def total(self, rows: Ints) -> int:
        """The sum over some rows."""
        self.carry()
        return sum(
            int(digit[rows].astype(np.uint64).sum()) << (32 * number)
            for number, digit in enumerate(self.values)
        )
