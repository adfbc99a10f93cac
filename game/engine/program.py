"""A scenario made ready to run: names are numbers, words are values, conditions functions.

Compiled once from a checked scenario, never changed. What a choice will need at
each step is looked up here once, so that a step only calculates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec import Struct

from game.engine.names import Asked, Names
from game.engine.rules import Amount, Tell, rules_for
from game.engine.scales import Carried, Scales
from game.engine.state import DONE, NOBODY, YOU, State
from game.story import words
from game.story.coefficients import Coefficients
from game.story.expression import Function
from game.story.ids import choice_ids
from game.story.model import Choice, Line, Passage, Scenario
from game.story.walk import spoken
from game.story.words import number


class LineProgram(NamedTuple):
    """A line ready to be shown: who speaks (nobody, ``inner``, ``you``, a person), and when."""

    speaker: str
    text: str
    when: Function | None


Ruled = tuple[tuple[Amount, str, Tell | None], ...]


class Work(NamedTuple):
    """All that may move one meter in one choice: rules, then the story's own effects."""

    meter: str
    rules: Ruled
    """Each rule's number, its sentence, and what makes the sentence where that varies."""
    effects: tuple[tuple[int, str], ...]


class ChoiceProgram(Struct, frozen=True):
    """A choice ready to be taken; ``written`` is the author's own."""

    written: Choice
    id: str
    person: int
    """The person it concerns, or -1."""
    needs: Function | None
    goto: int
    """The next passage, or -1 when ``goto_cases`` decide."""
    goto_cases: tuple[tuple[Function | None, int], ...]
    fit: float
    fit_cases: tuple[tuple[Function | None, float], ...]
    helps: bool
    effort: float
    exposure: float
    style: float
    suits_one: float
    moves: tuple[tuple[int, int], ...]
    """Box and new holder."""
    given: frozenset[int]
    """The boxes among them that are handed over, and stay with you when help misses."""
    sets: tuple[tuple[int, int], ...]
    """Flag and new value."""
    adds: tuple[tuple[int, int], ...]
    """Counter and what is added."""
    modelled: bool
    """Whether any rule of the model has a say."""
    stress: Work | None
    connection: Work | None
    trust: tuple[tuple[int, Work], ...]
    energy: Work | None
    control: Work | None
    owed: Work | None
    alone: int
    """1 for ``alone``, the bit of ``State.recent``."""
    bit: int
    """Its bits in ``State.past``; 0 when no condition asks."""
    after: tuple[LineProgram, ...]

    @property
    def text(self) -> str:
        """What the player reads on it."""
        return self.written.say or self.written.do or ""

    @property
    def spoken(self) -> bool:
        """Whether it is said aloud rather than done."""
        return self.written.say is not None


class PassageProgram(Struct, frozen=True):
    """A passage ready to be entered; ``written`` is the author's own."""

    written: Passage
    id: str
    lines: tuple[LineProgram, ...]
    choices: tuple[ChoiceProgram, ...]
    bit: int


class Program(Struct, frozen=True):
    """A scenario ready to run."""

    scenario: Scenario
    coefficients: Coefficients
    people: tuple[str, ...]
    boxes: tuple[str, ...]
    flags: tuple[str, ...]
    """Flags, then counters."""
    weights: tuple[float, ...]
    passages: tuple[PassageProgram, ...]
    numbers: dict[str, int]
    """Each passage's number by its name."""
    start: State
    carried_by: Callable[[tuple[int, ...]], Carried]
    names: Names


def compiled(scenario: Scenario, also: Iterable[Asked] = ()) -> Program:
    """The program of a scenario that has passed its checks.

    Its states remember of the past what some condition asks, and ``also`` these.
    """
    return _Compiler(scenario, also).program()


class _Compiler:
    """Makes the parts of one program."""

    def __init__(self, scenario: Scenario, also: Iterable[Asked]) -> None:
        self._scenario = scenario
        self._plain = scenario.rules == "plain"
        self._ruled: dict[tuple[str | None, str], Ruled] = {}
        self._weights = tuple(number(box.weight, words.WEIGHT) for box in scenario.boxes.values())
        self._scales = Scales(self._weights)
        self._names = Names(scenario, self._scales, also)

    def program(self) -> Program:
        scenario = self._scenario
        passages = tuple(
            self._passage(name, passage) for name, passage in scenario.passages.items()
        )
        names = self._names
        first = passages[names.passages[scenario.start]]
        rules = scenario.rules
        return Program(
            scenario=scenario,
            coefficients=rules if isinstance(rules, Coefficients) else Coefficients(),
            people=names.people,
            boxes=names.boxes,
            flags=names.flags,
            weights=self._weights,
            passages=passages,
            numbers=names.passages,
            start=self._start(first.bit),
            carried_by=self._scales.weigh,
            names=names,
        )

    def _start(self, bit: int) -> State:
        scenario, begin = self._scenario, self._scenario.begin
        holders = {None: NOBODY, "you": YOU}
        counters = scenario.counters
        starts = counters.values() if isinstance(counters, dict) else [0] * len(counters)
        return State(
            passage=self._names.passages[scenario.start],
            stress=begin.stress,
            connection=begin.connection,
            energy=begin.energy,
            control=begin.control,
            trust=tuple(person.trust for person in scenario.cast.values()),
            owed=tuple(person.owed for person in scenario.cast.values()),
            boxes=tuple(
                holders[box.holder] if box.holder in holders else self._names.person(box.holder)
                for box in scenario.boxes.values()
            ),
            flags=(*(0 for _ in scenario.flags), *starts),
            recent=0,
            past=bit,
        )

    def _passage(self, name: str, passage: Passage) -> PassageProgram:
        pairs = zip(choice_ids(passage), passage.choices, strict=True)
        return PassageProgram(
            written=passage,
            id=name,
            lines=self._lines(passage.lines),
            choices=tuple(self._choice(choice_id, choice) for choice_id, choice in pairs),
            bit=self._names.bit("visited", name),
        )

    def _lines(self, lines: Iterable[Line]) -> tuple[LineProgram, ...]:
        made = []
        for line in lines:
            if isinstance(line, str):
                made.append(LineProgram("", line, None))
            else:
                (who,) = spoken(line)
                when = line.get("when")
                function = None if when is None else self._names.function(when)
                made.append(LineProgram("" if who == "narration" else who, line[who], function))
        return tuple(made)

    def _choice(self, name: str, choice: Choice) -> ChoiceProgram:
        stance = None if self._plain else choice.stance
        goto, goto_cases = self._goto(choice)
        fit, fit_cases = self._fit(choice)
        exposure = choice.exposure
        usual = words.USUAL_EXPOSURE.get(choice.stance or "", 0.0)
        moves = self._moves(choice)
        works = {meter: self._work(meter, stance, choice) for meter in words.METERS}
        person = self._names.person(choice.person)
        return ChoiceProgram(
            written=choice,
            id=name,
            person=person,
            needs=None if choice.needs is None else self._names.function(choice.needs),
            goto=goto,
            goto_cases=goto_cases,
            fit=fit,
            fit_cases=fit_cases,
            helps=stance in words.HELP,
            effort=number(choice.effort, words.EFFORT),
            exposure=usual if exposure is None else number(exposure, words.EXPOSURE),
            style=number(choice.style, words.STYLE),
            suits_one=number(choice.suits_one, words.SUITS_ONE),
            moves=moves,
            given=frozenset(self._names.boxes.index(box) for box in choice.give),
            sets=tuple(
                (self._names.flags.index(flag), value)
                for flags, value in ((choice.sets, 1), (choice.clears, 0))
                for flag in flags
            ),
            adds=tuple((self._names.flags.index(name), more) for name, more in choice.add.items()),
            modelled=stance is not None and stance != "reflect",
            stress=works["stress"],
            connection=works["connection"],
            trust=self._trust(stance, choice, person),
            energy=works["energy"],
            control=works["control"],
            owed=self._work("owed", stance, choice) if person >= 0 else None,
            alone=int(stance == "alone"),
            bit=self._names.bit("chose", name) | self._names.bit("chosen", choice.stance),
            after=self._lines(choice.after),
        )

    def _goto(self, choice: Choice) -> tuple[int, tuple[tuple[Function | None, int], ...]]:
        if isinstance(choice.goto, str):
            return self._names.passages[choice.goto], ()
        return -1, tuple(
            (None, self._names.passages[case])
            if isinstance(case, str)
            else (self._names.function(case.when), self._names.passages[case.is_])
            for case in choice.goto
        )

    def _fit(self, choice: Choice) -> tuple[float, tuple[tuple[Function | None, float], ...]]:
        if not isinstance(choice.fit, tuple):
            return number(choice.fit, words.FIT), ()
        return 0.0, tuple(
            (None, number(case, words.FIT))
            if isinstance(case, str | float | int)
            else (self._names.function(case.when), number(case.is_, words.FIT))
            for case in choice.fit
        )

    def _moves(self, choice: Choice) -> tuple[tuple[int, int], ...]:
        index = self._names.boxes.index
        return (
            *((index(box), YOU) for box in choice.take),
            *((index(box), self._names.person(person)) for box, person in choice.give.items()),
            *((index(box), DONE) for box in choice.finish),
            *((index(box), NOBODY) for box in choice.drop),
        )

    def _rules(self, stance: str | None, meter: str) -> Ruled:
        key = stance, meter
        if key not in self._ruled:
            self._ruled[key] = tuple(
                (rule.amount, rule.sentences[0], rule.tell) for rule in rules_for(stance, meter)
            )
        return self._ruled[key]

    def _work(
        self, meter: str, stance: str | None, choice: Choice, person: str = ""
    ) -> Work | None:
        """The work on a meter (``trust`` and ``owed`` with whose), or None if there is none."""
        whose = person or (choice.person if meter in ("trust", "owed") else "") or ""
        name = f"{meter}.{whose}" if whose else meter
        ruled = not person or person == choice.person
        rules = self._rules(stance, meter) if ruled else ()
        because = choice.because or "The story has it so."
        amount = choice.effects.get(name, 0)
        if not rules and not amount:
            return None
        return Work(name, rules, ((amount, because),) if amount else ())

    def _trust(
        self, stance: str | None, choice: Choice, person: int
    ) -> tuple[tuple[int, Work], ...]:
        told = {name.partition(".")[2] for name in choice.effects if name.startswith("trust.")}
        if person >= 0 and choice.person:
            told.add(choice.person)
        made = []
        for index, name in enumerate(self._names.people):
            work = self._work("trust", stance, choice, name) if name in told else None
            if work is not None:
                made.append((index, work))
        return tuple(made)
