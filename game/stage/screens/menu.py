"""The menu over a play: go on, begin again, text size, full screen, leave."""

from __future__ import annotations

from collections.abc import Callable

from game.stage.screens.beside import Beside
from game.stage.widgets.button import Choice
from game.stage.widgets.column import Column
from game.stage.widgets.text import Heading, Text

TEXT_SIZES = (75, 100, 125, 150, 175, 200)


def next_size(now: int, way: int) -> int:
    """The next larger or smaller size of text, in percent."""
    larger = [size for size in TEXT_SIZES if (size > now if way > 0 else size < now)]
    return now if not larger else larger[0] if way > 0 else larger[-1]


class MenuScreen(Beside):
    """What can be done besides choosing."""

    title = "Menu"

    def column(self) -> Column:
        """Every action as a choice, and the keys below."""
        host, size = self.host, self.host.text_size
        choices = [
            Choice(1, "Back to the story", host.back),
            Choice(2, "Begin this story again", self._again),
            Choice(3, f"Larger text (now {size} %)", self._resizer(1)),
            Choice(4, "Smaller text", self._resizer(-1)),
            Choice(5, "Full screen", host.toggle_full_screen, under="F11"),
            Choice(6, "Close the story", host.home),
        ]
        keys = (
            "Digits choose. Arrows move, Enter presses. Backspace goes back one choice."
            " W why, L log, T questions. Page Up, Page Down and the wheel scroll."
        )
        small = Text(keys, face="sans", size=0.72, colour="quiet", gap=1.0)
        return Column(self.title, [Heading("Menu"), *choices, small])

    def _again(self) -> None:
        self.below.begin_again()
        self.host.back()

    def _resizer(self, way: int) -> Callable[[], None]:
        return lambda: self.host.resize_text(next_size(self.host.text_size, way))
