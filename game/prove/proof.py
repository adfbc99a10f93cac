"""What a proof found: plain frozen data, the same for the terminal, JSON and the HTML page.

Numbers are exact whole numbers unless a field says otherwise. Where the walk was
stopped early (``Proof.complete`` is False) counts are lower bounds, ranges may be
wider, and nothing is said to be *never*.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Choices = tuple[str, ...]
"""A playthrough, or the beginning of one: the ids of its choices, in order."""


class Extreme(Struct, frozen=True):
    """The lowest or highest value of a meter, with a shortest way to it."""

    value: int
    play: Choices | None
    """None when only reachability was asked for."""


class Span(Struct, frozen=True):
    """How far a meter reaches."""

    low: Extreme
    high: Extreme


class Length(Struct, frozen=True):
    """How long playthroughs are, in choices or in words read."""

    shortest: int | None
    """None when no playthrough comes to a stop."""
    longest: int | None
    """None when there is no longest: the story can go round in a circle."""
    mean: float | None
    """Over all playthroughs, each counted once; None when there are infinitely many."""


class EndingFound(Struct, frozen=True):
    """One ending of the story."""

    id: str
    title: str
    plays: int | None
    """How many playthroughs come here; None when infinitely many do."""
    shortest: Choices | None
    """A shortest playthrough that comes here; None when none does."""
    meters: dict[str, Span]
    """By meter (``stress``, ``trust.maya`` …): how far it reaches at this ending."""


Kind = Literal[
    "dead end",
    "circle",
    "passage never seen",
    "choice never open",
    "line never seen",
    "always true",
    "never true",
    "flag never read",
    "box never put down",
]


class Found(Struct, frozen=True):
    """Something about the story that its author may not have meant."""

    kind: Kind
    what: str
    """One plain sentence or clause for a person."""
    passage: str | None
    choice: str | None
    line: int
    """In the story's file, from 1; 0 when the text is not at hand."""
    column: int
    broken: bool
    """Whether it is a defect, and not only odd."""
    play: Choices | None
    """A witness: the choices that lead to it."""


class ClaimChecked(Struct, frozen=True):
    """A claim and whether it holds over all playthroughs."""

    say: str
    kind: Literal["story", "fair"]
    """The story's own, or one that has to hold for every story that ships."""
    holds: bool | None
    """None when the walk was stopped before that was known."""
    witness: Choices | None
    """A playthrough that shows it: for a broken claim the one that breaks it."""
    why: str
    """One clause for a person about the witness or the numbers behind it."""
    line: int
    """Where the claim stands in the file; 0 for those of every story."""


class StanceMoments(Struct, frozen=True):
    """How a stance fares at the moments where it and some other stance are open.

    ``calm + close + both + neither == moments``. *Best* means that no open choice
    leaves a calmer (closer) end within reach; several may be best at once.
    """

    stance: str
    moments: int
    calm: int
    """Best for calm only: the least stress at an end still possible."""
    close: int
    """Best for closeness only: the most connection at an end still possible."""
    both: int
    neither: int


class AgainstEachOther(Struct, frozen=True):
    """Going alone and accepting help, at the moments where both are open."""

    moments: int
    alone_calmer: int
    help_calmer: int
    alone_closer: int
    help_closer: int
    alone_worse_for_both: int
    help_worse_for_both: int


class ChoiceEffect(Struct, frozen=True):
    """What one choice opens and closes, over all the moments in which it is open."""

    passage: str
    choice: str
    text: str
    stance: str | None
    open_in: int
    """In how many of the passage's states it is open."""
    of: int
    """How many states the passage has."""
    share: float
    """Times it is taken per playthrough: the share of them, where none takes it twice."""
    closes: tuple[str, ...]
    """Endings still possible just before it, and never after it."""
    keeps: tuple[str, ...]
    """Endings still possible after it, at least once."""
    calmest: tuple[int, int] | None
    """The least stress still possible at an end after it, at best and at worst."""
    closest: tuple[int, int] | None
    """The most connection still possible at an end after it, at worst and at best."""
    best_calm: int
    """Moments in which an end is possible after it, and no open choice leaves a calmer one."""
    best_close: int
    """Moments in which an end is possible after it, and no open choice leaves a closer one."""


class Option(Struct, frozen=True):
    """One of the choices open at a moment, and what was still possible after it."""

    choice: str
    text: str
    taken: bool
    calm: int | None
    """The least stress at an end still possible; None when none is."""
    close: int | None
    """The most connection at an end still possible."""
    endings: tuple[str, ...]


class Turn(Struct, frozen=True):
    """One choice of a playthrough among those that were open."""

    passage: str
    options: tuple[Option, ...]
    calm_lost: int
    """How much less calm the calmest end became by it, against the best that was open."""
    close_lost: int
    """How much less close the closest end became by it."""


class Band(Struct, frozen=True):
    """How far a meter reaches after so many choices; ``low[k]`` after k choices."""

    meter: str
    low: tuple[int, ...]
    high: tuple[int, ...]


class MapPassage(Struct, frozen=True):
    """A passage on the map."""

    id: str
    title: str
    """The title of an ending; empty otherwise."""
    at: str
    """When it is, in the author's words; may be empty."""
    ending: bool
    seen: bool
    """Whether any playthrough comes here."""
    share: float
    """Visits per playthrough: the share of all playthroughs, where none comes twice."""


class Road(Struct, frozen=True):
    """All the choices that lead from one passage to another."""

    source: str
    target: str
    choices: tuple[str, ...]
    """Their ids."""
    texts: tuple[str, ...]
    """Their words."""
    seen: bool
    share: float
    """Times it is gone per playthrough: the share of all playthroughs, where none goes twice."""


class StoryMap(Struct, frozen=True):
    """The story as a graph; the passages stand in the order of the file."""

    title: str
    start: str
    passages: tuple[MapPassage, ...]
    roads: tuple[Road, ...]


class Proof(Struct, frozen=True):
    """All that is known about all playthroughs of a story."""

    story: str
    title: str
    complete: bool
    """Whether every reachable state was walked."""
    stopped: str
    """Why the walk stopped early, in words; empty when it is complete."""
    quick: bool
    """Whether only reachability was asked for; the numbers of plays are then None."""
    states: int
    plays: int | None
    """Playthroughs that come to a stop; None when infinitely many or not counted."""
    endless: bool
    """Whether some playthrough never comes to a stop."""
    choices: Length | None
    words: Length | None
    endings: tuple[EndingFound, ...]
    meters: dict[str, Span]
    found: tuple[Found, ...]
    claims: tuple[ClaimChecked, ...]
    stances: tuple[StanceMoments, ...]
    against: AgainstEachOther | None
    effects: tuple[ChoiceEffect, ...]
    bands: tuple[Band, ...]
    map: StoryMap
    says: tuple[str, ...]
    """What the story says, in plain sentences."""
    turns: tuple[Turn, ...]
    """For each choice of the playthrough that was asked for."""
