"""The steps of a play as text widgets: the same conversation in the play and in the log."""

from __future__ import annotations

from collections.abc import Iterable

from game.play.play import Play, Said, Step
from game.play.telling import signed, went_like
from game.stage.widgets.text import Heading, Inner, Line, Text
from game.stage.widgets.widget import Widget


def lines(said: Iterable[Said], *, old: bool = False) -> list[Widget]:
    """Some lines; whoever speaks on is not named again."""
    made: list[Widget] = []
    before = ""
    for one in said:
        widgets = _line(one, old=old)
        made += widgets[1:] if one.name and one.speaker == before else widgets
        before = one.speaker
    return made


def _line(said: Said, *, old: bool) -> list[Widget]:
    """One line; an earlier one is set in the quieter colour."""
    colour = "quiet" if old else "text"
    if said.speaker == "inner":
        return [Inner(said.text, colour="quiet" if old else "thought")]
    if not said.speaker:
        return [Text(said.text, colour=colour)]
    spoken = Text(f"“{said.text}”", colour=colour, gap=0.1)
    return [Heading(said.name, colour="quiet" if old else "connection"), spoken]


def heading(play: Play, step: Step) -> str:
    """Where and when a step is: the story's title, and the time of the passage."""
    scenario = play.program.scenario
    at = scenario.passages[step.passage].at
    return f"{scenario.title} · {at}" if at else scenario.title


def chosen(step: Step, *, numbers: bool = False) -> list[Widget]:
    """The choice that led to a step, as the player took it."""
    words = f"“{step.said}”" if step.spoken else step.said
    made: list[Widget] = [Text(f"› {words}", face="sans", size=0.9, colour="accent", gap=0.9)]
    if numbers:
        moved = dict.fromkeys(("stress", "connection"), 0)
        for reason in step.reasons:
            if reason.meter in moved:
                moved[reason.meter] += reason.amount
        state = step.state
        told = (
            f"stress {state.stress} ({signed(moved['stress'])})"
            f" · connection {state.connection} ({signed(moved['connection'])})"
        )
        made.append(Text(told, face="sans", size=0.72, colour="quiet", gap=0.15))
    return made


def guessed(guess: int, step: Step) -> list[Widget]:
    """What was guessed before asking, beside how it went."""
    if step.fit is None:
        return []
    told = f"You guessed {guess} of 10; it went like {went_like(step.fit)}."
    return [Text(told, face="sans-italic", size=0.85, colour="quiet")]


def passage(play: Play, number: int, *, old: bool, recap: bool = False) -> list[Widget]:
    """The lines of a step's passage, or the short recap in their place."""
    step = play.steps[number]
    skip = play.program.scenario.passages[step.passage].skip
    if recap and skip is not None:
        return [Text(skip, face="serif-italic", colour="quiet")]
    return lines(step.lines[step.after :], old=old)


def ending(play: Play) -> list[Widget]:
    """An ending: its place, what it keeps and costs, and questions to talk about."""
    found = play.ending
    if found is None:
        return []
    made: list[Widget] = [
        Line(gap=1.2),
        Text(found.title, size=1.5, gap=0.8, role="heading"),
        Heading("It keeps", colour="connection"),
        Text(found.keeps, gap=0.1),
        Heading("It costs", colour="stress"),
        Text(found.costs, gap=0.1),
    ]
    questions = talk(play)
    return [*made, Line(gap=1.0), *questions] if questions else made


def talk(play: Play) -> list[Widget]:
    """The passage's questions, from light to deep; empty when it has none."""
    prompts = play.passage.talk
    made: list[Widget] = []
    for depth in ("light", "closer", "deep"):
        questions: tuple[str, ...] = getattr(prompts, depth)
        if questions:
            made.append(Heading(f"To talk about · {depth}"))
        made += [Text(question, face="serif-italic", gap=0.2) for question in questions]
    return made
