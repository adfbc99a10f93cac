"""What each choice and each stance does to what can still become of the story."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from game.engine.program import ChoiceProgram
from game.prove.ahead import NO_CALM, NO_CLOSE, Ahead, backwards, by_choice, open_in
from game.prove.counting import Counts
from game.prove.graph import Graph, Progress
from game.prove.proof import (
    AgainstEachOther,
    ChoiceEffect,
    Length,
    Option,
    StanceMoments,
    Turn,
)
from game.prove.reading import Reading
from game.prove.rows import Bools, Ints
from game.story.words import HELP, STANCES

_SHUT = NO_CALM + 1
"""What stands for the calm of a choice that is not open: worse than any that is."""
_SHUT_CLOSE = NO_CLOSE - 1


class Moments(NamedTuple):
    """The states of one passage in which something can be chosen, seen from what follows."""

    choices: tuple[ChoiceProgram, ...]
    open: Bools
    """A line for each choice, as in the next two."""
    calm: Ints
    close: Ints

    def best(self, lines: Bools) -> tuple[Ints, Ints]:
        """The least stress and the most connection that some of the choices leave possible."""
        return self.calm[lines].min(axis=0), self.close[lines].max(axis=0)


class Survey:
    """Goes backwards through a graph once, and keeps what it met."""

    def __init__(
        self,
        graph: Graph,
        counts: Counts,
        reading: Reading,
        play: Sequence[tuple[int, int]] = (),
    ) -> None:
        self._graph = graph
        self._play = play
        """States to look at more closely, as passage and row."""
        self._options: dict[tuple[int, int], list[Option]] = {}
        self._counts = counts
        self._reading = reading
        self.effects: dict[int, list[ChoiceEffect]] = {}
        self.stances: dict[str, np.ndarray[Any, Any]] = {}
        self.against = np.zeros(7, np.int64)
        self.roads: dict[tuple[int, int], float] = {}
        """The ways through each pair of passages; NaN where they cannot be counted."""
        self.passages: dict[int, float] = {}
        self.choices: Length | None = None
        self.words: Length | None = None
        stops = counts.stops.values()
        self._plays = math.inf if None in stops else float(sum(one or 0 for one in stops))
        self._steps = 0.0
        self._read = 0.0

    def go(self, progress: Progress) -> None:
        """Look at every passage, the last first."""
        count = len(self._graph.known)
        for done, (at, ahead) in enumerate(backwards(self._graph, self._reading)):
            if at == self._graph.program.start.passage:
                self._lengths(ahead[at])
            self._passage(at, ahead)
            if done % 16 == 0:
                progress(done / count, "looking back from the endings")
        self._means()

    def against_each_other(self) -> AgainstEachOther | None:
        """Going alone and accepting help, if they ever stand beside each other."""
        return AgainstEachOther(*self.against.tolist()) if self.against[0] else None

    def stance_moments(self) -> tuple[StanceMoments, ...]:
        """Each stance of the story, in the order of the format's table."""
        return tuple(
            StanceMoments(stance, *self.stances[stance].tolist())
            for stance in STANCES
            if stance in self.stances
        )

    def turns(self, taken: Sequence[str]) -> Iterator[Turn]:
        """What was possible at each choice of the playthrough that was looked at."""
        for (at, row), choice in zip(self._play, taken, strict=False):
            options = [
                Option(one.choice, one.text, one.choice == choice, one.calm, one.close, one.endings)
                for one in self._options[at, row]
            ]
            here = next(one for one in options if one.taken)
            calms = [one.calm for one in options if one.calm is not None]
            closes = [one.close for one in options if one.close is not None]
            yield Turn(
                self._graph.program.passages[at].id,
                tuple(options),
                0 if here.calm is None else here.calm - min(calms),
                0 if here.close is None else max(closes) - here.close,
            )

    # --- playthroughs ---------------------------------------------------------------

    def _lengths(self, start: Ahead) -> None:
        first = self._reading.of_passage(self._graph.program.start.passage)
        words = int(np.asarray(first).flat[0])
        if start.ways[0] > 0.0:
            self.choices = Length(int(start.shortest[0]), _whole(start.longest[0]), None)
            most = None if math.isinf(start.most_words[0]) else _whole(start.most_words[0] + words)
            self.words = Length(int(start.least_words[0]) + words, most, None)
        self._read += words * self._plays

    def _traffic(self, at: int, ahead: dict[int, Ahead]) -> None:
        """How many playthroughs take each road, and the words they read on it.

        A playthrough is a way to a state and a way on from it, so the product of the
        two counts is the number of those that take one step.
        """
        ways = self._counts.ways[at]
        with np.errstate(invalid="ignore"):
            self.passages[at] = float((ways * ahead[at].ways).sum())
            for edge in self._graph.edges.get(at, ()):
                taken = ways[edge.sources] * ahead[edge.target].ways[edge.rows]
                total = float(taken.sum())
                road = at, edge.target
                self.roads[road] = self.roads.get(road, 0.0) + total
                self._steps += total
                self._read += float((taken * self._reading.of_edge(edge)).sum())

    def _means(self) -> None:
        if self.choices and self.words and math.isfinite(self._plays):
            # Sums of floats are right to 12 digits and more; what is behind them is noise.
            steps, read = round(self._steps / self._plays, 6), round(self._read / self._plays, 6)
            self.choices = Length(self.choices.shortest, self.choices.longest, steps)
            self.words = Length(self.words.shortest, self.words.longest, read)

    # --- choices and stances ----------------------------------------------------------

    def _passage(self, at: int, ahead: dict[int, Ahead]) -> None:
        self._traffic(at, ahead)
        choices = self._graph.program.passages[at].choices
        if not choices:
            return
        some = self._graph.distinct(at)
        moments = Moments(
            choices,
            open_in(self._graph, at)[:, some],
            by_choice(self._graph, at, ahead, "calm", _SHUT)[:, some],
            by_choice(self._graph, at, ahead, "close", _SHUT_CLOSE)[:, some],
        )
        for row in [row for place, row in self._play if place == at]:
            self._options[at, row] = list(self._open_from(at, row, ahead))
        self.effects[at] = list(self._effects(at, ahead, moments))
        self._stances(moments)

    def _open_from(self, at: int, row: int, ahead: dict[int, Ahead]) -> Iterator[Option]:
        """The choices open in one state, with what is possible after each."""
        for edge in self._graph.edges.get(at, ()):
            there = edge.leads(row)
            if there is not None:
                to, choice = ahead[there[0]], self._graph.choice(edge)
                calm, close = int(to.calm[there[1]]), int(to.close[there[1]])
                yield Option(
                    choice.id,
                    choice.text,
                    False,
                    calm if calm < NO_CALM else None,
                    close if close > NO_CLOSE else None,
                    self._named(int(to.ends[there[1]])),
                )

    def _effects(self, at: int, ahead: dict[int, Ahead], m: Moments) -> Iterator[ChoiceEffect]:
        passage = self._graph.program.passages[at]
        calmest, closest = m.best(np.ones(len(m.choices), np.bool_))
        for line, choice in enumerate(m.choices):
            open_ = m.open[line]
            calm, close = m.calm[line][open_], m.close[line][open_]
            ended = calm < NO_CALM
            before, after, taken = self._ends(at, ahead, line)
            yield ChoiceEffect(
                passage=passage.id,
                choice=choice.id,
                text=choice.text,
                stance=choice.written.stance,
                open_in=int(open_.sum()),
                of=m.open.shape[1],
                share=taken,
                closes=self._named(before & ~after),
                keeps=self._named(after),
                calmest=_span(calm[ended]),
                closest=_span(close[ended]),
                best_calm=int((calm == calmest[open_])[ended].sum()),
                best_close=int((close == closest[open_])[ended].sum()),
            )

    def _ends(self, at: int, ahead: dict[int, Ahead], line: int) -> tuple[int, int, float]:
        """The endings possible before a choice and after it, and its share of the plays."""
        before = after = 0
        taken = 0.0
        for edge in self._graph.edges.get(at, ()):
            if edge.choice == line:
                to = ahead[edge.target]
                before |= int(np.bitwise_or.reduce(ahead[at].ends[edge.sources]))
                after |= int(np.bitwise_or.reduce(to.ends[edge.rows]))
                with np.errstate(invalid="ignore"):
                    ways = self._counts.ways[at][edge.sources] * to.ways[edge.rows]
                taken += float(ways.sum())
        return before, after, self.share(taken)

    def share(self, ways: float) -> float:
        """A number of playthroughs as a share of all of them; 0 where it has no number."""
        share = ways / self._plays if self._plays else 0.0
        return share if math.isfinite(share) else 0.0

    def _named(self, ends: int) -> tuple[str, ...]:
        program = self._graph.program
        return tuple(
            program.passages[at].id
            for bit, at in enumerate(self._graph.endings())
            if ends >> bit & 1
        )

    def _stances(self, m: Moments) -> None:
        stances = np.array([choice.written.stance or "" for choice in m.choices])
        calmest, closest = m.best(np.ones(len(stances), np.bool_))
        for stance in dict.fromkeys(stances.tolist()):
            own = stances == stance
            if not stance or own.all():
                continue
            here = m.open[own].any(axis=0) & m.open[~own].any(axis=0)
            calm, close = (best[here] for best in m.best(own))
            is_calm = (calm == calmest[here]) & (calm < NO_CALM)
            is_close = (close == closest[here]) & (close > NO_CLOSE)
            both = is_calm & is_close
            tally = [here, is_calm & ~both, is_close & ~both, both, ~(is_calm | is_close)]
            found = np.array([int(one.sum()) for one in tally])
            self.stances[stance] = self.stances.get(stance, 0) + found
        self._alone_and_help(m, stances == "alone", np.isin(stances, list(HELP)))

    def _alone_and_help(self, m: Moments, alone: Bools, help_: Bools) -> None:
        if not alone.any() or not help_.any():
            return
        here = m.open[alone].any(axis=0) & m.open[help_].any(axis=0)
        calm, close = (best[here] for best in m.best(alone))
        calm_help, close_help = (best[here] for best in m.best(help_))
        tally = [
            here,
            calm < calm_help,
            calm > calm_help,
            close > close_help,
            close < close_help,
            (calm > calm_help) & (close < close_help),
            (calm < calm_help) & (close > close_help),
        ]
        self.against += np.array([int(one.sum()) for one in tally])


def _whole(value: float) -> int | None:
    return int(value) if math.isfinite(value) else None


def _span(values: Ints) -> tuple[int, int] | None:
    return (int(values.min()), int(values.max())) if len(values) else None
