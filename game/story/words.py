"""The words an author may write, and the number each one stands for.

An author writes ``weight: heavy`` and the engine reads 1.5. Every such word is
in this file; the JSON Schema, the error messages and ``docs/rules.md`` are made
from these same tables.
"""

from __future__ import annotations

from typing import Literal, get_args

Weight = Literal["light", "medium", "heavy"]
Effort = Literal["small", "some", "normal", "hard", "huge"]
SuitsOne = Literal["hardly", "partly", "mostly", "fully"]
Fit = Literal["bad", "poor", "so-so", "fair", "good", "great"]
Exposure = Literal["none", "low", "some", "high", "full"]
Style = Literal["quiet", "alongside", "takeover"]

WEIGHT: dict[str, float] = {"light": 0.5, "medium": 1.0, "heavy": 1.5}
EFFORT: dict[str, float] = {"small": 0.5, "some": 0.8, "normal": 1.0, "hard": 1.2, "huge": 1.5}
SUITS_ONE: dict[str, float] = {"hardly": 0.2, "partly": 0.5, "mostly": 0.7, "fully": 0.9}
FIT: dict[str, float] = {
    "bad": -0.6,
    "poor": -0.3,
    "so-so": 0.2,
    "fair": 0.4,
    "good": 0.6,
    "great": 0.9,
}
EXPOSURE: dict[str, float] = {"none": 0.0, "low": 1.0, "some": 1.5, "high": 2.0, "full": 3.0}
STYLE: dict[str, float] = {"quiet": 0.4, "alongside": 1.0, "takeover": 1.4}

Stance = Literal[
    "alone", "accept", "ask", "open", "give", "rest", "together", "withdraw", "reflect"
]
STANCES: dict[str, str] = {
    "alone": "keep it in your own hands",
    "accept": "take help that is offered",
    "ask": "ask for help",
    "open": "tell someone how it is",
    "give": "do something for someone",
    "rest": "a real pause",
    "together": "be with people, nothing asked",
    "withdraw": "step back from someone",
    "reflect": "a thought that colours the story and moves no meter",
}
HELP: frozenset[str] = frozenset({"accept", "ask", "open"})
"""The stances that let someone in: the model's *help*."""

USUAL_EXPOSURE: dict[str, float] = {
    "accept": EXPOSURE["low"],
    "ask": EXPOSURE["some"],
    "open": EXPOSURE["high"],
}

Sign = Literal[
    "ghosting",
    "withdrawing",
    "by-myself",
    "guidance",
    "alone-time",
    "impatience",
    "told-what-to-do",
    "no-titles",
    "mature",
    "delegating",
    "caretaking",
    "productivity",
    "distance",
    "small-task",
    "engagement",
    "self-compassion",
]
SIGNS: dict[str, str] = {
    "ghosting": "liking someone, then going quiet on them",
    "withdrawing": "stepping back when a bond deepens",
    "by-myself": "“I don’t need to ask, I can do it myself”",
    "guidance": "not asking colleagues, supervisors or teachers",
    "alone-time": "preferring to do things alone",
    "impatience": "impatience with people who need support",
    "told-what-to-do": "irritation at being told what to do",
    "no-titles": "closeness without a name for it",
    "mature": "being called “mature for your age”",
    "delegating": "difficulty handing a task over",
    "caretaking": "taking care of everyone",
    "productivity": "worth measured in what gets done",
    "distance": "keeping feelings out of sight",
    "small-task": "handing over one small task",
    "engagement": "accepting a chance to be with people",
    "self-compassion": "being kind to yourself",
}

COATS = Literal["teal", "mustard", "plum", "moss", "slate", "rose", "coral"]
HAIRS = Literal["short", "long", "curly", "bun", "bald", "covered"]
SKINS = Literal["porcelain", "sand", "honey", "umber", "ebony"]
HAIR_COLOURS = Literal["black", "brown", "copper", "grey"]

METERS: tuple[str, ...] = ("stress", "connection", "energy", "control")
"""The four meters of the character, each 0 to 100."""

SPEAKERS: tuple[str, ...] = ("narration", "inner", "you")
"""Who may speak in a line besides the cast."""

RESERVED_SPEAKERS: frozenset[str] = frozenset({*SPEAKERS, "when"})
"""Names a line gives a meaning of its own, so nobody in a cast may bear them."""


def number(value: str | float, table: dict[str, float]) -> float:
    """The number an author's word stands for; a number stands for itself."""
    return table[value] if isinstance(value, str) else float(value)


def choices_of(literal: object) -> tuple[str, ...]:
    """The words of a ``Literal``, in the order they are written."""
    return get_args(literal)
