"""Begin, choose, rewind. A play never changes; every move gives a new one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from game.engine.program import LineProgram, Program, compiled
from game.engine.state import Reason, State
from game.engine.step import fit_of, is_open, shown, step
from game.story.load import load as load_scenario
from game.story.model import Ending, Passage
from game.story.problems import suggestion

SHUT = "Out of reach for now."
"""The reason of a locked choice whose author gave none."""


class ChoiceError(Exception):
    """A choice that cannot be taken here; ``str()`` says why, for a person.

    ``taken`` is how many choices of a list fitted before it.
    """

    def __init__(self, what: str, taken: int) -> None:
        self.taken = taken
        super().__init__(what)


class Said(NamedTuple):
    """A line as it is read."""

    speaker: str
    """``""`` for narration, ``inner``, ``you``, or the id of a person."""
    name: str
    """The speaker's name; empty for narration and the inner voice."""
    text: str


class Choosable(NamedTuple):
    """A choice as the player sees it."""

    id: str
    text: str
    spoken: bool
    stance: str | None
    open: bool
    locked: str | None
    """Why it is out of reach, when it is."""
    guess: str | None
    """The guess it asks for first, if any."""


class Step(NamedTuple):
    """What one choice led to; the first step of a play is its beginning."""

    choice: str | None
    """The id of the choice that led here; None at the beginning."""
    passage: str
    lines: tuple[Said, ...]
    """What was read: the lines after the choice, then those of the passage."""
    state: State
    reasons: tuple[Reason, ...]
    choices: tuple[Choosable, ...]
    """What can be seen to choose next; empty at an ending."""
    said: str = ""
    """The words of the choice that led here."""
    spoken: bool = False
    after: int = 0
    """How many of the lines belong to that choice; the rest are the passage's."""
    fit: float | None = None
    """How well the help met what was needed, from -1 to 1; None when it was no help."""


class Play(Struct, frozen=True):
    """A program and the steps its choices lead through; the steps follow from the choices."""

    program: Program
    steps: tuple[Step, ...]

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids of the choices taken: the whole play, in the smallest form."""
        return tuple(step.choice for step in self.steps if step.choice is not None)

    @property
    def now(self) -> Step:
        """The step the play stands at."""
        return self.steps[-1]

    @property
    def passage(self) -> Passage:
        """The passage the play stands at, as written."""
        return self.program.scenario.passages[self.now.passage]

    @property
    def ending(self) -> Ending | None:
        """The ending the play has come to, if it has."""
        return self.passage.ending

    @property
    def over(self) -> bool:
        """Whether nothing can be chosen any more: an ending, or no way on."""
        return not any(choice.open for choice in self.now.choices)

    def change(self, meter: str) -> int:
        """By how much the last choice changed a meter."""
        return sum(reason.amount for reason in self.now.reasons if reason.meter == meter)


def load(story: str | Path) -> Program:
    """A story ready to play: the id of one that ships, or a file.

    Raises:
        StoryError: it cannot be played; says every problem of it.
    """
    return compiled(load_scenario(story))


def begin(program: Program) -> Play:
    """A new play at the story's start.

    >>> begin(load("group-project")).choices
    ()
    """
    state = program.start
    passage = program.passages[state.passage]
    lines = _said(program, passage.lines, state)
    first = Step(None, passage.id, lines, state, (), _choosable(program, state))
    return Play(program, (first,))


def choose(play: Play, choice_id: str) -> Play:
    """The play after one more choice.

    Raises:
        ChoiceError: no such choice here, or it is locked, or the story is over.
    """
    program, now = play.program, play.now
    passage = program.passages[now.state.passage]
    choice = next((one for one in passage.choices if one.id == choice_id), None)
    taken = len(play.steps) - 1
    if choice is None:
        raise ChoiceError(_unknown(play, choice_id), taken)
    if not is_open(choice, now.state):
        raise ChoiceError(
            f"`{choice_id}` is out of reach at `{now.passage}`: {choice.written.locked or SHUT}",
            taken,
        )
    state, reasons = step(program, now.state, choice)
    entered = program.passages[state.passage]
    after = _said(program, choice.after, state)
    new = Step(
        choice_id,
        entered.id,
        after + _said(program, entered.lines, state),
        state,
        reasons,
        _choosable(program, state),
        choice.text,
        choice.spoken,
        len(after),
        fit_of(choice, now.state) if choice.helps else None,
    )
    return Play(program, (*play.steps, new))


def rewind(play: Play, choices: int = 1) -> Play:
    """The play with its last choices taken back, as far as there are any."""
    kept = max(1, len(play.steps) - choices)
    return Play(play.program, play.steps[:kept])


def replay(program: Program, choices: Iterable[str]) -> Play:
    """The play that a list of choices makes.

    Raises:
        ChoiceError: one of them does not fit; ``taken`` says how many did.
    """
    play = begin(program)
    for choice in choices:
        play = choose(play, choice)
    return play


def _unknown(play: Play, choice_id: str) -> str:
    now = play.now
    if not now.choices:
        return f"`{choice_id}` is one choice too many: the story is over at `{now.passage}`."
    known = [choice.id for choice in now.choices]
    todo = suggestion(choice_id, known, "choices")
    return f"`{choice_id}` is no choice at `{now.passage}`. {todo}"


def _said(program: Program, lines: Iterable[LineProgram], state: State) -> tuple[Said, ...]:
    cast = program.scenario.cast
    return tuple(
        Said(
            line.speaker,
            cast[line.speaker].name if line.speaker in cast else line.speaker.replace("inner", ""),
            line.text,
        )
        for line in shown(tuple(lines), state)
    )


def _choosable(program: Program, state: State) -> tuple[Choosable, ...]:
    seen = []
    for choice in program.passages[state.passage].choices:
        is_free = is_open(choice, state)
        if is_free or not choice.written.hidden:
            locked = None if is_free else choice.written.locked or SHUT
            seen.append(
                Choosable(
                    choice.id,
                    choice.text,
                    choice.spoken,
                    choice.written.stance,
                    is_free,
                    locked,
                    choice.written.guess,
                )
            )
    return tuple(seen)
