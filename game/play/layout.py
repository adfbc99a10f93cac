"""A graph in layers: where its nodes stand, and which way its edges go.

Nodes stand in rows from the start downwards; endings have the last row to themselves.
An edge passes a row in a lane, so none ever runs through a node; long edges to the same
node go side by side. The same
graph is always drawn the same.

    >>> drawn = layout([Node("a"), Node("b", ending=True)], [Edge("a", "b")], "a")
    >>> drawn.spots["a"].row, drawn.spots["b"].row
    (0, 1)

The steps are Sugiyama's: edges that close a circle are turned round, rows are given by the
longest way from the start, the order within rows is improved by barycentres and by swapping
neighbours, and columns by letting every row settle between the rows beside it.
"""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

Point = tuple[float, float]
"""x and y in pixels, from the upper left corner of the drawing."""


class Node(NamedTuple):
    """A node that is to be placed."""

    name: Hashable
    width: float = 120
    """In pixels, like every length here."""
    height: float = 40
    ending: bool = False
    """Whether it stands in the last row; a node that leads on elsewhere never does."""


class Edge(NamedTuple):
    """An edge that is to be drawn; circles, loops and several of the same are welcome."""

    source: Hashable
    target: Hashable
    thick: float = 1


class Spacing(NamedTuple):
    """How much room is left between things."""

    beside: float = 26
    """Between a node and whatever is beside it."""
    lanes: float = 9
    """Between edges that pass a row."""
    together: float = 1.5
    """Between edges on their way to the same node."""
    rows: tuple[float, float] = (38, 110)
    """Between rows: where edges go straight down, and where they go far to a side at most."""
    loop: float = 24
    """Room at the right of a node for its edge to itself."""


class Spot(NamedTuple):
    """Where a node stands."""

    x: float
    """Its middle, as is y."""
    y: float
    row: int


class Way(NamedTuple):
    """How an edge goes, from its source to its target.

    Between two points it is to be drawn straight, or as a curve that is upright at both; it
    then stays between the rows. A loop has four points, those of one Bézier curve.
    """

    points: tuple[Point, ...]
    back: bool = False
    """Whether it goes upwards, because it closes a circle."""
    loop: bool = False


class Layout(NamedTuple):
    """A drawing: every node by its name, the edges in the order they were given."""

    width: float
    height: float
    spots: dict[Hashable, Spot]
    ways: tuple[Way, ...]


class _Link(NamedTuple):
    """An edge as the rows see it: always downwards."""

    upper: int
    lower: int
    back: bool


Rows = list[list[int]]
Near = list[list[int]]
"""By vertex: those it is linked with in the row above, or in the row below."""


class _Net(NamedTuple):
    """Nodes and bends as numbers; a long edge has one bend in every row that it passes.

    Long edges to the same node share their bends, as lanes of one street: a story has many
    ways to each of its endings, and they would fill the page one by one.
    """

    nodes: int
    """Vertices below are nodes, those from here on are bends."""
    rows: Rows
    up: Near
    down: Near
    chains: list[list[int]]
    """By link: its upper node, its bends, its lower node."""


def layout(
    nodes: Sequence[Node], edges: Sequence[Edge], start: Hashable, space: Spacing | None = None
) -> Layout:
    """The drawing of a graph; ``start`` and the ends of all edges are names of nodes."""
    space = space or Spacing()
    number = {node.name: index for index, node in enumerate(nodes)}
    pairs = [(number[edge.source], number[edge.target]) for edge in edges]
    straight = [index for index, (source, target) in enumerate(pairs) if source != target]
    links = _downwards(len(nodes), [pairs[index] for index in straight], number[start])
    net = _net(len(nodes), _rows_of(nodes, links, number[start]), links)
    _order(net)
    loops = {source for source, target in pairs if source == target}
    sides = _sides(net, nodes, [edges[index].thick for index in straight], loops, space)
    return _drawing(net, nodes, pairs, [link.back for link in links], sides)


# --- rows ---------------------------------------------------------------------------


def _downwards(count: int, pairs: list[tuple[int, int]], start: int) -> list[_Link]:
    """The edges without circles: in a circle, those are turned that lead to an earlier node.

    Everything that leads to the start is turned too, so that nothing stands above it.
    """
    circle = _circles(count, [pair for pair in pairs if pair[1] != start])
    return [
        _Link(target, source, back=True)
        if target == start or (circle[source] == circle[target] and target < source)
        else _Link(source, target, back=False)
        for source, target in pairs
    ]


def _circles(count: int, pairs: list[tuple[int, int]]) -> list[int]:
    """By node, a number that it shares with those it is in a circle with (after Kosaraju)."""
    after: Near = [[] for _ in range(count)]
    before: Near = [[] for _ in range(count)]
    for source, target in pairs:
        after[source].append(target)
        before[target].append(source)
    left = _left_at(after, range(count))
    circle = [-1] * count
    for root in sorted(range(count), key=left.__getitem__, reverse=True):
        waiting = [root] if circle[root] < 0 else []
        while waiting:
            here = waiting.pop()
            circle[here] = root
            waiting += [other for other in before[here] if circle[other] < 0]
    return circle


def _left_at(after: list[list[int]], roots: Iterable[int]) -> list[int]:
    """When a walk in depth is done with each node: without circles, after all that it leads to."""
    left = [-1] * len(after)
    met = [False] * len(after)
    clock = 0
    for root in roots:
        if met[root]:
            continue
        met[root] = True
        trail = [(root, iter(after[root]))]
        while trail:
            here, ways = trail[-1]
            onward = next((way for way in ways if not met[way]), None)
            if onward is None:
                trail.pop()
                left[here] = clock
                clock += 1
            else:
                met[onward] = True
                trail.append((onward, iter(after[onward])))
    return left


def _rows_of(nodes: Sequence[Node], links: list[_Link], start: int) -> list[int]:
    """The row of each node: as many steps from the start as the longest way there takes."""
    after: Near = [[] for _ in nodes]
    before: Near = [[] for _ in nodes]
    leads_on = {link.lower if link.back else link.upper for link in links}
    last = {
        index
        for index, node in enumerate(nodes)
        if node.ending and index not in leads_on and index != start
    }
    for link in links:
        # The endings stand where they stand; they must not pull others down to them.
        if link.upper not in last and link.lower not in last:
            after[link.upper].append(link.lower)
            before[link.lower].append(link.upper)
    left = _left_at(after, [start, *range(len(nodes))])
    order = sorted(range(len(nodes)), key=left.__getitem__, reverse=True)
    row = [1] * len(nodes)
    row[start] = 0
    for here in order:
        for there in after[here]:
            row[there] = max(row[there], row[here] + 1)
    for here in reversed(order):
        # Whoever has more ahead than behind stands nearer to what is ahead.
        if here != start and len(after[here]) > len(before[here]):
            row[here] = min(row[there] for there in after[here]) - 1
    bottom = 1 + max((row[index] for index in order if index not in last), default=0)
    for index in last:
        row[index] = bottom
    return row


def _net(count: int, row: list[int], links: list[_Link]) -> _Net:
    """The graph with a bend in every row that an edge passes."""
    row = list(row)
    up: Near = [[] for _ in range(count)]
    down: Near = [[] for _ in range(count)]
    bends: dict[tuple[int, bool, int], int] = {}
    steps: set[tuple[int, int]] = set()
    chains = []
    for link in links:
        target = link.upper if link.back else link.lower
        chain = [link.upper]
        for level in range(row[link.upper] + 1, row[link.lower]):
            bend = bends.setdefault((target, link.back, level), len(row))
            if bend == len(row):
                row.append(level)
                up.append([])
                down.append([])
            chain.append(bend)
        chain.append(link.lower)
        chains.append(chain)
        for above, below in pairwise(chain):
            if (above, below) not in steps:
                steps.add((above, below))
                down[above].append(below)
                up[below].append(above)
    return _Net(count, _first_order(row, down), up, down, chains)


def _first_order(row: list[int], down: Near) -> Rows:
    """The rows as a walk in depth meets the vertices; a tree is then free of crossings."""
    rows: Rows = [[] for _ in range(max(row) + 1)]
    met = [False] * len(down)
    for root in sorted(range(len(down)), key=row.__getitem__):
        waiting = [root]
        while waiting:
            here = waiting.pop()
            if not met[here]:
                met[here] = True
                rows[row[here]].append(here)
                waiting += reversed(down[here])
    return rows


# --- the order within rows -----------------------------------------------------------

_ENOUGH = 1_000
"""Vertices from which on nothing is swapped but at the end, for the sake of time."""
_EFFORT = 8_000
"""Sweeps times vertices, about; no fewer than 2 sweeps, no more than 24."""


def _order(net: _Net) -> None:
    """Put every row in an order with few crossings."""
    place = [0] * len(net.up)
    for row in net.rows:
        _number(row, place)
    best, fewest = [list(row) for row in net.rows], _all_crossings(net, place)
    idle = 0
    for sweep in range(max(2, min(24, _EFFORT // len(net.up)))):
        _sweep(net, place, downwards=sweep % 2 == 0)
        if len(net.up) <= _ENOUGH:
            _swap(net, place, 1)
        crossings = _all_crossings(net, place)
        idle += 1
        if crossings < fewest:
            best, fewest, idle = [list(row) for row in net.rows], crossings, 0
        if idle == 4 or not fewest:
            break
    net.rows[:] = best
    for row in net.rows:
        _number(row, place)
    _swap(net, place, 3)


def _number(row: list[int], place: list[int]) -> None:
    for index, vertex in enumerate(row):
        place[vertex] = index


def _sweep(net: _Net, place: list[int], *, downwards: bool) -> None:
    """Sort each row by where its neighbours in the row before stand on average."""
    near = net.up if downwards else net.down
    middle = [0.0] * len(place)
    for row in net.rows if downwards else reversed(net.rows):
        for vertex in row:
            others = near[vertex]
            middle[vertex] = (
                sum([place[other] for other in others]) / len(others) if others else place[vertex]
            )
        row.sort(key=middle.__getitem__)
        _number(row, place)


def _all_crossings(net: _Net, place: list[int]) -> int:
    return sum(_crossings(row, net.down, place) for row in net.rows[:-1])


def _crossings(row: list[int], down: Near, place: list[int]) -> int:
    """How often edges below a row cross."""
    ends: list[int] = []
    count = 0
    for vertex in row:
        mine = [place[below] for below in down[vertex]]
        for end in mine:
            count += len(ends) - bisect_right(ends, end)
        for end in mine:
            insort(ends, end)
    return count


def _swap(net: _Net, place: list[int], times: int) -> None:
    """Swap neighbours in a row where that takes crossings away, over and over."""
    for _ in range(times):
        better = False
        for row in net.rows:
            better |= _swap_in(row, net, place)
        if not better:
            return


def _swap_in(row: list[int], net: _Net, place: list[int]) -> bool:
    better = False
    above = {vertex: sorted([place[other] for other in net.up[vertex]]) for vertex in row}
    below = {vertex: sorted([place[other] for other in net.down[vertex]]) for vertex in row}
    for index in range(len(row) - 1):
        left, right = row[index], row[index + 1]
        now = _between(above[left], above[right]) + _between(below[left], below[right])
        if now and now > _between(above[right], above[left]) + _between(below[right], below[left]):
            row[index], row[index + 1] = right, left
            better = True
    _number(row, place)
    return better


def _between(left: list[int], right: list[int]) -> int:
    """How often edges of a left vertex cross those of a right one; ends are sorted."""
    if not left or not right or left[-1] <= right[0]:
        return 0
    return sum([len(left) - bisect_right(left, end) for end in right])


# --- columns -------------------------------------------------------------------------


class _Sides(NamedTuple):
    """How much room every vertex takes to its left and to its right."""

    left: list[float]
    right: list[float]
    nodes: int
    thick: list[float]
    """By link."""
    space: Spacing

    def apart(self, left: int, right: int) -> float:
        """How far the middles of two neighbours in a row have to be apart."""
        lanes = left >= self.nodes and right >= self.nodes
        free = self.space.lanes if lanes else self.space.beside
        return self.right[left] + free + self.left[right]

    def mirrored(self) -> _Sides:
        """The same with left and right changed."""
        return self._replace(left=self.right, right=self.left)


def _sides(
    net: _Net, nodes: Sequence[Node], thick: list[float], loops: set[int], space: Spacing
) -> _Sides:
    left = [node.width / 2 for node in nodes] + [0.0] * (len(net.up) - len(nodes))
    for chain, width in zip(net.chains, thick, strict=True):
        for bend in chain[1:-1]:
            left[bend] += (width + space.together) / 2
    right = list(left)
    for index in loops:
        right[index] += space.loop
    return _Sides(left, right, len(nodes), thick, space)


_STIFF = 8.0
"""How much more a bend wants to stand under a bend of the same street than under a node."""
_ROUNDS = 8
"""How often all rows settle, downwards and upwards in turns."""

Pulls = list[list[tuple[int, float]]]
"""By vertex: those it is linked with in another row, and how strongly."""


def _pulls(net: _Net, thick: list[float]) -> tuple[Pulls, Pulls]:
    """What pulls each vertex from above and from below; thick edges pull more."""
    up: Pulls = [[] for _ in net.up]
    down: Pulls = [[] for _ in net.up]
    strong: dict[tuple[int, int], float] = defaultdict(lambda: 1.0)
    for chain, wide in zip(net.chains, thick, strict=True):
        for step in pairwise(chain):
            strong[step] += wide / 2
    for (above, below), strength in strong.items():
        stiff = _STIFF if above >= net.nodes and below >= net.nodes else 1.0
        up[below].append((above, strength * stiff))
        down[above].append((below, strength * stiff))
    return up, down


def _columns(net: _Net, sides: _Sides) -> list[float]:
    """The x of every vertex: near those it is linked with, long edges straight if they can be."""
    x = [0.0] * len(net.up)
    for row in net.rows:
        gaps = [sides.apart(left, right) for left, right in pairwise(row)]
        for vertex, place in zip(row, accumulate(gaps, initial=-sum(gaps) / 2), strict=True):
            x[vertex] = place
    up, down = _pulls(net, sides.thick)
    both = [above + below for above, below in zip(up, down, strict=True)]
    for sweep in range(_ROUNDS + 3):
        downwards = sweep % 2 == 0
        pulls = both if sweep >= _ROUNDS else up if downwards else down
        for row in net.rows if downwards else reversed(net.rows):
            _settle(row, x, sides, pulls)
    streets = _streets(net, up)
    for _ in range(3):
        _straighten(net, x, sides, streets)
        _centre(net, x, sides, both)
    return x


def _settle(
    row: list[int],
    x: list[float],
    sides: _Sides,
    pulls: Pulls,
    low: float = -math.inf,
    high: float = math.inf,
) -> None:
    """Move a row's vertices as near as they can come to those that they are linked with."""
    wanted = []
    weights = []
    for vertex in row:
        pull = weight = 0.0
        for other, strength in pulls[vertex]:
            pull += strength * x[other]
            weight += strength
        wanted.append(pull / weight if weight else x[vertex])
        weights.append(weight or 0.1)
    gaps = [sides.apart(left, right) for left, right in pairwise(row)]
    for vertex, place in zip(row, spread(wanted, gaps, low, high, weights), strict=True):
        x[vertex] = place


def _streets(net: _Net, up: Pulls) -> list[list[int]]:
    """The bends that should stand under each other, the longest streets first.

    Where more joins a street than was on it, another one begins: else a hairline from far
    away would draw a thick road after it.
    """
    streets: dict[int, list[int]] = {}
    for row in net.rows:
        for bend in row:
            if bend >= net.nodes:
                inner = [(one, pull / _STIFF) for one, pull in up[bend] if one >= net.nodes]
                joins = sum([pull for one, pull in up[bend] if one < net.nodes])
                keeps = bool(inner) and joins <= 2 * inner[0][1]
                streets[bend] = streets.pop(inner[0][0]) if keeps else []
                streets[bend].append(bend)
    return sorted(streets.values(), key=len, reverse=True)


def _straighten(net: _Net, x: list[float], sides: _Sides, streets: list[list[int]]) -> None:
    """Put as many bends of a street under each other as their neighbours leave room for."""
    before = {right: left for row in net.rows for left, right in pairwise(row)}
    after = {left: right for right, left in before.items()}
    for street in streets:
        run: list[int] = []
        low, high = -math.inf, math.inf
        for bend in [*street, -1]:
            least, most = -math.inf, math.inf
            if bend in before:
                least = x[before[bend]] + sides.apart(before[bend], bend)
            if bend in after:
                most = x[after[bend]] - sides.apart(bend, after[bend])
            if bend >= 0 and max(low, least) <= min(high, most):
                low, high = max(low, least), min(high, most)
            else:
                mean = sum([x[one] for one in run]) / max(1, len(run))
                for one in run:
                    x[one] = min(high, max(low, mean))
                run, low, high = [], least, most
            run.append(bend)


def _centre(net: _Net, x: list[float], sides: _Sides, pulls: Pulls) -> None:
    """Let nodes settle once more; the lanes between them stay where they are."""
    for row in [*net.rows, *reversed(net.rows)]:
        lanes = [-1, *[i for i, vertex in enumerate(row) if vertex >= net.nodes], len(row)]
        for left, right in pairwise(lanes):
            some = row[left + 1 : right]
            if some:
                low, high = -math.inf, math.inf
                if left >= 0:
                    low = x[row[left]] + sides.apart(row[left], some[0])
                if right < len(row):
                    high = x[row[right]] - sides.apart(some[-1], row[right])
                _settle(some, x, sides, pulls, low, high)


def spread(
    wanted: Sequence[float],
    gaps: Sequence[float],
    low: float = -math.inf,
    high: float = math.inf,
    weights: Sequence[float] | None = None,
) -> list[float]:
    """Places in a line as near as possible to the wanted ones, yet so far apart.

    None is left of ``low`` or right of ``high``. Least squares, found by pooling neighbours
    that are in each other's way.

    >>> spread([0, 1, 9], [4, 4])
    [-1.5, 2.5, 9.0]
    """
    offsets = [0.0, *accumulate(gaps)]
    pools: list[tuple[float, float, int]] = []
    for want, offset, weight in zip(wanted, offsets, weights or [1.0] * len(wanted), strict=True):
        total, heavy, count = (want - offset) * weight, weight, 1
        while pools and pools[-1][0] * heavy > total * pools[-1][1]:
            pull, pulled, others = pools.pop()
            total, heavy, count = total + pull, heavy + pulled, count + others
        pools.append((total, heavy, count))
    last = high - offsets[-1]
    places = [
        min(last, max(low, pull / heavy)) for pull, heavy, count in pools for _ in range(count)
    ]
    return [place + offset for place, offset in zip(places, offsets, strict=True)]


# --- the drawing ---------------------------------------------------------------------

Bands = list[tuple[float, float]]
"""By row, its upper and its lower side."""

_PART = 0.38
"""How far from its middle an edge may touch a node, as a part of the node's width."""
_STEEP = 0.22
"""How much more room there is between rows, by how far edges go to a side there."""


def _drawing(
    net: _Net, nodes: Sequence[Node], pairs: list[tuple[int, int]], back: list[bool], sides: _Sides
) -> Layout:
    """Everything in its place, in a drawing that begins at 0, 0."""
    x = _columns(net, sides)
    far = min([middle - left for middle, left in zip(x, sides.left, strict=True)])
    x = [middle - far for middle in x]
    across = _across(net, sides, x, back)
    bands = _bands(net, nodes, across, sides.space)
    spots = [Spot(0, 0, 0)] * len(nodes)
    for number, (row, (top, bottom)) in enumerate(zip(net.rows, bands, strict=True)):
        for vertex in row:
            if vertex < len(nodes):
                spots[vertex] = Spot(round(x[vertex], 1), round((top + bottom) / 2, 1), number)
    links = iter(zip(net.chains, across, back, strict=True))
    ways = [
        _loop(spots[source], nodes[source], sides.space)
        if source == target
        else _way(*next(links), spots, nodes, bands)
        for source, target in pairs
    ]
    return Layout(
        round(max([middle + right for middle, right in zip(x, sides.right, strict=True)]), 1),
        round(bands[-1][1], 1),
        {node.name: spot for node, spot in zip(nodes, spots, strict=True)},
        tuple(ways),
    )


def _across(net: _Net, sides: _Sides, x: list[float], back: list[bool]) -> list[list[float]]:
    """By link, its x where it leaves a node, at every bend, and where it meets a node."""
    across = [[x[vertex] for vertex in chain] for chain in net.chains]
    begins = [chain[0] for chain in net.chains]
    row_of = {vertex: index for index, row in enumerate(net.rows) for vertex in row}
    for bend, links in _lanes(net, x, back).items():
        wide = [sides.thick[link] + sides.space.together for link in links]
        left = x[bend] - sum(wide) / 2
        for link, end, width in zip(links, accumulate(wide), wide, strict=True):
            across[link][row_of[bend] - row_of[begins[link]]] = left + end - width / 2
    leave = _ports(net.chains, across, sides, x)
    meet = _ports([chain[::-1] for chain in net.chains], [xs[::-1] for xs in across], sides, x)
    for xs, first, last in zip(across, leave, meet, strict=True):
        xs[0], xs[-1] = first, last
    return across


def _lanes(net: _Net, x: list[float], back: list[bool]) -> dict[int, list[int]]:
    """By bend, the links that pass it from left to right: each joins where it comes from."""
    joins: dict[tuple[int, int], list[int]] = defaultdict(list)
    backwards = set()
    for link, chain in enumerate(net.chains):
        source, first = chain[-1:-3:-1] if back[link] else chain[:2]
        joins[source, first].append(link)
        if back[link]:
            backwards.update(chain[1:-1])
    lanes: dict[int, list[int]] = {}
    downwards = [vertex for row in net.rows for vertex in row if vertex >= net.nodes]
    for bend in [one for one in downwards if one not in backwards] + [
        one for one in reversed(downwards) if one in backwards
    ]:
        lanes[bend] = []
        near = net.down[bend] if bend in backwards else net.up[bend]
        for other in sorted(near, key=x.__getitem__):
            lanes[bend] += lanes[other] if other >= net.nodes else joins[other, bend]
    return lanes


def _ports(
    chains: list[list[int]], across: list[list[float]], sides: _Sides, x: list[float]
) -> list[float]:
    """Where each link touches its first node, side by side with the others there."""
    mine: dict[int, list[int]] = defaultdict(list)
    for link in sorted(range(len(chains)), key=lambda link: across[link][1]):
        mine[chains[link][0]].append(link)
    ports = [0.0] * len(chains)
    for node, links in mine.items():
        half = _PART * 2 * sides.left[node]
        low, high = x[node] - half, x[node] + half
        gaps = []
        for left, right in pairwise(links):
            street = chains[left][1] == chains[right][1] >= sides.nodes
            free = sides.space.together if street else sides.space.lanes / 2
            gaps.append((sides.thick[left] + sides.thick[right]) / 2 + free)
        crowded = max(1.0, sum(gaps) / (high - low))
        # Halfway: the other end chooses the same place, and the edge goes straight down.
        wanted = [
            min(high, max(low, (across[link][1] + x[node]) / 2))
            if chains[link][1] < sides.nodes
            else min(high, max(low, across[link][1]))
            for link in links
        ]
        places = spread(wanted, [gap / crowded for gap in gaps], low, high)
        for link, port in zip(links, places, strict=True):
            ports[link] = port
    return ports


def _bands(net: _Net, nodes: Sequence[Node], across: list[list[float]], space: Spacing) -> Bands:
    """The rows from the top down, further apart where edges go far to a side."""
    row_of = {vertex: index for index, row in enumerate(net.rows) for vertex in row}
    aside = [0.0] * len(net.rows)
    for chain, xs in zip(net.chains, across, strict=True):
        for row, (one, other) in enumerate(pairwise(xs), start=row_of[chain[0]]):
            aside[row] = max(aside[row], abs(one - other))
    least, most = space.rows
    bands: Bands = []
    top = 0.0
    for vertices, far in zip(net.rows, aside, strict=True):
        bottom = top + max(
            [nodes[vertex].height for vertex in vertices if vertex < net.nodes], default=0
        )
        bands.append((top, bottom))
        top = bottom + min(most, least + _STEEP * far)
    return bands


def _way(
    chain: list[int],
    xs: list[float],
    back: bool,
    spots: list[Spot],
    nodes: Sequence[Node],
    bands: Bands,
) -> Way:
    """The points of a link: straight through every row, aside only between rows."""
    upper, lower = chain[0], chain[-1]
    first, last = spots[upper].row, spots[lower].row
    points = [(xs[0], spots[upper].y + nodes[upper].height / 2), (xs[0], bands[first][1])]
    for x, (top, bottom) in zip(xs[1:-1], bands[first + 1 : last], strict=True):
        points += [(x, top), (x, bottom)]
    points += [(xs[-1], bands[last][0]), (xs[-1], spots[lower].y - nodes[lower].height / 2)]
    points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in points))
    return Way(tuple(reversed(points) if back else points), back)


def _loop(spot: Spot, node: Node, space: Spacing) -> Way:
    """An edge from a node to itself, at its right."""
    side, far, high = spot.x + node.width / 2, space.loop, node.height / 4
    return Way(
        (
            (round(side, 1), round(spot.y - high, 1)),
            (round(side + far, 1), round(spot.y - 1.6 * high, 1)),
            (round(side + far, 1), round(spot.y + 1.6 * high, 1)),
            (round(side, 1), round(spot.y + high, 1)),
        ),
        loop=True,
    )
