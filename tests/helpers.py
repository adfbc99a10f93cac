"""Small stories for tests, made from plain data, and the reference world's policies.

A test changes one thing of a good story and looks at what follows. Data is handed
over as JSON, which the loader reads as what it is: YAML.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from game.engine.program import Program, compiled
from game.engine.state import Reason, State
from game.engine.step import step
from game.play import Play, replay
from game.story.load import loads

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "tests" / "stories"
REFERENCE = STORIES / "reference-world.yaml"
NAMES = {"A": "alone", "H": "help", "G": "give", "R": "rest"}

Data = dict[str, Any]

_REFERENCE: Data = yaml.safe_load(REFERENCE.read_text(encoding="utf-8"))


def made(story: Data) -> Program:
    """A story of plain data, loaded and compiled as a file would be."""
    return compiled(loads(json.dumps(story, ensure_ascii=False)))


def reference(rules: dict[str, float] | None = None, **numbers: float) -> Program:
    """The reference world; with other coefficients, or other numbers on every step.

    Numbers are ``weight``, ``effort``, ``suits_one``, ``fit`` and ``exposure``.
    """
    story = copy.deepcopy(_REFERENCE)
    if rules:
        story["rules"] = rules
    for box in story["boxes"].values():
        box["weight"] = numbers.get("weight", box["weight"])
    for passage in story["passages"].values():
        for choice in passage.get("choices", ()):
            choice.update({key: numbers[key] for key in numbers.keys() & choice.keys()})
    return made(story)


def policy(program: Program, letters: str) -> Play:
    """The play of a policy in the reference world: A alone, H help, G give, R rest."""
    return replay(program, [NAMES[letter] for letter in letters])


class Change(NamedTuple):
    """One choice: the state before and after it, and every reason."""

    before: State
    after: State
    reasons: tuple[Reason, ...]

    def of(self, meter: str) -> list[int]:
        """The numbers said for one meter, in order."""
        return [reason.amount for reason in self.reasons if reason.meter == meter]

    def why(self, meter: str) -> list[str]:
        """The sentences said for one meter, in order."""
        return [reason.sentence for reason in self.reasons if reason.meter == meter]


CALM = {"stress": 30, "connection": 0, "energy": 100, "control": 60}
"""Where no rule of every stance says anything: at rest, awake, nobody to lean on."""


def small(choice: Data, **parts: Any) -> Data:
    """A story of one choice, which asks nothing of you unless it says so."""
    story: Data = {
        "format": 1,
        "id": "small",
        "title": "Small",
        "start": "here",
        "cast": {"maya": {"name": "Maya"}, "lee": {"name": "Lee"}},
        "boxes": {
            "slides": {"name": "slides", "weight": 1.5},
            "sources": {"name": "sources", "weight": 1},
        },
        "begin": CALM,
        "passages": {
            "here": {"choices": [{"do": "it", "effort": 0, "goto": "there"} | choice]},
            "there": {"ending": {"title": "There", "keeps": "This.", "costs": "That."}},
        },
    }
    return story | parts


def taken(choice: Data, **parts: Any) -> Change:
    """What one choice does, in :func:`small` unless parts of the story differ."""
    program = made(small(choice, **parts))
    before = program.start
    after, reasons = step(program, before, program.passages[before.passage].choices[0])
    return Change(before, after, reasons)


def repeated(choice: Data, times: int, **parts: Any) -> list[Change]:
    """The same choice over and over, each with what it does."""
    program = made(small(choice | {"goto": "here"}, **parts))
    state, changes = program.start, []
    for _ in range(times):
        after, reasons = step(program, state, program.passages[state.passage].choices[0])
        changes.append(Change(state, after, reasons))
        state = after
    return changes


def people(maya: Data, lee: Data | None = None) -> Data:
    """A cast of two in which they differ from the usual."""
    return {"maya": {"name": "Maya"} | maya, "lee": {"name": "Lee"} | (lee or {})}
