"""Backwards through the story: what is still possible from every state."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from game.prove.graph import Edge, Graph
from game.prove.reading import Reading
from game.prove.rows import Bools, Ints

NO_CALM = 999
"""The least stress at an end, where no end is possible."""
NO_CLOSE = -1
"""The most connection at an end, where no end is possible."""
_FAR = 2**30
"""More choices or words than any way takes."""
MOST_ENDINGS = 63


class Ahead:
    """What is possible from the states of one passage, an array of one value a row each."""

    __slots__ = (
        "calm",
        "close",
        "ends",
        "least_words",
        "longest",
        "most_words",
        "shortest",
        "ways",
    )

    def __init__(self, rows: int) -> None:
        self.calm: Ints = np.full(rows, NO_CALM, np.int16)
        """The least stress at an ending that can still be reached."""
        self.close: Ints = np.full(rows, NO_CLOSE, np.int16)
        """The most connection at an ending that can still be reached."""
        self.ends: Ints = np.zeros(rows, np.int64)
        """A bit for each ending that can still be reached."""
        self.ways: Any = np.zeros(rows)
        """How many playthroughs go on from here to a stop; infinite on a circle."""
        self.shortest: Any = np.full(rows, _FAR, np.int32)
        """The fewest choices to a stop."""
        self.longest: Any = np.full(rows, -math.inf, np.float32)
        """The most choices to a stop: infinite on a circle, minus infinite without a stop."""
        self.least_words: Any = np.full(rows, _FAR, np.int32)
        """The fewest words still to be read to a stop."""
        self.most_words: Any = np.full(rows, -math.inf, np.float64)

    def stop(self, rows: Ints) -> None:
        """Playthroughs stop in these rows."""
        self.ways[rows] = 1.0
        self.shortest[rows] = self.least_words[rows] = 0
        self.longest[rows] = self.most_words[rows] = 0.0

    def end(self, rows: Ints, stress: Any, connection: Any, bit: int) -> None:
        """The stops in these rows are an ending, with these meters."""
        self.calm[rows], self.close[rows], self.ends[rows] = stress, connection, bit

    def lead(self, edge: Edge, to: Ahead, words: Any, *, tangled: bool) -> bool:
        """Take in what a choice leads to; whether a circle has to be gone round again for it."""
        at, rows = edge.sources, edge.rows
        new = {
            "calm": np.minimum(self.calm[at], to.calm[rows]),
            "close": np.maximum(self.close[at], to.close[rows]),
            "ends": self.ends[at] | to.ends[rows],
            "shortest": np.minimum(self.shortest[at], to.shortest[rows] + 1),
            "least_words": np.minimum(self.least_words[at], to.least_words[rows] + words),
        }
        changed = tangled and any(
            not np.array_equal(getattr(self, name)[at], values) for name, values in new.items()
        )
        for name, values in new.items():
            getattr(self, name)[at] = values
        if not tangled:
            self.ways[at] += to.ways[rows]
            self.longest[at] = np.maximum(self.longest[at], to.longest[rows] + 1)
            self.most_words[at] = np.maximum(self.most_words[at], to.most_words[rows] + words)
        return changed

    def go_round(self, at: Any) -> None:
        """These rows are on circles: what stops at all can take as long as it likes."""
        stops = np.where(self.shortest[at] < _FAR, math.inf, 0.0)
        self.ways[at] = stops
        self.longest[at] = self.most_words[at] = np.where(stops > 0.0, stops, -math.inf)


def backwards(graph: Graph, reading: Reading) -> Iterator[tuple[int, dict[int, Ahead]]]:
    """Each passage, those behind it first, with what is possible from it and from those.

    What no passage before needs any more is forgotten on the way, for its memory.
    """
    bits = {at: 1 << min(bit, MOST_ENDINGS - 1) for bit, at in enumerate(graph.endings())}
    ahead: dict[int, Ahead] = {}
    needed = _needed(graph)
    blocks = list(graph.blocks)
    for group in reversed(graph.groups):
        for at in group:
            ahead[at] = _at_stops(graph, at, bits)
        while blocks and (not blocks[-1].edges or blocks[-1].edges[0].passage in group):
            block = blocks.pop()
            _lead(block.edges, ahead, reading, tangled=block.tangled)
        for at in group:
            yield at, ahead
        for at in group:
            for target in {edge.target for edge in graph.edges.get(at, ())}:
                needed[target] -= 1
                if not needed[target] and target not in group:
                    del ahead[target]


def _needed(graph: Graph) -> dict[int, int]:
    """How many passages lead to each passage."""
    needed = dict.fromkeys(graph.known, 0)
    for edges in graph.edges.values():
        for target in {edge.target for edge in edges}:
            needed[target] += 1
    return needed


def _at_stops(graph: Graph, at: int, bits: dict[int, int]) -> Ahead:
    rows = graph.known[at].rows
    here = Ahead(len(rows))
    stops = graph.stops.get(at)
    if stops is not None:
        here.stop(stops)
        if at in bits:
            here.end(stops, rows.column("stress"), rows.column("connection"), bits[at])
    return here


def _lead(edges: list[Edge], ahead: dict[int, Ahead], reading: Reading, *, tangled: bool) -> None:
    ways = [(edge, reading.of_edge(edge)) for edge in edges]
    changed = True
    while changed:
        found = [
            ahead[edge.passage].lead(edge, ahead[edge.target], words, tangled=tangled)
            for edge, words in ways
        ]
        changed = any(found)
    if tangled:
        for edge, _ in ways:
            ahead[edge.passage].go_round(edge.sources)


def by_choice(graph: Graph, at: int, ahead: dict[int, Ahead], name: str, nothing: int) -> Ints:
    """A line for each choice of a passage: what is possible after it, in each row.

    ``nothing`` stands where the choice is not open.
    """
    choices = graph.program.passages[at].choices
    found = np.full((len(choices), len(graph.known[at].rows)), nothing, np.int64)
    for edge in graph.edges.get(at, ()):
        found[edge.choice][edge.sources] = getattr(ahead[edge.target], name)[edge.rows]
    return found


def open_in(graph: Graph, at: int) -> Bools:
    """A line for each choice of a passage: the rows in which it is open."""
    choices = graph.program.passages[at].choices
    found = np.zeros((len(choices), len(graph.known[at].rows)), np.bool_)
    for edge in graph.edges.get(at, ()):
        found[edge.choice][edge.sources] = True
    return found
