"""What a story says, in plain sentences made from the numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from game.prove.proof import AgainstEachOther, ClaimChecked, EndingFound, StanceMoments

_NAMES = {
    "alone": "going alone",
    "accept": "accepting help",
    "ask": "asking for help",
    "open": "telling someone how it is",
    "give": "doing something for someone",
    "rest": "a real pause",
    "together": "being with people",
    "withdraw": "stepping back",
    "reflect": "a thought",
}


def sentences(
    plays: int | None,
    endings: Collection[EndingFound],
    against: AgainstEachOther | None,
    claims: Collection[ClaimChecked],
) -> Iterator[str]:
    """The page of sentences: the most telling first. They speak of the story only."""
    if against is not None:
        yield from _against(against)
    yield from _endings(plays, endings)
    own = [claim for claim in claims if claim.kind == "story" and claim.holds is not None]
    for claim in own:
        yield claim.say if claim.holds else f"It is not so that: {claim.say}"


def _against(a: AgainstEachOther) -> Iterator[str]:
    of = f"of {a.moments:,} moments where both were open"
    yield f"In {a.alone_calmer:,} {of}, going alone led to a calmer end."
    yield f"In {a.help_calmer:,} of them, accepting help led to a calmer end."
    same = a.moments - a.alone_calmer - a.help_calmer
    if same:
        yield f"In the other {same:,}, the calmest end was as near either way."
    yield (
        f"Going alone led to a closer end in {a.alone_closer:,} of those moments,"
        f" accepting help in {a.help_closer:,}."
    )
    yield (
        f"Going alone was the worse way for calm and for closeness at once in"
        f" {a.alone_worse_for_both:,}, accepting help in {a.help_worse_for_both:,}."
    )


def stance_sentences(stances: Collection[StanceMoments]) -> Iterator[str]:
    """How each stance fares, a sentence each."""
    for one in stances:
        if not one.moments:
            continue
        name = _NAMES[one.stance]
        yield (
            f"{name[0].upper()}{name[1:]} was open beside another way in {one.moments:,} moments:"
            f" the best step for calm in {one.calm:,}, for closeness in {one.close:,},"
            f" for both in {one.both:,}, for neither in {one.neither:,}."
        )


def _endings(plays: int | None, endings: Collection[EndingFound]) -> Iterator[str]:
    met = [one for one in endings if one.plays]
    if not plays or not met:
        return
    often = max(met, key=lambda one: one.plays or 0)
    rarely = min(met, key=lambda one: one.plays or 0)
    if len(met) > 1:
        yield (
            f"Of all playthroughs, {percent(often.plays, plays)} end at “{often.title}”"
            f" and {percent(rarely.plays, plays)} at “{rarely.title}”."
        )
    if all("stress" in one.meters and "connection" in one.meters for one in met):
        calm = min(met, key=lambda one: one.meters["stress"].low.value)
        close = max(met, key=lambda one: one.meters["connection"].high.value)
        yield (
            f"The calmest end is at “{calm.title}” (stress {calm.meters['stress'].low.value}),"
            f" the closest at “{close.title}”"
            f" (connection {close.meters['connection'].high.value})."
        )


def percent(part: int | None, of: int) -> str:
    """A share as a person reads it; never rounded to nothing or to all.

    >>> percent(1, 3), percent(1, 1_000_000), percent(999_999, 1_000_000), percent(5, 5)
    ('33 %', 'less than 1 %', 'more than 99 %', '100 %')
    """
    part = part or 0
    if part and 100 * part < of:
        return "less than 1 %"
    if part < of and 100 * part > 99 * of:
        return "more than 99 %"
    return f"{(200 * part + of) // (2 * of)} %"
