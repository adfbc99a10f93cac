"""The step for many states at once is the engine's step, number for number."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings

from game.engine.program import Program
from game.engine.state import State
from game.engine.step import open_choices, step
from game.play import load, sample
from game.prove.advance import Advance
from game.prove.rows import rows_of
from tests import strategies
from tests.helpers import REFERENCE, made
from tests.strategies import Data


def compare(program: Program, states: set[State]) -> None:
    """Take every open choice in some states of each passage, in both ways."""
    advance = Advance(program)
    passages: dict[int, list[State]] = defaultdict(list)
    for state in states:
        passages[state.passage].append(state)
    for at, here in passages.items():
        choices = program.passages[at].choices
        rows = rows_of(program, advance.columns, advance.contexts, here)
        taken = []
        for move in advance.moves(at, rows):
            source = range(len(here)) if move.source is None else move.source.tolist()
            for place, row in enumerate(source):
                expected, _ = step(program, here[row], choices[move.choice])
                after = move.rows.state(place, move.target, program, advance.contexts)
                assert after == expected
                taken.append((row, choices[move.choice].id))
        open_ = [
            (row, one.id) for row, state in enumerate(here) for one in open_choices(program, state)
        ]
        assert sorted(taken) == sorted(open_)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(strategies.stories, strategies.walks)
def test_whatever_a_choice_may_do(story: Data, walk: list[float]) -> None:
    program = made(story)
    state, states = program.start, {program.start}
    for share in walk:
        choices = open_choices(program, state)
        if not choices:
            break
        state, _ = step(program, state, choices[int(share * len(choices))])
        states.add(state)
    compare(program, states)


@pytest.mark.parametrize("story", ["group-project", REFERENCE], ids=["group-project", "reference"])
def test_real_stories(story: str) -> None:
    program = load(story)
    compare(program, {state for one in sample(program, 500, 1) for state in one.states})
