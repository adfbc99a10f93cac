"""The game in a real window of a process of its own, with xdotool at the keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers import ROOT, STORIES
from tests.stage.parts import built

CORRIDOR = STORIES / "corridor.yaml"
NAME = "Third Floor, No Lift"
PATIENCE = 30
"""Seconds after which something that should come is given up on."""
REST = 2.0

pytestmark = pytest.mark.window
needs_x = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="opens a window under Xvfb with xdotool at the keys; one of them is missing",
)
only_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has a machine without a display"
)


def environment(**more: str) -> dict[str, str]:
    """Ours, without a display of its own."""
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER"}
    kept = {key: value for key, value in os.environ.items() if key not in shown}
    kept.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())  # else libwayland complains
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | more


def until(there: Callable[[], bool], what: str) -> None:
    """Wait for something that is to come."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.05)


class Display:
    """An X server of one's own; what it shows lies in a file."""

    def __init__(self, folder: Path) -> None:
        # -noreset: else it starts anew, and refuses the game, when an xdotool leaves as the last
        screen = ["-noreset", "-screen", "0", "1920x1080x24", "-fbdir", str(folder)]
        command = ["Xvfb", "-displayfd", "1", *screen]
        self.server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
        )
        assert self.server.stdout is not None
        self.name = f":{self.server.stdout.readline().decode().strip()}"
        self._shown = folder / "Xvfb_screen0"

    def picture(self) -> bytes:
        """All that the display shows."""
        return self._shown.read_bytes()

    def settled(self) -> bytes:
        """What it shows once nothing moves any more."""
        before, quiet = self.picture(), 0
        end = time.monotonic() + PATIENCE
        while quiet < 8:
            assert time.monotonic() < end, "the window never rests"
            time.sleep(0.05)
            now = self.picture()
            quiet, before = (quiet + 1 if now == before else 0), now
        return before

    def close(self) -> None:
        self.server.terminate()
        self.server.communicate(timeout=PATIENCE)


class Window:
    """The window of a game, and somebody at its keys."""

    def __init__(self, display: Display, *told: str) -> None:
        self.display = display
        self.game = subprocess.Popen(
            [sys.executable, "-m", "game", *told],
            env=environment(DISPLAY=display.name),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def opens(self, name: str) -> None:
        """Wait for the window of this name, and give it the focus."""
        until(lambda: name in self._names(), "the window")
        self.id = self._names()[name]
        self.xdotool("windowfocus", "--sync", self.id)
        self.display.settled()

    def _names(self) -> dict[str, str]:
        """The game's windows by their names."""
        assert self.game.poll() is None, self.left()
        found = self.xdotool("search", "--onlyvisible", "--pid", str(self.game.pid)).split()
        return {self.xdotool("getwindowname", one).strip(): one for one in found}

    def xdotool(self, *told: str) -> str:
        """What xdotool says to a command."""
        env = environment(DISPLAY=self.display.name)
        done = subprocess.run(
            ["xdotool", *told],
            env=env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout

    def resize(self, width: int, height: int) -> None:
        """Make it as large as this, in the upper left corner."""
        self.xdotool("windowmove", self.id, "0", "0")
        self.xdotool("windowsize", self.id, str(width), str(height))

        def resized() -> bool:
            told = self.xdotool("getwindowgeometry", self.id)
            return f"{width}x{height}" in told

        until(resized, f"{width}x{height}")
        self.display.settled()

    def changes(self, *told: str) -> bool:
        """Whether the window shows something else after a key or a click."""
        before = self.display.settled()
        self.xdotool(*told)
        until(lambda: self.display.picture() != before, f"a change by {told}")
        return self.game.poll() is None

    def left(self) -> tuple[int, str]:
        """The exit status, and whatever the game complained about."""
        told, _ = self.game.communicate(timeout=PATIENCE)
        return self.game.returncode, told.decode()

    def close(self) -> None:
        if self.game.poll() is None:
            self.game.kill()
            self.game.communicate(timeout=PATIENCE)


Opener = Callable[..., Window]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Open a game on a display of its own: ``opened(NAME, "play", STORY)``."""
    display = Display(tmp_path)
    windows: list[Window] = []

    def open_window(name: str = NAME, *told: str) -> Window:
        windows.append(Window(display, *(told or ("play", str(CORRIDOR)))))
        windows[-1].opens(name)
        return windows[-1]

    yield open_window
    for window in windows:
        window.close()
    display.close()


@needs_x
def test_a_story_is_played_to_its_end_by_digits(opened: Opener) -> None:
    window = opened()
    for digit in "31251":  # the door, read on, ask, a guess, tea
        assert window.changes("key", digit)
    window.xdotool("key", "3")  # only an ending has this choice: to close the story
    assert window.left() == (0, "")


@needs_x
def test_a_click_takes_a_choice(opened: Opener) -> None:
    window = opened()
    x, y = built("start").all("choice")[2].rect.center
    assert window.changes("mousemove", "--window", window.id, str(x), str(y))
    assert window.changes("click", "1")
    for digit in "1251":  # read on, ask her whose door was held, a guess, tea
        assert window.changes("key", digit)
    window.xdotool("key", "3")
    assert window.left() == (0, "")


@needs_x
def test_a_window_may_have_any_size(opened: Opener) -> None:
    window = opened()
    for size in [(640, 360), (1920, 1080), (360, 640), (800, 1), (1, 600), (1, 1), (1280, 720)]:
        window.resize(*size)
        assert window.game.poll() is None
    assert window.changes("key", "l")
    window.resize(640, 360)
    assert window.changes("key", "Escape")


@needs_x
def test_desktops_know_the_window_by_the_name_of_the_game(opened: Opener) -> None:
    window = opened()
    assert window.id in window.xdotool("search", "--class", "^the-other-end$").split()


@needs_x
def test_large_text_may_be_asked_for(opened: Opener) -> None:
    window = opened(NAME, "play", str(CORRIDOR), "--text-size", "200")
    assert window.changes("key", "Tab")
    assert window.changes("key", "Escape")


@needs_x
def test_the_story_is_closed_from_the_menu(opened: Opener) -> None:
    window = opened()
    assert window.changes("key", "Escape")
    window.xdotool("key", "6")
    assert window.left() == (0, "")


@needs_x
def test_the_library_opens_when_no_story_is_named(opened: Opener) -> None:
    window = opened("The Other End", "play")
    assert window.changes("key", "1")
    assert window.changes("key", "Escape")
    assert window.changes("key", "6")
    window.xdotool("key", "Escape")
    assert window.left() == (0, "")


CLOSE = """
import ctypes, sys
x = ctypes.CDLL(sys.argv[1])
x.XOpenDisplay.restype = ctypes.c_void_p
x.XInternAtom.restype = ctypes.c_ulong
x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
x.XSendEvent.argtypes = [
    ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p
]
x.XCloseDisplay.argtypes = [ctypes.c_void_p]
display, window = x.XOpenDisplay(None), int(sys.argv[2])
names = b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"
protocols, delete = (x.XInternAtom(display, name, 0) for name in names)
message = (ctypes.c_long * 24)(33, 0, 1, display, window, protocols, 32, delete)
x.XSendEvent(display, window, 0, 0, message)
x.XCloseDisplay(display)
"""
"""What a window manager sends when the cross of a window is pressed."""


@needs_x
def test_the_cross_of_the_window_leaves(opened: Opener) -> None:
    from ctypes.util import find_library

    window = opened()
    library = find_library("X11") or "libX11.so.6"
    env = environment(DISPLAY=window.display.name)
    subprocess.run([sys.executable, "-c", CLOSE, library, window.id], env=env, check=True)
    assert window.left() == (0, "")


@needs_x
@only_linux
def test_a_window_at_rest_takes_next_to_no_time(opened: Opener) -> None:
    window = opened()

    def ticks() -> int:
        fields = Path(f"/proc/{window.game.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def at_rest() -> bool:
        before = ticks()
        time.sleep(REST)
        return ticks() - before < 0.1 * REST * os.sysconf("SC_CLK_TCK")

    until(at_rest, "rest")


# --- without a display ----------------------------------------------------------------


def alone(*told: str) -> subprocess.CompletedProcess[str]:
    """The game where nothing can be shown and nobody types."""
    return subprocess.run(
        [sys.executable, "-m", "game", *told],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


@only_linux
@pytest.mark.parametrize("told", [("play", str(CORRIDOR)), ("play",), ()])
def test_without_a_display_it_says_so_and_plays_in_the_terminal(told: tuple[str, ...]) -> None:
    done = alone(*told)
    first, _, rest = done.stdout.partition("\n")
    assert first.startswith("There is no display")
    assert first.endswith("Playing in the terminal instead.")
    assert (NAME if len(told) == 2 else "The Other End") in rest
    assert (done.returncode, done.stderr) == (0, "")


@only_linux
def test_without_a_display_a_wrong_story_is_still_told() -> None:
    done = alone("play", "no-such-story")
    assert done.returncode == 1
    assert "no-such-story" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
