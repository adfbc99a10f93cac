"""What an author may not have meant: parts never met, dead ends, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.engine.program import Program
from game.engine.state import YOU
from game.prove.graph import Circle, Graph
from game.prove.proof import Choices, Found, Kind
from game.story.odd import read_names
from game.story.problems import Path, Place
from game.story.read import Positions
from game.story.walk import conditions, counters

BROKEN: Mapping[Kind, bool] = {
    "dead end": True,
    "circle": True,
    "passage never seen": False,
    "choice never open": False,
    "line never seen": False,
    "always true": False,
    "never true": False,
    "flag never read": False,
    "box never put down": False,
}
"""Whether a kind of finding is a defect, or only odd."""


class Places:
    """Where the parts of a story stand in its file; nowhere, when its text is not at hand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._positions: Positions | None = None

    def of(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of a part; 0 and 0 without a text."""
        if not self._text:
            return Place(0, 0)
        if self._positions is None:
            self._positions = Positions(self._text)
        return self._positions.of(path, key=key)


def findings(graph: Graph, places: Places) -> tuple[Found, ...]:
    """All findings, the broken ones first, then by line.

    Of a story that was not walked to its end only those are told that have a
    witness: what was not met may still be met.
    """
    finder = _Finder(graph, places)
    found = [*finder.dead_ends(), *finder.circles()]
    if not graph.stopped:
        found += [*finder.never_seen(), *finder.never_open(), *finder.conditions()]
        found += [*finder.boxes()]
    found += [*finder.flags()]
    return tuple(sorted(found, key=_order))


def _order(one: Found) -> tuple[bool, int, int, str, str]:
    return not one.broken, one.line, one.column, one.kind, one.what


class _Finder:
    def __init__(self, graph: Graph, places: Places) -> None:
        self._graph = graph
        self._program: Program = graph.program
        self._places = places

    def _found(
        self, kind: Kind, what: str, path: Path, *, key: bool = True, play: Choices | None = None
    ) -> Found:
        passage = str(path[1]) if path[0] == "passages" else None
        choice = None
        if passage is not None and path[2:3] == ("choices",) and len(path) > 3:
            number = int(path[3])
            choice = self._program.passages[self._program.numbers[passage]].choices[number].id
        line, column = self._places.of(path, key=key)
        return Found(kind, what, passage, choice, line, column, BROKEN[kind], play)

    def dead_ends(self) -> Iterator[Found]:
        for at, rows in self._graph.stops.items():
            passage = self._program.passages[at]
            if passage.written.ending is None:
                what = f"nothing may be open at `{passage.id}`: the story is stuck there"
                play = self._graph.way_to(at, rows) if self._graph.traced else None
                yield self._found("dead end", what, ("passages", passage.id), play=play)

    def circles(self) -> Iterator[Found]:
        for circle in self._graph.circles:
            play = (*self._graph.play(circle.passage, circle.row), *circle.round)
            path = ("passages", circle.passages[0])
            yield self._found("circle", _told_circle(circle), path, play=play)

    def never_seen(self) -> Iterator[Found]:
        for at, passage in enumerate(self._program.passages):
            if at not in self._graph.known:
                what = f"no playthrough ever comes to `{passage.id}`"
                yield self._found("passage never seen", what, ("passages", passage.id))

    def never_open(self) -> Iterator[Found]:
        for at in self._graph.known:
            passage = self._program.passages[at]
            for number, choice in enumerate(passage.choices):
                if (at, number) not in self._graph.advance.opened:
                    path = ("passages", passage.id, "choices", number)
                    what = f"the choice `{choice.id}` is never open"
                    yield self._found("choice never open", what, path, key=False)

    def conditions(self) -> Iterator[Found]:
        texts = dict(conditions(self._program.scenario))
        for path, true, false in self._answers():
            text = texts[path]
            if path[-1] == "when" and path[-3] in ("lines", "after") and not true:
                what = f"this line is never seen: `{text}` is never true here"
                yield self._found("line never seen", what, path[:-1], key=False)
            elif true and not false:
                yield self._found("always true", f"`{text}` is always true here", path, key=False)
            elif not true and path[-1] != "needs":  # a choice never open is told already
                yield self._found("never true", f"`{text}` is never true here", path, key=False)

    def _answers(self) -> Iterator[tuple[Path, bool, bool]]:
        """Each condition with whether it was ever true and ever false.

        A part of the file that is used in several places (an alias) is one condition.
        """
        merged: dict[Place | Path, tuple[Path, bool, bool]] = {}
        for path, (true, false) in self._graph.advance.answers.items():
            line = self._places.of(path)
            key = line if line.line else path
            first, was_true, was_false = merged.get(key, (path, False, False))
            merged[key] = first, was_true or true, was_false or false
        yield from merged.values()

    def flags(self) -> Iterator[Found]:
        scenario = self._program.scenario
        read = read_names(scenario)
        named: list[tuple[Path, str]] = [
            (("flags", index), name) for index, name in enumerate(scenario.flags)
        ]
        for path, name in (*named, *counters(scenario)):
            if name not in read:
                yield self._found("flag never read", f"nothing ever reads `{name}`", path)

    def boxes(self) -> Iterator[Found]:
        advance = self._graph.advance
        held = {
            box
            for context in advance.contexts.all
            for box, holder in enumerate(context.boxes)
            if holder == YOU
        }
        for box in sorted(held - advance.put_down):
            name = self._program.boxes[box]
            what = f"the box `{name}` never leaves your arms, once you have it"
            yield self._found("box never put down", what, ("boxes", name))


def _told_circle(circle: Circle) -> str:
    way = " → ".join(f"`{name}`" for name in (*circle.passages, circle.passages[0]))
    if circle.grows:
        counted = " and ".join(f"`{name}`" for name in circle.grows)
        return f"the story can go round for ever, counting {counted}: {way}"
    return f"the story can go round for ever: {way}"
