"""A proof told in plain text, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import to_builtins

from game.prove.proof import (
    Choices,
    ClaimChecked,
    EndingFound,
    Extreme,
    Found,
    Length,
    Proof,
    Span,
    Turn,
)
from game.prove.says import percent, stance_sentences

MANY = "more than can be counted"


def data(proof: Proof, *, fair: bool = False) -> dict[str, Any]:
    """The proof as plain data, ready for JSON.

    ``claims`` are the story's own and, with ``fair``, those of every story.
    """
    kinds = {"story", "fair"} if fair else {"story"}
    return {
        "story": proof.story,
        "title": proof.title,
        "complete": proof.complete,
        "stopped": proof.stopped or None,
        "broken": is_broken(proof, fair=fair),
        "states": proof.states,
        "plays": proof.plays,
        "endless": proof.endless,
        "choices": to_builtins(proof.choices),
        "words": to_builtins(proof.words),
        "endings": to_builtins(proof.endings),
        "meters": to_builtins(proof.meters),
        "never_seen": [one.passage for one in proof.found if one.kind == "passage never seen"],
        "never_open": [one.choice for one in proof.found if one.kind == "choice never open"],
        "dead_ends": [_witnessed(one) for one in proof.found if one.kind == "dead end"],
        "circles": [_witnessed(one) for one in proof.found if one.kind == "circle"],
        "found": to_builtins(proof.found),
        "claims": [to_builtins(one) for one in proof.claims if one.kind in kinds],
        "stances": {
            one.stance: {key: value for key, value in to_builtins(one).items() if key != "stance"}
            for one in proof.stances
        },
        "against": to_builtins(proof.against),
        "says": list(proof.says),
        "play": to_builtins(proof.turns),
    }


def _witnessed(one: Found) -> dict[str, Any]:
    return {"passage": one.passage, "line": one.line, "what": one.what, "play": one.play}


def is_broken(proof: Proof, *, fair: bool = False) -> bool:
    """Whether something is broken: a part of the story, a claim of its own, or a fair one."""
    kinds = {"story", "fair"} if fair else {"story"}
    claims = [one for one in proof.claims if one.kind in kinds]
    return any(one.broken for one in proof.found) or any(one.holds is False for one in claims)


def text(proof: Proof, *, fair: bool = False) -> str:
    """The proof as a person reads it: sentences first."""
    parts = [proof.title, *_headline(proof), ""]
    for title, lines in (
        ("What the story says", list(proof.says)),
        ("This playthrough", list(_turns(proof.turns))),
        ("What is broken or odd", list(_found(proof))),
        ("Claims", list(_claims(proof, fair=fair))),
        ("Endings", list(_endings(proof))),
        ("Ways of meeting a moment", list(stance_sentences(proof.stances))),
        ("Meters", list(_meters(proof.meters))),
    ):
        if lines:
            parts += [title, "-" * len(title), *lines, ""]
    return "\n".join(parts).rstrip() + "\n"


def _headline(proof: Proof) -> Iterator[str]:
    least = "" if proof.complete else "at least "
    yield (
        "Every playthrough was walked."
        if proof.complete
        else f"Not every playthrough was walked: {proof.stopped}. Numbers are bounds."
    )
    if proof.quick:
        yield f"{least}{proof.states:,} moments can be reached. Playthroughs were not counted."
        return
    plays = MANY if proof.plays is None else f"{least}{proof.plays:,}"
    yield f"{least}{proof.states:,} moments, {plays} playthroughs".capitalize() + "."
    for length, things in ((proof.choices, "choices"), (proof.words, "words")):
        if length is not None:
            yield _length(length, things)


def _length(length: Length, things: str) -> str:
    if length.longest is None:
        return f"A playthrough takes {length.shortest:,} {things} or more, without an upper end."
    mean = "" if length.mean is None else f", {length.mean:,.1f} on average"
    return f"A playthrough takes {length.shortest:,} to {length.longest:,} {things}{mean}."


def way(play: Choices | None) -> str:
    """A playthrough as its choices; the beginning of the story for none at all."""
    if play is None:
        return ""
    return " ".join(play) if play else "(at the start)"


def _found(proof: Proof) -> Iterator[str]:
    for one in proof.found:
        where = f"line {one.line}: " if one.line else ""
        mark = "broken" if one.broken else "odd"
        inside = f" (`{one.passage}`)" if one.passage and f"`{one.passage}`" not in one.what else ""
        yield f"{mark}: {where}{one.what}{inside}"
        if one.play is not None:
            yield f"    {way(one.play)}"
    if not proof.found and proof.complete:
        yield "Nothing."


def _claims(proof: Proof, *, fair: bool) -> Iterator[str]:
    for one in proof.claims:
        if one.kind == "story" or fair:
            yield from _claim(one)
    held = [one.holds is True for one in proof.claims if one.kind == "fair"]
    if held and not fair:
        yield (
            f"({sum(held)} of {len(held)} claims of fairness hold; --fair lists them all"
            " and makes them count.)"
        )


_VERDICT = {True: "holds", False: "BROKEN", None: "not known"}


def _claim(one: ClaimChecked) -> Iterator[str]:
    kind = "" if one.kind == "story" else " (fair)"
    yield f"{_VERDICT[one.holds]}{kind}: {one.say}"
    yield f"    {one.why}"
    if one.witness is not None:
        yield f"    {way(one.witness)}"


def _endings(proof: Proof) -> Iterator[str]:
    for one in proof.endings:
        yield f"{one.title} ({one.id}): {_plays_of(one, proof)}"
        if one.shortest is not None:
            yield f"    shortest: {way(one.shortest)}"
        spans = [f"{name} {_span(one.meters[name])}" for name in one.meters]
        if spans:
            yield f"    {', '.join(spans)}"


def _plays_of(one: EndingFound, proof: Proof) -> str:
    if proof.quick:
        return "can be reached" if one.meters else "is never reached"
    if one.plays is None:
        return f"{MANY} playthroughs"
    share = f", {percent(one.plays, proof.plays)}" if proof.plays else ""
    return f"{one.plays:,} playthroughs{share}"


def _span(span: Span) -> str:
    low, high = span.low.value, span.high.value
    return str(low) if low == high else f"{low} to {high}"


def _meters(meters: dict[str, Span]) -> Iterator[str]:
    for name, span in meters.items():
        yield f"{name}: {_span(span)}"
        if span.low.value != span.high.value:
            yield from _extreme("lowest", span.low)
            yield from _extreme("highest", span.high)


def _extreme(which: str, extreme: Extreme) -> Iterator[str]:
    if extreme.play is not None:
        yield f"    {which}: {way(extreme.play)}"


def _turns(turns: Sequence[Turn]) -> Iterator[str]:
    """What each choice of a playthrough left possible, and where it turned."""
    for number, turn in enumerate(turns, 1):
        taken = next(one for one in turn.options if one.taken)
        yield f"{number}. {turn.passage}: {taken.choice}"
        for one in turn.options:
            mark = ">" if one.taken else " "
            yield f"    {mark} {one.choice}: {_possible(one.calm, one.close)}"
    for lost, name in (("calm_lost", "calm"), ("close_lost", "closeness")):
        most = max(turns, key=lambda turn: int(getattr(turn, lost)), default=None)
        if most is not None and getattr(most, lost):
            taken = next(one for one in most.options if one.taken)
            yield (
                f"It turned most for {name} at {most.passage}, with {taken.choice}:"
                f" {getattr(most, lost)} points of what could still have been."
            )


def _possible(calm: int | None, close: int | None) -> str:
    if calm is None or close is None:
        return "no ending is possible after it"
    return f"an end as calm as stress {calm}, as close as connection {close} is still possible"
