"""Whether conditions can hold: judged right wherever it is judged at all."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.story.domains import Judged, Range, judge
from game.story.expression import Named, compiled, parse

RANGES = {
    "stress": Range(0, 4),
    "owed": Range(-3, 3),
    "told": Range(0, 1),
    "load": Range(0, 4, whole=False),
}


def judged(*conditions: str) -> Judged | None:
    return judge([parse(one) for one in conditions], lambda name: RANGES[name.name])


@pytest.mark.parametrize(
    ("conditions", "ever_open", "ever_shut"),
    [
        (["stress > 4"], False, True),
        (["stress >= 4"], True, True),
        (["stress >= 0"], True, False),
        (["stress > 2 and stress < 3"], False, True),
        (["load > 2 and load < 3"], True, True),
        (["load == 0.5"], True, True),
        (["told", "not told"], True, False),
        (["not owed"], True, True),
        (["owed < -3"], False, True),
        (["stress > 1", "stress < 2"], True, False),
        (["true"], True, False),
    ],
)
def test_what_can_become_of_conditions(
    conditions: list[str], ever_open: bool, ever_shut: bool
) -> None:
    assert judged(*conditions) == (ever_open, ever_shut)


@pytest.mark.parametrize("condition", ["stress + 1 > 9", "stress > owed", "4 < stress"])
def test_what_calculates_is_not_judged(condition: str) -> None:
    assert judged(condition) is None


simple = st.builds(
    "{} {} {}".format,
    st.sampled_from(["stress", "owed", "told"]),
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    st.sampled_from(["-4", "-1", "0", "0.5", "1", "2", "3.5", "5"]),
) | st.sampled_from(["told", "owed", "not owed"])
whole = st.recursive(
    simple,
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
    max_leaves=4,
)


@given(st.lists(whole, min_size=1, max_size=2))
def test_it_agrees_with_trying_every_value(conditions: list[str]) -> None:
    def look_up(name: Named):  # type: ignore[no-untyped-def]
        return lambda values: values[name.name]

    functions = [compiled(parse(one), look_up) for one in conditions]
    everything = itertools.product(range(5), range(-3, 4), range(2))
    open_at = [
        any(
            function(dict(zip(("stress", "owed", "told"), values, strict=True)))
            for function in functions
        )
        for values in everything
    ]
    assert judged(*conditions) == (any(open_at), not all(open_at))
