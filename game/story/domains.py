"""Whether a condition can hold at all, as far as its own words tell.

Each name in a condition has a range. Where names are only compared with plain
numbers, it is enough to try each name at the ends of its range, at 0, at the
numbers it is compared with and between them: elsewhere nothing changes.
Conditions that calculate are not judged here.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from game.story import expression, words
from game.story.expression import ARITHMETIC, COMPARE, Named, Not, Number, Pair, Tree
from game.story.model import Scenario
from game.story.walk import choices

MAX_TRIED = 4_096


class Range(NamedTuple):
    """The least and the most a name can be."""

    low: float
    high: float
    whole: bool = True
    """Whether it takes whole numbers only."""


Key = tuple[str, tuple[str, ...]]
"""A name and what it asks about."""


class Judged(NamedTuple):
    """What can become of a group of conditions."""

    ever_open: bool
    """At some values at least one of them holds."""
    ever_shut: bool
    """At some values none of them holds."""


def judge(trees: Sequence[Tree], range_of: Callable[[Named], Range]) -> Judged | None:
    """Whether any, and whether none, of some conditions can hold; None when it is not known."""
    ranges: dict[Key, Range] = {}
    marks: dict[Key, set[float]] = {}
    for tree in trees:
        if not plain(tree):
            return None
        for name in expression.names(tree):
            ranges[_key(name)] = range_of(name)
            marks.setdefault(_key(name), {0.0})
        for name, number in compared(tree):
            marks[_key(name)].add(number)
    points = {key: _points(ranges[key], numbers) for key, numbers in marks.items()}
    if math.prod(map(len, points.values())) > MAX_TRIED:
        return None
    functions = [expression.compiled(tree, _look_up) for tree in trees]
    open_at = [
        any(function(dict(zip(points, values, strict=True))) for function in functions)
        for values in itertools.product(*points.values())
    ]
    return Judged(any(open_at), not all(open_at))


def _points(of: Range, numbers: set[float]) -> list[float]:
    """Where to try a name that is compared with these numbers."""
    marks = sorted({of.low, of.high, *numbers})
    near: set[float]
    if of.whole:
        near = {math.floor(mark) + step for mark in marks for step in (-1, 0, 1)}
    else:
        near = {*marks, *((low + high) / 2 for low, high in itertools.pairwise(marks))}
    return sorted(value for value in near if of.low <= value <= of.high)


def _key(name: Named) -> Key:
    return name.name, name.arguments


def _look_up(name: Named) -> expression.Function:
    key = _key(name)

    def value(values: Mapping[Key, float]) -> float:
        return values[key]

    return value


def plain(tree: Tree) -> bool:
    """Whether names are only compared with numbers, never calculated with."""
    if isinstance(tree, Not):
        return plain(tree.inner)
    if isinstance(tree, Pair):
        if tree.sign in ARITHMETIC:
            return False
        if tree.sign in COMPARE:
            return isinstance(tree.left, Named | Number) and isinstance(tree.right, Number)
        return plain(tree.left) and plain(tree.right)
    return True


def compared(tree: Tree) -> list[tuple[Named, float]]:
    """Each name of a plain tree that is compared with a number, and that number."""
    if isinstance(tree, Not):
        return compared(tree.inner)
    if isinstance(tree, Pair):
        if isinstance(tree.left, Named) and isinstance(tree.right, Number):
            return [(tree.left, tree.right.value)]
        return compared(tree.left) + compared(tree.right)
    return []


_ANYTHING = Range(-(10**18), 10**18, whole=False)


class Ranges:
    """How far the value of each name in a condition can reach in a story; called with a name."""

    def __init__(self, scenario: Scenario) -> None:
        set_somewhere = {flag for _, choice in choices(scenario) for flag in choice.sets}
        self._flags = {name: Range(0, name in set_somewhere) for name in scenario.flags}

    def __call__(self, name: Named) -> Range:
        """The range of one name."""
        group = name.name.partition(".")[0]
        if name.arguments:
            return Range(0, 1)
        if group in words.METERS or group == "trust":
            return Range(0, 100)
        if group == "owed":
            return Range(-3, 3)
        if group == "load":
            return Range(0, 1_000, whole=False)
        return self._flags.get(group, _ANYTHING)
