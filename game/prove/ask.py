"""Conditions asked of many states at once, with the answers Python gives to one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from game.engine.names import Names
from game.prove.rows import Bools, Contexts, Rows
from game.story import expression
from game.story.expression import ARITHMETIC, COMPARE, Function, Named, Not, Number, Tree
from game.story.words import METERS

Answer = bool | Bools
"""True or False for all rows alike, or for each."""
_EXACT = 2**53
"""Below this, whole numbers are the same in every type that NumPy may choose."""


class Asker:
    """Answers the conditions of one program."""

    def __init__(self, names: Names, contexts: Contexts) -> None:
        self._names = names
        self._contexts = contexts
        self._functions: dict[Tree, Function] = {}

    def asks(self, condition: str, rows: Rows) -> Answer:
        """Whether a condition holds, in each of the rows."""
        value = _truth(self._value(parsed(condition), rows))
        return bool(value) if np.ndim(value) == 0 else value

    def _value(self, tree: Tree, rows: Rows) -> Any:
        """A tree's value in each row, or one plain value for all of them."""
        if isinstance(tree, Number):
            return tree.value
        if not _has_numbers(tree):
            return self._of_context(tree, rows)
        if isinstance(tree, Named):
            return rows.column(tree.name)
        if isinstance(tree, Not):
            return np.logical_not(self._value(tree.inner, rows))
        left, right = self._value(tree.left, rows), self._value(tree.right, rows)
        if tree.sign == "and":
            return np.where(_truth(left), right, left)
        if tree.sign == "or":
            return np.where(_truth(left), left, right)
        return _joined(tree.sign, left, right)

    def _of_context(self, tree: Tree, rows: Rows) -> Any:
        """The value where it depends on boxes, flags and the past: asked once a context."""
        function = self._functions.get(tree)
        if function is None:
            made = expression.compiled(tree, self._names.look_up)
            function = self._functions[tree] = made
        ids, inverse = rows.contexts()
        values = [function(self._contexts.all[number]) for number in ids.tolist()]
        if inverse is None or len(set(values)) == 1:
            return values[0]
        exact = all(abs(value) < _EXACT for value in values)
        return np.array(values, None if exact else object)[inverse]


@cache
def parsed(condition: str) -> Tree:
    """The tree of a condition, parsed once."""
    return expression.parse(condition)


@cache
def _has_numbers(tree: Tree) -> bool:
    """Whether a tree asks for anything that has a column."""
    return any(
        not name.arguments and name.name.partition(".")[0] in (*METERS, "trust", "owed")
        for name in expression.names(tree)
    )


def _truth(value: Any) -> Any:
    return value if getattr(value, "dtype", None) == np.bool_ else np.asarray(value != 0)


def _joined(sign: str, left: Any, right: Any) -> Any:
    """A comparison or a sum, product or difference, exact for numbers of any size."""
    most = _most(left), _most(right)
    if sign in COMPARE:
        if max(most) >= _EXACT:
            left, right = _any_size(left), _any_size(right)
        return COMPARE[sign](left, right)
    size = most[0] * most[1] if sign == "*" else most[0] + most[1]
    widen: Callable[[Any], Any] = _any_size if size >= _EXACT else _wide
    return ARITHMETIC[sign](widen(left), widen(right))


def _most(value: Any) -> float:
    """A bound of the size of a value; columns are int8 and need no look."""
    if getattr(value, "dtype", None) == np.int8:
        return 128
    return float(np.max(np.abs(value)))


def _wide(value: Any) -> Any:
    """A value that can be calculated with: columns and answers are too narrow for sums."""
    kind = getattr(value, "dtype", None)
    return value.astype(np.int64) if kind in (np.int8, np.bool_) else value


def _any_size(value: Any) -> Any:
    """A value whose numbers are Python's own, of any size."""
    return np.asarray(value).astype(object) if np.ndim(value) else value
