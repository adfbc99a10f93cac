"""The engine's step for all states of a passage at once, the same whole numbers.

The rules are not written again here: each one's own code runs with arrays in place
of numbers. What is written again is how a step puts them together, and
``tests/prove/test_advance.py`` holds it equal to the engine's step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import FunctionType, SimpleNamespace
from typing import Any, NamedTuple, TypeVar

import numpy as np

from game.engine import rules
from game.engine.program import ChoiceProgram, Program, Work
from game.engine.state import ALONE_AMONG_FOUR, YOU
from game.engine.step import STRANGER, effort_of, flagged, moved
from game.prove.ask import Asker
from game.prove.rows import Bools, Columns, Context, Contexts, Ints, Rows, rows_of
from game.story.model import FitCase, GotoCase
from game.story.problems import Path

T = TypeVar("T")
_ALONE = np.array(ALONE_AMONG_FOUR, np.int8)


class Move(NamedTuple):
    """Where some of a passage's states come to by one choice."""

    choice: int
    """Its number among the choices of the passage."""
    source: Ints | None
    """The rows it is taken in; None for all of them."""
    target: int
    rows: Rows
    """The states after it, one for each of the source rows."""


class Advance:
    """Takes the choices of one program, and keeps what it saw on the way."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.columns = Columns(program)
        self.contexts = Contexts()
        self.asker = Asker(program.names, self.contexts)
        self.answers: dict[Path, tuple[bool, bool]] = {}
        """Of each condition asked, by its path in the file: ever true, ever false."""
        self.opened: set[tuple[int, int]] = set()
        """Passage and choice: the choices that were open at least once."""
        self.missed: set[tuple[int, int]] = set()
        """The choices in which help missed at least once."""
        self.put_down: set[int] = set()
        """The boxes that left your arms at least once."""

    def start(self) -> Rows:
        """The one state a story starts in."""
        return rows_of(self.program, self.columns, self.contexts, [self.program.start])

    def moves(self, at: int, rows: Rows) -> Iterator[Move]:
        """Every choice open in some of a passage's states, with the states it leads to."""
        passage = self.program.passages[at]
        for number, choice in enumerate(passage.choices):
            path = ("passages", passage.id, "choices", number)
            needs = choice.written.needs
            source = None if needs is None else self._where((*path, "needs"), needs, rows)
            if source is not None and not len(source):
                continue
            self.opened.add((at, number))
            for fit, some in self._fits(path, choice, rows.take(source)):
                if choice.helps and fit < 0.0:
                    self.missed.add((at, number))
                here = _of(source, some)
                after = self._after(choice, fit, rows.take(here))
                for target, those in self._targets(path, choice, after):
                    entered = self._entered(target, after, those)
                    yield Move(number, _of(here, those), target, entered)

    # --- conditions ---------------------------------------------------------------

    def asked(self, path: Path, condition: str, rows: Rows) -> bool | Bools:
        """The answers to a condition; that it was ever true or false is kept."""
        answer = self.asker.asks(condition, rows)
        true, false = self.answers.get(path, (False, False))
        self.answers[path] = true or bool(np.any(answer)), false or not np.all(answer)
        return answer

    def read_after(self, at: int, move: Move) -> None:
        """Ask the conditions of the lines that follow a choice, for what they come to."""
        passage = self.program.passages[at]
        lines = passage.choices[move.choice].written.after
        for number, line in enumerate(lines):
            if isinstance(line, dict) and "when" in line:
                path = ("passages", passage.id, "choices", move.choice, "after", number, "when")
                self.asked(path, line["when"], move.rows)

    def _where(self, path: Path, condition: str, rows: Rows) -> Ints | None:
        """The rows in which a condition holds; None for all of them."""
        answer = self.asked(path, condition, rows)
        if isinstance(answer, bool):
            return None if answer else np.empty(0, np.intp)
        return None if answer.all() else np.flatnonzero(answer)

    def _cases(
        self, path: Path, cases: Sequence[tuple[str | None, T]], rows: Rows
    ) -> Iterator[tuple[T, Ints | None]]:
        """What the first case that holds says, with the rows in which it is the first."""
        left: Ints | None = None
        for number, (when, value) in enumerate(cases):
            if left is not None and not len(left):
                return
            if when is None:
                yield value, left
                return
            here = rows.take(left)
            answer = self.asked((*path, number, "when"), when, here)
            holds = np.broadcast_to(np.asarray(answer), len(here))
            if holds.all():
                yield value, left
                return
            if holds.any():
                yield value, _of(left, np.flatnonzero(holds))
                left = _of(left, np.flatnonzero(~holds))

    def _fits(
        self, path: Path, choice: ChoiceProgram, rows: Rows
    ) -> Iterator[tuple[float, Ints | None]]:
        if not choice.fit_cases:
            return iter([(choice.fit, None)])
        cases = _with_texts(choice.written.fit, choice.fit_cases)
        return self._cases((*path, "fit"), cases, rows)

    def _targets(
        self, path: Path, choice: ChoiceProgram, after: Rows
    ) -> Iterator[tuple[int, Ints | None]]:
        if not choice.goto_cases:
            return iter([(choice.goto, None)])
        cases = _with_texts(choice.written.goto, choice.goto_cases)
        return self._cases((*path, "goto"), cases, after)

    # --- the step -----------------------------------------------------------------

    def _after(self, choice: ChoiceProgram, fit: float, rows: Rows) -> Rows:
        """The states after a choice, all but the passage entered."""

        def change(context: Context) -> Context:
            boxes = moved(context.boxes, choice, fit) if choice.moves else context.boxes
            flags = flagged(context.flags, choice) if choice.sets or choice.adds else context.flags
            self.put_down |= {
                box
                for box, (before, now) in enumerate(zip(context.boxes, boxes, strict=True))
                if before == YOU != now
            }
            return Context(boxes, flags, context.past | choice.bit)

        idle = not (choice.moves or choice.sets or choice.adds or choice.bit)
        after = rows if idle else self._with_contexts(rows, change)
        return Rows(self.columns, self._numbers(choice, fit, rows, after), after.context)

    def _entered(self, target: int, rows: Rows, some: Ints | None) -> Rows:
        """Some of the rows as they stand in the passage they come to."""
        rows = rows.take(some)
        bit = self.program.passages[target].bit
        if not bit:
            return rows
        return self._with_contexts(rows, lambda old: old._replace(past=old.past | bit))

    def _with_contexts(self, rows: Rows, change: Callable[[Context], Context]) -> Rows:
        ids, inverse = rows.contexts()
        number, known = self.contexts.number, self.contexts.all
        new = np.array([number(change(known[at])) for at in ids.tolist()], np.int32)
        context = np.full(len(rows), new[0]) if inverse is None else new[inverse]
        return Rows(self.columns, rows.numbers, context)

    def _numbers(self, choice: ChoiceProgram, fit: float, rows: Rows, after: Rows) -> Ints:
        """The numbers after a choice, in the order in which the engine changes them."""
        c = self.program.coefficients
        moment = self._moment(choice, fit, rows, after) if choice.modelled else None
        new = rows.numbers.copy()

        def change(work: Work | None, low: int = 0, high: int = 100) -> None:
            if work is None:
                return
            value = sum(RULES[rule.__name__](c, moment) for rule, _, _ in work.rules)
            value += sum(amount for amount, _ in work.effects)
            at = self.columns.index[work.meter]
            total = rows.numbers[at].astype(np.int16 if isinstance(value, int) else np.float64)
            new[at] = np.minimum(np.maximum(total + value, low), high)

        change(choice.stress)
        change(choice.connection)
        for _, work in choice.trust:
            change(work)
        if moment is not None and "stress" in self.columns.index:
            moment.new_stress = new[self.columns.index["stress"]].astype(np.float64)
        change(choice.energy)
        change(choice.control)
        change(choice.owed, -3, 3)
        if (at := self.columns.index.get("recent")) is not None:
            new[at] = (rows.numbers[at] << 1 | choice.alone) & 15
        return new

    def _moment(self, choice: ChoiceProgram, fit: float, rows: Rows, after: Rows) -> Any:
        """What the rules look at, as :class:`game.engine.rules.Moment` has it."""

        def column(name: str) -> Any:
            value = rows.column(name)
            return value if isinstance(value, int) else value.astype(np.float64)

        own, eye = self._weights(rows, after)
        person = choice.written.person
        stress = column("stress")
        return SimpleNamespace(
            stress=stress,
            connection=column("connection"),
            energy=column("energy"),
            control=column("control"),
            trust=column(f"trust.{person}") if person else STRANGER,
            owed=column(f"owed.{person}") if person else 0,
            alone=_ALONE[rows.column("recent")],
            effort=effort_of(choice, self.program.coefficients, fit),
            own=own,
            eye=eye,
            fit=fit,
            exposure=choice.exposure,
            style=choice.style,
            suits_one=choice.suits_one,
            debt=self._debt(rows),
            new_stress=stress,
        )

    def _weights(self, rows: Rows, after: Rows) -> tuple[Any, Any]:
        """What is in your arms after the choice, and what is still watched in others'."""
        ids, inverse = after.contexts()
        known = self.contexts.all
        carried = [self.program.carried_by(known[at].boxes) for at in ids.tolist()]
        own: Any = carried[0].own
        if inverse is not None:
            own = np.array([one.own for one in carried])[inverse]
        eye: Any = 0.0
        for number, who in enumerate(self.program.people):
            held = np.array([dict(one.others).get(number, 0.0) for one in carried])
            if held.any():
                weight = held[0] if inverse is None else held[inverse]
                eye = eye + weight * (1.0 - rows.column(f"trust.{who}") / 100.0)
        return own, eye

    def _debt(self, rows: Rows) -> Any:
        """How lopsided the most lopsided tie is, felt less where there is trust."""
        worst: Any = 0.0
        for who in self.program.people:
            owed = np.abs(rows.column(f"owed.{who}"))
            felt = (owed - 1.0) * (1.0 - rows.column(f"trust.{who}") / 100.0)
            worst = np.maximum(worst, np.where(owed > 1, felt, 0.0))
        return worst


def _with_texts(written: object, cases: Sequence[tuple[object, T]]) -> list[tuple[str | None, T]]:
    """What each case says with its condition as written; the last one has none."""
    assert isinstance(written, tuple)
    texts = [case.when if isinstance(case, FitCase | GotoCase) else None for case in written]
    return [(text, value) for text, (_, value) in zip(texts, cases, strict=True)]


def _of(rows: Ints | None, some: Ints | None) -> Ints | None:
    """Some of some rows, as numbers of the rows they were taken from."""
    if some is None:
        return rows
    return some if rows is None else rows[some]


def _for_arrays() -> dict[str, Callable[..., Any]]:
    """The engine's rules by name, each with its own code, ``max`` and rounding elementwise.

    Whole amounts come as floats; all of them are far below 2**53, so they are exact.
    """
    world: dict[str, Any] = dict(vars(rules))
    world["max"] = np.maximum
    world["half_up"] = lambda value: np.trunc(value + 0.5)
    for rule in rules.RULES:
        code = rule.amount.__code__
        world[code.co_name] = FunctionType(code, world)
    return {rule.amount.__name__: world[rule.amount.__name__] for rule in rules.RULES}


RULES = _for_arrays()
