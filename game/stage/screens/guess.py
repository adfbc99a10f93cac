"""Guess before you ask: 0 to 10, or rather not. It never touches a meter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from game.play.play import Choosable
from game.stage.screens.beside import Below, Beside
from game.stage.screens.screen import Host
from game.stage.widgets.button import Choice
from game.stage.widgets.column import Column
from game.stage.widgets.scale import Scale
from game.stage.widgets.text import Heading, Text


class Asker(Below, Protocol):
    """A play's screen that takes a choice once the guess is made."""

    def take_guessed(self, choice: Choosable, guess: int | None) -> None:
        """Take the choice, with the guess or without one."""


class GuessScreen(Beside):
    """Asks the guess of one choice; Backspace leaves the choice untaken."""

    title = "A guess first"

    def __init__(self, host: Host, below: Asker, choice: Choosable) -> None:
        super().__init__(host, below)
        self._asker = below
        self._choice = choice

    def column(self) -> Column:
        """The question, the scale, and a way past it."""
        marks = Scale(0, 10, self._guesser, low="badly", high="very well")
        pass_by = Choice("–", "Rather not guess", self._guesser(None))
        hint = "Press a number, or use the arrows. 0 is badly, 10 is very well."
        return Column(
            self.title,
            [
                Heading("A guess first"),
                Text(self._choice.guess or ""),
                marks,
                Text(hint, face="sans", size=0.72, colour="quiet"),
                pass_by,
            ],
        )

    def digit(self, number: int) -> None:
        """A digit is the guess itself."""
        self._guesser(number)()

    def _guesser(self, guess: int | None) -> Callable[[], None]:
        def take() -> None:
            self.host.back()
            self._asker.take_guessed(self._choice, guess)

        return take
