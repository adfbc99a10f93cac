"""Rest: nothing is drawn while nothing changes, and what changes is drawn once."""

from __future__ import annotations

import pygame
import pytest

from game.stage.app import PAINTED
from tests.stage.conftest import Seat
from tests.stage.parts import TO_THE_END, Player, at


class Window(pygame.Window):
    """A window that counts how often it is drawn anew."""

    flips = 0

    def flip(self) -> None:
        type(self).flips += 1
        super().flip()


@pytest.fixture
def resting(monkeypatch: pytest.MonkeyPatch, seat: Seat) -> Player:
    """Somebody who looks at the corridor, its picture painted, and does nothing."""
    monkeypatch.setattr(pygame, "Window", Window)
    monkeypatch.setattr(Window, "flips", 0)
    player = seat()
    player.waits_for_the_picture()
    return player


def test_words_are_drawn_first_and_the_picture_once_it_is_painted(resting: Player) -> None:
    assert Window.flips == 2


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (PAINTED, {}),
        (pygame.MOUSEMOTION, {"pos": (3, 3)}),
        (pygame.MOUSEBUTTONDOWN, {"pos": (3, 3), "button": 1}),
        (pygame.MOUSEBUTTONUP, {"pos": (3, 3), "button": 1}),
        (pygame.MOUSEWHEEL, {"y": 1}),
        (pygame.KEYDOWN, {"key": pygame.K_F5, "mod": 0}),
        (pygame.KEYDOWN, {"key": pygame.K_LSHIFT, "mod": 0}),
        (pygame.KEYDOWN, {"key": pygame.K_4, "mod": 0}),
        (pygame.KEYDOWN, {"key": pygame.K_9, "mod": 0}),
        (pygame.KEYUP, {"key": pygame.K_1, "mod": 0}),
        (pygame.WINDOWFOCUSLOST, {}),
        (pygame.WINDOWMOVED, {"x": 5, "y": 5}),
        (pygame.TEXTINPUT, {"text": "1"}),
        (pygame.USEREVENT, {}),
    ],
    ids=lambda value: pygame.event.event_name(value) if isinstance(value, int) else str(value),
)
def test_what_changes_nothing_draws_nothing(
    resting: Player, kind: int, what: dict[str, object]
) -> None:
    for _ in range(3):
        resting.sends(kind, **what)
    assert Window.flips == 2


@pytest.mark.parametrize("key", ["w", "down", "tab", "escape", "f11"])
def test_a_key_that_changes_something_draws_it_once(resting: Player, key: str) -> None:
    resting.keys(key)
    assert Window.flips == 3


def test_the_pointer_draws_once_when_it_comes_to_a_choice(resting: Player) -> None:
    x, y = resting.named("Hold the door").rect.center
    for step in range(4):
        resting.sends(pygame.MOUSEMOTION, pos=(x + step, y))
    assert Window.flips == 3


def test_a_choice_draws_its_words_and_then_its_picture(resting: Player) -> None:
    resting.keys("3")
    assert Window.flips == 3
    resting.waits_for_the_picture()
    assert Window.flips == 4


def test_a_picture_that_was_painted_before_is_there_at_once(resting: Player) -> None:
    resting.keys("3")
    resting.waits_for_the_picture()
    resting.keys("backspace")
    assert Window.flips == 5
    assert resting.app._drawn[1] is not None


def test_a_window_that_was_covered_is_drawn_again(resting: Player) -> None:
    resting.sends(pygame.WINDOWEXPOSED)
    assert Window.flips == 3


def test_another_size_is_drawn_at_once_and_with_its_picture(resting: Player) -> None:
    resting.app._window.size = (800, 600)
    pygame.event.clear()
    resting.app.draw()
    assert Window.flips == 3
    resting.waits_for_the_picture()
    assert Window.flips == 4


def test_scrolling_draws_no_new_picture(monkeypatch: pytest.MonkeyPatch, seat: Seat) -> None:
    player = seat(at(*TO_THE_END))
    player.waits_for_the_picture()
    picture = player.app._drawn[1]
    player.sends(pygame.MOUSEWHEEL, y=2)
    assert player.app._drawn[1] is picture
