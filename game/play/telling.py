"""A state in names and words, the same in the window, the terminal and on paper."""

from __future__ import annotations

import math
from typing import Any

from game.engine.program import Program
from game.engine.state import DONE, NOBODY, YOU, State
from game.play.play import Play

_STRESS = ("calm", "steady", "tense", "strained", "at the edge")
_CONNECTION = ("far from everyone", "thin", "some warmth", "warm", "close")
_COUNT = (
    "empty hands",
    "one box",
    "two boxes",
    "three boxes",
    "four boxes",
    "five boxes",
    "six boxes",
)


def band(value: int) -> int:
    """A meter of 0 to 100 in five bands, 0 to 4."""
    return min(4, value // 20)


def stress_words(play: Play) -> str:
    """The stress in words, with where it is heading and what is carried."""
    held = sum(holder == YOU for holder in play.now.state.boxes)
    carried = _COUNT[held] if held < len(_COUNT) else f"{held} boxes"
    heading = _heading(play.change("stress"), "rising", "easing")
    return f"{_STRESS[band(play.now.state.stress)]}{heading} – {carried}"


def connection_words(play: Play) -> str:
    """The connection in words, with where it is heading."""
    heading = _heading(play.change("connection"), "growing", "fading")
    return f"{_CONNECTION[band(play.now.state.connection)]}{heading}"


def _heading(change: int, up: str, down: str) -> str:
    return f", {up}" if change > 1 else f", {down}" if change < -1 else ""


def signed(amount: int) -> str:
    """A change with its sign, the minus as it is printed: ``+4``, ``−3``, ``0``."""
    return f"+{amount}" if amount > 0 else f"−{-amount}" if amount < 0 else "0"


def meter_name(program: Program, meter: str) -> str:
    """A meter's name for a person: ``trust.maya`` is trust in Maya."""
    group, dot, person = meter.partition(".")
    if not dot:
        return meter
    name = program.scenario.cast[person].name
    return f"trust in {name}" if group == "trust" else f"favours owed to {name}"


def holder_id(program: Program, holder: int) -> str:
    """Who has a box: ``you``, ``nobody``, ``done`` or a person's id."""
    fixed = {YOU: "you", NOBODY: "nobody", DONE: "done"}
    return fixed[holder] if holder in fixed else program.people[holder]


def holder_name(program: Program, holder: int) -> str:
    """Who has a box, by name."""
    who = holder_id(program, holder)
    return program.scenario.cast[who].name if who in program.scenario.cast else who


def boxes_told(program: Program, state: State) -> list[tuple[str, str]]:
    """Each box by its name, and by name who has it; those nobody has yet are left out."""
    return [
        (program.scenario.boxes[box].name, holder_name(program, holder))
        for box, holder in zip(program.boxes, state.boxes, strict=True)
        if holder != NOBODY
    ]


def state_told(program: Program, state: State) -> dict[str, Any]:
    """A state as plain data, with names for all numbers."""
    return {
        "stress": state.stress,
        "connection": state.connection,
        "energy": state.energy,
        "control": state.control,
        "trust": dict(zip(program.people, state.trust, strict=True)),
        "owed": dict(zip(program.people, state.owed, strict=True)),
        "boxes": {
            box: holder_id(program, holder)
            for box, holder in zip(program.boxes, state.boxes, strict=True)
        },
        "flags": dict(zip(program.flags, state.flags, strict=True)),
    }


def went_like(fit: float) -> int:
    """How the help went, on the scale of 0 to 10 on which it was guessed.

    >>> went_like(0.6)
    8
    """
    return math.floor(10 * (1 + fit) / 2 + 0.5)


def change_of(play: Play, meter: str) -> tuple[int, int]:
    """A meter before and after the last choice."""
    group, dot, person = meter.partition(".")
    now = getattr(play.now.state, group)
    value = now[play.program.people.index(person)] if dot else now
    return value - play.change(meter), value
