"""The window: event, screen, and a drawing when something has changed.

The loop sleeps until there is an event; a window at rest draws nothing and costs
no time. Pictures of the stage are painted beside it and shown when they are done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pygame

from game.play.play import Play, begin, load
from game.stage.painter import Painter
from game.stage.screens.screen import Screen
from game.stage.theme import Layout, layout, ui

SIZE = (1280, 720)
LEAST = (320, 240)

KEYS: dict[int, str] = {
    pygame.K_DOWN: "down",
    pygame.K_UP: "up",
    pygame.K_RIGHT: "down",
    pygame.K_LEFT: "up",
    pygame.K_TAB: "next",
    pygame.K_RETURN: "press",
    pygame.K_KP_ENTER: "press",
    pygame.K_SPACE: "press",
    pygame.K_PAGEDOWN: "page down",
    pygame.K_PAGEUP: "page up",
    pygame.K_END: "end",
    pygame.K_HOME: "start",
    pygame.K_BACKSPACE: "back",
    pygame.K_ESCAPE: "menu",
    pygame.K_w: "why",
    pygame.K_l: "log",
    pygame.K_t: "talk",
    pygame.K_F11: "full screen",
}
"""What each key is called; screens know the names only, so keys can be changed here."""

DIGITS = {key: number for number, key in enumerate(range(pygame.K_0, pygame.K_9 + 1))} | {
    pygame.K_KP_0: 0,
    **{key: number for number, key in enumerate(range(pygame.K_KP_1, pygame.K_KP_9 + 1), 1)},
}

DOUBLE_CLICK = 350
"""Milliseconds in which a second click is the same one: what it meets has not been read."""

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
_UNSEEN = ("offscreen", "dummy", "evdev")
"""Drivers SDL falls back to that show nothing; only wanted when somebody asks for them."""

PAINTED = pygame.event.custom_type()
"""Posted by the painter: a picture is done, and the window wakes to draw it."""


class NoDisplay(Exception):  # noqa: N818 - a state of the machine, not a fault
    """There is no screen to open a window on; ``str()`` says so in a sentence."""


def open_story(story: str, *, text_size: int = 100) -> int:
    """Play one story in a window.

    Raises:
        NoDisplay: there is no screen.
        StoryError: the story cannot be played.
    """
    play = begin(load(story))
    app = App(play.program.scenario.title, text_size)
    return app.run(lambda: _play_screen(app, play))


def open_library() -> int:
    """Open the library of stories in a window.

    Raises:
        NoDisplay: there is no screen.
    """
    app = App("The Other End")

    def first() -> Screen:
        from game.stage.screens.library import LibraryScreen

        return LibraryScreen(app)

    return app.run(first)


def _play_screen(app: App, play: Play) -> Screen:
    from game.stage.screens.play import PlayScreen

    return PlayScreen(app, play)


class App:
    """A window with a pile of screens; the top one is shown."""

    def __init__(self, title: str, text_size: int = 100) -> None:
        self.text_size = text_size
        self._screens: list[Screen] = []
        self._running = True
        self._full = False
        self._drawn: tuple[object, ...] = ()
        self._shown: pygame.Surface | None = None
        self._pressed = -DOUBLE_CLICK
        self._window = _opened(title)
        self._painter = Painter(_post_painted)

    # --- what screens ask for -----------------------------------------------------

    def show(self, screen: Screen) -> None:
        """Put a screen over the one that is shown."""
        self._screens.append(screen)
        screen.stale = True

    def back(self) -> None:
        """Take the top screen away."""
        if len(self._screens) > 1:
            self._screens.pop()
            self._top.stale = True

    def home(self) -> None:
        """Back to the first screen; leave if that is a story itself."""
        from game.stage.screens.library import LibraryScreen

        if isinstance(self._screens[0], LibraryScreen):
            del self._screens[1:]
            self._top.stale = True
        else:
            self.leave()

    def leave(self) -> None:
        """Close the window once this event is done."""
        self._running = False

    def resize_text(self, percent: int) -> None:
        """Set the size of the text."""
        self.text_size = percent
        for screen in self._screens:
            screen.stale = True

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        self._full = not self._full
        if self._full:
            self._window.set_fullscreen(True)
        else:
            self._window.set_windowed()
        self._top.stale = True

    # --- the loop --------------------------------------------------------------------

    def run(self, first: Callable[[], Screen]) -> int:
        """Show a screen until the window is closed; returns the exit status."""
        try:
            self.show(first())
            self.draw()
            while self._running:
                for event in [pygame.event.wait(), *pygame.event.get()]:
                    self.take(event)
                if self._running:
                    self.draw()
        finally:
            self._painter.close()
            self._window.destroy()
            pygame.display.quit()
        return 0

    @property
    def _top(self) -> Screen:
        return self._screens[-1]

    def layout(self) -> Layout:
        """The layout of the window as it is now."""
        return layout(self._window.get_surface().get_size(), self.text_size)

    def take(self, event: pygame.event.Event) -> None:
        """Hand one event to the screen that is shown."""
        screen, now = self._ready()
        if event.type in (pygame.QUIT, pygame.WINDOWCLOSE):
            self.leave()
        elif event.type == pygame.KEYDOWN:
            self._key(event, screen, now)
        elif event.type == pygame.MOUSEWHEEL:
            if screen.scroll(round(-event.y * now.reading * 3), now):
                self._drawn = ()
        elif event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
            self._mouse(event, screen, now)
        elif event.type == pygame.WINDOWEXPOSED:
            self._drawn = ()
        elif event.type in (pygame.WINDOWSIZECHANGED, pygame.WINDOWRESIZED):
            screen.stale = True

    def _mouse(self, event: pygame.event.Event, screen: Screen, now: Layout) -> None:
        """The pointer gives the focus to what is under it; letting go of the button presses."""
        under = screen.at(self._pixel(event.pos))
        if under is None:
            return
        if not under.focused:
            screen.focus(under, now)
            self._drawn = ()
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            since, self._pressed = pygame.time.get_ticks() - self._pressed, pygame.time.get_ticks()
            if since >= DOUBLE_CLICK:
                screen.press(now)
                self._drawn = ()

    def _pixel(self, position: tuple[int, int]) -> tuple[int, int]:
        """A point of the window in pixels: on a dense screen a window has more of them."""
        wide, high = self._window.size
        pixels = self._window.get_surface().get_size()
        return position[0] * pixels[0] // max(1, wide), position[1] * pixels[1] // max(1, high)

    def _key(self, event: pygame.event.Event, screen: Screen, now: Layout) -> None:
        if event.key in DIGITS:
            screen.digit(DIGITS[event.key])
            return
        name = KEYS.get(event.key, "")
        back = event.mod & pygame.KMOD_SHIFT
        actions: dict[str, Callable[[], object]] = {
            "down": lambda: screen.move_focus(1, now, choices=True),
            "up": lambda: screen.move_focus(-1, now, choices=True),
            "next": lambda: screen.move_focus(-1 if back else 1, now, choices=False),
            "press": lambda: screen.press(now),
            "page down": lambda: screen.page(1, now),
            "page up": lambda: screen.page(-1, now),
            "end": lambda: screen.page(1_000, now),
            "start": lambda: screen.page(-1_000, now),
            "full screen": self.toggle_full_screen,
            **screen.keys(),
        }
        if name in actions:
            self._drawn = ()
            actions[name]()

    # --- drawing -----------------------------------------------------------------------

    def _ready(self) -> tuple[Screen, Layout]:
        """The top screen as it is now; of two events at once the second meets it built."""
        screen, now = self._top, self.layout()
        if screen.stale or screen.root.rect.size != now.size:
            screen.build(now)
            screen.root.rect = pygame.Rect((0, 0), now.size)
            self._drawn = ()
        return screen, now

    def draw(self) -> None:
        """Draw the top screen if anything on it has changed."""
        screen, now = self._ready()
        scene, size = screen.scene(), (now.stage[2], now.stage[3])
        painted = self._painter.picture(scene, size) if scene and all(size) else None
        picture = self._shown = painted or self._standing_in(size)
        if not self._drawn or self._drawn != (screen, picture):
            screen.draw(self._window.get_surface(), now, picture)
            self._window.flip()
            self._drawn = (screen, picture)
        if scene and painted is None and all(size):
            # only now, so that the words do not wait for the picture
            self._painter.order(scene, size)

    def _standing_in(self, size: tuple[int, int]) -> pygame.Surface | None:
        """The last picture, until the next is done: a stage that went dark between would flash."""
        if self._shown is None or not all(size) or self._shown.get_size() == size:
            return self._shown
        return pygame.transform.smoothscale(self._shown, size)


def _post_painted() -> None:
    if pygame.display.get_init():
        pygame.event.post(pygame.event.Event(PAINTED))


def _opened(title: str) -> pygame.Window:
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    asked = "SDL_VIDEODRIVER" in os.environ
    if sys.platform == "linux" and not asked and not any(map(os.environ.get, _DISPLAYS)):
        # SDL would look for one all the same, and its libraries would complain aloud
        raise NoDisplay("There is no display to open a window on.")
    try:
        pygame.display.init()
        if pygame.display.get_driver() in _UNSEEN and not asked:
            raise NoDisplay("There is no display to open a window on.")
        if pygame.display.get_driver() == "x11":
            # Frames are drawn by the processor: sent as they are, they need no
            # OpenGL, which costs 100 ms and 20 MB to start.
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        window = pygame.Window(title, SIZE, resizable=True, allow_high_dpi=True)
    except pygame.error as error:
        raise NoDisplay(f"There is no display to open a window on: {error}.") from None
    window.minimum_size = LEAST
    window.get_surface().fill(ui("night"))
    return window
