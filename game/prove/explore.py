"""Every state that some playthrough comes to, a passage at a time.

Passages are settled in an order in which all that leads to them is settled before.
Passages that lead back to each other are settled together, in rounds of one choice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from game.engine.program import PassageProgram, Program
from game.prove.advance import Advance
from game.prove.circles import growing, put_in_order
from game.prove.components import components
from game.prove.graph import ALL, Edge, Graph, Known, Progress, silent
from game.prove.rows import Ints, Rows, joined, narrow, numbered

LIMIT = 100_000_000
"""States after which a walk stops, unless told otherwise: some 2 GB of them."""
MOST_CONTEXTS = 1_000_000
"""Different boxes, flags and pasts after which a walk stops: Python objects, so fewer."""
INTERRUPTED = "it was interrupted"


class Chunk(NamedTuple):
    """States that an edge leads to, not yet told apart from those of other edges."""

    edge: Edge
    where: Ints | None
    """Which of the edge's rows they are; None for all of them."""
    source: Ints
    """The row each of them comes from."""
    rows: Rows
    depth: Ints


def explore(
    program: Program,
    *,
    limit: int | None = None,
    quick: bool = False,
    progress: Progress = silent,
    stopped: Callable[[], bool] = lambda: False,
) -> Graph:
    """The graph of all states that can be reached from the start.

    Past ``limit`` states each passage is walked in a part of its states only, so
    that endings are still met; ``Graph.stopped`` then says so, as it does when
    ``stopped()`` comes true, which is asked between passages. A ``quick`` walk of a
    story that never leads back keeps no edges: the states, but no ways to them.
    """
    return _Explorer(program, limit or LIMIT, progress, stopped, quick=quick).run()


class _Explorer:
    def __init__(
        self,
        program: Program,
        limit: int,
        progress: Progress,
        stopped: Callable[[], bool],
        *,
        quick: bool,
    ) -> None:
        self._graph = Graph(Advance(program))
        self._program = program
        self._limit = limit
        self._progress = progress
        self._stopped = stopped
        self._quick = quick
        self._lean = False
        self._waiting: dict[int, list[Chunk]] = defaultdict(list)
        self._walked = 0

    def run(self) -> Graph:
        program, graph = self._program, self._graph
        start = program.start.passage
        follows = [sorted(_targets(passage)) for passage in program.passages]
        groups = components(follows, [start])
        straight = all(len(one) == 1 and one[0] not in follows[one[0]] for one in groups)
        self._lean = self._quick and straight
        graph.traced = not self._lean
        first = Known(graph.advance.start())
        for done, group in enumerate(groups):
            if self._stopped():
                graph.stopped = INTERRUPTED
                break
            # A part of what is left for each: were the limit met in the first
            # passages, no ending would ever be seen.
            left = max(1, (self._limit - self._walked) // (len(groups) - done))
            known = {start: first} if start in group else {}
            if len(group) == 1 and group[0] not in follows[group[0]]:
                self._straight(group[0], known.get(group[0]), left)
            else:
                self._together(group, known, left)
            if done % 16 == 0:
                self._progress(done / len(groups), f"{self._walked:,} moments met")
        if graph.traced:
            _find_stops(graph)
        if graph.stopped:
            for at, edges in graph.edges.items():
                for edge in edges:
                    edge.trim()
                graph.edges[at] = [edge for edge in edges if edge.count]
        put_in_order(graph)
        return graph

    def _straight(self, at: int, known: Known | None, left: int) -> None:
        """A passage that never leads back to itself: all its states at once."""
        here = self._settled(at, known, self._waiting.pop(at, []), left)
        if here is None:
            return
        self._enter({at: here})
        if self._lean:
            self._pass_on(at, here.rows)
            return
        for chunk in self._leave(at, here, None):
            self._waiting[chunk.edge.target].append(chunk)

    def _together(self, group: list[int], known: dict[int, Known], left: int) -> None:
        """Passages that lead back to each other: states one choice further, again and again."""
        ahead: Rounds = defaultdict(lambda: defaultdict(list))
        for at in group:
            for chunk in self._waiting.pop(at, []):
                for part in _by_depth(chunk):
                    ahead[int(part.depth[0])][at].append(part)
        fresh = {at: np.arange(len(here.rows)) for at, here in known.items()}
        rounds = 0
        while ahead or fresh:
            for chunk in self._left(known, fresh):
                if chunk.edge.target in group:
                    ahead[int(chunk.depth[0])][chunk.edge.target].append(chunk)
                else:
                    self._waiting[chunk.edge.target].append(chunk)
            rounds += 1
            if not ahead or self._enough(rounds, known, fresh):
                break
            fresh, left = self._round(ahead.pop(min(ahead)), known, left)
        self._enter(known)

    def _left(self, known: dict[int, Known], fresh: dict[int, Ints]) -> Iterator[Chunk]:
        for at, rows in fresh.items():
            if len(rows):
                yield from self._leave(at, known[at], rows)

    def _round(
        self, chunks: dict[int, list[Chunk]], known: dict[int, Known], left: int
    ) -> tuple[dict[int, Ints], int]:
        """The states that are new in a round, by passage, and how many more there may be."""
        fresh = {}
        for at, some in chunks.items():
            before = len(known[at].rows) if at in known else 0
            here = self._settled(at, known.get(at), some, left)
            if here is not None:
                known[at] = here
                left -= len(here.rows) - before
                fresh[at] = np.arange(before, len(here.rows))
        self._progress(0.5, f"{self._walked:,} moments met")
        return fresh, left

    def _enough(self, rounds: int, known: dict[int, Known], fresh: dict[int, Ints]) -> bool:
        """Whether going round any further is of no use; ``Graph.stopped`` then says why."""
        graph = self._graph
        if self._stopped():
            graph.stopped = INTERRUPTED
        elif len(graph.advance.contexts.all) > MOST_CONTEXTS:
            graph.stopped = f"flags, counters and boxes take more than {MOST_CONTEXTS:,} values"
        elif rounds >= 16 and rounds.bit_count() == 1:
            circle = growing(graph, known, fresh)
            if circle is not None:
                graph.circles.append(circle)
                graph.stopped = f"it can go round for ever, counting {' and '.join(circle.grows)}"
        return bool(graph.stopped)

    def _settled(
        self, at: int, known: Known | None, chunks: list[Chunk], left: int
    ) -> Known | None:
        """The states of a passage with those of some chunks; their edges get their rows."""
        if not chunks:
            return known
        before = 0 if known is None else len(known.rows)
        parts = [chunk.rows for chunk in chunks]
        rows = joined(parts if known is None else [known.rows, *parts])
        code, count = numbered(rows)
        if self._lean:
            first = np.empty(count, np.int64)
            first[code] = np.arange(len(code))
            if count > left:
                self._graph.stopped = f"the limit of {self._limit:,} moments was reached"
                first = first[:left]
            self._walked += len(first)
            return Known(rows.take(first))
        depth = np.concatenate([chunk.depth for chunk in chunks])
        # The shallowest of equal states is written last, and so stays.
        order = np.arange(len(depth))[::-1]
        if depth.min() != depth.max():
            order = order[np.argsort(-depth[order], kind="stable")]
        pick = np.empty(count, np.int64)
        pick[code[before:][order]] = order
        number = np.full(count, -1, np.int64)
        number[code[:before]] = np.arange(before)
        new = np.flatnonzero(number < 0)
        if len(new) > left:
            new = new[np.linspace(0, len(new) - 1, left).astype(np.int64)]
            self._graph.stopped = f"the limit of {self._limit:,} moments was reached"
        number[new] = np.arange(before, before + len(new))
        self._walked += len(new)
        _land(chunks, number[code[before:]])
        picked = pick[new]
        return _grown(known, chunks, rows.take(before + picked), depth[picked], picked)

    def _pass_on(self, at: int, rows: Rows) -> None:
        """Where each choice leads, and nothing of how; what a quick walk needs."""
        graph = self._graph
        still = np.ones(len(rows), np.bool_)
        nothing = np.empty(0, np.int64)
        for move in graph.advance.moves(at, rows):
            still[ALL if move.source is None else move.source] = False
            graph.roads.add((at, move.target))
            graph.advance.read_after(at, move)
            edge = Edge(at, move.choice, move.target, None, 0)
            self._waiting[move.target].append(Chunk(edge, None, nothing, move.rows, nothing))
        if still.any():
            graph.stops[at] = np.flatnonzero(still)

    def _enter(self, known: dict[int, Known]) -> None:
        if known:
            self._graph.known |= known
            self._graph.groups.append(list(known))

    def _leave(self, at: int, here: Known, some: Ints | None) -> Iterator[Chunk]:
        """The states that each choice leads to, from a passage or from some of its rows."""
        count = len(here.rows)
        everything = np.arange(count)
        rows = here.rows.take(some)
        for move in self._graph.advance.moves(at, rows):
            source = _rows_of(some, move.source)
            kept = None if source is None else narrow(source, count)
            edge = Edge(at, move.choice, move.target, kept, len(move.rows))
            self._graph.edges.setdefault(at, []).append(edge)
            self._graph.roads.add((at, move.target))
            source = everything if source is None else source
            yield Chunk(edge, None, source, move.rows, here.depth[source] + 1)


def _find_stops(graph: Graph) -> None:
    for at, known in graph.known.items():
        still = np.ones(len(known.rows), np.bool_)
        for edge in graph.edges.get(at, ()):
            still[edge.sources] = False
        if still.any():
            graph.stops[at] = np.flatnonzero(still)


Rounds = dict[int, dict[int, list[Chunk]]]
"""Chunks by how many choices lead to them, and by passage."""


def _rows_of(some: Ints | None, which: Ints | None) -> Ints | None:
    return some if which is None else which if some is None else some[which]


def _targets(passage: PassageProgram) -> set[int]:
    """The passages that a passage's choices may lead to."""
    found = {choice.goto for choice in passage.choices if choice.goto >= 0}
    return found | {target for choice in passage.choices for _, target in choice.goto_cases}


def _by_depth(chunk: Chunk) -> Iterator[Chunk]:
    """A chunk in parts, each of one depth."""
    for depth in np.unique(chunk.depth):
        where = np.flatnonzero(chunk.depth == depth)
        yield Chunk(
            chunk.edge, where, chunk.source[where], chunk.rows.take(where), chunk.depth[where]
        )


def _land(chunks: list[Chunk], number: Ints) -> None:
    """Give each edge the rows it leads to; -1 where a limit left them out."""
    cut = int(number.min()) < 0
    top = int(number.max()) + 1
    begun = 0
    for chunk in chunks:
        rows = number[begun : begun + len(chunk.rows)]
        begun += len(chunk.rows)
        edge = chunk.edge
        if chunk.where is None:
            edge.rows = rows if cut else narrow(rows, top)
        else:
            if edge.rows.dtype != np.int64:
                edge.rows = np.full(edge.count, -1, np.int64)
            edge.rows[chunk.where] = rows


def _grown(
    known: Known | None, chunks: list[Chunk], rows: Rows, depth: Ints, picked: Ints
) -> Known:
    """What is known of a passage, with some more rows and where those came from."""
    ends = np.cumsum([len(chunk.rows) for chunk in chunks])
    first = 0 if known is None else len(known.incoming)
    new = Known(rows)
    new.depth = depth
    new.incoming = [chunk.edge for chunk in chunks]
    which = first + np.searchsorted(ends, picked, side="right")
    new.parent_edge = narrow(which, first + len(chunks))
    source = np.concatenate([chunk.source for chunk in chunks])[picked]
    new.parent_row = narrow(source, int(source.max(initial=0)) + 1)
    return new if known is None else known.followed_by(new)
