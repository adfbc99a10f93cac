"""*Why?*: every reason of the last step, with its number and sentence, adding up."""

from __future__ import annotations

from collections.abc import Callable

from game.play.telling import change_of, meter_name, signed
from game.stage.screens.beside import Beside
from game.stage.widgets.column import Column
from game.stage.widgets.text import Heading, Line, Reason, Text, Total
from game.stage.widgets.widget import Widget


class WhyScreen(Beside):
    """The reasons of the last choice, meter by meter."""

    title = "Why"
    key = "W"

    def keys(self) -> dict[str, Callable[[], None]]:
        """W closes it again."""
        return {**super().keys(), "why": self.host.back}

    def column(self) -> Column:
        """Each meter with its reasons, and their sum."""
        play = self.below.play
        step = play.now
        widgets: list[Widget] = [Heading("Why · what just changed")]
        if step.choice is None:
            told = "Nothing has changed yet. After each choice, its reasons stand here."
            widgets.append(Text(told))
        else:
            words = f"“{step.said}”" if step.spoken else step.said
            widgets.append(Text(words))
        if step.choice is not None and not step.reasons:
            widgets.append(Text("This choice moved nothing.", colour="quiet"))
        for meter in dict.fromkeys(reason.meter for reason in step.reasons):
            widgets += self._meter(meter)
        note = "The numbers are the story’s, not measurements of anyone."
        widgets.append(Text(note, face="sans-italic", size=0.72, colour="quiet", gap=1.2))
        return Column(self.title, widgets)

    def _meter(self, meter: str) -> list[Widget]:
        play = self.below.play
        colour = meter if meter in ("stress", "connection") else "accent"
        before, after = change_of(play, meter)
        name = meter_name(play.program, meter)
        rows: list[Widget] = [Total(name, before, after, colour), Line(0.2)]
        rows += [
            Reason(signed(reason.amount), reason.sentence, colour)
            for reason in play.now.reasons
            if reason.meter == meter
        ]
        if len(rows) > 3:
            rows += [Line(0.3), Reason(signed(after - before), "together", colour, strong=True)]
        return rows
