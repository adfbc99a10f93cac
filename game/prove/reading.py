"""The words that are read in a passage and on the way to it, and lines never seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from game.prove.graph import Edge, Graph
from game.prove.rows import Rows
from game.story.model import Line
from game.story.problems import Path
from game.story.walk import words_in


class Reading:
    """Counts words in many states at once; keeps which conditions of lines held."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._passages: dict[int, Any] = {}

    def everything(self) -> None:
        """Ask the conditions of all lines, for what they come to."""
        for at in self._graph.known:
            self.of_passage(at)
            for edge in self._graph.edges.get(at, ()):
                if self._graph.choice(edge).after:
                    self.of_edge(edge)

    def of_passage(self, at: int) -> Any:
        """Words of the lines shown in a passage: for each row, or one number for all."""
        if at not in self._passages:
            passage = self._graph.program.passages[at]
            path = ("passages", passage.id, "lines")
            rows = self._graph.known[at].rows
            self._passages[at] = self._words(path, passage.written.lines, rows)
        return self._passages[at]

    def of_edge(self, edge: Edge) -> Any:
        """Words read by taking a choice: its own, the lines after it, the passage's."""
        choice = self._graph.choice(edge)
        passage = self._graph.program.passages[edge.passage]
        own = len(choice.text.split())
        after = choice.written.after
        if after:
            path = ("passages", passage.id, "choices", edge.choice, "after")
            rows = self._graph.known[edge.target].rows.take(edge.rows)
            own += self._words(path, after, rows)
        there = self.of_passage(edge.target)
        return own + (there if np.ndim(there) == 0 else there[edge.rows])

    def _words(self, path: Path, lines: Iterable[Line], rows: Rows) -> Any:
        total: Any = 0
        for number, line in enumerate(lines):
            words = words_in([line])
            if isinstance(line, dict) and "when" in line:
                shown = self._graph.advance.asked((*path, number, "when"), line["when"], rows)
                total = total + words * np.asarray(shown)
            else:
                total = total + words
        return total
