"""Each rule by example: one choice in a calm moment, where nothing else speaks.

``CALM`` is stress 30, connection 0, energy 100, control 60; the choice asks no
effort unless it says so, and Maya is trusted with 25. The sums are worked by hand.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from game.engine.rules import half_up
from game.engine.state import DONE, NOBODY, YOU
from game.engine.step import AT_THE_LIMIT, open_choices, step
from game.story import words
from tests.helpers import CALM, Data, made, people, repeated, small, taken
from tests.strategies import stories, walks

MAYA, LEE = 0, 1
MOVING = [stance for stance in words.STANCES if stance != "reflect"]


def calm(**meters: int) -> Data:
    return CALM | meters


def help_(fit: float = 0, **more: Any) -> Data:
    """Help from Maya in which nothing of you is seen."""
    return {"stance": "accept", "person": "maya", "fit": fit, "exposure": 0} | more


TOGETHER = {"stance": "together"}
"""The stance that moves no stress of its own."""


# --- rounding --------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "whole"), [(2.5, 3), (2.49, 2), (0.5, 1), (0.0, 0), (3.5, 4)])
def test_half_rounds_up(size: float, whole: int) -> None:
    assert half_up(size) == whole


def test_a_size_is_rounded_before_its_sign_is_put_on() -> None:
    # 5 − 1.25 · 2 = 2.5 → 3, then −3 (and not −2)
    third = repeated({"stance": "alone"}, 3, rules={"settling": 0})[2]
    assert third.of("stress") == [-3]


def test_each_rule_is_rounded_by_itself() -> None:
    # 2 · 0.75 effort = 1.5 → 2 and 2 · 0.7 · 1 · 0.75 eye = 1.05 → 1, not 2.55 → 3 in one
    change = taken(TOGETHER | {"effort": 0.75, "give": {"sources": "maya"}})
    assert change.of("stress") == [2, 1]


# --- stress: what weighs ---------------------------------------------------------------


def test_what_you_carry_weighs() -> None:
    # 2 · (1.5 slides + 1 effort) = 5
    assert taken(TOGETHER | {"effort": 1, "take": ["slides"]}).of("stress") == [5]


def test_it_weighs_more_when_tired() -> None:
    # 2 · 2.5 · (1 + 0.8 · 0.5) = 7
    change = taken(TOGETHER | {"effort": 1, "take": ["slides"]}, begin=calm(energy=50))
    assert change.of("stress") == [7]


def test_a_box_weighs_from_the_choice_that_takes_it_to_the_one_that_ends_it() -> None:
    held = {"slides": {"name": "slides", "weight": 1.5, "holder": "you"}}
    assert taken(TOGETHER, boxes=held).of("stress") == [3]
    assert taken(TOGETHER | {"finish": ["slides"]}, boxes=held).of("stress") == []
    assert taken(TOGETHER | {"drop": ["slides"]}, boxes=held).of("stress") == []


def test_you_keep_one_eye_on_what_you_handed_over() -> None:
    # 2 · 0.7 · 1.5 slides · (1 − 0.25) = 1.575 → 2
    assert taken(TOGETHER | {"give": {"slides": "maya"}}).of("stress") == [2]


def test_nothing_is_watched_that_someone_trusted_has() -> None:
    change = taken(TOGETHER | {"give": {"slides": "maya"}}, cast=people({"trust": 100}))
    assert change.of("stress") == []


def test_it_weighs_less_with_people_there() -> None:
    # 5 carried + 2 · 0.7 · 1 · 0.75 = 1 watched; − 0.5 · 6 · 0.5 = −1.5 → −2
    choice = TOGETHER | {"effort": 1, "take": ["slides"], "give": {"sources": "maya"}}
    assert taken(choice, begin=calm(connection=50)).of("stress") == [5, 1, -2]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"stance": "alone", "effort": 1}, [2, -5]),  # 2 · 1; −5 relief
        (help_(0.5, effort=2), [3, -1]),  # 2 · 2 · (1 − 0.4 · 0.5) = 3.2; −7 · 0.5 · 0.25 = −0.9
        (help_(-0.5, effort=2), [4, 4]),  # nothing is shared: 2 · 2; +7 · 0.5 = 3.5
        ({"stance": "give", "effort": 1}, [3]),  # 2 · 1.3 = 2.6
        ({"stance": "rest", "effort": 1}, [1, -3]),  # 2 · 0.3 = 0.6; −3 pause
    ],
)
def test_the_stance_says_how_much_of_the_effort_is_left(choice: Data, expected: list[int]) -> None:
    assert taken(choice).of("stress") == expected


# --- stress: what eases, and what letting someone in costs -----------------------------


def test_the_relief_of_going_alone_fades_with_habit() -> None:
    # 5, 3.75, 2.5, 1.25, 0
    told = [one.of("stress") for one in repeated({"stance": "alone"}, 6, rules={"settling": 0})]
    assert told == [[-5], [-4], [-3], [-1], [], []]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"stance": "accept"}, [2]),  # 2.6 · 1 · 0.75 = 1.95
        ({"stance": "ask"}, [3]),  # 2.6 · 1.5 · 0.75 = 2.925
        ({"stance": "open"}, [4]),  # 2.6 · 2 · 0.75 = 3.9
        ({"stance": "open", "exposure": "full"}, [6]),  # 2.6 · 3 · 0.75 = 5.85
        ({"stance": "accept", "style": "quiet"}, [1]),  # 2.6 · 1 · 0.4 · 0.75 = 0.78
        ({"stance": "accept", "style": "takeover"}, [3]),  # 2.6 · 1 · 1.4 · 0.75 = 2.73
    ],
)
def test_letting_someone_in_feels_exposed(choice: Data, expected: list[int]) -> None:
    assert taken({"person": "maya", "fit": 0} | choice).of("stress") == expected


def test_nobody_feels_exposed_to_someone_fully_trusted() -> None:
    assert taken(help_(0, exposure=3), cast=people({"trust": 100})).of("stress") == []


def test_having_someone_with_you_grows_with_trust() -> None:
    # 7 · 0.6 · 0.1 = 0.42 and 7 · 0.6 · 0.9 = 3.78
    assert taken(help_(0.6), cast=people({"trust": 10})).of("stress") == []
    assert taken(help_(0.6), cast=people({"trust": 90})).of("stress") == [-4]


def test_help_that_misses_is_work_on_top() -> None:
    # 7 · 0.5 = 3.5
    assert taken(help_(-0.5)).of("stress") == [4]


def test_a_helper_without_a_name_is_a_stranger_trusted_with_25() -> None:
    # 2.6 · 2 · 0.75 = 3.9
    change = taken({"stance": "accept", "exposure": "high", "fit": 0}, cast={})
    assert change.of("stress") == [4]


def test_rest_is_a_real_pause() -> None:
    assert taken({"stance": "rest"}).of("stress") == [-3]


def test_distance_feels_like_safety() -> None:
    assert taken({"stance": "withdraw"}).of("stress") == [-4]


@pytest.mark.parametrize(
    ("owed", "expected"),
    [(0, []), (1, []), (2, [1]), (3, [2]), (-3, [2])],  # 1.5 · 1 · 0.75; 1.5 · 2 · 0.75 = 2.25
)
def test_lopsided_give_and_take_is_noticed(owed: int, expected: list[int]) -> None:
    assert taken(TOGETHER, cast=people({"owed": owed})).of("stress") == expected


def test_only_the_most_lopsided_tie_counts() -> None:
    # Maya 2 · 0.2 = 0.4, Lee 1 · 1 = 1; 1.5 · 1 = 1.5 → 2
    cast = people({"owed": 3, "trust": 80}, {"owed": -2, "trust": 0})
    assert taken(TOGETHER, cast=cast).of("stress") == [2]


def test_too_little_of_it_felt_like_yours() -> None:
    # 0.1 · (40 − 15) = 2.5
    assert taken(TOGETHER, begin=calm(control=15)).of("stress") == [3]


@pytest.mark.parametrize(
    ("stress", "energy", "expected"),
    [(70, 100, [-12]), (70, 50, [-6]), (10, 100, [6]), (70, 0, [])],  # 0.3 · (stress − 30) · energy
)
def test_the_body_settles_slower_when_worn_out(
    stress: int, energy: int, expected: list[int]
) -> None:
    assert taken(TOGETHER, begin=calm(stress=stress, energy=energy)).of("stress") == expected


# --- connection ------------------------------------------------------------------------


def test_going_alone_costs_connection_more_so_by_habit() -> None:
    # 4 · 0.8 · 0.5 = 1.6, 4 · 0.8 · 0.75 = 2.4 and so on by 0.8: 3.2, 4, 4.8
    alone = {"stance": "alone", "suits_one": 0.2}
    told = [one.of("connection") for one in repeated(alone, 5, begin=calm(connection=50))]
    assert told == [[-2], [-2], [-3], [-4], [-5]]


def test_nothing_is_lost_where_the_task_suits_one() -> None:
    change = taken({"stance": "alone", "suits_one": 1}, begin=calm(connection=50))
    assert change.of("connection") == []


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (help_(0.6), [3]),  # 1 + 4 · 0.6 = 3.4
        (help_(0), [1]),
        (help_(-0.3), [-2]),  # 5 · 0.3 = 1.5
        ({"stance": "give", "person": "maya"}, [3]),
        ({"stance": "withdraw"}, [-6]),
        ({"stance": "together"}, [2]),
        ({"stance": "rest"}, []),
    ],
)
def test_what_brings_people_closer_or_apart(choice: Data, expected: list[int]) -> None:
    assert taken(choice, begin=calm(connection=50)).of("connection") == expected


@pytest.mark.parametrize(("owed", "expected"), [(-1, [3]), (-2, []), (-3, [])])
def test_giving_connects_until_it_is_all_one_way(owed: int, expected: list[int]) -> None:
    choice = {"stance": "give", "person": "maya"}
    assert taken(choice, cast=people({"owed": owed})).of("connection") == expected


# --- trust -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trust", "fit", "expected"),
    [
        (25, 0.6, [11]),  # it went like 80: 0.2 · 55
        (60, -0.6, [-12]),  # it went like 20: 0.3 · 40
        (80, 0.6, []),  # as expected
    ],
)
def test_trust_moves_part_of_the_way_to_how_it_went(
    trust: int, fit: float, expected: list[int]
) -> None:
    assert taken(help_(fit), cast=people({"trust": trust})).of("trust.maya") == expected


def test_trust_says_what_was_expected_and_how_it_went() -> None:
    assert taken(help_(0.6)).why("trust.maya") == ["You expected 25; it went like 80."]


@pytest.mark.parametrize("stance", [one for one in words.STANCES if one not in words.HELP])
def test_trust_moves_only_by_trying(stance: str) -> None:
    change = taken({"stance": stance, "person": "maya"})
    assert change.after.trust == change.before.trust


def test_only_the_person_it_concerns_is_trusted_more() -> None:
    change = taken(help_(0.6))
    assert (change.after.trust[MAYA], change.after.trust[LEE]) == (36, 25)


# --- energy ----------------------------------------------------------------------------


def test_high_stress_wears_you_down() -> None:
    # 0.25 · (65 − 45) = 5
    change = taken(TOGETHER, begin=calm(stress=65), rules={"settling": 0})
    assert change.of("energy") == [-5]


def test_strength_comes_back_with_less_on_you() -> None:
    # 0.1 · (45 − 30) = 1.5
    assert taken(TOGETHER, begin=calm(energy=50)).of("energy") == [2]


def test_energy_follows_the_new_stress() -> None:
    # 30 + 55 = 85, then 0.25 · 40
    change = taken(TOGETHER | {"effects": {"stress": 55}, "because": "The bus did not come."})
    assert change.of("energy") == [-10]


def test_rest_restores() -> None:
    # 30 − 3 = 27, 0.1 · 18 = 1.8, and 6
    assert taken({"stance": "rest"}, begin=calm(energy=50)).of("energy") == [2, 6]


# --- control ---------------------------------------------------------------------------


@pytest.mark.parametrize(("energy", "expected"), [(100, [3]), (40, [3]), (39, [1])])
def test_alone_it_is_yours_less_so_when_worn_out(energy: int, expected: list[int]) -> None:
    assert taken({"stance": "alone"}, begin=calm(energy=energy)).of("control") == expected


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (help_(), [-1]),
        (help_(style="quiet"), []),
        (help_(style="takeover"), [-8]),
        ({"stance": "give"}, [1]),
        ({"stance": "rest"}, []),
    ],
)
def test_how_much_of_it_felt_like_yours(choice: Data, expected: list[int]) -> None:
    assert taken(choice).of("control") == expected


# --- give and take ---------------------------------------------------------------------


def test_help_is_owed_and_a_gift_pays_back_two() -> None:
    assert taken(help_()).of("owed.maya") == [1]
    assert taken({"stance": "give", "person": "maya"}).of("owed.maya") == [-2]


def test_nothing_is_owed_to_nobody() -> None:
    assert taken({"stance": "accept"}).after.owed == (0, 0)


@pytest.mark.parametrize(
    ("owed", "choice", "expected"),
    [(3, help_(), [1, -1]), (-2, {"stance": "give", "person": "maya"}, [-2, 1])],
)
def test_what_is_owed_stays_within_three(owed: int, choice: Data, expected: list[int]) -> None:
    assert taken(choice, cast=people({"owed": owed})).of("owed.maya") == expected


# --- limits ----------------------------------------------------------------------------


def test_a_meter_at_its_limit_says_so_and_the_sum_stays_true() -> None:
    change = taken({"stance": "withdraw"}, begin=calm(stress=1), rules={"settling": 0})
    assert change.of("stress") == [-4, 3]
    assert change.why("stress")[-1] == AT_THE_LIMIT
    assert change.after.stress == 0


def test_only_the_sum_is_held_to_the_limit() -> None:
    # 98 + 10 − 4 − 8 ends below 100, so nothing is taken back
    effects = {"stress": 10}
    choice = {"stance": "withdraw", "effects": effects, "because": "So."}
    change = taken(choice, begin=calm(stress=98), rules={"settling": 0.12})
    assert change.of("stress") == [-4, -8, 10]
    assert change.after.stress == 96


# --- boxes -----------------------------------------------------------------------------


def test_boxes_go_where_the_choice_says() -> None:
    moves = {"take": ["slides"], "give": {"sources": "lee"}}
    assert taken(TOGETHER | moves).after.boxes == (YOU, LEE)
    assert taken(TOGETHER | {"finish": ["slides"]}).after.boxes == (DONE, NOBODY)


def test_help_that_misses_leaves_the_box_with_you() -> None:
    given_box = {"give": {"slides": "maya"}}
    assert taken(help_(0, **given_box)).after.boxes[0] == MAYA
    assert taken(help_(-0.1, **given_box)).after.boxes[0] == YOU


def test_only_help_can_miss() -> None:
    choice = {"stance": "give", "person": "maya", "fit": -1, "give": {"slides": "maya"}}
    assert taken(choice).after.boxes[0] == MAYA


# --- stances that move nothing, and what the story moves itself ------------------------


@pytest.mark.parametrize("stance", [{}, {"stance": "reflect"}])
def test_a_thought_moves_no_meter(stance: Data) -> None:
    busy = {"stress": 80, "connection": 50, "energy": 20, "control": 10}
    change = taken(stance | {"effort": 5, "take": ["slides"]}, begin=busy)
    assert change.reasons == ()
    assert change.after.boxes[0] == YOU


def test_a_thought_leaves_habits_as_they_were_only_pushed_back() -> None:
    story = small({"stance": "alone", "goto": "thought"}, rules={"settling": 0})
    thought = {"do": "think", "stance": "reflect", "goto": "here"}
    story["passages"]["thought"] = {"choices": [thought]}
    program = made(story)
    state, told = program.start, []
    for _ in range(6):
        state, reasons = step(program, state, open_choices(program, state)[0])
        told.append([reason.amount for reason in reasons if reason.meter == "stress"])
    assert told == [[-5], [], [-4], [], [-3], []]  # never more than two of the last four


def test_the_story_adds_its_own_reason() -> None:
    change = taken(TOGETHER | {"effects": {"stress": 4}, "because": "The bus did not come."})
    assert (change.of("stress"), change.why("stress")) == ([4], ["The bus did not come."])


def test_the_story_may_move_trust_in_anyone() -> None:
    change = taken(help_(0.6) | {"effects": {"trust.lee": -5, "trust.maya": 2}, "because": "So."})
    assert change.of("trust.lee") == [-5]
    assert change.of("trust.maya") == [11, 2]


def test_flags_are_set_and_cleared_and_counters_added_to() -> None:
    parts = {"flags": ["told", "late"], "counters": {"calls": 2}}
    assert taken({"sets": ["told"]}, **parts).after.flags == (1, 0, 2)
    assert taken({"clears": ["told"], "add": {"calls": -3}}, **parts).after.flags == (0, 0, -1)


@pytest.mark.parametrize("stance", MOVING)
def test_in_a_plain_story_only_the_author_counts(stance: str) -> None:
    choice = {"stance": stance, "person": "maya", "effort": 5, "fit": -1}
    effects = {"effects": {"stress": 4, "trust.lee": 1}, "because": "So."}
    change = taken(choice | effects, rules="plain", begin={"stress": 90, "control": 0})
    assert [(reason.meter, reason.amount) for reason in change.reasons] == [
        ("stress", 4),
        ("trust.lee", 1),
    ]


def test_in_a_plain_story_a_box_goes_where_it_is_given() -> None:
    choice = {"stance": "accept", "person": "maya", "fit": -1, "give": {"slides": "maya"}}
    assert taken(choice, rules="plain").after.boxes[0] == MAYA


def test_a_story_may_change_a_coefficient() -> None:
    assert taken({"stance": "rest"}, rules={"pause": 9}).of("stress") == [-9]


def test_a_story_may_begin_from_other_values() -> None:
    state = made(small({}, begin={"stress": 45, "control": 10})).start
    assert (state.stress, state.connection, state.energy, state.control) == (45, 40, 85, 10)


# --- when conditions are asked ---------------------------------------------------------


def test_fit_is_judged_before_the_choice_and_goto_after_it() -> None:
    choice = help_() | {
        "fit": [{"when": "trust.maya > 25", "is": -1}, 0.6],
        "goto": [{"when": "trust.maya > 25", "is": "there"}, "here"],
    }
    change = taken(choice)
    assert change.of("trust.maya") == [11]
    assert change.after.passage == 1


def test_the_first_case_that_holds_counts() -> None:
    cases = [{"when": "stress > 90", "is": 0.2}, {"when": "stress > 10", "is": 0.6}, -1]
    assert taken(help_() | {"fit": cases}).of("trust.maya") == [11]


# --- purity ----------------------------------------------------------------------------


@given(stories, walks)
def test_the_same_state_and_choice_give_the_same_and_change_nothing(
    story: Data, walk: list[float]
) -> None:
    program, again = made(story), made(story)
    state = program.start
    for share in walk:
        before, told = hash(state), repr(state)
        ways = open_choices(program, state)
        index = int(share * len(ways))
        first = step(program, state, ways[index])
        assert first == step(again, state, open_choices(again, state)[index])
        assert (hash(state), repr(state)) == (before, told)
        state = first[0]


def test_equal_states_are_one_in_a_set() -> None:
    rest = repeated({"stance": "reflect"}, 3)
    assert len({change.after for change in rest}) == 1
