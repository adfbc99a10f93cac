"""Random plays: every open choice equally likely, the same plays for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from game.engine.program import ChoiceProgram, Program
from game.engine.state import State
from game.engine.step import open_choices, step
from game.play.telling import state_told
from game.story.words import METERS

LONGEST = 1_000
"""Choices after which a play of a story that goes in circles is left unfinished."""


class Sample(NamedTuple):
    """One random play."""

    choices: list[str]
    ending: str | None
    """The passage it ended in; None where it found no way on, or no end."""
    state: State
    states: list[State]
    """Every state on the way, the first and the last among them."""


def sample(program: Program, plays: int, seed: int) -> Iterator[Sample]:
    """Random plays of a program, one after the other."""
    chance = random.Random(seed).random
    for _ in range(plays):
        state = program.start
        states = [state]
        taken: list[str] = []
        while len(taken) < LONGEST:
            choices: list[ChoiceProgram] = open_choices(program, state)
            if not choices:
                break
            choice = choices[int(chance() * len(choices))]
            state, _reasons = step(program, state, choice)
            states.append(state)
            taken.append(choice.id)
        passage = program.passages[state.passage]
        yield Sample(
            taken, passage.id if passage.written.ending is not None else None, state, states
        )


def sample_told(program: Program, one: Sample) -> dict[str, Any]:
    """A random play as plain data: choices, ending, last state, range of each meter."""
    columns: dict[str, list[int]] = {
        meter: [getattr(state, meter) for state in one.states] for meter in METERS
    }
    for index, person in enumerate(program.people):
        columns[f"trust.{person}"] = [state.trust[index] for state in one.states]
    return {
        "choices": one.choices,
        "ending": one.ending,
        "state": state_told(program, one.state),
        "low": {meter: min(values) for meter, values in columns.items()},
        "high": {meter: max(values) for meter, values in columns.items()},
    }


def summary(program: Program, plays: Iterable[Sample]) -> str:
    """What became of some random plays, in a few lines for a person."""
    lengths: list[int] = []
    endings: Counter[str | None] = Counter()
    stress: list[int] = []
    connection: list[int] = []
    for one in plays:
        lengths.append(len(one.choices))
        endings[one.ending] += 1
        stress.append(one.state.stress)
        connection.append(one.state.connection)
    if not lengths:
        return "no plays\n"
    lines = [
        f"{len(lengths)} plays, {min(lengths)} to {max(lengths)} choices each",
        f"stress at the end {min(stress)} to {max(stress)},"
        f" connection {min(connection)} to {max(connection)}",
    ]
    for name, count in endings.most_common():
        ending = program.scenario.passages[name].ending if name is not None else None
        title = ending.title if ending is not None else "no way on"
        lines.append(f"{count:>7}  {100 * count / len(lengths):5.1f} %  {title}")
    return "\n".join(lines) + "\n"
