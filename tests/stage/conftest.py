"""A window on SDL's dummy driver, which needs no display and shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygame
import pytest

from game.play import begin
from game.stage.app import App
from game.stage.screens.play import PlayScreen
from game.stage.screens.screen import Host, Screen
from tests.stage.parts import CORRIDOR, Player

Seat = Callable[..., Player]


@pytest.fixture
def seat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    """Sit somebody down at a window: ``seat()``, ``seat(LibraryScreen)``."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    opened: list[App] = []

    def sit(first: Callable[[Host], Screen] | None = None) -> Player:
        app = App("A test")
        opened.append(app)
        app.show(first(app) if first else PlayScreen(app, begin(CORRIDOR)))
        app.draw()
        return Player(app)

    yield sit
    for app in opened:
        app._painter.close()
        app._window.destroy()
    pygame.display.quit()


@pytest.fixture
def player(seat: Seat) -> Player:
    """Somebody at the beginning of the corridor story."""
    return seat()
