"""A graph in layers: nothing overlaps, edges go down unless they must not, always the same."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play.layout import Edge, Layout, Node, Point, Way, layout, spread

Graph = tuple[list[Node], list[Edge]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any graph: circles, loops, several of the same edge, nodes that nothing leads to."""
    count = draw(st.integers(1, 14))
    nodes = [
        Node(index, draw(st.integers(20, 160)), draw(st.integers(20, 60)), draw(st.booleans()))
        for index in range(count)
    ]
    one = st.integers(0, count - 1)
    edges = draw(st.lists(st.builds(Edge, one, one, st.floats(0.5, 14)), max_size=30))
    return nodes, edges


def drawn(graph: Graph) -> Layout:
    return layout(*graph, 0)


def line(*names: str) -> Graph:
    """Nodes that lead one to the next."""
    return [Node(name) for name in names], [Edge(a, b) for a, b in pairwise(names)]


def rows(graph: Graph, start: str) -> dict[object, int]:
    return {name: spot.row for name, spot in layout(*graph, start).spots.items()}


def passed(way: Way) -> list[Point]:
    """Points all along a way."""
    points = []
    for (x, y), (to_x, to_y) in pairwise(way.points):
        for step in range(21):
            part = step / 20
            across = part * part * (3 - 2 * part)
            points.append((x + (to_x - x) * across, y + (to_y - y) * part))
    return points


# --- rows ---------------------------------------------------------------------------


def test_a_node_stands_below_those_that_lead_to_it() -> None:
    assert rows(line("a", "b", "c"), "a") == {"a": 0, "b": 1, "c": 2}


def test_the_longest_way_counts() -> None:
    nodes, edges = line("a", "b", "c")
    assert rows((nodes, [*edges, Edge("a", "c")]), "a")["c"] == 2


def test_an_edge_that_closes_a_circle_goes_back_up() -> None:
    nodes, edges = line("a", "b", "c")
    ways = layout(nodes, [*edges, Edge("c", "b")], "a").ways
    assert [way.back for way in ways] == [False, False, True]
    assert ways[2].points[0][1] > ways[2].points[-1][1]


def test_a_shortcut_into_a_circle_turns_no_other_edge() -> None:
    nodes, edges = line("a", "b", "c", "d")
    ways = layout(nodes, [Edge("a", "d"), *edges, Edge("d", "b")], "a").ways
    assert [way.back for way in ways] == [False, False, False, False, True]


@given(graphs())
def test_the_start_is_alone_at_the_top(graph: Graph) -> None:
    assert [name for name, spot in drawn(graph).spots.items() if spot.row == 0] == [0]


@given(graphs())
def test_endings_have_the_last_row_to_themselves(graph: Graph) -> None:
    nodes, edges = graph
    leads_on = {edge.source for edge in edges if edge.source != edge.target}
    endings = {node.name for node in nodes if node.ending} - leads_on - {0}
    if endings:
        spots = drawn(graph).spots
        last = max(spot.row for spot in spots.values())
        assert {name for name, spot in spots.items() if spot.row == last} == endings


@given(graphs())
def test_every_edge_goes_down_unless_it_closes_a_circle(graph: Graph) -> None:
    picture = drawn(graph)
    for edge, way in zip(graph[1], picture.ways, strict=True):
        assert way.loop == (edge.source == edge.target)
        if not way.loop:
            rise = picture.spots[edge.target].row - picture.spots[edge.source].row
            assert (rise < 0) == way.back
            assert rise != 0


@given(graphs())
def test_without_circles_no_edge_goes_back(graph: Graph) -> None:
    nodes, edges = graph
    forward = [edge for edge in edges if (str(edge.source)) < str(edge.target)]
    named = [node._replace(name=str(node.name)) for node in nodes]
    strings = [Edge(str(edge.source), str(edge.target)) for edge in forward]
    assert not any(way.back for way in layout(named, strings, "0").ways)


# --- columns ------------------------------------------------------------------------


@given(graphs())
def test_no_two_nodes_overlap(graph: Graph) -> None:
    spots = drawn(graph).spots
    for one, other in combinations(graph[0], 2):
        a, b = spots[one.name], spots[other.name]
        apart_x = abs(a.x - b.x) >= (one.width + other.width) / 2
        apart_y = abs(a.y - b.y) >= (one.height + other.height) / 2
        assert apart_x or apart_y


@given(graphs())
def test_no_edge_runs_through_a_node(graph: Graph) -> None:
    picture = drawn(graph)
    for way in picture.ways:
        if way.loop:
            continue
        for x, y in passed(way):
            for node in graph[0]:
                spot = picture.spots[node.name]
                inside_x = abs(x - spot.x) < node.width / 2 - 0.2
                assert not (inside_x and abs(y - spot.y) < node.height / 2 - 0.2)


@given(graphs())
def test_a_way_begins_at_its_source_and_ends_at_its_target(graph: Graph) -> None:
    picture = drawn(graph)
    sizes = {node.name: node for node in graph[0]}
    for edge, way in zip(graph[1], picture.ways, strict=True):
        for name, (x, y) in ((edge.source, way.points[0]), (edge.target, way.points[-1])):
            assert abs(x - picture.spots[name].x) <= sizes[name].width / 2 + 0.1
            assert abs(y - picture.spots[name].y) <= sizes[name].height / 2 + 0.1


@given(graphs())
def test_everything_is_within_the_drawing(graph: Graph) -> None:
    picture = drawn(graph)
    for way in picture.ways:
        for x, y in way.points:
            assert -0.1 <= x <= picture.width + 0.1
            assert -0.1 <= y <= picture.height + 0.1


@given(graphs())
def test_the_same_graph_is_always_drawn_the_same(graph: Graph) -> None:
    assert drawn(graph) == drawn(graph)


def test_a_line_is_straight() -> None:
    picture = layout(*line("a", "b", "c", "d"), "a")
    assert len({spot.x for spot in picture.spots.values()}) == 1
    assert {len({x for x, _ in way.points}) for way in picture.ways} == {1}


def test_a_long_edge_is_straight_where_it_passes() -> None:
    nodes, edges = line("a", "b", "c", "d", "e")
    long = layout(nodes, [*edges, Edge("a", "e")], "a").ways[-1]
    assert len({x for x, _ in long.points[2:-2]}) == 1


def test_a_tree_has_no_crossings() -> None:
    names = [str(index) for index in range(15)]
    edges = [Edge(names[(index - 1) // 2], names[index]) for index in range(1, 15)]
    picture = layout([Node(name) for name in names], edges, "0")
    for one, other in combinations(edges, 2):
        a, b, c, d = (picture.spots[end] for end in (*one[:2], *other[:2]))
        assert a.row != c.row or (a.x - c.x) * (b.x - d.x) >= 0


def test_long_edges_to_the_same_node_go_side_by_side() -> None:
    nodes, edges = line("a", "b", "c", "d", "e")
    more = [Edge("a", "e", 4), Edge("b", "e", 4)]
    first, second = layout(nodes, edges + more, "a").ways[-2:]
    lanes = abs(first.points[-3][0] - second.points[-3][0])
    assert 4 < lanes < 8


# --- spreading ----------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 20)), min_size=1, max_size=9))
def test_what_is_spread_keeps_its_distance(places: list[tuple[int, int]]) -> None:
    gaps = [gap for _, gap in places[1:]]
    spreaded = spread([place for place, _ in places], gaps)
    for (left, right), gap in zip(pairwise(spreaded), gaps, strict=True):
        assert right - left == pytest.approx(gap) or right - left > gap


def test_what_has_room_stays_where_it_wants_to_be() -> None:
    assert spread([0, 10, 20], [5, 5]) == [0, 10, 20]


def test_what_is_spread_stays_within_bounds() -> None:
    assert spread([-9, 50], [4], 0, 20) == [0, 20]
