"""The seven truths of the model, against the reference world and worlds near it.

They are what keeps the rules honest: the numbers may be tuned, these must stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from statistics import mean

import pytest
from hypothesis import given

from game.engine.program import Program
from game.engine.state import State
from game.engine.step import open_choices, step
from game.story.coefficients import Coefficients
from tests.helpers import CALM, Change, Data, made, people, policy, reference, small
from tests.strategies import stories, walks

ALONE, HELP, MIXED = "A" * 12, "H" * 12, "AHHAHAHGRHAH"


def stress(program: Program, letters: str) -> list[int]:
    return [one.state.stress for one in policy(program, letters).steps]


def end(program: Program, letters: str) -> State:
    return policy(program, letters).now.state


# --- the table of the reference world ---------------------------------------------

TABLE = [
    (ALONE, [35, 32, 32, 35, 41, 47, 52, 57, 61, 66, 71, 76, 81], (5, 25, 49, 96)),
    (HELP, [35, 38, 40, 42, 54, 56, 58, 55, 53, 59, 59, 59, 56], (68, 69, 59, 42)),
    (MIXED, [35, 32, 38, 43, 42, 45, 45, 47, 49, 42, 40, 37, 38], (62, 69, 94, 67)),
]


@pytest.mark.parametrize(("letters", "expected", "at_the_end"), TABLE)
def test_the_reference_world_gives_the_reference_numbers(
    letters: str, expected: list[int], at_the_end: tuple[int, ...]
) -> None:
    program = reference()
    last = end(program, letters)
    assert stress(program, letters) == expected
    assert (last.connection, last.trust[0], last.energy, last.control) == at_the_end


# --- 1 ------------------------------------------------------------------------------


def test_going_alone_is_calmer_than_help_at_first_and_worse_by_the_end() -> None:
    alone, helped = stress(reference(), ALONE), stress(reference(), HELP)
    assert all(a < h for a, h in zip(alone[1:7], helped[1:7], strict=True))
    assert all(a > h for a, h in zip(alone[7:], helped[7:], strict=True))


# --- 2 ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ends() -> dict[str, int]:
    """The stress at the end of every policy of alone and help, walked as one tree."""
    program = reference()

    def walked(state: State, letters: str) -> Iterator[tuple[str, int]]:
        choices = program.passages[state.passage].choices
        if not choices:
            yield letters, state.stress
        for letter, choice in zip("AH", choices, strict=False):
            yield from walked(step(program, state, choice)[0], letters + letter)

    return dict(walked(program.start, ""))


def with_alone(ends: dict[str, int], count: int) -> list[int]:
    return [stress for letters, stress in ends.items() if letters.count("A") == count]


def test_the_calmest_of_all_policies_goes_alone_three_times_and_ends_at_40(
    ends: dict[str, int],
) -> None:
    calmest = [letters for letters, stress in ends.items() if stress == min(ends.values())]
    assert len(ends) == 4_096
    assert min(ends.values()) == 40
    assert [letters.count("A") for letters in calmest] == [3]


def test_only_policies_with_two_to_five_alone_choices_come_near_the_calmest(
    ends: dict[str, int],
) -> None:
    near = {letters.count("A") for letters, stress in ends.items() if stress <= 43}
    assert near == {2, 3, 4, 5}


def test_which_and_when_matters_more_than_how_much(ends: dict[str, int]) -> None:
    averages = [mean(with_alone(ends, count)) for count in range(1, 12)]
    same_count = with_alone(ends, 6)
    assert max(same_count) - min(same_count) > max(averages) - min(averages)


def test_the_worst_mixed_policy_is_worse_than_always_alone(ends: dict[str, int]) -> None:
    assert max(ends.values()) > ends[ALONE]
    assert ends[ALONE] > ends[HELP]


# --- 3 and 4 --------------------------------------------------------------------------


def test_where_all_help_fits_help_ends_far_below_alone() -> None:
    world = reference(fit=0.7)
    assert end(world, HELP).stress <= end(world, ALONE).stress - 30


def test_where_all_help_fails_alone_ends_below_help() -> None:
    world = reference(fit=-0.5)
    assert end(world, ALONE).stress < end(world, HELP).stress


def test_in_a_light_world_independence_is_fine() -> None:
    world = reference(weight=0.4, effort=0.6, suits_one=0.8)
    assert abs(end(world, ALONE).stress - end(world, HELP).stress) <= 5
    assert end(world, ALONE).stress < 45


# --- 5 --------------------------------------------------------------------------------


def draws(count: int) -> Iterator[dict[str, float]]:
    """All coefficients at once, each up to a quarter more or less."""
    chance = Random(1)
    usual = Coefficients()
    for _ in range(count):
        yield {
            name: round(getattr(usual, name) * chance.uniform(0.75, 1.25), 4)
            for name in Coefficients.__struct_fields__
        }


def test_on_every_draw_help_ends_more_connected_and_alone_with_more_control() -> None:
    for rules in draws(200):
        world = reference(rules)
        alone, helped = end(world, ALONE), end(world, HELP)
        assert helped.connection > alone.connection, rules
        assert alone.control > helped.control, rules


# --- 6 --------------------------------------------------------------------------------

SMALL_ASK: Data = {"stance": "ask", "exposure": 0.5, "effort": 0.6}
BIG_ASK: Data = {"stance": "ask", "exposure": 3, "effort": 1.2}


def asking(*asks: Data) -> int:
    """The highest stress on the way through some asks of somebody trusted with 15.

    Each hands over a box, small or heavy, that is finished with the next ask; all fit alike.
    """
    boxes = [f"box-{index}" for index in range(len(asks))]
    passages: Data = {
        f"ask-{index}": {
            "choices": [
                ask
                | {"do": "ask", "person": "maya", "fit": 0.6, "goto": f"ask-{index + 1}"}
                | {"give": {boxes[index]: "maya"}, "finish": boxes[index - 1 : index]}
            ]
        }
        for index, ask in enumerate(asks)
    }
    passages[f"ask-{len(asks)}"] = {"ending": {"title": "End", "keeps": "A.", "costs": "B."}}
    program = made(
        small(
            {},
            start="ask-0",
            begin={},
            cast=people({"trust": 15}),
            boxes={
                box: {"name": box, "weight": 1.5 if ask is BIG_ASK else 0.5}
                for box, ask in zip(boxes, asks, strict=True)
            },
            passages=passages,
        )
    )
    state, highest = program.start, 0
    while choices := open_choices(program, state):
        state, _ = step(program, state, choices[0])
        highest = max(highest, state.stress)
    return highest


def test_small_asks_first_peak_lower_than_a_big_ask_first() -> None:
    small_first = asking(SMALL_ASK, SMALL_ASK, SMALL_ASK, BIG_ASK)
    big_first = asking(BIG_ASK, SMALL_ASK, SMALL_ASK, SMALL_ASK)
    assert (small_first, big_first) == (40, 43)


@pytest.mark.parametrize("helps", [1, 2, 3])
def test_after_eight_alone_steps_rest_before_help_beats_help_at_once(helps: int) -> None:
    worn, help_then_rest = "A" * 8, "H" * helps + "R"
    rest_then_help = "R" + "H" * helps
    program = reference()
    assert max(stress(program, worn + rest_then_help)[9:]) < max(
        stress(program, worn + help_then_rest)[9:]
    )
    assert end(program, worn + rest_then_help).stress < end(program, worn + help_then_rest).stress


# --- 7 --------------------------------------------------------------------------------


def changes(story: Data, walk: list[float]) -> Iterator[tuple[Program, Change]]:
    program = made(story)
    state = program.start
    for share in walk:
        ways = open_choices(program, state)
        after, reasons = step(program, state, ways[int(share * len(ways))])
        yield program, Change(state, after, reasons)
        state = after


@given(stories, walks)
def test_the_reasons_of_a_meter_add_up_to_its_change(story: Data, walk: list[float]) -> None:
    for program, change in changes(story, walk):
        before, after = change.before, change.after
        assert all(reason.amount and reason.sentence for reason in change.reasons)
        for meter in CALM:
            assert sum(change.of(meter)) == getattr(after, meter) - getattr(before, meter)
            assert 0 <= getattr(after, meter) <= 100
        for index, person in enumerate(program.people):
            assert sum(change.of(f"trust.{person}")) == after.trust[index] - before.trust[index]
            assert sum(change.of(f"owed.{person}")) == after.owed[index] - before.owed[index]
            assert 0 <= after.trust[index] <= 100
            assert -3 <= after.owed[index] <= 3
