"""Screens that open beside a play: the stage stays, the column changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from game.play.play import Play
from game.stage.scene import Scene
from game.stage.screens.screen import Host, Screen
from game.stage.widgets.button import Button
from game.stage.widgets.meter import Meter
from game.stage.widgets.widget import Widget


class Below(Protocol):
    """The play's screen, as far as the screens beside it need it."""

    play: Play

    def scene(self) -> Scene:
        """The stage."""

    def scene_told(self) -> str:
        """The stage in words."""

    def meters(self) -> list[Meter]:
        """The meters over the stage."""

    def passage(self, number: int) -> list[Widget]:
        """The passage of a step, as the player wants to read it."""

    def begin_again(self) -> None:
        """Begin the same story anew."""


class Beside(Screen):
    """A screen over a play that shows something else in the column; Esc closes it."""

    key = "Esc"
    """The key that opened it, which also closes it."""

    def __init__(self, host: Host, below: Below) -> None:
        super().__init__(host)
        self.below = below

    def scene(self) -> Scene:
        """The stage of the play."""
        return self.below.scene()

    def scene_told(self) -> str:
        """The stage of the play in words."""
        return self.below.scene_told()

    def meters(self) -> list[Meter]:
        """The meters of the play."""
        return self.below.meters()

    def buttons(self) -> list[Button]:
        """The way back."""
        return [Button(self.key, "back to the story", self.host.back)]

    def keys(self) -> dict[str, Callable[[], None]]:
        """Esc, Backspace and the key that opened it lead back."""
        return {"menu": self.host.back, "back": self.host.back}
