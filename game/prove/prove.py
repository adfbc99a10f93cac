"""The proof of a story: walk it, count it, look back from its endings, check its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from game.engine.program import Program, compiled
from game.prove.bands import bands
from game.prove.claims import asked_in, fair_claims, own_claims
from game.prove.counting import Counts, count
from game.prove.explore import explore
from game.prove.found import Places, findings
from game.prove.graph import Graph, Progress, silent
from game.prove.proof import (
    EndingFound,
    Extreme,
    MapPassage,
    Proof,
    Road,
    Span,
    StoryMap,
)
from game.prove.reading import Reading
from game.prove.says import sentences
from game.prove.survey import Survey
from game.story.model import Scenario
from game.story.walk import targets


def prove(
    story: Program | Scenario,
    *,
    text: str = "",
    limit: int | None = None,
    quick: bool = False,
    play: Sequence[str] = (),
    progress: Progress = silent,
    stopped: Callable[[], bool] = lambda: False,
) -> Proof:
    """Everything that is known about all playthroughs of a story.

    Args:
        story: a scenario that has passed its checks, or its program.
        text: the story as it is written, for the lines of what is found.
        limit: states after which only bounds are given.
        quick: only what can be reached, without counts, ways and claims.
        play: choices of one playthrough to look at more closely, which must fit.
        progress: told how far it is.
        stopped: asked now and then; when it says so, the proof ends with bounds.
    """
    scenario = story.scenario if isinstance(story, Program) else story
    program = compiled(scenario, () if quick else asked_in(scenario))
    graph = explore(program, limit=limit, quick=quick, progress=progress, stopped=stopped)
    return _Prover(graph, Places(text), quick=quick).proof(play, progress)


class _Prover:
    def __init__(self, graph: Graph, places: Places, *, quick: bool) -> None:
        self._graph = graph
        self._program = graph.program
        self._places = places
        self._quick = quick

    def proof(self, play: Sequence[str], progress: Progress) -> Proof:
        """The proof, looking more closely at the choices of one playthrough."""
        graph = self._graph
        if self._quick:
            Reading(graph).everything()
            return self._of(None, None, ())
        counts = count(graph)
        survey = Survey(graph, counts, Reading(graph), graph.follow(play))
        survey.go(progress)
        return self._of(counts, survey, play)

    def _of(self, counts: Counts | None, survey: Survey | None, play: Sequence[str]) -> Proof:
        graph = self._graph
        found = findings(graph, self._places)
        endings = tuple(self._endings(counts))
        against = survey.against_each_other() if survey else None
        stances = survey.stance_moments() if survey else ()
        claims = (
            ()
            if self._quick
            else (
                *own_claims(graph, self._places),
                *fair_claims(graph, found, stances, against),
            )
        )
        plays = _total(counts)
        return Proof(
            story=self._program.scenario.id,
            title=self._program.scenario.title,
            complete=not graph.stopped,
            stopped=graph.stopped,
            quick=self._quick,
            states=graph.count,
            plays=plays,
            endless=bool(graph.circles),
            choices=survey.choices if survey else None,
            words=survey.words if survey else None,
            endings=endings,
            meters=self._spans(list(graph.known)),
            found=found,
            claims=claims,
            stances=stances,
            against=against,
            effects=tuple(self._effects(survey)) if survey else (),
            bands=bands(graph) if survey else (),
            map=self._map(survey),
            says=tuple(sentences(plays, endings, against, claims)),
            turns=tuple(survey.turns(play)) if survey else (),
        )

    # --- endings and meters ---------------------------------------------------------

    def _endings(self, counts: Counts | None) -> Iterator[EndingFound]:
        for at in self._graph.endings():
            passage = self._program.passages[at]
            ending = passage.written.ending
            assert ending is not None
            known = self._graph.known.get(at)
            yield EndingFound(
                id=passage.id,
                title=ending.title,
                plays=None if counts is None else counts.stops.get(at, 0),
                shortest=None if known is None else self._way(at, np.arange(len(known.rows))),
                meters=self._spans([at]) if known else {},
            )

    def _way(self, at: int, rows: Any) -> tuple[str, ...] | None:
        return None if self._quick else self._graph.way_to(at, rows)

    def _spans(self, passages: list[int]) -> dict[str, Span]:
        """How far each meter reaches in some passages."""
        names = self._graph.advance.columns.meters
        return {name: self._span(name, passages) for name in names}

    def _span(self, name: str, passages: list[int]) -> Span:
        columns = {at: self._graph.known[at].rows.column(name) for at in passages}
        low = min(int(np.min(column)) for column in columns.values())
        high = max(int(np.max(column)) for column in columns.values())
        return Span(self._extreme(columns, low), self._extreme(columns, high))

    def _extreme(self, columns: dict[int, Any], value: int) -> Extreme:
        """A value that is reached, with the shortest way to it."""
        if self._quick:
            return Extreme(value, None)
        ways = []
        for at, column in columns.items():
            known = self._graph.known[at]
            rows = np.flatnonzero(np.broadcast_to(column == value, len(known.rows)))
            if len(rows):
                row = int(rows[np.argmin(known.depth[rows])])
                ways.append((int(known.depth[row]), at, row))
        _, at, row = min(ways)
        return Extreme(value, self._graph.play(at, row))

    # --- choices and roads ------------------------------------------------------------

    def _effects(self, survey: Survey) -> Iterator[Any]:
        for at in range(len(self._program.passages)):
            yield from survey.effects.get(at, ())

    def _map(self, survey: Survey | None) -> StoryMap:
        scenario = self._program.scenario
        shares = survey.passages if survey else {}
        passages = tuple(
            MapPassage(
                id=passage.id,
                title=passage.written.ending.title if passage.written.ending else "",
                at=passage.written.at or "",
                ending=passage.written.ending is not None,
                seen=at in self._graph.known,
                share=survey.share(shares.get(at, 0.0)) if survey else 0.0,
            )
            for at, passage in enumerate(self._program.passages)
        )
        return StoryMap(scenario.title, scenario.start, passages, tuple(self._roads(survey)))

    def _roads(self, survey: Survey | None) -> Iterator[Road]:
        numbers = self._program.numbers
        taken = self._graph.roads
        for at, passage in enumerate(self._program.passages):
            roads: dict[str, list[int]] = {}
            for number, choice in enumerate(passage.choices):
                for _, target in targets(choice.written):
                    if number not in roads.setdefault(target, []):
                        roads[target].append(number)
            for target, choices in roads.items():
                road = at, numbers[target]
                yield Road(
                    source=passage.id,
                    target=target,
                    choices=tuple(passage.choices[number].id for number in choices),
                    texts=tuple(passage.choices[number].text for number in choices),
                    seen=road in taken,
                    share=survey.share(survey.roads.get(road, 0.0)) if survey else 0.0,
                )


def _total(counts: Counts | None) -> int | None:
    if counts is None or None in counts.stops.values():
        return None
    return sum(plays or 0 for plays in counts.stops.values())
