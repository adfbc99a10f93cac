"""What the terminal tells, as blocks of text in the order in which they are read.

Nothing here prints, asks or keeps anything: a play goes in, blocks come out. How
a block looks is the screen's business; read as plain text it is complete.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from game.engine.state import Reason
from game.play.play import Choosable, Play, Said, Step
from game.play.telling import (
    boxes_told,
    change_of,
    connection_words,
    meter_name,
    signed,
    stress_words,
    went_like,
)
from game.story.model import Passage, Scenario, Talk

Kind = Literal[
    "title",  # of a story or an ending
    "heading",  # where and when
    "line",
    "inner",
    "taken",  # the choice that was taken
    "note",
    "guess",
    "meter",
    "boxes",
    "choice",
    "locked",
    "ending",  # what it keeps and costs
    "talk",
    "sum",  # a meter before and after
    "reason",
    "hint",
]

LISTED: frozenset[tuple[Kind, Kind]] = frozenset(
    {
        ("title", "ending"),
        ("ending", "ending"),
        ("meter", "meter"),
        ("meter", "boxes"),
        ("choice", "choice"),
        ("choice", "locked"),
        ("locked", "choice"),
        ("locked", "locked"),
        ("talk", "talk"),
        ("sum", "reason"),
        ("reason", "reason"),
    }
)
"""Kinds that follow each other like the items of a list, without a blank line between."""

COMMANDS = {
    "w": "why the numbers changed",
    "b": "back one choice",
    "l": "log of it all so far",
    "t": "questions to talk about",
    "q": "leave",
    "?": "this help",
}
AT_THE_END = {"a": "again from the start", **COMMANDS}

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Block(NamedTuple):
    """A paragraph: ``lead`` and ``tail`` stand beside its text and may look different."""

    kind: Kind
    text: str
    lead: str = ""
    tail: str = ""

    @property
    def plain(self) -> str:
        """The block as plain text."""
        return f"{self.lead}{self.text}{self.tail}"


def apart(before: Block | None, after: Block) -> bool:
    """Whether a blank line stands between two blocks."""
    return before is None or (before.kind, after.kind) not in LISTED


def plain_text(blocks: Iterable[Block]) -> str:
    r"""Some blocks as plain text, one paragraph a line.

    >>> plain_text([Block("line", "Hello.", "MAYA: "), Block("line", "It rains.")])
    'MAYA: Hello.\n\nIt rains.\n'
    """
    every = list(blocks)
    parts = [block.plain + "\n" for block in every]
    for index, (before, after) in enumerate(pairwise(every)):
        parts[index] += "\n" if apart(before, after) else ""
    return "".join(parts)


def clean(text: str) -> str:
    """A story's text without anything that could command a terminal."""
    return CONTROL.sub(" ", text).strip()


def one_line(text: str) -> str:
    """A story's text in a place that has one line for it."""
    return " ".join(clean(text).split())


def quoted(text: str, spoken: bool) -> str:
    """A choice's words: what is said aloud in quotes, what is done as it is."""
    return f"“{one_line(text)}”" if spoken else one_line(text)


# --- the parts of a scene -----------------------------------------------------


def cover(story: Scenario) -> Iterator[Block]:
    """What stands before a story: title, summary, length, content notes, the keys."""
    yield Block("title", one_line(story.title))
    if story.summary:
        yield Block("line", one_line(story.summary))
    if story.minutes:
        yield Block("hint", f"About {story.minutes} minutes.")
    if story.content_notes:
        yield Block("note", one_line("; ".join(story.content_notes)), "Content note: ")
    yield Block("hint", "Type the number of a choice, or ? for help.")


def taken(step: Step) -> Iterator[Block]:
    """The choice that was taken, and the lines it led to at once."""
    if step.choice is not None:
        yield Block("taken", quoted(step.said, step.spoken), "> ")
    yield from _lines(step.lines[: step.after])


def guessed(guess: int, step: Step) -> Block:
    """A guess beside what came of it. It is nobody's score, and it is kept nowhere."""
    if step.fit is None:
        return Block("guess", f"You guessed {guess} of 10. How near was it?")
    return Block("guess", f"You guessed {guess} of 10; it went like {went_like(step.fit)}.")


def heading(play: Play) -> Iterator[Block]:
    """Where and when the passage is, and its content note."""
    passage = play.passage
    yield _heading(play.program.scenario, passage)
    if passage.note:
        yield Block("note", one_line(passage.note), "Content note: ")


def reading(step: Step) -> Iterator[Block]:
    """The lines of the passage."""
    return _lines(step.lines[step.after :])


def recap(passage: Passage) -> Iterator[Block]:
    """What whoever skips the passage is told instead."""
    yield Block("line", clean(passage.skip or ""), "In short: ")


def standing(play: Play) -> Iterator[Block]:
    """Where things stand: both meters, the boxes, and what can be chosen or the ending."""
    if play.passage.stop_here:
        yield Block("hint", "A good place to stop, if you like.")
    yield from _ending(play)
    yield from _meters(play)
    if play.ending is not None:
        yield from talk(play.passage.talk)
        yield Block("hint", _keys(AT_THE_END))
        return
    for number, choice in enumerate(play.now.choices, 1):
        yield _choice(number, choice)
    if play.over:
        yield Block("hint", "There is no way on from here. b goes back one choice, q leaves.")


def _heading(story: Scenario, passage: Passage) -> Block:
    at = f" · {one_line(passage.at)}" if passage.at else ""
    return Block("heading", one_line(story.title) + at)


def _lines(lines: Iterable[Said]) -> Iterator[Block]:
    for line in lines:
        text = clean(line.text)
        if line.speaker == "inner":
            yield Block("inner", text, "(", ")")
        else:
            yield Block("line", text, f"{one_line(line.name).upper()}: " if line.name else "")


def _meters(play: Play) -> Iterator[Block]:
    told = {"stress": stress_words(play), "connection": connection_words(play)}
    for meter, words in told.items():
        change = f" ({signed(play.change(meter))})" if play.choices else ""
        value = getattr(play.now.state, meter)
        yield Block("meter", words, f"{meter.capitalize()} {value}{change}: ")
    boxes = boxes_told(play.program, play.now.state)
    if boxes:
        held = ", ".join(f"{one_line(box)} ({one_line(who)})" for box, who in boxes)
        yield Block("boxes", held, "Boxes: ")


def _choice(number: int, choice: Choosable) -> Block:
    words = quoted(choice.text, choice.spoken)
    if choice.open:
        return Block("choice", words, f"{number}. ")
    return Block(
        "locked", words, f"{number}. (out of reach) ", f" – {one_line(choice.locked or '')}"
    )


def _ending(play: Play) -> Iterator[Block]:
    if ending := play.ending:
        yield Block("title", one_line(ending.title), "The end: ")
        yield Block("ending", one_line(ending.keeps), "It keeps: ")
        yield Block("ending", one_line(ending.costs), "It costs: ")


# --- what the commands tell ---------------------------------------------------


def why(play: Play) -> Iterator[Block]:
    """Every reason of the last step, a meter at a time; its amounts add up to its change."""
    if not play.choices:
        yield Block("hint", "Nothing has been chosen yet, so nothing has changed.")
        return
    meters: dict[str, list[Reason]] = {"stress": [], "connection": []}
    for reason in play.now.reasons:
        meters.setdefault(reason.meter, []).append(reason)
    for meter, reasons in meters.items():
        yield _sum(play, meter)
        for reason in reasons:
            yield Block("reason", one_line(reason.sentence), f"  {signed(reason.amount):>3}  ")
        if not reasons:
            yield Block("reason", "Nothing moved it.", "       ")


def _sum(play: Play, meter: str) -> Block:
    before, after = (str(value).replace("-", "−") for value in change_of(play, meter))
    name = one_line(meter_name(play.program, meter))
    return Block("sum", f"{before} → {after}", f"{name[:1].upper()}{name[1:]}: ")


def log(play: Play, recapped: Collection[int] = ()) -> Iterator[Block]:
    """The whole conversation so far; of the steps that were recapped, only the recap."""
    story = play.program.scenario
    earlier = None
    for index, step in enumerate(play.steps):
        passage = story.passages[step.passage]
        yield from taken(step)
        if (here := _heading(story, passage)) != earlier:
            yield here
        earlier = here
        yield from recap(passage) if index in recapped else reading(step)


def talk(questions: Talk) -> Iterator[Block]:
    """The questions of a passage, from light to deep; nothing is asked back."""
    depths = {"Light": questions.light, "Closer": questions.closer, "Deep": questions.deep}
    if any(depths.values()):
        yield Block("hint", "To talk about, or to keep for yourself:")
    for depth, asked in depths.items():
        for question in asked:
            yield Block("talk", one_line(question), f"{depth}: ")


def help_text(over: bool) -> Iterator[Block]:
    """The commands, in a line."""
    yield Block("hint", _keys(AT_THE_END if over else {"1, 2, 3…": "choose", **COMMANDS}))


def _keys(commands: dict[str, str]) -> str:
    return " · ".join(f"{key} {what}" for key, what in commands.items())


def library(stories: Sequence[Scenario]) -> Iterator[Block]:
    """The stories to choose from, numbered."""
    yield Block("title", "The Other End")
    for number, story in enumerate(stories, 1):
        minutes = f", about {story.minutes} minutes" if story.minutes else ""
        summary = f". {one_line(story.summary)}" if story.summary else ""
        notes = "; ".join(story.content_notes)
        note = f" Content note: {one_line(notes)}." if notes else ""
        yield Block("choice", one_line(story.title), f"{number}. ", f"{minutes}{summary}{note}")
    yield Block("hint", "Type the number of a story, or q to leave.")
