"""That the slow way is right: stories that can be counted on one's fingers, and the engine."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from game.engine.program import Program
from game.engine.state import State
from game.engine.step import open_choices
from game.play import replay
from game.story import expression
from tests.helpers import Data, made
from tests.prove.brute import (
    ANY_ENDING,
    KNOWS_CHOSEN,
    Against,
    History,
    Kind,
    Moments,
    Range,
    TooMuchError,
    against,
    arrivals,
    effects,
    graph,
    holds,
    loops,
    stances,
    value,
    walk,
)
from tests.prove.small import MOST_PLAYS, growing, loopy, plays, stories

END = {"title": "There", "keeps": "This.", "costs": "That."}


def story(passages: Data, **parts: Any) -> Program:
    """A story that starts in its first passage and in which nothing happens by itself."""
    frame: Data = {"format": 1, "id": "small", "title": "Small", "rules": "plain"}
    return made(frame | {"start": next(iter(passages)), "passages": passages} | parts)


def door() -> Program:
    """Two ways into a hall: from one there are two ways on, from the other none."""
    go_in = {"do": "Go in", "id": "in", "stance": "alone", "effects": {"stress": 80}}
    wait = {
        "say": "Wait for me",
        "id": "wait",
        "stance": "ask",
        "effects": {"connection": -50},
        "after": [{"narration": "Nobody waits.", "when": "connection == 0"}],
    }
    stay = {"do": "Stay", "id": "stay", "needs": "stress > 90", "effects": {"connection": 5}}
    ask = {
        "say": "Ask them",
        "id": "ask",
        "stance": "accept",
        "needs": "chose(in)",
        "effects": {"stress": -30, "connection": 20},
    }
    return story(
        {
            "door": {
                "lines": ["A door."],
                "choices": [go_in | {"goto": "hall"}, wait | {"goto": "hall"}],
            },
            "hall": {
                "lines": ["The hall.", {"narration": "So loud.", "when": "stress > 90"}],
                "choices": [stay | {"goto": "end"}, ask | {"goto": "end"}],
            },
            "end": {"lines": ["Done."], "ending": END},
            "attic": {"lines": ["Dust."], "choices": [{"do": "Sneeze", "goto": "end"}]},
        }
    )


def test_playthroughs_are_counted_whether_they_end_well_or_not_at_all() -> None:
    found = walk(door())
    assert (found.plays, found.dead_plays, len(found.states)) == (3, 1, 5)
    assert {name: (end.plays, end.shortest) for name, end in found.endings.items()} == {
        "end": (2, 2)
    }
    assert [state.connection for state in found.dead_ends] == [0]
    assert sorted(found.choices) == [1, 2, 2]
    assert found.choices.mean == pytest.approx(5 / 3)


def test_words_are_those_that_are_read_on_the_way_and_those_on_the_choices() -> None:
    stay = 2 + 2 + (2 + 2) + 1 + 1
    ask = 2 + 2 + (2 + 2) + 2 + 1
    wait = 2 + 3 + 2 + 2
    assert list(walk(door()).words) == [stay, ask, wait]


def test_meters_stop_at_their_limits() -> None:
    found = walk(door())
    assert found.meters["stress"] == Range(35, 100)
    assert found.meters["connection"] == Range(0, 60)
    assert found.endings["end"].meters["stress"] == Range(70, 100)
    assert found.endings["end"].meters["connection"] == Range(45, 60)
    assert [step["stress"] for step in found.after] == [(35, 35), (35, 100), (70, 100)]


def test_what_is_seen_is_told_from_what_is_not() -> None:
    found = walk(door())
    hall, wait = ("passages", "hall"), ("passages", "door", "choices", 1)
    assert found.passages == {"door", "hall", "end"}
    assert found.open == {("door", "in"), ("door", "wait"), ("hall", "stay"), ("hall", "ask")}
    assert found.shown == {
        ("passages", "door", "lines", 0),
        (*wait, "after", 0),
        (*hall, "lines", 0),
        (*hall, "lines", 1),
        ("passages", "end", "lines", 0),
    }
    assert found.answers == {
        (*hall, "lines", 1, "when"): {True, False},
        (*hall, "choices", 0, "needs"): {True, False},
        (*hall, "choices", 1, "needs"): {True, False},
        (*wait, "after", 0, "when"): {True},
    }
    assert (found.came["hall"], found.came["end"], found.went["hall", "end"]) == (3, 2, 2)


def test_a_way_that_leads_to_no_ending_is_worst_of_both() -> None:
    found = walk(door())
    told = {name: one for name, one in stances(found).items() if one.moments}
    assert told == {
        "alone": Moments(moments=1, calm=0, close=0, both=1, neither=0),
        "ask": Moments(moments=1, calm=0, close=0, both=0, neither=1),
        "accept": Moments(moments=1, calm=0, close=0, both=1, neither=0),
    }
    assert against(found) == Against(1, 1, 0, 1, 0, 0, 1)


def test_what_a_choice_keeps_and_closes() -> None:
    told = effects(door(), walk(door()))
    stay, wait = told["hall", "stay"], told["door", "wait"]
    assert (stay.open_in, stay.of) == (1, 2)
    assert stay.share == pytest.approx(1 / 3)
    assert (stay.keeps, stay.closes, stay.calms, stay.closest) == ({"end"}, set(), [100], [45])
    assert (stay.best_calm, stay.best_close) == (0, 0)
    assert (wait.keeps, wait.closes, wait.calms) == (set(), {"end"}, [])


def test_calm_and_closeness_can_be_had_on_different_ways() -> None:
    alone = {"do": "Alone", "stance": "alone", "effects": {"stress": -5}, "goto": "end"}
    helped = {"do": "Help", "stance": "ask", "effects": {"connection": 5}, "goto": "end"}
    thought = {"do": "Think", "stance": "reflect", "goto": "end"}
    found = walk(story({"one": {"choices": [alone, helped, thought]}, "end": {"ending": END}}))
    told = stances(found)
    assert told["alone"] == Moments(1, 1, 0, 0, 0)
    assert told["ask"] == Moments(1, 0, 1, 0, 0)
    assert told["reflect"] == Moments(1, 0, 0, 0, 1)
    assert against(found) == Against(1, 1, 0, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("kind", "text", "at", "expected"),
    [
        ("possible", "stress == 100", ANY_ENDING, True),
        ("possible", "stress < 70", ANY_ENDING, False),
        ("always", "chose(in) and visited(hall)", "end", True),
        ("always", "chose(in)", "hall", False),
        ("never", "chose(wait)", ANY_ENDING, True),
        ("never", "visited(end)", "hall", True),
        ("always", "visited(door)", "door", True),
        ("always", "not chose(in) and not chose(wait)", "door", True),
        ("possible", "true", "attic", False),
        ("always", "false", "attic", True),
        ("never", "true", "attic", True),
        ("always", "stress + connection * 2 > 189.5", "end", True),
        ("always", "stress + connection * 2 >= 190 and -stress <= -70", "end", True),
    ],
)
def test_claims_are_judged_at_every_arrival(kind: Kind, text: str, at: str, expected: bool) -> None:
    assert holds(door(), kind, text, at) is expected


@pytest.mark.skipif(not KNOWS_CHOSEN, reason="conditions cannot ask `chosen(…)` yet")
def test_claims_may_ask_which_stances_were_chosen() -> None:
    assert holds(door(), "always", "chosen(alone)", ANY_ENDING)
    assert holds(door(), "possible", "chosen(alone) and not chosen(accept)", ANY_ENDING)
    assert holds(door(), "never", "chosen(rest)", "hall")


def test_playthroughs_that_meet_in_one_state_are_still_many() -> None:
    either = [{"do": "this", "goto": "two"}, {"do": "that", "goto": "two"}]
    onward = [choice | {"goto": "end"} for choice in either]
    found = walk(
        story({"one": {"choices": either}, "two": {"choices": onward}, "end": {"ending": END}})
    )
    assert (found.plays, len(found.states), found.came["two"]) == (4, 3, 4)
    assert (found.took["one", "this"], found.took["two", "that"]) == (2, 2)


def rounds(needs: Data, add: Data) -> Program:
    again = {"do": "again", "goto": "one"} | needs | add
    on = {"do": "on", "goto": "end"}
    passages = {"one": {"choices": [again, on]}, "end": {"ending": END}}
    return story(passages, counters=["rounds"])


def test_a_way_back_that_shuts_behind_itself_is_no_circle() -> None:
    program = rounds({"needs": "rounds < 2"}, {"add": {"rounds": 1}})
    assert not loops(program)
    assert list(walk(program).choices) == [3, 2, 1]
    assert walk(program).took["one", "again"] == 2


def test_a_circle_is_seen_and_is_never_walked() -> None:
    program = rounds({}, {})
    assert loops(program)
    assert len(graph(program)) == 2
    with pytest.raises(TooMuchError):
        walk(program)


def test_counting_for_ever_is_no_circle_but_too_much() -> None:
    program = rounds({}, {"add": {"rounds": 1}})
    with pytest.raises(TooMuchError):
        loops(program)
    with pytest.raises(TooMuchError):
        walk(program)


def test_the_next_passage_is_decided_before_it_is_entered() -> None:
    goto = [
        {"when": "visited(there)", "is": "there"},
        {"when": "stress > 40", "is": "here"},
        "there",
    ]
    choice = {"do": "go", "effects": {"stress": 9}, "goto": goto}
    program = story(
        {"one": {"choices": [choice]}, "here": {"ending": END}, "there": {"ending": END}}
    )
    found = walk(program)
    path = ("passages", "one", "choices", 0, "goto")
    assert set(found.endings) == {"here"}
    assert found.answers == {(*path, 0, "when"): {False}, (*path, 1, "when"): {True}}


# --- against the engine, on many small stories ------------------------------------------


def asked_here(program: Program, state: State) -> list[tuple[str, Any]]:
    """The conditions of the lines and choices of a state's passage, and their functions."""
    passage = program.passages[state.passage]
    lines = zip(passage.written.lines, passage.lines, strict=True)
    whens = [(written, line.when) for written, line in lines if line.when is not None]
    return [(written["when"], when) for written, when in whens if isinstance(written, dict)] + [
        (choice.written.needs, choice.needs)
        for choice in passage.choices
        if choice.written.needs is not None
    ]


@settings(max_examples=40)
@given(stories)
def test_conditions_ask_the_state_what_the_history_says(data: Data) -> None:
    program = made(data)
    for state, history in arrivals(program):
        for text, function in asked_here(program, state):
            mine = value(program, expression.parse(text), state, history)
            assert mine == function(state), text


def read(program: Program, history: History) -> int:
    """How many words a player reads in a play, by what the play itself shows."""
    steps = replay(program, [choice.id for choice in history.taken]).steps
    texts = [line.text for step in steps for line in step.lines] + [step.said for step in steps]
    return sum(len(text.split()) for text in texts)


@settings(max_examples=40)
@given(stories)
def test_a_small_story_is_walked_as_it_is_played(data: Data) -> None:
    program = made(data)
    found = walk(program)
    complete = [history for state, history in arrivals(program) if not open_choices(program, state)]
    assert found.plays == len(complete) == plays(program)
    assert list(found.words) == [read(program, history) for history in complete]
    assert list(found.choices) == [len(history.taken) for history in complete]
    assert found.states == set(graph(program))
    assert not loops(program)


@settings(max_examples=20)
@given(loopy)
def test_where_no_state_comes_again_every_playthrough_can_be_walked(data: Data) -> None:
    program = made(data)
    if not loops(program) and plays(program) <= MOST_PLAYS:
        assert walk(program).plays == plays(program)


@settings(max_examples=20)
@given(growing)
def test_a_growing_story_has_always_more_states(data: Data) -> None:
    with pytest.raises(TooMuchError):
        graph(made(data), 200)
