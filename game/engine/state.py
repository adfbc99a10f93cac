"""Everything that changes while a story is played: small, frozen, comparable."""

from __future__ import annotations

from msgspec import Struct

NOBODY = -1
YOU = -2
DONE = -3
"""Who has a box, when it is not a person (people count from 0)."""


class State(Struct, frozen=True, gc=False):
    """One moment of a playthrough.

    The tuples are in the order in which the scenario declares its people, boxes,
    and flags then counters. Two playthroughs in equal states have the same future.
    """

    passage: int
    """The passage, as its number in the program."""
    stress: int
    """0 to 100."""
    connection: int
    """0 to 100."""
    energy: int
    """0 to 100."""
    control: int
    """0 to 100: how much of it felt like the character's own."""
    trust: tuple[int, ...]
    """0 to 100 for each person."""
    owed: tuple[int, ...]
    """Favours got from each person minus favours given, -3 to 3."""
    boxes: tuple[int, ...]
    """Who has each box: a person's number, or YOU, NOBODY, DONE."""
    flags: tuple[int, ...]
    """Each flag (0 or 1) and each counter (any whole number)."""
    recent: int
    """The last four choices, latest first, a bit each: 1 for ``alone``."""
    past: int
    """A bit for each passage or choice that some condition asks about, once it happened."""


ALONE_AMONG_FOUR = tuple(bits.bit_count() for bits in range(16))
"""How many of the last four choices were ``alone``, by ``State.recent``."""


class Reason(Struct, frozen=True, gc=False):
    """One whole number and one sentence: a part of what a choice changed."""

    meter: str
    """``stress``, ``connection``, ``energy``, ``control``, ``trust.NAME`` or ``owed.NAME``."""
    amount: int
    sentence: str
