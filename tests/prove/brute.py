"""Everything about a small story, found the slow way: every playthrough, one by one.

It shares no line with ``game/prove``: plain recursion over the engine's step, each
playthrough walked on its own, equal states walked again each time they are met.
It is what the prover is believed by, so it is kept too simple to be wrong.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from game.engine.program import ChoiceProgram, LineProgram, Program
from game.engine.state import DONE, YOU, State
from game.engine.step import open_choices, shown, step
from game.story import expression, words
from game.story.expression import Function, Named, Not, Number, Tree
from game.story.problems import Path

LONGEST = 80
MOST = 20_000
ANY_ENDING = "any ending"
OUT_OF_REACH = (float("inf"), -1.0)
"""The calm and the closeness of a way on which no ending lies: worst of both."""
KNOWS_CHOSEN = "chosen" in expression.QUESTIONS
"""Whether conditions can ask ``chosen(STANCE)`` yet."""


class TooMuchError(Exception):
    """The story is not small enough, or does not come to a stop."""


# --- what is found -----------------------------------------------------------------


class Range(NamedTuple):
    """How far a meter reaches."""

    low: int
    high: int


class Ahead(NamedTuple):
    """What may still come: None and empty where no ending does."""

    calm: int | None
    """The least stress at an ending that can be reached."""
    close: int | None
    """The most connection at an ending that can be reached."""
    endings: frozenset[str]


NOTHING = Ahead(None, None, frozenset())


class Sizes(list[int]):
    """One number for each playthrough: how many choices, or words, it has."""

    @property
    def shortest(self) -> int:
        return min(self)

    @property
    def longest(self) -> int:
        return max(self)

    @property
    def mean(self) -> float:
        return sum(self) / len(self)


@dataclass
class Ended:
    """The playthroughs that come to one ending."""

    choices: Sizes = field(default_factory=Sizes)
    meters: dict[str, Range] = field(default_factory=dict)

    @property
    def plays(self) -> int:
        return len(self.choices)

    @property
    def shortest(self) -> int:
        return self.choices.shortest


@dataclass
class Brute:
    """All there is to know about all playthroughs of a small story."""

    plays: int = 0
    """Playthroughs: those that come to an ending, and those that come to a dead end."""
    states: set[State] = field(default_factory=set)
    dead_ends: set[State] = field(default_factory=set)
    dead_plays: int = 0
    endings: dict[str, Ended] = field(default_factory=dict)
    """By passage; only those that some playthrough comes to."""
    choices: Sizes = field(default_factory=Sizes)
    words: Sizes = field(default_factory=Sizes)
    meters: dict[str, Range] = field(default_factory=dict)
    after: list[dict[str, Range]] = field(default_factory=list)
    """``after[k]``: how far the meters reach after k choices, in plays that have so many."""
    passages: set[str] = field(default_factory=set)
    """Those some playthrough comes to."""
    open: set[tuple[str, str]] = field(default_factory=set)
    """Passage and choice, where the choice could once be taken."""
    shown: set[Path] = field(default_factory=set)
    """Lines that were read, as their path in the file."""
    answers: dict[Path, set[bool]] = field(default_factory=dict)
    """What each condition that was asked came to, by its path in the file: a line's at every
    arrival, ``needs`` in every state of the passage, ``fit`` and ``goto`` where the choice is
    open and no earlier case held."""
    came: Counter[str] = field(default_factory=Counter)
    """How many playthroughs come to a passage, each counted once."""
    went: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many playthroughs go from one passage to another, each counted once."""
    took: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many playthroughs take a choice (passage and id), each counted once."""
    moves: dict[State, tuple[tuple[ChoiceProgram, State], ...]] = field(default_factory=dict)
    """Every state's open choices and where they lead."""
    ahead: dict[State, Ahead] = field(default_factory=dict)
    """What each state may still come to."""


# --- the walk ------------------------------------------------------------------------


class History(NamedTuple):
    """What a playthrough has behind it: ``taken[i]`` was chosen in ``entered[i]``."""

    taken: tuple[ChoiceProgram, ...]
    entered: tuple[str, ...]

    def then(self, choice: ChoiceProgram, passage: str) -> History:
        return History((*self.taken, choice), (*self.entered, passage))

    def choices(self) -> list[tuple[str, str]]:
        """Passage and id of each choice."""
        return [(place, choice.id) for place, choice in zip(self.entered, self.taken, strict=False)]


def walk(program: Program, longest: int = LONGEST, most: int = MOST) -> Brute:
    """Every playthrough of a story that always comes to a stop.

    Raises:
        TooMuchError: more than ``longest`` choices in a playthrough, or ``most`` playthroughs.
    """
    found = Brute()
    first = program.passages[program.start.passage]
    _walk(program, found, program.start, History((), (first.id,)), 0, (longest, most))
    return found


def _walk(
    program: Program,
    found: Brute,
    state: State,
    history: History,
    read: int,
    limits: tuple[int, int],
) -> Ahead:
    """Goes on from a state in every way; ``read`` words were read before it."""
    if len(history.taken) > limits[0] or found.plays > limits[1]:
        raise TooMuchError
    read += _arrive(program, found, state, len(history.taken))
    moves = []
    ways = []
    for choice in open_choices(program, state):
        after, _ = step(program, state, choice)
        moves.append((choice, after))
        _choose(program, found, state, choice, after)
        told = _words(shown(choice.after, after)) + len(choice.text.split())
        then = history.then(choice, program.passages[after.passage].id)
        ways.append(_walk(program, found, after, then, read + told, limits))
    ahead = _best(ways) if moves else _stop(program, found, state, history, read)
    found.moves[state] = tuple(moves)
    assert found.ahead.setdefault(state, ahead) == ahead, "equal states have the same future"
    return ahead


def _arrive(program: Program, found: Brute, state: State, count: int) -> int:
    """Notes a state; how many words are read there."""
    passage = program.passages[state.passage]
    found.states.add(state)
    found.passages.add(passage.id)
    meters = meters_of(program, state)
    if count == len(found.after):
        found.after.append({})
    _widen(found.meters, meters)
    _widen(found.after[count], meters)
    _read(found, ("passages", passage.id, "lines"), passage.lines, state)
    for index, choice in enumerate(passage.choices):
        if choice.needs is not None:
            _ask(found, ("passages", passage.id, "choices", index, "needs"), choice.needs, state)
    return _words(shown(passage.lines, state))


def _choose(
    program: Program, found: Brute, state: State, choice: ChoiceProgram, after: State
) -> None:
    """Notes a choice: that it is open, its lines, and what its cases came to."""
    passage = program.passages[state.passage]
    path = ("passages", passage.id, "choices", passage.choices.index(choice))
    found.open.add((passage.id, choice.id))
    _read(found, (*path, "after"), choice.after, after)
    # `goto` is judged on all that the choice changed, before the next passage is entered.
    between = replace(after, passage=-1, past=state.past | choice.bit)
    for key, cases, when in (
        ("fit", choice.fit_cases, state),
        ("goto", choice.goto_cases, between),
    ):
        for index, (condition, _) in enumerate(cases):
            if condition is None or _ask(found, (*path, key, index, "when"), condition, when):
                break


def _stop(program: Program, found: Brute, state: State, history: History, read: int) -> Ahead:
    """Notes a playthrough that is complete."""
    found.plays += 1
    found.choices.append(len(history.taken))
    found.words.append(read)
    found.came.update(set(history.entered))
    found.went.update(set(zip(history.entered, history.entered[1:], strict=False)))
    found.took.update(set(history.choices()))
    passage = program.passages[state.passage]
    if passage.written.ending is None:
        found.dead_ends.add(state)
        found.dead_plays += 1
        return NOTHING
    ended = found.endings.setdefault(passage.id, Ended())
    ended.choices.append(len(history.taken))
    _widen(ended.meters, meters_of(program, state))
    return Ahead(state.stress, state.connection, frozenset([passage.id]))


def _best(ways: Sequence[Ahead]) -> Ahead:
    """What may come where one of several ways can be gone."""
    calms = [way.calm for way in ways if way.calm is not None]
    closes = [way.close for way in ways if way.close is not None]
    endings = frozenset(ending for way in ways for ending in way.endings)
    return Ahead(min(calms, default=None), max(closes, default=None), endings)


def _read(found: Brute, path: Path, lines: Sequence[LineProgram], state: State) -> None:
    for index, line in enumerate(lines):
        if line.when is None or _ask(found, (*path, index, "when"), line.when, state):
            found.shown.add((*path, index))


def _ask(found: Brute, path: Path, condition: Function, state: State) -> bool:
    answer = bool(condition(state))
    found.answers.setdefault(path, set()).add(answer)
    return answer


def _words(lines: Iterable[LineProgram]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _widen(ranges: dict[str, Range], meters: dict[str, int]) -> None:
    for name, value in meters.items():
        low, high = ranges.get(name, (value, value))
        ranges[name] = Range(min(low, value), max(high, value))


def meters_of(program: Program, state: State) -> dict[str, int]:
    """Every meter's value by its name, ``trust.NAME`` among them."""
    meters: dict[str, int] = {meter: getattr(state, meter) for meter in words.METERS}
    trusts = zip(program.people, state.trust, strict=True)
    return meters | {f"trust.{name}": trust for name, trust in trusts}


# --- what choices are good for ---------------------------------------------------------


class Moments(NamedTuple):
    """How a stance fares in the states where it and something else are open."""

    moments: int
    calm: int
    close: int
    both: int
    neither: int


class Against(NamedTuple):
    """Going alone and letting someone in, in the states where both are open."""

    moments: int
    alone_calmer: int
    help_calmer: int
    alone_closer: int
    help_closer: int
    alone_worse_for_both: int
    help_worse_for_both: int


@dataclass
class Effect:
    """What one choice leaves possible, over all states in which it is open."""

    open_in: int = 0
    of: int = 0
    share: float = 0.0
    before: set[str] = field(default_factory=set)
    """Endings possible in some state in which it is open."""
    keeps: set[str] = field(default_factory=set)
    calms: list[int] = field(default_factory=list)
    """The least stress at an ending after it; no entry for a state in which there is none."""
    closest: list[int] = field(default_factory=list)
    best_calm: int = 0
    best_close: int = 0

    @property
    def closes(self) -> set[str]:
        return self.before - self.keeps


class _Way(NamedTuple):
    """An open choice, and how good the best that may follow is."""

    choice: ChoiceProgram
    calm: float
    close: float

    @property
    def stance(self) -> str | None:
        return self.choice.written.stance


def _ways(found: Brute, state: State) -> list[_Way]:
    ways = []
    for choice, after in found.moves[state]:
        ahead = found.ahead[after]
        calm, close = OUT_OF_REACH
        if ahead.calm is not None and ahead.close is not None:
            calm, close = ahead.calm, ahead.close
        ways.append(_Way(choice, calm, close))
    return ways


def _calmest(ways: Iterable[_Way]) -> float:
    return min(way.calm for way in ways)


def _closest(ways: Iterable[_Way]) -> float:
    return max(way.close for way in ways)


def stances(found: Brute) -> dict[str, Moments]:
    """How every stance fares; also those with no moment at all."""
    return {stance: _moments(found, stance) for stance in words.STANCES}


def _moments(found: Brute, stance: str) -> Moments:
    met: Counter[tuple[bool, bool]] = Counter()
    for state in found.states:
        ways = _ways(found, state)
        mine = [way for way in ways if way.stance == stance]
        if mine and len(mine) < len(ways):
            # Where no ending can be reached any more, nothing is the best step to one.
            calm = _calmest(mine) == _calmest(ways) < OUT_OF_REACH[0]
            close = _closest(mine) == _closest(ways) > OUT_OF_REACH[1]
            met[calm, close] += 1
    return Moments(
        met.total(), met[True, False], met[False, True], met[True, True], met[False, False]
    )


def against(found: Brute) -> Against:
    """How going alone fares against help."""
    sums = [0] * len(Against._fields)
    for state in found.states:
        ways = _ways(found, state)
        alone = [way for way in ways if way.stance == "alone"]
        helped = [way for way in ways if way.stance in ("accept", "ask", "open")]
        if alone and helped:
            alone_calm, alone_close = _calmest(alone), _closest(alone)
            help_calm, help_close = _calmest(helped), _closest(helped)
            one = Against(
                moments=1,
                alone_calmer=alone_calm < help_calm,
                help_calmer=help_calm < alone_calm,
                alone_closer=alone_close > help_close,
                help_closer=help_close > alone_close,
                alone_worse_for_both=alone_calm > help_calm and alone_close < help_close,
                help_worse_for_both=help_calm > alone_calm and help_close < alone_close,
            )
            sums = [total + int(more) for total, more in zip(sums, one, strict=True)]
    return Against(*sums)


def effects(program: Program, found: Brute) -> dict[tuple[str, str], Effect]:
    """What each choice that was ever open leaves possible, by passage and id."""
    made: dict[tuple[str, str], Effect] = {}
    arrived = Counter(program.passages[state.passage].id for state in found.states)
    for state in found.states:
        ways = _ways(found, state)
        for way, (_, after) in zip(ways, found.moves[state], strict=True):
            key = program.passages[state.passage].id, way.choice.id
            effect = made.setdefault(key, Effect(of=arrived[key[0]]))
            effect.share = found.took[key] / found.plays
            ahead = found.ahead[after]
            effect.open_in += 1
            effect.before |= found.ahead[state].endings
            effect.keeps |= ahead.endings
            if ahead.calm is not None and ahead.close is not None:
                effect.calms.append(ahead.calm)
                effect.closest.append(ahead.close)
            effect.best_calm += way.calm == _calmest(ways)
            effect.best_close += way.close == _closest(ways)
    return made


# --- claims ------------------------------------------------------------------------------

Kind = Literal["possible", "always", "never"]


def holds(program: Program, kind: Kind, text: str, at: str, longest: int = LONGEST) -> bool:
    """Whether a claim is true at every arrival in a passage, or at ``any ending``.

    Where nothing ever arrives, nothing is possible, and *always* and *never* both hold.
    """
    tree = expression.parse(text)
    met = [
        bool(value(program, tree, state, history))
        for state, history in arrivals(program, longest)
        if _is_at(program, state, at)
    ]
    return {"possible": any(met), "always": all(met), "never": not any(met)}[kind]


def _is_at(program: Program, state: State, at: str) -> bool:
    passage = program.passages[state.passage]
    return passage.written.ending is not None if at == ANY_ENDING else passage.id == at


def arrivals(program: Program, longest: int = LONGEST) -> Iterator[tuple[State, History]]:
    """Every state of every playthrough, with the history it was come to by."""
    first = program.passages[program.start.passage]
    yield from _arrivals(program, program.start, History((), (first.id,)), longest)


def _arrivals(
    program: Program, state: State, history: History, longest: int
) -> Iterator[tuple[State, History]]:
    if len(history.taken) > longest:
        raise TooMuchError
    yield state, history
    for choice in open_choices(program, state):
        after, _ = step(program, state, choice)
        then = history.then(choice, program.passages[after.passage].id)
        yield from _arrivals(program, after, then, longest)


_JOIN: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def value(program: Program, tree: Tree, state: State, history: History) -> Any:
    """What a condition comes to; the past is asked of the history, not of the state."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Named):
        ask = _asked if tree.arguments else _named
        return ask(program, tree, state, history)
    if isinstance(tree, Not):
        return not value(program, tree.inner, state, history)
    left = value(program, tree.left, state, history)
    if tree.sign == "and":
        return value(program, tree.right, state, history) if left else left
    if tree.sign == "or":
        return left if left else value(program, tree.right, state, history)
    return _JOIN[tree.sign](left, value(program, tree.right, state, history))


def _named(program: Program, name: Named, state: State, history: History) -> float:
    group, _, person = name.name.partition(".")
    if person:
        values = {"trust": state.trust, "owed": state.owed}[group]
        return values[program.people.index(person)]
    if group == "load":
        return program.carried_by(state.boxes).own
    if group in words.METERS:
        return meters_of(program, state)[group]
    return state.flags[program.flags.index(group)]


def _asked(program: Program, name: Named, state: State, history: History) -> bool:
    *people, what = name.arguments
    if name.name == "visited":
        return what in history.entered
    if name.name == "chose":
        return any(choice.id == what for choice in history.taken)
    if name.name == "chosen":
        return any(choice.written.stance == what for choice in history.taken)
    holder = state.boxes[program.boxes.index(what)]
    if name.name == "holds":
        return holder == program.people.index(people[0])
    return holder == {"has": YOU, "done": DONE}[name.name]


# --- circles -------------------------------------------------------------------------------


def graph(program: Program, most: int = 5_000) -> dict[State, list[State]]:
    """Every state that can be come to, and the states that may come next.

    Raises:
        TooMuchError: there are more than ``most``.
    """
    following: dict[State, list[State]] = {}
    waiting = [program.start]
    while waiting:
        state = waiting.pop()
        if state in following:
            continue
        if len(following) >= most:
            raise TooMuchError
        choices = open_choices(program, state)
        following[state] = [step(program, state, choice)[0] for choice in choices]
        waiting.extend(following[state])
    return following


def loops(program: Program, most: int = 5_000) -> bool:
    """Whether some playthrough can come back to a state it was in, and so go on for ever.

    Takes away states from which nothing leads on, until none is left or none can be taken.

    Raises:
        TooMuchError: there are more than ``most`` states.
    """
    left = {state: set(after) for state, after in graph(program, most).items()}
    while left:
        stops = {state for state, after in left.items() if not after}
        if not stops:
            return True
        left = {state: after - stops for state, after in left.items() if state not in stops}
    return False
