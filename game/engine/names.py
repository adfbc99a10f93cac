"""Where the names of a condition are found in a state."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from game.engine.scales import Scales
from game.engine.state import DONE, YOU
from game.story import expression, words
from game.story.expression import Function, Named, Tree
from game.story.model import Scenario
from game.story.walk import conditions

PAST = ("visited", "chose", "chosen")
"""The questions about the past: each one asked has a bit in ``State.past``."""

Asked = tuple[str, str]
"""A question about the past and what it is about, such as ``("chosen", "alone")``."""


def asked_by(trees: Iterable[Tree]) -> list[Asked]:
    """Every question about the past that some conditions ask, once each."""
    found = (name for tree in trees for name in expression.names(tree) if name.name in PAST)
    return list(dict.fromkeys((name.name, name.arguments[0]) for name in found))


class Names:
    """Knows the numbers of all names of one scenario, and compiles its conditions.

    ``also`` are questions about the past that no condition of the story asks,
    but somebody who looks at the story does.
    """

    def __init__(self, scenario: Scenario, scales: Scales, also: Iterable[Asked] = ()) -> None:
        self.people = tuple(scenario.cast)
        self.boxes = tuple(scenario.boxes)
        self.flags = (*scenario.flags, *scenario.counters)
        self.passages = {name: index for index, name in enumerate(scenario.passages)}
        own = asked_by(expression.parse(text) for _, text in conditions(scenario))
        self.bits = {asked: 1 << bit for bit, asked in enumerate(dict.fromkeys((*own, *also)))}
        self.own_past = (1 << len(own)) - 1
        """The bits of ``State.past`` that the story itself asks about."""
        self._weigh = scales.weigh

    def person(self, name: str | None) -> int:
        """A person's number; -1 for nobody."""
        return -1 if name is None else self.people.index(name)

    def bit(self, question: str, name: str | None) -> int:
        """The bit of ``State.past`` for a question; 0 when nobody asks it."""
        return self.bits.get((question, name or ""), 0)

    def function(self, condition: str) -> Function:
        """A condition as a function of a state."""
        return expression.compiled(expression.parse(condition), self.look_up)

    def look_up(self, name: Named) -> Function:
        """The function that finds a name's value, or a question's answer, in a state."""
        if name.arguments:
            return self._question(name)
        group, dot, person = name.name.partition(".")
        if dot:
            index, values = self.people.index(person), attrgetter(group)
            return lambda state: values(state)[index]
        if group == "load":
            weigh = self._weigh
            return lambda state: weigh(state.boxes).own
        if group in words.METERS:
            return attrgetter(group)
        index = self.flags.index(group)
        return lambda state: state.flags[index]

    def _question(self, name: Named) -> Function:
        if name.name in PAST:
            bit = self.bit(name.name, name.arguments[0])
            return lambda state: state.past & bit != 0
        box = self.boxes.index(name.arguments[-1])
        holder = {"has": YOU, "done": DONE}.get(name.name)
        wanted = self.person(name.arguments[0]) if holder is None else holder
        return lambda state: state.boxes[box] == wanted
