"""The language of conditions: what it means, and all that it is not."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.story.expression import (
    MAX_DEPTH,
    MAX_LENGTH,
    ExpressionError,
    Function,
    Named,
    compiled,
    names,
    parse,
)

VALUES: dict[str, Any] = {
    "stress": 60,
    "told": 1,
    "late": 0,
    "trust.maya": 45,
    "owed.lee": -2,
    "has(slides)": True,
    "holds(maya, mums-lamp)": False,
}


def look_up(name: Named) -> Function:
    asked = f"{name.name}({', '.join(name.arguments)})" if name.arguments else name.name
    return lambda values: values[asked]


def value(condition: str) -> Any:
    return compiled(parse(condition), look_up)(VALUES)


# --- what it means ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("stress > 59", True),
        ("stress >= 60 and stress <= 60", True),
        ("stress == 60.0", True),
        ("stress != 60", False),
        ("trust.maya >= 45 and not late", True),
        ("not told or told", True),
        ("not (told or late)", False),
        ("true and not false", True),
        ("2 + 3 * 4 == 14", True),
        ("(2 + 3) * 4 == 20", True),
        ("10 - 3 - 2 == 5", True),
        ("owed.lee < -1", True),
        ("--2 == 2", True),
        ("0.5 + 0.5 == 1", True),
        ("has(slides)", True),
        ("holds(maya, mums-lamp)", False),
        ('holds( "maya" , mums-lamp )', False),
        ("not has('slides')", False),
        ("\tstress\n > 1", True),
    ],
)
def test_a_condition_means_what_it_says(condition: str, expected: bool) -> None:
    assert bool(value(condition)) is expected


def test_not_binds_looser_than_a_comparison_and_tighter_than_and() -> None:
    assert value("not stress > 90 and told")
    assert not value("not (stress > 90 or told)")


def test_and_binds_tighter_than_or() -> None:
    assert value("told or late and late")


def test_a_name_is_known_with_its_place() -> None:
    found = [(name.name, name.arguments, name.at) for name in names(parse("told or has(slides)"))]
    assert found == [("told", (), 0), ("has", ("slides",), 8)]


# --- the same as Python, on trees made at random ------------------------------------------

SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "and": lambda left, right: left and right,
    "or": lambda left, right: left or right,
}

Told = tuple[str, Any]
"""A condition and what it is worth."""

leaves: st.SearchStrategy[Told] = st.sampled_from(sorted(VALUES.items())) | st.integers(0, 99).map(
    lambda number: (str(number), number)
)


def joined(inner: st.SearchStrategy[Told]) -> st.SearchStrategy[Told]:
    pairs = st.tuples(inner, st.sampled_from(sorted(SIGNS)), inner).map(
        lambda one: (f"({one[0][0]} {one[1]} {one[2][0]})", SIGNS[one[1]](one[0][1], one[2][1]))
    )
    negated = inner.map(lambda one: (f"(not {one[0]})", not one[1]))
    minus = inner.map(lambda one: (f"(-{one[0]})", -one[1]))
    return pairs | negated | minus


@given(st.recursive(leaves, joined, max_leaves=12))
def test_it_calculates_as_python_does(told: Told) -> None:
    condition, expected = told
    assert value(condition) == expected


@given(
    st.lists(st.sampled_from(["+", "-", "*", "<", "and", "or", "not"]), max_size=8),
    st.lists(st.sampled_from(["told", "late", "stress", "2", "7"]), min_size=9, max_size=9),
)
def test_without_parentheses_it_binds_as_python_does(signs: list[str], atoms: list[str]) -> None:
    signs = [sign for index, sign in enumerate(signs) if sign != "<" or "<" not in signs[:index]]
    condition = atoms[0]
    for sign, atom in zip(signs, atoms[1:], strict=False):
        condition += f" and not {atom}" if sign == "not" else f" {sign} {atom}"
    plain = {"told": 1, "late": 0, "stress": 60}
    assert value(condition) == eval(condition, {}, plain)


# --- what it is not -------------------------------------------------------------------------

NOT_IN_THE_LANGUAGE = [
    ("open('secrets')", 0, "cannot be asked"),
    ("told()", 0, "cannot be asked"),
    ("__import__('os')", 0, "cannot be asked"),
    ("stress > exec(1)", 9, "cannot be asked"),
    ("told[0]", 4, "`[` has no meaning"),
    ("told.__class__.__bases__", 14, "`.` has no meaning"),
    ("(told).real", 6, "`.` has no meaning"),
    ("told = 1", 5, "`=` has no meaning"),
    ("(told := 1)", 6, "`:` has no meaning"),
    ("told += 1", 6, "`=` has no meaning"),
    ("lambda x: 1", 7, "`x` does not fit"),
    ("stress if told else 1", 7, "`if` does not fit"),
    ("stress / 2", 7, "`/` has no meaning"),
    ("stress ** 2", 8, "`*` does not fit"),
    ("stress % 2", 7, "`%` has no meaning"),
    ("told & late", 5, "`&` has no meaning"),
    ("!told", 0, "`!` has no meaning"),
    ("{told}", 0, "`{` has no meaning"),
    ("'told'", 0, "`'` has no meaning"),
    ("told; late", 4, "`;` has no meaning"),
    ("told, late", 4, "`,` does not fit"),
    ("1 < stress < 9", 11, "two comparisons in a row"),
    ("told late", 5, "`late` does not fit"),
    ("(told", 5, "breaks off"),
    ("told)", 4, "`)` does not fit"),
    ("told and", 8, "breaks off"),
    ("and told", 0, "`and` does not fit"),
    ("", 0, "empty"),
    ("  \n", 0, "empty"),
    ("has()", 0, "asks about one box"),
    ("has(a, b)", 0, "asks about one box"),
    ("has(told and late)", 0, "asks about one box"),
    ("holds(maya)", 0, "asks about one person and one box"),
    ("has(has(slides))", 0, "asks about one box"),
    ("1" * 19, 0, "too long"),
    ("stress > 1e9", 10, "`e9` does not fit"),
    ("told\x00", 4, "has no meaning"),
]


@pytest.mark.parametrize(("condition", "at", "what"), NOT_IN_THE_LANGUAGE)
def test_nothing_else_is_in_the_language(condition: str, at: int, what: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(condition)
    assert what in str(caught.value)
    assert caught.value.at == at


@pytest.mark.parametrize("opening", ["(", "not ", "-"])
def test_nesting_has_a_limit(opening: str) -> None:
    closing = ")" if opening == "(" else ""
    few, many = MAX_DEPTH // 2, MAX_DEPTH + 1
    assert bool(value(opening * few + "told" + closing * few)) is True
    with pytest.raises(ExpressionError, match="nested too deep"):
        parse(opening * many + "told" + closing * many)


def test_length_has_a_limit() -> None:
    longest = "+".join(["1"] * (MAX_LENGTH // 2))
    assert value(longest) == MAX_LENGTH // 2
    with pytest.raises(ExpressionError, match="too long"):
        parse(longest + "+1")


@given(st.text(st.sampled_from("told.sre has()<>=!+-*,01 \n'\"[]_andornt"), max_size=30))
def test_any_text_is_a_condition_or_is_refused_in_words(text: str) -> None:
    try:
        refused = None
        compiled(parse(text), lambda _: lambda _: 1)(None)
    except ExpressionError as error:
        refused = error
    assert refused is None or (str(refused) and 0 <= refused.at <= len(text))
