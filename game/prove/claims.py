"""Claims about all playthroughs: a story's own, and those that every story has to keep."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from game.engine.names import Asked, asked_by
from game.engine.program import Program
from game.engine.state import State
from game.engine.step import open_choices, step
from game.play import begin, choose
from game.prove.found import Places
from game.prove.graph import Graph
from game.prove.proof import (
    AgainstEachOther,
    Choices,
    ClaimChecked,
    Found,
    StanceMoments,
)
from game.story import expression
from game.story.model import ANY_ENDING, CHECKS, Claim, Scenario
from game.story.words import HELP

_MOST = 0.9
"""The share of moments above which a way that is worse for both is not a fair choice."""
_ENOUGH = 5_000
"""States after which a way of playing is not followed further in a story without an end."""
_ALONE = "chosen(alone)"
_HELP = " or ".join(f"chosen({stance})" for stance in sorted(HELP))
BOTH = f"{_ALONE} and ({_HELP})"


def asked_in(scenario: Scenario) -> list[Asked]:
    """What a claim asks of the past, and the story itself may not."""
    texts = [getattr(claim, key) for claim in scenario.claims for key in CHECKS]
    stances = {choice.stance for one in scenario.passages.values() for choice in one.choices}
    if "alone" in stances or stances & HELP:
        texts.append(BOTH)
    return asked_by(expression.parse(text) for text in texts if text is not None)


# --- the story's own -----------------------------------------------------------------


def own_claims(graph: Graph, places: Places) -> Iterator[ClaimChecked]:
    """Each claim of the story, checked in every state of the place it speaks of."""
    for number, claim in enumerate(graph.program.scenario.claims):
        line = places.of(("claims", number)).line
        yield _checked(graph, claim, line)


def _checked(graph: Graph, claim: Claim, line: int) -> ClaimChecked:
    kind = next(key for key in CHECKS if getattr(claim, key) is not None)
    condition = getattr(claim, kind)
    # `possible` looks for a state where it holds, `never` too, `always` for one where not.
    found = where(graph, condition, _places(graph, claim.at), wanted=kind != "always")
    at = "an ending" if claim.at == ANY_ENDING else f"`{claim.at}`"
    if found is not None:
        said = f"`{condition}` is {'not true' if kind == 'always' else 'true'} at {at}"
        return ClaimChecked(claim.say, "story", kind == "possible", found, said, line)
    if graph.stopped:
        why = "the walk ended before it was known"
        return ClaimChecked(claim.say, "story", None, None, why, line)
    said = "true" if kind == "always" else "not true"
    why = f"`{condition}` is {said} at {at}, in every playthrough"
    if not any(at in graph.known for at in _places(graph, claim.at)):
        why = f"no playthrough comes to {at}"
    return ClaimChecked(claim.say, "story", kind != "possible", None, why, line)


def _places(graph: Graph, at: str) -> list[int]:
    return list(graph.endings()) if at == ANY_ENDING else [graph.program.numbers[at]]


def where(graph: Graph, condition: str, passages: Iterable[int], *, wanted: bool) -> Choices | None:
    """A shortest way to a state of some passages in which a condition is true (or is not)."""
    ways = []
    for at in passages:
        if at in graph.known:
            rows = graph.known[at].rows
            answer = np.broadcast_to(graph.advance.asker.asks(condition, rows), len(rows))
            found = np.flatnonzero(answer if wanted else ~answer)
            if len(found):
                ways.append(graph.way_to(at, found))
    return min(ways, key=len, default=None)


# --- those of every story --------------------------------------------------------------


class _Verdict(NamedTuple):
    holds: bool | None
    why: str
    witness: Choices | None = None


def fair_claims(
    graph: Graph,
    found: Collection[Found],
    stances: Collection[StanceMoments],
    against: AgainstEachOther | None,
) -> Iterator[ClaimChecked]:
    """What has to be so in every story that ships; a claim that is broken has its witness."""
    fair = _Fair(graph, found, stances, against)
    for say, check in (
        ("Every ending can be reached.", fair.endings),
        ("Nobody is ever stuck.", fair.dead_ends),
        ("Every choice is open in some playthrough.", fair.choices),
        ("Going alone is not nearly always the worse way.", fair.alone_is_fair),
        ("Accepting help is not nearly always the worse way.", fair.help_is_fair),
        ("Somebody who always goes alone comes to an ending.", fair.always_alone),
        ("Somebody who always accepts help comes to an ending.", fair.always_help),
        ("The calmest playthroughs use both.", fair.calmest),
        ("The closest playthroughs use both.", fair.closest),
        ("At least one help misses.", fair.help_misses),
        ("At least one choice made alone is the best step for both.", fair.good_solo),
        ("A different first choice is seen before the third.", fair.first_choice),
    ):
        verdict = check()
        yield ClaimChecked(say, "fair", verdict.holds, verdict.witness, verdict.why, 0)


class _Fair:
    def __init__(
        self,
        graph: Graph,
        found: Collection[Found],
        stances: Collection[StanceMoments],
        against: AgainstEachOther | None,
    ) -> None:
        self._graph = graph
        self._program: Program = graph.program
        self._found = found
        self._stances = {one.stance: one for one in stances}
        self._against = against

    def _all(self, holds: bool, why: str) -> _Verdict:
        """A verdict that needs every state: not known when the walk ended early."""
        return _Verdict(None if self._graph.stopped else holds, why)

    def endings(self) -> _Verdict:
        names = [self._program.passages[at].id for at in self._graph.endings()]
        missed = [
            self._program.passages[at].id
            for at in self._graph.endings()
            if at not in self._graph.known
        ]
        if missed:
            return self._all(False, f"no playthrough comes to {_listed(missed)}")
        return _Verdict(bool(names), f"{len(names)} endings" if names else "it has no ending")

    def dead_ends(self) -> _Verdict:
        for one in self._found:
            if one.kind == "dead end":
                return _Verdict(False, one.what, one.play)
        return self._all(True, "something is open everywhere but at the endings")

    def choices(self) -> _Verdict:
        shut = [
            f"{one.passage}/{one.choice}" for one in self._found if one.kind == "choice never open"
        ]
        shut += [f"all of {one.passage}" for one in self._found if one.kind == "passage never seen"]
        return self._all(not shut, f"never open: {_listed(shut)}" if shut else "all of them are")

    def alone_is_fair(self) -> _Verdict:
        worse = self._against.alone_worse_for_both if self._against else 0
        return self._worse(worse, "going alone")

    def help_is_fair(self) -> _Verdict:
        worse = self._against.help_worse_for_both if self._against else 0
        return self._worse(worse, "accepting help")

    def _worse(self, worse: int, way: str) -> _Verdict:
        if self._against is None:
            return self._all(False, "going alone and accepting help are never open together")
        of = self._against.moments
        why = f"in {worse:,} of {of:,} moments where both are open, {way} is worse for both"
        return self._all(worse <= _MOST * of, why)

    def always_alone(self) -> _Verdict:
        return _policy(self._graph, {"alone"})

    def always_help(self) -> _Verdict:
        return _policy(self._graph, HELP)

    def calmest(self) -> _Verdict:
        return self._extreme("stress", calm=True)

    def closest(self) -> _Verdict:
        return self._extreme("connection", calm=False)

    def _extreme(self, meter: str, *, calm: bool) -> _Verdict:
        """Whether all playthroughs that end calmest (or closest) go alone and accept help."""
        graph = self._graph
        ends = [at for at in graph.endings() if at in graph.known]
        if not ends:
            return self._all(False, "no playthrough comes to an ending")
        columns = [np.asarray(graph.known[at].rows.column(meter)) for at in ends]
        best = int(min(c.min() for c in columns) if calm else max(c.max() for c in columns))
        at_best = f"{meter} == {best}"
        one_sided = where(graph, f"{at_best} and not ({BOTH})", ends, wanted=True)
        told = f"at {meter} {best} when it ends"
        if one_sided is not None:
            return _Verdict(False, f"{told}, without the one or without the other", one_sided)
        return _Verdict(
            None if graph.stopped else True, told, where(graph, at_best, ends, wanted=True)
        )

    def help_misses(self) -> _Verdict:
        missed = sorted(self._graph.advance.missed)
        for at, number in missed:
            passage = self._program.passages[at]
            choice = passage.choices[number].id
            return _Verdict(True, f"`{choice}` at `{passage.id}`", self._way_to_choice(at, number))
        return self._all(False, "every help fits")

    def _way_to_choice(self, at: int, number: int) -> Choices | None:
        for edge in self._graph.edges.get(at, ()):
            if edge.choice == number:
                rows = np.arange(edge.count) if edge.source is None else edge.source
                return (*self._graph.way_to(at, rows), self._graph.choice(edge).id)
        return None

    def good_solo(self) -> _Verdict:
        alone = self._stances.get("alone")
        if alone is None:
            return self._all(False, "going alone never stands beside another way")
        why = f"in {alone.both:,} of {alone.moments:,} moments"
        return _Verdict(True, why) if alone.both else self._all(False, why)

    def first_choice(self) -> _Verdict:
        start = begin(self._program)
        read: dict[str, dict[tuple[str, ...], Choices]] = {}
        for first in (one.id for one in start.now.choices if one.open):
            once = choose(start, first)
            plays = [choose(once, one.id) for one in once.now.choices if one.open] or [once]
            read[first] = {
                tuple(line.text for at in play.steps for line in at.lines): play.choices
                for play in plays
            }
        for one, other in itertools.combinations(read, 2):
            for lines in read[one].keys() & read[other].keys():
                told = " ".join(read[other][lines])
                return _Verdict(False, f"it reads the same as {told}", read[one][lines])
        return _Verdict(len(read) > 1, f"{len(read)} first choices")


def _listed(names: Collection[str]) -> str:
    shown = list(names)[:6]
    return ", ".join(f"`{name}`" for name in shown) + (", …" if len(names) > len(shown) else "")


def _policy(graph: Graph, wanted: Collection[str]) -> _Verdict:
    """Whether some playthrough that takes these stances wherever it can comes to an ending.

    Depth first over states, so that a way that leads nowhere is left again.
    """
    program = graph.program
    ways: list[tuple[State, Choices]] = [(program.start, ())]
    met = {program.start}
    while ways and not (graph.stopped and len(met) > _ENOUGH):
        state, taken = ways.pop()
        if program.passages[state.passage].written.ending is not None:
            return _Verdict(True, f"{len(taken)} choices", taken)
        choices = open_choices(program, state)
        fitting = [choice for choice in choices if choice.written.stance in wanted]
        for choice in reversed(fitting or choices):
            after, _ = step(program, state, choice)
            if after not in met:
                met.add(after)
                ways.append((after, (*taken, choice.id)))
    holds = None if ways else False
    return _Verdict(holds, f"none of {len(met):,} moments on that way is an ending")
