"""The questions of a passage, to talk about: from light to deep."""

from __future__ import annotations

from collections.abc import Callable

from game.stage.screens import conversation
from game.stage.screens.beside import Beside
from game.stage.widgets.column import Column
from game.stage.widgets.text import Heading, Text
from game.stage.widgets.widget import Widget


class TalkScreen(Beside):
    """Questions without answers; nothing is asked back."""

    title = "Questions"
    key = "T"

    def keys(self) -> dict[str, Callable[[], None]]:
        """T closes it again."""
        return {**super().keys(), "talk": self.host.back}

    def column(self) -> Column:
        """The questions, or a word that there are none here."""
        questions = conversation.talk(self.below.play)
        none: list[Widget] = [Text("There are no questions at this place.", colour="quiet")]
        return Column(self.title, [Heading("Questions"), *(questions or none)])
