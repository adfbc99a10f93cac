"""Groups of a graph's points that lead to each other, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def components(follows: Sequence[Sequence[int]], starts: Iterable[int]) -> list[list[int]]:
    """Groups of points that lead to each other, each group before those it leads to.

    ``follows[p]`` are the points that p leads to. Only what ``starts`` lead to is
    grouped. This is Tarjan's algorithm (SIAM J. Comput. 1, 1972), on a stack of its own.

    >>> components([[1], [2, 1], [], [2]], [0])
    [[0], [1], [2]]
    """
    walk = _Walk(follows)
    for start in starts:
        if start not in walk.index:
            walk.through(start)
    return walk.found[::-1]


class _Walk:
    """Depth first; a group is found when the walk leaves the point it was entered by."""

    def __init__(self, follows: Sequence[Sequence[int]]) -> None:
        self.found: list[list[int]] = []
        self.index: dict[int, int] = {}
        self._follows = follows
        self._low: dict[int, int] = {}
        self._open: list[int] = []
        self._inside: set[int] = set()

    def through(self, start: int) -> None:
        ways = [(start, iter(self._enter(start)))]
        while ways:
            here, rest = ways[-1]
            new = next((there for there in rest if self._is_new(here, there)), None)
            if new is not None:
                ways.append((new, iter(self._enter(new))))
                continue
            ways.pop()
            if ways:
                above = ways[-1][0]
                self._low[above] = min(self._low[above], self._low[here])
            if self._low[here] == self.index[here]:
                self._close(here)

    def _enter(self, here: int) -> Sequence[int]:
        self.index[here] = self._low[here] = len(self.index)
        self._open.append(here)
        self._inside.add(here)
        return self._follows[here]

    def _is_new(self, here: int, there: int) -> bool:
        if there in self._inside:
            self._low[here] = min(self._low[here], self.index[there])
        return there not in self.index

    def _close(self, here: int) -> None:
        group: list[int] = []
        while not group or group[-1] != here:
            group.append(self._open.pop())
        self._inside.difference_update(group)
        self.found.append(group[::-1])
