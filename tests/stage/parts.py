"""Screens without a window, and a window that somebody sits at.

The screens are the real ones; only what they stand in is replaced, by a list. A
:class:`Player` has the real window too, on SDL's driver that shows nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import pygame

from game.play import Play, begin, load, replay
from game.stage.app import PAINTED, App
from game.stage.screens.guess import GuessScreen
from game.stage.screens.library import LibraryScreen
from game.stage.screens.log import LogScreen
from game.stage.screens.menu import MenuScreen
from game.stage.screens.play import PlayScreen
from game.stage.screens.screen import Host, Screen
from game.stage.screens.talk import TalkScreen
from game.stage.screens.why import WhyScreen
from game.stage.theme import Layout, layout
from game.stage.widgets.widget import Widget
from tests.helpers import STORIES, Data, made

CORRIDOR = load(STORIES / "corridor.yaml")
TO_THE_END = ("door", "ask-ines", "tea")
"""Through every kind of thing: a locked choice opens, help fits, somebody stays."""


class Pile:
    """A host that keeps its screens in a list."""

    def __init__(self, text_size: int = 100) -> None:
        self.text_size = text_size
        self.screens: list[Screen] = []

    def show(self, screen: Screen) -> None:
        self.screens.append(screen)

    def back(self) -> None:
        self.screens.pop()

    def home(self) -> None:
        self.screens.clear()

    def leave(self) -> None:
        self.screens.clear()

    def resize_text(self, percent: int) -> None:
        self.text_size = percent

    def toggle_full_screen(self) -> None:
        """A list has no size to change."""


# --- screens -----------------------------------------------------------------------


def at(*choices: str, note: str | None = "Read on") -> Callable[[Host], PlayScreen]:
    """The corridor after some choices, its content notes answered."""

    def make(host: Host) -> PlayScreen:
        screen = PlayScreen(host, begin(CORRIDOR))
        for count in range(len(choices) + 1):
            screen.go_to(replay(CORRIDOR, choices[:count]))
            if note is not None:
                answer(screen, note)
        return screen

    return make


def answer(screen: Screen, words: str) -> None:
    """Press what is called so, if it is there."""
    for widget in screen.column().walk():
        if widget.press is not None and widget.label.endswith(words):
            widget.press()


def wordy() -> Data:
    """Names, words and boxes as long as an author can think of, and more of them than fit."""
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente"
    people = {f"p{number}": {"name": f"{long} {number}"} for number in range(5)}
    lines = [long * 3, {"p0": long}, {"inner": f"{long} {long}"}, "word " * 300]
    choices = [
        {"say": f"{long} {number}?", "id": f"c{number}", "goto": "here"} for number in range(11)
    ]
    choices[1] |= {"needs": "stress > 100", "locked": long}
    choices[2] |= {"guess": f"{long}, {long}?", "stance": "ask", "person": "p0"}
    return {
        "format": 1,
        "id": "wordy",
        "title": long,
        "start": "here",
        "cast": people,
        "boxes": {f"b{number}": {"name": long, "holder": "you"} for number in range(8)},
        "passages": {
            "here": {"at": long, "with": list(people), "lines": lines, "choices": choices}
        },
    }


def _wordy(host: Host) -> Screen:
    return PlayScreen(host, replay(made(wordy()), ["c0", "c2"]))


def _guess(host: Host) -> Screen:
    screen = at()(host)
    return GuessScreen(host, screen, screen.play.now.choices[1])


SCREENS: dict[str, Callable[[Host], Screen]] = {
    "library": LibraryScreen,
    "start": at(),
    "middle": at(*TO_THE_END[:2]),
    "ending": at(*TO_THE_END),
    "no recap": at("door", note=None),
    "recap": at("door", "pick-up", note="A short recap instead"),
    "why": lambda host: WhyScreen(host, at("door")(host)),
    "why at the start": lambda host: WhyScreen(host, at()(host)),
    "log": lambda host: LogScreen(host, at(*TO_THE_END)(host)),
    "menu": lambda host: MenuScreen(host, at("door")(host)),
    "talk": lambda host: TalkScreen(host, at(*TO_THE_END)(host)),
    "guess": _guess,
    "wordy": _wordy,
    "wordy why": lambda host: WhyScreen(host, PlayScreen(host, replay(made(wordy()), ["c2"]))),
}


class Built(NamedTuple):
    """A screen laid out in a window of some size."""

    screen: Screen
    layout: Layout

    @property
    def column(self) -> Widget:
        return next(one for one in self.screen.root.children if one.role == "article")

    def all(self, *roles: str) -> list[Widget]:
        """What has one of these roles, in reading order."""
        return [widget for widget in self.screen.root.walk() if widget.role in roles]


@functools.lru_cache(maxsize=512)
def built(name: str, size: tuple[int, int] = (1280, 720), text_size: int = 100) -> Built:
    """One of the screens, laid out; shared, so scroll it back if you scroll it."""
    screen = SCREENS[name](Pile(text_size))
    room = layout(size, text_size)
    screen.build(room)
    return Built(screen, room)


# --- somebody at a window ------------------------------------------------------------


class Player:
    """A window with the game in it, and whoever plays: keys, a pointer, what is read."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def screen(self) -> Screen:
        """The screen that is shown."""
        return self.app._screens[-1]

    @property
    def play(self) -> Play:
        """The play as it stands."""
        found = next(one for one in self.app._screens if isinstance(one, PlayScreen))
        return found.play

    @property
    def read(self) -> list[str]:
        """Every label on the screen."""
        return [widget.label for widget in self.screen.root.walk()]

    @property
    def focus(self) -> str | None:
        """The label of what has the focus."""
        found = [widget.label for widget in self.screen.root.walk() if widget.focused]
        return found[0] if found else None

    def named(self, words: str) -> Widget:
        """The first widget with these words in its label."""
        return next(widget for widget in self.screen.root.walk() if words in widget.label)

    def keys(self, *names: str) -> None:
        """Press keys, as pygame calls them; ``shift+tab`` holds one down."""
        for name in names:
            bare = name.removeprefix("shift+")
            mod = pygame.KMOD_SHIFT if bare != name else 0
            self.sends(pygame.KEYDOWN, key=pygame.key.key_code(bare), mod=mod)

    def clicks(self, widget: Widget, button: int = 1) -> None:
        """Press and let go of a button of the mouse on a widget."""
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.sends(kind, pos=widget.rect.center, button=button)

    def sends(self, kind: int, **what: object) -> None:
        """One event, and the drawing it leads to."""
        self.app.take(pygame.event.Event(kind, what))
        self.app.draw()

    def waits_for_the_picture(self) -> None:
        """Let the painter finish what it was asked for."""
        while (event := pygame.event.wait(30_000)).type != PAINTED:
            assert event.type != pygame.NOEVENT, "the painter never finished"
        self.sends(event.type)
