"""The log: the whole conversation, with the meters after each choice."""

from __future__ import annotations

from collections.abc import Callable

from game.stage.screens import conversation
from game.stage.screens.beside import Beside
from game.stage.widgets.column import Column
from game.stage.widgets.text import Heading
from game.stage.widgets.widget import Widget


class LogScreen(Beside):
    """All that was read and chosen, from the beginning."""

    title = "Log"
    key = "L"

    def keys(self) -> dict[str, Callable[[], None]]:
        """L closes it again."""
        return {**super().keys(), "log": self.host.back}

    def column(self) -> Column:
        """Every step; it opens at the last one."""
        play = self.below.play
        widgets: list[Widget] = [Heading("Log · the story so far")]
        top = 0
        for number, step in enumerate(play.steps):
            top = len(widgets)
            if step.choice is not None:
                widgets += conversation.chosen(step, numbers=True)
                widgets += conversation.lines(step.lines[: step.after])
            widgets.append(Heading(conversation.heading(play, step), gap=1.1))
            widgets += self.below.passage(number)
        return Column(self.title, widgets, top=top)
