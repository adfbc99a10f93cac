"""Whether a condition can hold at all, as far as its own words tell.

Each name in a condition has a range. Where names are only compared with plain
numbers, it is enough to try each name at the numbers it is compared with, one
below and one above them, and at the ends of its range: between those nothing
changes. Conditions that calculate are not judged here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from game.story import expression
from game.story.expression import ARITHMETIC, COMPARE, Named, Not, Number, Pair, Tree

Range = tuple[int, int]
MAX_TRIED = 4_096


class Judged(NamedTuple):
    """What can become of a group of conditions."""

    ever_open: bool
    """At some values at least one of them holds."""
    ever_shut: bool
    """At some values none of them holds."""


def judge(trees: Sequence[Tree], range_of: Callable[[Named], Range]) -> Judged | None:
    """Whether any, and whether none, of some conditions can hold; None when it is not known."""
    points: dict[tuple[str, tuple[str, ...]], set[int]] = {}
    for tree in trees:
        if not _plain(tree):
            return None
        for name in expression.names(tree):
            points.setdefault(_key(name), set()).update(range_of(name))
        for name, number in _compared(tree):
            low, high = range_of(name)
            near = (int(number) - 1, int(number), int(number) + 1)
            points[_key(name)].update(value for value in near if low <= value <= high)
    tried = 1
    for values in points.values():
        tried *= len(values)
    if tried > MAX_TRIED:
        return None
    functions = [expression.compiled(tree, _look_up) for tree in trees]
    open_at = [
        any(function(dict(zip(points, values, strict=True))) for function in functions)
        for values in itertools.product(*points.values())
    ]
    return Judged(any(open_at), not all(open_at))


def _key(name: Named) -> tuple[str, tuple[str, ...]]:
    return name.name, name.arguments


def _look_up(name: Named) -> expression.Function:
    key = _key(name)

    def value(values: Mapping[tuple[str, tuple[str, ...]], int]) -> int:
        return values[key]

    return value


def _plain(tree: Tree) -> bool:
    """Whether names are only compared with numbers, never calculated with."""
    if isinstance(tree, Not):
        return _plain(tree.inner)
    if isinstance(tree, Pair):
        if tree.sign in ARITHMETIC:
            return False
        if tree.sign in COMPARE:
            return isinstance(tree.left, Named | Number) and isinstance(tree.right, Number)
        return _plain(tree.left) and _plain(tree.right)
    return True


def _compared(tree: Tree) -> list[tuple[Named, float]]:
    if isinstance(tree, Not):
        return _compared(tree.inner)
    if isinstance(tree, Pair):
        if isinstance(tree.left, Named) and isinstance(tree.right, Number):
            return [(tree.left, tree.right.value)]
        return _compared(tree.left) + _compared(tree.right)
    return []
