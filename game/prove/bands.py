"""How far each meter reaches after so many choices."""

from __future__ import annotations

import numpy as np

from game.prove.graph import Graph
from game.prove.proof import Band
from game.prove.rows import Ints

LAST = 62
"""Choices after which all later ones count as one: a bit each in 63 of a whole number."""


def bands(graph: Graph) -> tuple[Band, ...]:
    """The band of each meter along the story, from the start to the longest playthrough."""
    names = graph.advance.columns.meters
    low: dict[str, dict[int, int]] = {name: {} for name in names}
    high: dict[str, dict[int, int]] = {name: {} for name in names}
    for at, steps in _steps(graph).items():
        rows = graph.known[at].rows
        for mask in _distinct(steps):
            here = np.flatnonzero(steps == mask)
            taken = [step for step in range(LAST + 1) if mask >> step & 1]
            for name in names:
                column = np.asarray(rows.column(name))
                values = column if column.ndim == 0 else column[here]
                least, most = int(values.min()), int(values.max())
                for step in taken:
                    low[name][step] = min(least, low[name].get(step, least))
                    high[name][step] = max(most, high[name].get(step, most))
    return tuple(
        Band(
            name,
            tuple(low[name][step] for step in sorted(low[name])),
            tuple(high[name][step] for step in sorted(high[name])),
        )
        for name in names
    )


def _steps(graph: Graph) -> dict[int, Ints]:
    """For each state the numbers of choices after which it may be reached, a bit each."""
    steps = {at: np.zeros(len(known.rows), np.int64) for at, known in graph.known.items()}
    steps[graph.program.start.passage][0] = 1
    for block in graph.blocks:
        changed = True
        while changed:
            found = [
                _lead(steps[edge.passage][edge.sources], edge.rows, steps[edge.target])
                for edge in block.edges
            ]
            changed = block.tangled and any(found)
    return steps


def _lead(source: Ints, rows: Ints, target: Ints) -> bool:
    """Mark the target rows as one choice further; whether any of that is new."""
    changed = False
    for mask in _distinct(source):
        # The bit of the last choice stands for all later ones too, and stays.
        later = (mask << 1 | mask & 1 << LAST) & (1 << LAST + 1) - 1
        here = rows[source == mask]
        old = target[here]
        new = old | later
        if not np.array_equal(old, new):
            target[here] = new
            changed = True
    return changed


def _distinct(masks: Ints) -> list[int]:
    """The masks that occur: most often it is only one."""
    if len(masks) and masks[0] == masks[-1] and (masks == masks[0]).all():
        return [int(masks[0])]
    return [int(mask) for mask in np.unique(masks)]
