"""Stories that may never end: ways that come back to a state, or go on counting for ever."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from game.engine.program import Program
from game.engine.state import State
from game.prove.ask import parsed
from game.prove.components import components
from game.prove.graph import Block, Circle, Edge, Graph, Known, way_back
from game.prove.rows import Ints
from game.story import expression
from game.story.domains import compared, plain
from game.story.walk import conditions

_TRIED = 8
"""How many of a passage's newest states are looked at for a way that goes round."""


def put_in_order(graph: Graph) -> None:
    """Fill ``Graph.blocks``, and ``Graph.circles`` where a way comes back to a state."""
    for group in graph.groups:
        edges = [edge for at in group for edge in graph.edges.get(at, ())]
        if len(group) == 1 and all(edge.target != group[0] for edge in edges):
            graph.blocks.append(Block(edges, tangled=False))
        else:
            _untangle(graph, group, edges)


def _untangle(graph: Graph, group: list[int], edges: list[Edge]) -> None:
    """Put the edges of passages that lead back to each other in an order of their states."""
    sizes = [len(graph.known[at].rows) for at in group]
    offsets = dict(zip(group, np.cumsum([0, *sizes[:-1]]).tolist(), strict=True))
    inner = [edge for edge in edges if edge.target in offsets]
    source = _joined(offsets[edge.passage] + _explicit(edge).astype(np.int64) for edge in inner)
    target = _joined(offsets[edge.target] + edge.rows.astype(np.int64) for edge in inner)
    wave = _waves(source, target, sum(sizes))
    tangles = _tangles(source, target, wave)
    waves: dict[int, list[Edge]] = {}
    for at in group:
        graph.edges[at] = []
    for edge in edges:
        of = wave[offsets[edge.passage] + _explicit(edge).astype(np.int64)]
        for number in np.unique(of).tolist():
            part = edge.part(np.flatnonzero(of == number))
            waves.setdefault(number, []).append(part)
            graph.edges[edge.passage].append(part)
    # An odd wave is one of circles.
    graph.blocks += [Block(waves[number], tangled=bool(number % 2)) for number in sorted(waves)]
    told = set()
    for tangle in tangles:
        circle = _round(graph, offsets, source, target, tangle)
        if circle.passages not in told:
            told.add(circle.passages)
            graph.circles.append(circle)


def _explicit(edge: Edge) -> Ints:
    return np.arange(edge.count) if edge.source is None else edge.source


def _joined(parts: Iterator[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int64), *parts])


def _waves(source: Ints, target: Ints, count: int) -> Ints:
    """An even number for each state, higher than those before it; -1 on and behind a circle.

    This is Kahn's algorithm (CACM 5, 1962), a wave of states at a time.
    """
    order = np.argsort(source, kind="stable")
    ahead = target[order]
    begins = np.searchsorted(source[order], np.arange(count + 1))
    waiting = np.bincount(target, minlength=count)
    wave = np.full(count, -1, np.int64)
    ready = np.flatnonzero(waiting == 0)
    number = 0
    while len(ready):
        wave[ready] = number
        number += 2
        lengths = begins[ready + 1] - begins[ready]
        starts = np.repeat(begins[ready] - (np.cumsum(lengths) - lengths), lengths)
        reached = ahead[starts + np.arange(len(starts))]
        np.subtract.at(waiting, reached, 1)
        ready = np.unique(reached[waiting[reached] == 0])
    return wave


def _tangles(source: Ints, target: Ints, wave: Ints) -> list[list[int]]:
    """The groups of states on circles; the states that ``wave`` has left out get theirs.

    States on circles get an odd number, those behind them an even one.
    """
    left = wave < 0
    states = np.flatnonzero(left).tolist()
    place = {state: index for index, state in enumerate(states)}
    follows: list[list[int]] = [[] for _ in states]
    both = left[source] & left[target]
    for here, there in zip(source[both].tolist(), target[both].tolist(), strict=True):
        follows[place[here]].append(place[there])
    tangles = []
    level = [int(wave.max(initial=0)) + 2] * len(states)
    for group in components(follows, range(len(states))):
        tangled = len(group) > 1 or group[0] in follows[group[0]]
        number = max(level[index] for index in group)
        number += (number + tangled) % 2
        for index in group:
            wave[states[index]] = number
        inside = set(group)
        for there in {there for index in group for there in follows[index]} - inside:
            level[there] = max(level[there], number + 1)
        if tangled:
            tangles.append([states[index] for index in group])
    return tangles


def _round(
    graph: Graph, offsets: dict[int, int], source: Ints, target: Ints, tangle: list[int]
) -> Circle:
    """One way from a state back to itself.

    In a group that leads to itself, every state has another of the group before it:
    so going back from any of them comes round.
    """
    inside = np.isin(source, tangle) & np.isin(target, tangle)
    before = dict(zip(target[inside].tolist(), source[inside].tolist(), strict=True))
    at = tangle[0]
    seen: dict[int, int] = {}
    way: list[int] = []
    while at not in seen:
        seen[at] = len(way)
        way.append(at)
        at = before[at]
    passages, starts = list(offsets), np.array(list(offsets.values()))
    states = []
    for state in (at, *reversed(way[seen[at] :])):
        which = int(np.searchsorted(starts, state, side="right")) - 1
        states.append((passages[which], state - int(starts[which])))
    # `at` is where the way back came round: it stands first and last.
    return Circle(
        *states[0],
        _choices_between(graph, states),
        tuple(graph.program.passages[passage].id for passage, _ in states[:-1]),
        (),
    )


def _choices_between(graph: Graph, states: list[tuple[int, int]]) -> tuple[str, ...]:
    """The choices that lead through some states, each from the one before."""
    taken = []
    for (here, row), (there, next_row) in itertools.pairwise(states):
        edge = next(
            edge
            for edge in graph.edges[here]
            if edge.target == there and np.any((_explicit(edge) == row) & (edge.rows == next_row))
        )
        taken.append(graph.choice(edge).id)
    return tuple(taken)


# --- counting for ever ------------------------------------------------------------


def growing(graph: Graph, known: dict[int, Known], fresh: dict[int, Ints]) -> Circle | None:
    """A way that can be gone round for ever, counting further each time, if one is found.

    It is one where all but some counters comes back to what it was, and those counters
    are past every number that a condition compares them with: what is open now is
    open in every later round. Counters that are calculated with are not judged.
    """
    for at, rows in fresh.items():
        for row in rows[-_TRIED:].tolist():
            found = _counting(graph, known, at, row)
            if found is not None:
                return found
    return None


def _counting(graph: Graph, known: dict[int, Known], at: int, row: int) -> Circle | None:
    program, contexts = graph.program, graph.advance.contexts
    way = list(way_back(known, at, row))
    states = [known[here].rows.state(where, here, program, contexts) for here, where, _ in way]
    first = len(program.scenario.flags)
    last = states[0]
    for back in range(1, len(states)):
        if _but_counters(states[back], first) == _but_counters(last, first):
            grown = _past_all(program, states[: back + 1], first)
            if grown:
                edges = [edge for _, _, edge in way[:back] if edge is not None]
                return Circle(
                    *way[back][:2],
                    tuple(graph.choice(edge).id for edge in reversed(edges)),
                    tuple(program.passages[edge.passage].id for edge in reversed(edges)),
                    grown,
                )
    return None


def _but_counters(state: State, first: int) -> tuple[object, ...]:
    values = {name: getattr(state, name) for name in State.__struct_fields__}
    return (*(values | {"flags": state.flags[:first]}).values(),)


def _past_all(program: Program, states: list[State], first: int) -> tuple[str, ...]:
    """The counters that grew, if each is past all it is compared with; else none."""
    grown = []
    for index in range(first, len(program.flags)):
        grows = states[0].flags[index] - states[-1].flags[index]
        if not grows:
            continue
        bound = _bound(program, program.flags[index])
        sign = 1 if grows > 0 else -1
        if bound is None or min(sign * state.flags[index] for state in states) <= bound:
            return ()
        grown.append(program.flags[index])
    return tuple(grown)


def _bound(program: Program, counter: str) -> float | None:
    """The largest number a counter is compared with; None when it is calculated with."""
    bound = 0.0
    for _, text in conditions(program.scenario):
        tree = parsed(text)
        if any(name.name == counter for name in expression.names(tree)):
            if not plain(tree):
                return None
            numbers = [number for name, number in compared(tree) if name.name == counter]
            bound = max(bound, *map(abs, numbers), 0.0)
    return bound
