"""Everything on a screen says what it is, for whoever hears it instead of seeing it."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from game.play import begin
from game.stage.screens.play import PlayScreen
from game.stage.widgets.widget import Role
from tests.helpers import made, small
from tests.stage.conftest import Seat
from tests.stage.parts import SCREENS, TO_THE_END, Built, Pile, Player, at, built

ORDER = ["image", "meter", "article", "button"]
"""The parts of a screen: stage, meters, conversation with its choices, buttons."""


@pytest.fixture(params=SCREENS)
def shown(request: pytest.FixtureRequest) -> Built:
    return built(request.param)


def test_everything_has_a_role(shown: Built) -> None:
    assert {widget.role for widget in shown.screen.root.walk()} <= set(get_args(Role))
    assert shown.screen.root.role == "window"


def test_everything_that_is_seen_has_a_label(shown: Built) -> None:
    for widget in shown.screen.root.walk():
        assert widget.label.strip() or widget.role == "separator"


def test_what_can_be_pressed_is_a_button_or_a_choice(shown: Built) -> None:
    for widget in shown.screen.root.walk():
        assert widget.focusable == (widget.role in ("button", "choice")), widget.label


def test_meters_say_their_number_and_the_same_in_words(shown: Built) -> None:
    for meter in shown.all("meter"):
        number, _, words = meter.value.partition(": ")
        assert 0 <= int(number.split(" of 100")[0]) <= 100
        assert words


def test_there_is_one_picture_and_it_is_told_in_words(shown: Built) -> None:
    (picture,) = shown.all("image")
    assert picture.label.endswith(".")


def test_the_picture_says_who_stands_there_and_who_has_what() -> None:
    (picture,) = built("middle").all("image")
    assert picture.label == "Kitchen morning. Ines has books."
    (picture,) = built("recap").all("image")
    assert "You carry books." in picture.label


def test_parts_come_in_the_order_in_which_they_are_read(shown: Built) -> None:
    roles = [widget.role for widget in shown.screen.root.children]
    parts = [role for role in roles if role in ORDER]
    assert parts == sorted(parts, key=ORDER.index)
    assert {"image", "article", "button"} <= set(parts)


@pytest.mark.parametrize("name", ["start", "middle", "ending", "no recap", "recap", "wordy"])
def test_choices_come_after_what_was_said(name: str) -> None:
    roles = [widget.role == "choice" for widget in built(name).column.children]
    assert any(roles)
    assert all(before <= after for before, after in pairwise(roles))


@pytest.mark.parametrize("choices", [TO_THE_END[:count] for count in range(4)])
def test_every_line_of_the_conversation_can_be_heard(choices: tuple[str, ...]) -> None:
    screen = at(*choices)(Pile())
    heard = "\n".join(widget.label for widget in screen.column().walk())
    for step in screen.play.steps:
        for line in step.lines:
            assert line.text in heard
            assert line.name in heard


def test_the_inner_voice_is_heard_as_a_thought() -> None:
    heard = [widget.label for widget in built("start").all("text")]
    assert "A thought: He drove. That is already a lot." in heard


def test_an_ending_is_heard_with_what_it_keeps_and_costs() -> None:
    ending = at(*TO_THE_END)(Pile()).play.ending
    heard = [widget.label for widget in built("ending").all("heading", "text")]
    assert ending is not None
    assert [ending.title, "It keeps", ending.keeps, "It costs", ending.costs] == heard[
        heard.index(ending.title) :
    ][:5]


def test_labels_are_heard_as_words_not_as_spaced_letters(shown: Built) -> None:
    for widget in shown.screen.root.walk():
        assert "\u200a" not in widget.label


def test_a_locked_choice_says_that_it_is_out_of_reach_and_why() -> None:
    (locked,) = [one for one in built("start").all("choice") if not one.enabled]
    assert locked.label == "4. “Ines, could I have your trolley?”"
    assert locked.value == "out of reach: You have only ever nodded to each other."


def test_a_locked_choice_without_a_reason_says_that_it_is_out_of_reach() -> None:
    story = made(small({"needs": "stress > 99"}))
    screen = PlayScreen(Pile(), begin(story))
    (locked,) = [one for one in screen.column().walk() if not one.enabled]
    assert locked.value == "out of reach: Out of reach for now."


def test_an_open_choice_is_not_said_to_be_out_of_reach(shown: Built) -> None:
    for choice in shown.all("choice"):
        assert choice.enabled == ("out of reach" not in choice.value)


@pytest.mark.parametrize("key", ["tab", "shift+tab", "down", "up"])
def test_at_most_one_thing_has_the_focus(player: Player, key: str) -> None:
    for _ in range(9):
        player.keys(key)
        assert sum(widget.focused for widget in player.screen.root.walk()) <= 1
    assert player.focus is not None


def test_the_focus_stays_where_it_is_when_a_screen_over_it_closes(seat: Seat) -> None:
    player = seat()
    player.keys("up", "up")
    before = player.focus
    player.keys("w", "w")
    assert player.focus == before == "3. Hold the door for Ines and her shopping first."
