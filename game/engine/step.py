"""One choice is one step: a pure function of the state and the choice.

The same step serves stories with all rules, with some of them overridden and
with ``rules: plain``; a plain story's choices simply have no rules to run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from game.engine.program import ChoiceProgram, LineProgram, Program, Work
from game.engine.rules import Moment
from game.engine.state import ALONE_AMONG_FOUR, YOU, Reason, State
from game.story.coefficients import Coefficients
from game.story.expression import Function

AT_THE_LIMIT = "Already at the limit."
T = TypeVar("T")
STRANGER = 25
"""The trust in a helper whom the story does not name."""


def step(program: Program, state: State, choice: ChoiceProgram) -> tuple[State, tuple[Reason, ...]]:
    """The state a choice leads to, and every reason for what it changed.

    The reasons of a meter add up to its change exactly, limits included.
    The choice must be one of the state's passage; whether it is open is not asked.
    """
    fit = fit_of(choice, state)
    boxes = moved(state.boxes, choice, fit) if choice.moves else state.boxes
    flags = flagged(state.flags, choice) if choice.sets or choice.adds else state.flags
    reasons: list[Reason] = []
    moment = _moment(program, state, choice, fit, boxes) if choice.modelled else _NO_MOMENT
    c = program.coefficients
    stress, connection, energy, control = (
        state.stress,
        state.connection,
        state.energy,
        state.control,
    )
    trust, owed = state.trust, state.owed
    if choice.stress is not None:
        stress = _change(stress, choice.stress, c, moment, reasons)
    if choice.connection is not None:
        connection = _change(connection, choice.connection, c, moment, reasons)
    for index, work in choice.trust:
        trust = _with(trust, index, _change(trust[index], work, c, moment, reasons))
    if choice.energy is not None:
        if choice.modelled:
            moment.new_stress = stress
        energy = _change(energy, choice.energy, c, moment, reasons)
    if choice.control is not None:
        control = _change(control, choice.control, c, moment, reasons)
    if choice.owed is not None:
        at = choice.person
        owed = _with(owed, at, _change(owed[at], choice.owed, c, moment, reasons, -3, 3))
    past = state.past | choice.bit
    if choice.goto >= 0:
        past |= program.passages[choice.goto].bit
    after = State(
        choice.goto,
        stress,
        connection,
        energy,
        control,
        trust,
        owed,
        boxes,
        flags,
        (state.recent << 1 | choice.alone) & 15,
        past,
    )
    return (_sent(program, after, choice) if choice.goto < 0 else after), tuple(reasons)


_NO_MOMENT = Moment(*([0] * 7), *([0.0] * 8))


def _sent(program: Program, state: State, choice: ChoiceProgram) -> State:
    """The state in the passage that the choice's cases decide on, from the new values."""
    passage = _first(choice.goto_cases, state)
    return replace(state, passage=passage, past=state.past | program.passages[passage].bit)


def fit_of(choice: ChoiceProgram, state: State) -> float:
    """How well the choice's help meets what is needed, judged before the choice."""
    return _first(choice.fit_cases, state) if choice.fit_cases else choice.fit


def _first(cases: Sequence[tuple[Function | None, T]], state: State) -> T:
    """What the first case that holds says; the last one has no condition."""
    for when, value in cases:
        if when is None or when(state):
            return value
    raise AssertionError("a checked list of cases ends with a plain one")


def _change(
    now: int,
    work: Work,
    c: Coefficients,
    moment: Moment,
    reasons: list[Reason],
    low: int = 0,
    high: int = 100,
) -> int:
    """A meter's new value; its reasons are added to the list, a limit reached among them."""
    meter, rules, effects = work
    new = now
    for rule, sentence, tell in rules:
        amount = rule(c, moment)
        if amount:
            new += amount
            reasons.append(Reason(meter, amount, sentence if tell is None else tell(moment)))
    for amount, because in effects:
        new += amount
        reasons.append(Reason(meter, amount, because))
    if low <= new <= high:
        return new
    kept = low if new < low else high
    reasons.append(Reason(meter, kept - new, AT_THE_LIMIT))
    return kept


def _with(values: tuple[int, ...], index: int, value: int) -> tuple[int, ...]:
    return (*values[:index], value, *values[index + 1 :])


def moved(boxes: tuple[int, ...], choice: ChoiceProgram, fit: float) -> tuple[int, ...]:
    """Who has each box afterwards; what help should have taken stays when it misses."""
    holders = list(boxes)
    stays = choice.helps and fit < 0.0
    for box, holder in choice.moves:
        holders[box] = YOU if stays and box in choice.given else holder
    return tuple(holders)


def flagged(flags: tuple[int, ...], choice: ChoiceProgram) -> tuple[int, ...]:
    """The flags and counters afterwards."""
    values = list(flags)
    for flag, value in choice.sets:
        values[flag] = value
    for counter, more in choice.adds:
        values[counter] += more
    return tuple(values)


def _moment(
    program: Program, state: State, choice: ChoiceProgram, fit: float, boxes: tuple[int, ...]
) -> Moment:
    c = program.coefficients
    own, count, others = program.carried_by(boxes)
    eye = 0.0
    for person, weight in others:
        eye += weight * (1.0 - state.trust[person] / 100.0)
    known = choice.person >= 0
    return Moment(
        state.stress,
        state.connection,
        state.energy,
        state.control,
        state.trust[choice.person] if known else STRANGER,
        state.owed[choice.person] if known else 0,
        ALONE_AMONG_FOUR[state.recent],
        effort_of(choice, c, fit),
        own,
        eye,
        fit,
        choice.exposure,
        choice.style,
        choice.suits_one,
        _debt(state),
        count,
    )


def effort_of(choice: ChoiceProgram, c: Coefficients, fit: float) -> float:
    """What the moment asks of you, as the stance leaves it."""
    if choice.helps:
        return choice.effort * (1.0 - c.shared * fit) if fit >= 0.0 else choice.effort
    if choice.written.stance == "give":
        return choice.effort * c.giving
    return choice.effort * c.resting if choice.written.stance == "rest" else choice.effort


def _debt(state: State) -> float:
    """How lopsided the most lopsided tie is, felt less where there is trust."""
    worst = 0.0
    for owed, trust in zip(state.owed, state.trust, strict=True):
        if owed > 1 or owed < -1:
            worst = max(worst, (abs(owed) - 1.0) * (1.0 - trust / 100.0))
    return worst


def shown(lines: Sequence[LineProgram], state: State) -> tuple[LineProgram, ...]:
    """The lines whose condition holds."""
    return tuple(line for line in lines if line.when is None or line.when(state))


def is_open(choice: ChoiceProgram, state: State) -> bool:
    """Whether the choice may be taken now."""
    return choice.needs is None or bool(choice.needs(state))


def open_choices(program: Program, state: State) -> list[ChoiceProgram]:
    """The choices that may be taken in a state; none at an ending."""
    return [
        choice
        for choice in program.passages[state.passage].choices
        if choice.needs is None or choice.needs(state)
    ]
