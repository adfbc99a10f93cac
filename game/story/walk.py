"""Ways through a scenario: its choices, conditions, links, lines, each with its path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.story import expression
from game.story.expression import ExpressionError, Tree
from game.story.model import Choice, FitCase, GotoCase, Line, Scenario
from game.story.problems import Path


def choices(scenario: Scenario) -> Iterator[tuple[Path, Choice]]:
    """Every choice with the path to it."""
    for name, passage in scenario.passages.items():
        for index, choice in enumerate(passage.choices):
            yield ("passages", name, "choices", index), choice


def conditions(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every condition as it is written, with the path to it."""
    for name, passage in scenario.passages.items():
        yield from _lines_when(("passages", name, "lines"), passage.lines)
    for path, choice in choices(scenario):
        yield from _lines_when((*path, "after"), choice.after)
        if choice.needs is not None:
            yield (*path, "needs"), choice.needs
        for key, cases in (("fit", choice.fit), ("goto", choice.goto)):
            if isinstance(cases, tuple):
                for index, case in enumerate(cases):
                    if isinstance(case, FitCase | GotoCase):
                        yield (*path, key, index, "when"), case.when


def _lines_when(path: Path, lines: Iterable[Line]) -> Iterator[tuple[Path, str]]:
    for index, line in enumerate(lines):
        if isinstance(line, dict) and "when" in line:
            yield (*path, index, "when"), line["when"]


def targets(choice: Choice) -> Iterator[tuple[Path, str]]:
    """Every passage a choice may lead to, with the path within the choice."""
    if isinstance(choice.goto, str):
        yield ("goto",), choice.goto
        return
    for index, case in enumerate(choice.goto):
        if isinstance(case, GotoCase):
            yield ("goto", index, "is"), case.is_
        else:
            yield ("goto", index), case


def spoken(line: Line) -> list[str]:
    """Who speaks in a line: nobody in narration, one name in speech."""
    return [] if isinstance(line, str) else [key for key in line if key != "when"]


def words_in(lines: Iterable[Line]) -> int:
    """How many words some lines have, their speakers and conditions not counted."""
    count = 0
    for line in lines:
        texts = [line] if isinstance(line, str) else [line[who] for who in spoken(line)]
        count += sum(len(text.split()) for text in texts)
    return count


def counters(scenario: Scenario) -> list[tuple[Path, str]]:
    """Each counter, which are declared as a list or with their starts."""
    counters = scenario.counters
    if isinstance(counters, dict):
        return [(("counters", name), name) for name in counters]
    return [(("counters", index), name) for index, name in enumerate(counters)]


def parsed(texts: Iterable[str]) -> list[Tree]:
    """The trees of those conditions that can be read."""
    trees = []
    for text in texts:
        try:
            trees.append(expression.parse(text))
        except ExpressionError:
            continue  # the checks tell of it
    return trees


def keys(path: Path, *keys: str) -> tuple[Path, ...]:
    """Some keys of the mapping at a path."""
    return tuple((*path, key) for key in keys)
