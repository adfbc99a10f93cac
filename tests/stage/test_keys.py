"""Keys, pointer and what they do: everything by digits, by arrows, by Tab or by mouse."""

from __future__ import annotations

import pygame
import pytest

from game.play import begin, choose, replay
from game.stage.app import App
from game.stage.screens.guess import GuessScreen
from game.stage.screens.library import LibraryScreen
from game.stage.screens.menu import TEXT_SIZES, MenuScreen
from game.stage.screens.play import PlayScreen
from game.stage.screens.screen import Screen
from game.stage.widgets.widget import Widget
from game.story.library import shipped
from tests.helpers import made, small
from tests.stage.conftest import Seat
from tests.stage.parts import CORRIDOR, TO_THE_END, Player, at

COUNTED = "You count ten steps"
"""Words of the passage that has a content note."""
RECAP = "On the dark landing you miss a step"


def taken(player: Player) -> tuple[str, ...]:
    return player.play.choices


def choices(player: Player) -> list[Widget]:
    return [one for one in player.screen.root.walk() if one.role == "choice"]


def column_top(player: Player) -> int:
    column = next(one for one in player.screen.root.children if one.role == "article")
    return column.children[0].rect.top


# --- choosing ------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["3", "[3]"])
def test_a_digit_takes_the_choice_with_this_number(player: Player, key: str) -> None:
    player.keys(key)
    assert taken(player) == ("door",)


def test_the_digit_of_a_locked_choice_does_nothing(player: Player) -> None:
    player.keys("4")
    assert taken(player) == ()


def test_a_digit_without_a_choice_does_nothing(player: Player) -> None:
    player.keys("5", "9", "0")
    assert taken(player) == ()


def test_a_locked_choice_can_be_reached_but_not_taken(player: Player) -> None:
    player.keys("up")
    assert player.focus is not None
    assert player.focus.startswith("4. ")
    player.keys("return")
    player.clicks(player.named("4. "))
    assert taken(player) == ()


def test_down_reaches_each_choice_in_turn_and_begins_anew(player: Player) -> None:
    seen: list[str | None] = []
    while len(seen) < 5:
        player.keys("down")
        seen += [player.focus] if player.focus else []
    wanted = [choice.label for choice in choices(player)]
    assert seen == [*wanted, wanted[0]]


def test_up_goes_back_through_the_choices(player: Player) -> None:
    seen: list[str | None] = []
    for _ in range(4):
        player.keys("up")
        seen.append(player.focus)
    assert seen == [choice.label for choice in reversed(choices(player))]


@pytest.mark.parametrize("key", ["return", "enter", "space"])
def test_enter_takes_the_choice_with_the_focus(player: Player, key: str) -> None:
    player.keys("up", "up", key)
    assert taken(player) == ("door",)


@pytest.mark.parametrize("key", ["tab", "shift+tab"])
def test_tab_reaches_everything_that_can_be_pressed(player: Player, key: str) -> None:
    everything = [widget.label for widget in player.screen.root.walk() if widget.press]
    seen: list[str | None] = []
    while len(seen) < len(everything):
        player.keys(key)
        seen += [player.focus] if player.focus else []
    assert seen == (everything if key == "tab" else everything[::-1])
    assert {"menu", "why", "log"} <= set(everything)


def test_tab_reaches_every_number_of_a_guess(player: Player) -> None:
    player.keys("2")
    seen: set[str | None] = set()
    for _ in range(14):
        player.keys("tab")
        seen.add(player.focus)
    assert {str(number) for number in range(11)} <= seen


def test_nothing_has_the_focus_after_a_choice(player: Player) -> None:
    player.keys("up", "up", "return")
    assert player.focus is None
    player.keys("return", "return", "space")
    assert taken(player) == ("door",)


def test_two_presses_at_once_meet_the_story_one_after_the_other(player: Player) -> None:
    for _ in range(2):
        event = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_3, mod=0)
        player.app.take(event)
    player.app.draw()
    assert taken(player) == ("door",)  # the second meets a content note: it has two answers


@pytest.mark.parametrize("second", [pygame.K_RETURN, pygame.K_PAGEDOWN, pygame.K_DOWN, pygame.K_1])
def test_a_screen_that_just_opened_takes_the_next_key(player: Player, second: int) -> None:
    for key in (pygame.K_w, second):
        player.app.take(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0))
    player.app.draw()
    assert player.screen.title == "Why"


# --- back --------------------------------------------------------------------------------


def test_backspace_takes_back_one_choice(seat: Seat) -> None:
    player = seat(at(*TO_THE_END))
    for left in (2, 1, 0, 0):
        player.keys("backspace")
        assert taken(player) == TO_THE_END[:left]


def test_the_story_goes_on_from_where_it_was_taken_back(player: Player) -> None:
    player.keys("3", "backspace", "1")
    assert player.play == replay(CORRIDOR, ["you-drove-i-have-the-stairs"])


# --- other screens ---------------------------------------------------------------------------

KEYS = {"w": "Why", "l": "Log", "t": "Questions", "escape": "Menu"}


@pytest.mark.parametrize("key", KEYS)
def test_a_screen_opens_with_its_key_and_closes_with_the_same(player: Player, key: str) -> None:
    player.keys(key)
    assert player.screen.title == KEYS[key]
    player.keys(key)
    assert isinstance(player.screen, PlayScreen)


@pytest.mark.parametrize("closing", ["escape", "backspace"])
@pytest.mark.parametrize("key", KEYS)
def test_a_screen_closes_with_escape_or_backspace(player: Player, key: str, closing: str) -> None:
    player.keys("3", key, closing)
    assert isinstance(player.screen, PlayScreen)
    assert taken(player) == ("door",)


@pytest.mark.parametrize("word", ["menu", "why", "log"])
def test_a_button_does_what_its_key_does(player: Player, word: str) -> None:
    player.clicks(player.named(word))
    assert player.screen.title == word.capitalize()


def test_why_tells_every_reason_of_the_last_choice(player: Player) -> None:
    player.keys("1", "1", "w")
    told = "\n".join(player.read)
    assert player.play.now.reasons
    assert all(reason.sentence in told for reason in player.play.now.reasons)


def test_the_log_tells_the_whole_conversation(seat: Seat) -> None:
    player = seat(at(*TO_THE_END))
    player.keys("l")
    told = "\n".join(player.read)
    assert all(line.text in told for step in player.play.steps for line in step.lines)


# --- a guess -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "asked"), [("1", False), ("2", True), ("3", False), ("4", False)])
def test_a_guess_is_asked_only_where_one_is_written(player: Player, key: str, asked: bool) -> None:
    player.keys(key)
    assert isinstance(player.screen, GuessScreen) == asked


def test_a_guess_comes_before_the_choice(player: Player) -> None:
    player.keys("2")
    assert taken(player) == ()
    assert "How do you think it will go, with Dov on the other end?" in player.read
    player.keys("7")
    assert taken(player) == ("other-end",)


@pytest.mark.parametrize("key", list("0123456789"))
def test_a_guess_never_changes_a_meter(player: Player, key: str) -> None:
    player.keys("2", key)
    assert player.play == choose(begin(CORRIDOR), "other-end")


def test_who_would_rather_not_guess_need_not(player: Player) -> None:
    player.keys("2")
    player.clicks(player.named("Rather not guess"))
    assert taken(player) == ("other-end",)
    assert not any("You guessed" in label for label in player.read)


@pytest.mark.parametrize("key", ["escape", "backspace"])
def test_leaving_a_guess_leaves_the_choice_untaken(player: Player, key: str) -> None:
    player.keys("2", key)
    assert isinstance(player.screen, PlayScreen)
    assert taken(player) == ()


def test_the_guess_stands_beside_how_it_went(player: Player) -> None:
    player.keys("2", "3", "1")
    assert "You guessed 3 of 10; it went like 8." in player.read


def test_a_guess_that_was_taken_back_is_forgotten(player: Player) -> None:
    player.keys("2", "3", "backspace", "2")
    player.clicks(player.named("Rather not guess"))
    assert not any("You guessed" in label for label in player.read)


# --- a content note ------------------------------------------------------------------------------


def told(player: Player) -> str:
    return "\n".join(player.read)


def test_a_content_note_waits_before_its_passage(player: Player) -> None:
    player.keys("3")
    assert "Someone misses a step here. Nobody is hurt." in player.read
    assert COUNTED not in told(player)
    assert [choice.label for choice in choices(player)] == [
        "1. Read on",
        "2. A short recap instead",
    ]


def test_reading_on_shows_the_passage(player: Player) -> None:
    player.keys("3", "1")
    assert COUNTED in told(player)
    assert "1. Pick the books up before anybody comes." in player.read


def test_a_recap_stands_in_for_the_passage(player: Player) -> None:
    player.keys("3", "2")
    assert RECAP in told(player)
    assert COUNTED not in told(player)
    assert "1. Pick the books up before anybody comes." in player.read


def test_a_recap_stays_a_recap_when_the_story_goes_on(player: Player) -> None:
    player.keys("3", "2", "1")
    assert RECAP in told(player)
    assert COUNTED not in told(player)


def test_the_log_keeps_a_recap(player: Player) -> None:
    player.keys("3", "2", "l")
    assert RECAP in told(player)
    assert COUNTED not in told(player)


def test_the_log_does_not_show_what_a_content_note_keeps_back(player: Player) -> None:
    player.keys("3", "l")
    assert COUNTED not in told(player)


def test_a_content_note_is_shown_again_after_going_back(player: Player) -> None:
    player.keys("3", "2", "backspace", "3")
    assert "1. Read on" in player.read


def test_a_content_note_is_shown_again_when_the_story_begins_again(seat: Seat) -> None:
    story = small({})
    story["passages"]["here"] |= {"note": "Careful.", "lines": ["It begins."]}
    player = seat(lambda host: PlayScreen(host, begin(made(story))))
    player.keys("1", "1", "1")
    assert taken(player) == ()
    assert "Careful." in player.read
    assert "It begins." not in player.read


# --- the menu ------------------------------------------------------------------------------------


def test_the_story_begins_again_from_its_ending(seat: Seat) -> None:
    player = seat(at(*TO_THE_END))
    player.keys("1")
    assert taken(player) == ()


def test_an_ending_can_be_taken_back(seat: Seat) -> None:
    player = seat(at(*TO_THE_END))
    player.keys("2")
    assert taken(player) == TO_THE_END[:-1]


def test_the_story_begins_again_from_the_menu(player: Player) -> None:
    player.keys("3", "escape", "2")
    assert isinstance(player.screen, PlayScreen)
    assert taken(player) == ()


def test_text_grows_and_shrinks_from_the_menu(player: Player) -> None:
    low = player.named("“You drove").rect.height
    player.keys("escape", "3", "3", "escape")
    assert player.app.text_size == 150
    assert player.named("“You drove").rect.height > low
    player.keys("escape", "4", "4", "4")
    assert player.app.text_size == 75


@pytest.mark.parametrize(("key", "limit"), [("3", max(TEXT_SIZES)), ("4", min(TEXT_SIZES))])
def test_text_stays_within_its_limits(player: Player, key: str, limit: int) -> None:
    player.keys("escape", *key * 9)
    assert player.app.text_size == limit
    assert isinstance(player.screen, MenuScreen)


def test_the_menu_keeps_the_focus_while_text_grows(player: Player) -> None:
    player.keys("escape")
    while not (player.focus or "").startswith("3. "):
        player.keys("down")
    player.keys("return", "return")
    assert player.focus == "3. Larger text (now 150 %)"


# --- the pointer ---------------------------------------------------------------------------------


def test_a_click_takes_a_choice(player: Player) -> None:
    player.clicks(player.named("Hold the door"))
    assert taken(player) == ("door",)


@pytest.mark.parametrize("button", [2, 3])
def test_only_the_first_button_takes_a_choice(player: Player, button: int) -> None:
    player.clicks(player.named("Hold the door"), button)
    assert taken(player) == ()


def test_the_pointer_gives_the_focus_to_what_is_under_it(player: Player) -> None:
    player.sends(pygame.MOUSEMOTION, pos=player.named("Hold the door").rect.center)
    assert player.focus == "3. Hold the door for Ines and her shopping first."


def test_the_wheel_scrolls_as_far_as_there_is_text(seat: Seat) -> None:
    player = seat(at(*TO_THE_END))
    tops = [column_top(player)]
    for turns in (99, -1, -99, -99):
        player.sends(pygame.MOUSEWHEEL, y=turns)
        tops.append(column_top(player))
    _, start, further, end, still = tops
    assert start > further > end == still


@pytest.mark.parametrize(("on", "back"), [("page down", "page up"), ("end", "home")])
def test_keys_scroll_too(seat: Seat, on: str, back: str) -> None:
    player = seat(at(*TO_THE_END))
    player.keys("home")
    start = column_top(player)
    player.keys(on)
    assert column_top(player) < start
    player.keys(back)
    assert column_top(player) == start


# --- the library, and leaving ------------------------------------------------------------


def test_the_library_opens_a_story_and_takes_it_back(seat: Seat) -> None:
    player = seat(LibraryScreen)
    player.keys("1")
    assert isinstance(player.screen, PlayScreen)
    assert player.play.program.scenario.id == next(iter(shipped()))
    player.keys("escape", "6")
    assert isinstance(player.screen, LibraryScreen)


def left_by(monkeypatch: pytest.MonkeyPatch, *events: pygame.event.Event) -> int:
    """The exit status of a window that some events come to."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    app = App("A test")

    def first() -> Screen:
        for event in events:
            pygame.event.post(event)
        return PlayScreen(app, begin(CORRIDOR))

    return app.run(first)


def pressed(*keys: int) -> list[pygame.event.Event]:
    return [pygame.event.Event(pygame.KEYDOWN, key=key, mod=0) for key in keys]


@pytest.mark.parametrize("kind", [pygame.QUIT, pygame.WINDOWCLOSE])
def test_closing_the_window_leaves_with_0(monkeypatch: pytest.MonkeyPatch, kind: int) -> None:
    assert left_by(monkeypatch, pygame.event.Event(kind)) == 0


def test_closing_the_only_story_leaves_with_0(monkeypatch: pytest.MonkeyPatch) -> None:
    assert left_by(monkeypatch, *pressed(pygame.K_ESCAPE, pygame.K_6)) == 0


def test_a_whole_story_typed_at_once_comes_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = (pygame.K_3, pygame.K_1, pygame.K_2, pygame.K_5, pygame.K_1, pygame.K_3)
    assert left_by(monkeypatch, *pressed(*keys)) == 0
