"""What held boxes weigh."""

from __future__ import annotations

from typing import NamedTuple

from game.engine.state import YOU


class Carried(NamedTuple):
    """What a set of held boxes weighs."""

    own: float
    """Weight in your arms."""
    in_arms: int
    """Boxes in your arms."""
    others: tuple[tuple[int, float], ...]
    """Each person who has boxes, and the weight of those."""


class Scales:
    """Weighs held boxes; the few sets of holders a story has are weighed once each."""

    def __init__(self, weights: tuple[float, ...]) -> None:
        self._weights = weights
        self._weighed: dict[tuple[int, ...], Carried] = {}

    def weigh(self, boxes: tuple[int, ...]) -> Carried:
        """What is carried when the boxes have these holders, in the order of the scenario."""
        found = self._weighed.get(boxes)
        if found is None:
            found = self._weighed[boxes] = self._weigh(boxes)
        return found

    def _weigh(self, boxes: tuple[int, ...]) -> Carried:
        pairs = list(zip(boxes, self._weights, strict=True))
        # Added one by one: `sum` rounds otherwise from Python 3.12 on.
        own = 0.0
        in_arms = 0
        others: dict[int, float] = {}
        for holder, weight in pairs:
            if holder == YOU:
                own += weight
                in_arms += 1
            elif holder >= 0:
                others[holder] = others.get(holder, 0.0) + weight
        return Carried(own, in_arms, tuple(sorted(others.items())))
