"""A proof as one page for people: no script, no network, nothing outside the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from game.prove import band
from game.prove import map as story_map
from game.prove.proof import (
    ChoiceEffect,
    Choices,
    ClaimChecked,
    Found,
    MapPassage,
    Proof,
    Span,
    StoryMap,
    Turn,
)
from game.story.words import STANCES

if TYPE_CHECKING:
    from markupsafe import Markup

_FIRST_METERS = ("stress", "connection")
"""The meters that a player sees; the others stand folded behind them."""


def html(proof: Proof) -> str:
    """The page: a whole HTML document with everything the proof says, in words."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= _FILTERS
    return environment.get_template("report.html").render(_context(proof))


def _context(proof: Proof) -> dict[str, Any]:
    """All that the template speaks of."""
    from markupsafe import Markup

    road_book = RoadBook(proof.map)
    drawing = story_map.svg(proof.map, title=False)
    return {
        "proof": proof,
        "counted": proof.complete and not proof.quick and proof.plays is not None,
        "map": Markup(drawing),
        "map_width": _least_width(drawing),
        "verdict": _verdict(proof),
        "broken": [one for one in proof.found if one.broken],
        "odd": _odd(proof),
        "claims": _claims(proof),
        "endings": {one.id: one.title for one in proof.endings},
        "places": {one.id: one for one in proof.map.passages},
        "leads_to": _leads_to(proof.map),
        "effects": [(place, list(group)) for place, group in groupby(proof.effects, _place)],
        "meters": _meters(proof),
        "told": road_book.told,
        "stances": STANCES,
        "against": _against(proof),
        "turning": list(_turning(proof)),
    }


def _least_width(drawing: str) -> int:
    """How small the map may be drawn, so that its words can still be read."""
    own = re.search(r'<svg[^>]* width="([0-9]+)', drawing)
    return int(0.8 * int(own[1])) if own else 0


class Chosen(NamedTuple):
    """One choice of a playthrough, for reading."""

    at: str
    """When it is, in the author's words; may be empty."""
    text: str
    """The words of the choice; its id where the map does not know it."""


class RoadBook:
    """Turns the ids of a playthrough into the words that were chosen."""

    def __init__(self, story: StoryMap) -> None:
        self._start = story.start
        self._at = {passage.id: passage.at for passage in story.passages}
        self._roads: dict[tuple[str, str], dict[str, str]] = {}
        for road in story.roads:
            for choice, text in zip(road.choices, road.texts, strict=True):
                self._roads.setdefault((road.source, choice), {})[road.target] = text

    def told(self, play: Choices) -> list[Chosen]:
        """A playthrough from the start, choice by choice.

        One choice may lead to several passages, so the way is followed wherever it may
        lead, and then read backwards from a place where it did not get stuck.
        """
        ahead: list[dict[str, str]] = [{self._start: ""}]
        for choice in play:
            ahead.append(
                {
                    target: source
                    for source in ahead[-1]
                    for target in self._roads.get((source, choice), ())
                }
            )
        known = sum(bool(front) for front in ahead) - 1
        told = [Chosen("", choice) for choice in play]
        here = next(iter(ahead[known]))
        for index in range(known - 1, -1, -1):
            source = ahead[index + 1][here]
            text = self._roads[source, play[index]][here]
            told[index] = Chosen(self._at.get(source, ""), text)
            here = source
        return told


class _Meter(NamedTuple):
    """All that the page says about one meter."""

    id: str
    name: str
    first: bool
    """Whether it is one of those a player sees."""
    span: Span | None
    drawing: Markup
    sentence: str
    rows: tuple[band.Point, ...]
    thinned: bool


def _meters(proof: Proof) -> list[_Meter]:
    from markupsafe import Markup

    bands = {one.meter: one for one in proof.bands}
    names = dict.fromkeys([*_FIRST_METERS, *proof.meters, *bands])
    meters = []
    for number, meter in enumerate(name for name in names if name in bands or name in proof.meters):
        one = bands.get(meter)
        rows = band.rows(one) if one else ()
        meters.append(
            _Meter(
                meter,
                band.meter_name(meter),
                meter in _FIRST_METERS,
                proof.meters.get(meter),
                Markup(band.svg(one, f"band-{number}") if one else ""),
                band.sentence(one) if one else "",
                rows,
                one is not None and len(rows) < len(one.low),
            )
        )
    return meters


def _verdict(proof: Proof) -> list[tuple[str, str, str]]:
    """The page in a few lines: a mark, the words, and where they are explained."""
    broken = sum(one.broken for one in proof.found)
    odd = len(proof.found) - broken
    lines = [_verdict_found(proof, broken, odd)]
    failed = sum(claim.holds is False for claim in proof.claims)
    unknown = sum(claim.holds is None for claim in proof.claims)
    holding = len(proof.claims) - failed - unknown
    if proof.claims:
        mark = "no" if failed else "unknown" if unknown else "yes"
        words = f"{holding} of {_count(len(proof.claims), 'claim')} {_verb(holding)}"
        words += f", {failed} {_is(failed)} broken" if failed else ""
        words += f", {unknown} {_is(unknown)} not known" if unknown else ""
        lines.append((mark, f"{words}.", "claims"))
    return lines


def _verdict_found(proof: Proof, broken: int, odd: int) -> tuple[str, str, str]:
    also = f" {_count(odd, 'thing')} {_is(odd)} odd, and may be meant." if odd else ""
    if broken:
        return "no", f"{_count(broken, 'thing')} {_is(broken)} broken.{also}", "found"
    if not proof.complete:
        return "unknown", f"Nothing broken was met, as far as the walk came.{also}", "found"
    return "yes", f"Nothing is broken.{also}", "found"


_CLAIM_ORDER = {False: 0, None: 1, True: 2}


def _claims(proof: Proof) -> list[tuple[str, list[ClaimChecked]]]:
    """The claims under their headings: what is broken first, what holds last."""
    headings = {
        "story": "What this story claims",
        "fair": "What every story that ships has to keep",
    }
    groups = []
    for kind, heading in headings.items():
        claims = [claim for claim in proof.claims if claim.kind == kind]
        if claims:
            groups.append((heading, sorted(claims, key=lambda one: _CLAIM_ORDER[one.holds])))
    return groups


def _odd(proof: Proof) -> list[tuple[str, list[Found]]]:
    """What is odd, kind by kind: of some kinds a long story has many."""
    groups: dict[str, list[Found]] = {}
    for one in proof.found:
        if not one.broken:
            groups.setdefault(one.kind, []).append(one)
    return list(groups.items())


def _leads_to(story: StoryMap) -> dict[str, list[MapPassage]]:
    """By passage: where its choices lead."""
    places = {passage.id: passage for passage in story.passages}
    leads: dict[str, list[MapPassage]] = {passage: [] for passage in places}
    for road in story.roads:
        if road.seen and road.target in places:
            leads.setdefault(road.source, []).append(places[road.target])
    return leads


def _place(effect: ChoiceEffect) -> str:
    return effect.passage


def _against(proof: Proof) -> list[str]:
    """Going alone and accepting help, compared where both are open."""
    one = proof.against
    if one is None or not one.moments:
        return []
    even_calm = one.moments - one.alone_calmer - one.help_calmer
    even_close = one.moments - one.alone_closer - one.help_closer
    return [
        f"In {_count(one.moments, 'moment')}, going alone and accepting help are both open.",
        f"Going alone leaves the calmer end possible in {one.alone_calmer:,} of them, accepting"
        f" help in {one.help_calmer:,}, and in {even_calm:,} they come out the same.",
        f"Going alone leaves the closer end possible in {one.alone_closer:,}, accepting help in"
        f" {one.help_closer:,}, and in {even_close:,} they come out the same.",
        f"Going alone is worse for both calm and closeness in {one.alone_worse_for_both:,},"
        f" accepting help in {one.help_worse_for_both:,}.",
    ]


def _turning(proof: Proof) -> Iterator[str]:
    """Where the playthrough that was asked for turned most."""
    if not proof.turns:
        return
    calm = max(proof.turns, key=lambda turn: turn.calm_lost)
    close = max(proof.turns, key=lambda turn: turn.close_lost)
    if calm.calm_lost:
        yield (
            f"The choice that mattered most for calm was “{sentence(_taken(calm))}” Another would"
            f" have left an end with {calm.calm_lost} less stress possible."
        )
    if close.close_lost:
        yield (
            f"The choice that mattered most for closeness was “{sentence(_taken(close))}” Another"
            f" would have left an end with {close.close_lost} more connection possible."
        )


def _taken(turn: Turn) -> str:
    return next(option.text for option in turn.options if option.taken)


def number(value: int) -> Markup:
    """A whole number, exact, that may be broken between its groups of three digits."""
    from markupsafe import Markup

    return Markup(f"{value:,}".replace(",", ",<wbr>"))


def digits(value: int) -> int:
    """How many digits a whole number has: beyond some, nobody counts them by eye."""
    return len(str(abs(value)))


def share(part: float) -> str:
    """A share of 0 to 1 in per cent; what is little is not told as nothing.

    >>> share(0.25) == "25.0\N{NO-BREAK SPACE}%"
    True
    """
    if part <= 0:
        told = "0"
    elif part < 0.001:
        told = "under 0.1"
    elif part >= 1:
        told = "100"
    else:
        told = "over 99.9" if part > 0.999 else f"{100 * part:.1f}"
    return f"{told}\N{NO-BREAK SPACE}%"


def span(one: Span | None) -> str:
    """A range in as few words as will do."""
    return "not known" if one is None else extent((one.low.value, one.high.value))


def extent(two: tuple[int, int]) -> str:
    """Two values as a range.

    >>> extent((88, 12)), extent((5, 5))
    ('12 to 88', '5')
    """
    low, high = (band.whole(value) for value in sorted(two))
    return low if low == high else f"{low} to {high}"


def ticked(words: str) -> Markup:
    """Words in which what stands between backticks is code."""
    from markupsafe import Markup, escape

    parts = words.split("`")
    if len(parts) % 2 == 0:
        return escape(words)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


def upper_first(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """A sentence or a clause, as a sentence.

    >>> sentence("both ways do"), sentence("Do they?")
    ('Both ways do.', 'Do they?')
    """
    ended = words.rstrip().rstrip("”\"’')").endswith((".", "!", "?", "…"))
    return upper_first(words) if ended or not words else f"{upper_first(words)}."


def _count(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _verb(count: int) -> str:
    return "holds" if count == 1 else "hold"


_FILTERS = {
    "number": number,
    "digits": digits,
    "share": share,
    "span": span,
    "extent": extent,
    "whole": band.whole,
    "count": _count,
    "upper_first": upper_first,
    "sentence": sentence,
    "ticked": ticked,
}
