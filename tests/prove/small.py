"""Small stories made at random whose every playthrough can be walked one by one.

Three kinds: ``stories`` always come to a stop; ``loopy`` ones may go round in a circle,
but only through finitely many states; ``growing`` ones count upward for ever.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.state import State
from game.engine.step import open_choices, step
from game.story import words
from game.story.problems import StoryError
from tests.helpers import made
from tests.prove.brute import ANY_ENDING, KNOWS_CHOSEN, TooMuchError, graph
from tests.strategies import BOXES, FLAGS, PEOPLE, Data

PASSAGES = ("one", "two", "three", "four", "five")
ENDINGS = ("end", "far-end", "third-end")
IDS = ("yes", "no", "well")
"""The ids of a passage's choices, in order; the same in every passage."""
MOST_PLAYS = 3_000
MOST_STATES = 1_500

# --- conditions --------------------------------------------------------------------

_ASKED = (
    "stress",
    "told",
    "not late",
    "late == told",
    "has(slides)",
    "not has(sources)",
    "has(slides) + has(sources) + has(mums-lamp) >= 1",
    "holds(maya, slides)",
    "holds(lee, 'mums-lamp') or has(mums-lamp)",
    "done(mums-lamp)",
    "visited(one)",
    "visited(two)",
    "not visited(two)",
    "chose(yes)",
    "not chose(yes)",
    "chose(no)",
    "not chose(no) or visited(two)",
    "stress and calls",
    "true",
    "false or told",
)
_SUMS = (
    "stress",
    "connection",
    "energy",
    "control",
    "trust.maya",
    "trust.lee",
    "stress + connection * 2",
    "energy - control",
    "-stress",
    "trust.maya * 0.5",
    "load * 10",
    "load + owed.maya",
    "calls * calls",
    "(stress + 1) * (told + 1)",
)
_LIMITS = ("30", "50.5", "60", "0", "90", "-12.25", "1", "999999999999999999")
_compared = st.builds(
    "{} {} {}".format,
    st.sampled_from(_SUMS),
    st.sampled_from([">", "<=", "<", ">=", "==", "!="]),
    st.sampled_from(_LIMITS) | st.integers(0, 100).map(str),
)
_one = st.sampled_from(_ASKED) | _compared
_joined = st.sampled_from(["{} and {}", "{} or {}", "not ({}) and {}", "{} or not ({} and late)"])
conditions = st.one_of(_one, _one, st.builds(str.format, _joined, _one, _one))
"""A condition that small stories know all the names of."""

_chosen = st.sampled_from(words.choices_of(words.Stance)).map("chosen({})".format)
_claimed = conditions
if KNOWS_CHOSEN:
    _claimed |= st.builds(str.format, _joined, _chosen, _one)
claims = st.tuples(
    st.sampled_from(["possible", "always", "never"]),
    _claimed,
    st.sampled_from([ANY_ENDING, ENDINGS[0], *PASSAGES[:2]]),
)
"""What may be claimed of any of these stories: kind, expression, and where."""

# --- lines and choices ---------------------------------------------------------------

_text = st.sampled_from(["It rains.", "Well", "The late bus  is late again, and says so.", "No?"])
_line = _text | st.builds(
    lambda who, text, when: {who: text, "when": when},
    st.sampled_from(["maya", "inner", "you", "narration"]),
    _text,
    conditions,
)
_lines = st.lists(_line, max_size=2)
_FEATURES: list[Data] = [
    {},
    {"stance": "alone"},
    {"stance": "accept"},
    {"stance": "open"},
    {"stance": "ask"},
    {"stance": "give"},
    {"stance": "rest"},
    {"stance": "together"},
    {"stance": "withdraw"},
    {"stance": "reflect"},
    {"person": "maya"},
    {"person": "lee"},
    {"fit": "bad"},
    {"fit": -1, "stance": "accept"},
    {"fit": "poor", "stance": "ask", "person": "lee"},
    {"fit": "great"},
    {"fit": [{"when": "trust.maya >= 40", "is": "great"}, "poor"]},
    {"fit": [{"when": "chose(no)", "is": "bad"}, {"when": "load > 1", "is": 0}, 0.7]},
    {"style": "takeover", "exposure": "full"},
    {"suits_one": "fully"},
    {"effort": "huge"},
    {"effort": 0},
    {"sets": ["told"]},
    {"sets": ["late"], "clears": ["told"]},
    {"sets": ["told", "late"]},
    {"clears": ["late", "told"]},
    {"add": {"calls": 1}},
    {"add": {"calls": -7}},
    {"because": "The bus did not come."},
    {"guess": "How well?"},
]
_MOVES: list[Data] = [
    {},
    {"take": ["slides"]},
    {"give": {"slides": "maya"}},
    {"give": {"slides": "lee", "mums-lamp": "maya"}},
    {"give": {"sources": "lee"}, "drop": ["slides"]},
    {"finish": ["mums-lamp"]},
    {"finish": ["slides"], "take": ["sources", "mums-lamp"]},
    {"drop": ["mums-lamp", "sources"]},
]
_HELP = st.sampled_from(["alone", "accept", "alone", "open", "ask"])
_AMOUNTS = (-4, 6, 3, -9, 15, -20, 40, -60, 100, -100)
_effects = st.lists(
    st.tuples(
        st.sampled_from([*words.METERS, "trust.maya", "trust.lee"]), st.sampled_from(_AMOUNTS)
    ),
    max_size=3,
).map(dict)

_STILL = ("say", "do", "id", "goto", "sets", "guess")
"""What a choice has in a story where little changes, so that many ways meet again."""


def _merged(parts: list[Data]) -> Data:
    """One choice of several parts; a later one wins."""
    return {key: what for part in parts for key, what in part.items()}


_parts = st.builds(
    lambda said, text, features, moves, effects: _merged(
        [{said: text}, *features, moves, {"effects": effects}]
    ),
    st.sampled_from(["say", "do"]),
    _text,
    st.lists(st.sampled_from(_FEATURES), max_size=4),
    st.sampled_from(_MOVES),
    _effects,
)


@st.composite
def _choice(draw: st.DrawFn, index: int, targets: tuple[str, ...], still: bool) -> Data:
    """A choice that leads to some of the targets."""
    choice: Data = draw(_parts) | {"id": IDS[index], "goto": draw(_goto(targets))}
    if still:
        return {key: what for key, what in choice.items() if key in _STILL}
    kind = draw(st.sampled_from(["help", "both", "", "after", "help"]))
    if kind in ("help", "both"):
        choice["stance"] = draw(_HELP)
    if kind in ("after", "both"):
        choice["after"] = draw(_lines)
    return choice


@st.composite
def _goto(draw: st.DrawFn, targets: tuple[str, ...]) -> Any:
    """The first of the targets, or cases that decide between them."""
    cases: list[Any] = [
        {"when": draw(conditions), "is": draw(st.sampled_from(targets))}
        for _ in range(draw(st.sampled_from([0, 0, 1, 0, 0, 2])))
    ]
    return [*cases, targets[0]] if cases else targets[0]


@st.composite
def _locked(draw: st.DrawFn, choices: list[Data], first: bool) -> list[Data]:
    """The choices, some with a condition; once in a while all, but not in the first passage."""
    all_of_them = not first and draw(st.sampled_from([False, False, False, False, True]))
    made = []
    for index, choice in enumerate(choices):
        if all_of_them or (index and draw(st.sampled_from([False, False, True, False]))):
            shut = {"needs": draw(conditions), "hidden": draw(st.booleans())}
            made.append(choice | shut)
        else:
            made.append(choice)
    return made


# --- ways back -----------------------------------------------------------------------


def _and(condition: str, choice: Data) -> Data:
    """The choice with one more condition."""
    needs = choice.get("needs")
    return choice | {"needs": f"({needs}) and {condition}" if needs else condition}


def _counted(choice: Data, target: str, times: int) -> Data:
    rounds = choice.get("add", {}) | {"rounds": 1}
    return _and(f"rounds < {times}", choice) | {"goto": target, "add": rounds}


def _in_cases(choice: Data, target: str, times: int) -> Data:
    goto = choice["goto"] if isinstance(choice["goto"], list) else [choice["goto"]]
    cases = [{"when": f"rounds <= {times}", "is": target}, *goto]
    return choice | {"goto": cases, "add": choice.get("add", {}) | {"rounds": 1}}


def _once(choice: Data, target: str, _times: int) -> Data:
    sets = [*choice.get("sets", ()), "once"]
    return _and("not once", choice) | {"goto": target, "sets": sets}


def _unchosen(choice: Data, target: str, times: int) -> Data:
    name = f"back-{times}"
    return _and(f"not chose({name})", choice) | {"goto": target, "id": name}


def _unvisited(choice: Data, target: str, _times: int) -> Data:
    return _and(f"not visited({target})", choice) | {"goto": target}


_ways_back = st.sampled_from([_counted, _unchosen, _once, _in_cases, _unvisited])
"""Each leads back and shuts behind itself, after a few times, for good."""

# --- stories ---------------------------------------------------------------------------

_percent = st.sampled_from([35, 40, 60, 85, 0, 100]) | st.integers(0, 100)
_person = st.fixed_dictionaries(
    {"name": st.just("Somebody"), "trust": _percent, "owed": st.integers(-3, 3)}
)
_box = st.fixed_dictionaries(
    {
        "name": st.just("something"),
        "weight": st.sampled_from(["medium", "light", "heavy", 0.3, 2]),
        "holder": st.sampled_from(["you", None, *PEOPLE]),
    }
)
_rules: st.SearchStrategy[Any] = st.sampled_from(
    [{}, "plain", {"relief": 40, "press": 0.5}, {"helped": 30.5, "let_down": 60, "settling": 0}]
)
_frame = st.fixed_dictionaries(
    {
        "format": st.just(1),
        "id": st.just("small"),
        "title": st.just("Small"),
        "start": st.just("one"),
        "cast": st.fixed_dictionaries(dict.fromkeys(PEOPLE, _person)),
        "boxes": st.fixed_dictionaries(dict.fromkeys(BOXES, _box)),
        "flags": st.just([*FLAGS, "once"]),
        "counters": st.fixed_dictionaries({"calls": st.integers(-2, 2), "rounds": st.just(0)}),
        "begin": st.fixed_dictionaries(dict.fromkeys(words.METERS, _percent)),
        "rules": _rules,
    }
)


@st.composite
def _forward(draw: st.DrawFn) -> Data:
    """A story whose choices all lead to a passage further down."""
    names = PASSAGES[: draw(st.sampled_from([4, 5, 3]))]
    endings = ENDINGS[: draw(st.integers(2, 3))]
    still = draw(st.sampled_from([False, False, True]))
    passages: Data = {}
    for index, name in enumerate(names):
        later = (*names[index + 1 :], *endings)
        # Most ways are short, and each choice of a passage has one of its own.
        targets = draw(st.sampled_from([later[:2], later[:1], later[:3], later]))
        ways = [_from(number, targets) for number in range(3)]
        count = draw(st.sampled_from([3, 2, 3, 1]))
        if name in (names[0], names[-1]):
            count, ways = max(2, count), [_from(number, endings) for number in range(3)]
        if name == names[0]:
            ways[:2] = [_from(number, later[:2]) for number in range(2)]
        choices = [draw(_choice(number, ways[number], still)) for number in range(count)]
        passages[name] = {"lines": draw(_lines), "choices": draw(_locked(choices, not index))}
    for name in endings:
        ending = {"title": "There", "keeps": "This.", "costs": "That."}
        passages[name] = {"lines": draw(_lines), "ending": ending}
    if draw(st.sampled_from([False, False, True])):
        aside = draw(_choice(0, tuple(passages), still))
        passages["aside"] = {"lines": draw(_lines), "choices": [aside]}
    return draw(_frame) | {"passages": passages}


def _from(number: int, targets: tuple[str, ...]) -> tuple[str, ...]:
    """The targets, another one first for each number."""
    first = number % len(targets)
    return (*targets[first:], *targets[:first])


def _turned(story: Data, name: str, choice: Data) -> Data:
    """The story with one more choice in a passage, instead of the last of three."""
    passage = story["passages"][name]
    kept = passage["choices"][:2]
    named = {"id": IDS[len(kept)]} | choice
    if any(one["id"] == named["id"] for one in kept):
        named["id"] = IDS[len(kept)]
    turned = passage | {"choices": [*kept, named]}
    return story | {"passages": story["passages"] | {name: turned}}


def _bodies(story: Data) -> list[str]:
    """The passages that go on."""
    return [name for name in PASSAGES if name in story["passages"]]


@st.composite
def _stopping(draw: st.DrawFn) -> Data:
    """A story that always comes to a stop, with some ways back that shut behind themselves."""
    story = draw(_forward())
    names = _bodies(story)
    for number in range(draw(st.sampled_from([1, 0, 2]))):
        index = draw(st.integers(0, len(names) - 1))
        target = draw(st.sampled_from(names[: index + 1]))
        choice = story["passages"][names[index]]["choices"][-1]
        back = draw(_ways_back)(choice, target, number + 1)
        story = _turned(story, names[index], back)
    return story


def _uncounted(story: Data) -> Data:
    """The story without anything that is counted."""
    passages = {
        name: passage
        | (
            {"choices": [choice | {"add": {}} for choice in passage["choices"]]}
            if "choices" in passage
            else {}
        )
        for name, passage in story["passages"].items()
    }
    return story | {"passages": passages}


_BACK: list[Data] = [{}, {"stance": "reflect"}, {"effects": {"stress": 25}}, {"sets": ["late"]}]


@st.composite
def _back(draw: st.DrawFn, targets: tuple[str, ...]) -> Data:
    """A choice that leads to some of the targets, and that nothing need ever shut."""
    choice = {"do": "Once more.", "goto": draw(_goto(targets))} | draw(st.sampled_from(_BACK))
    return choice | ({"needs": draw(conditions)} if draw(st.booleans()) else {})


@st.composite
def _circling(draw: st.DrawFn) -> Data:
    """A story with ways back, and once in a while a pit with no way out of it, or hardly one."""
    story = _uncounted(draw(_forward()))
    names = _bodies(story)
    for _ in range(draw(st.sampled_from([1, 2]))):
        index = draw(st.integers(0, len(names) - 1))
        earlier = names[:index] if index and draw(st.booleans()) else names[: index + 1]
        targets = tuple(draw(st.permutations(earlier)))
        story = _turned(story, names[index], draw(_back(targets)))
    if draw(st.sampled_from([False, False, True])):
        story = _turned(story, draw(st.sampled_from(names)), {"do": "Fall.", "goto": "pit"})
        deeper = [draw(_back(targets)) for targets in (("pit", "deep-pit"), ("deep-pit", "end"))]
        free = {"do": "Wait.", "id": "wait", "goto": "deep-pit"}
        pits = {"pit": {"choices": [free, *deeper[: draw(st.integers(0, 2))]]}}
        pits["deep-pit"] = {"choices": [free | {"goto": draw(st.sampled_from(["pit", "end"]))}]}
        story = story | {"passages": story["passages"] | pits}
    return story


@st.composite
def _counting(draw: st.DrawFn) -> Data:
    """A story that can be gone round in for ever, a counter always higher or lower."""
    story = draw(_forward())
    more = draw(st.sampled_from([1, -1, 3]))
    back = {"do": "Once more.", "id": "back", "goto": "one", "add": {"calls": more}}
    if draw(st.booleans()):
        return _turned(story, "one", back)
    onward = {"do": "Go on.", "id": "on", "goto": "two"}
    return _turned(_turned(story, "one", onward), "two", back)


def plays(program: Program) -> int:
    """How many playthroughs a story has that always comes to a stop, quickly counted."""
    counted: dict[State, int] = {}

    def count(state: State) -> int:
        if state not in counted:
            ways = open_choices(program, state)
            counted[state] = sum(count(step(program, state, way)[0]) for way in ways) or 1
        return counted[state]

    return count(program.start)


def _loaded(story: Data) -> Program | None:
    """The story's program; None where the checks find a mistake, such as all always locked."""
    try:
        return made(story)
    except StoryError:
        return None


def _is_small(story: Data) -> bool:
    program = _loaded(story)
    return program is not None and plays(program) <= MOST_PLAYS


def _has_few_states(story: Data) -> bool:
    program = _loaded(story)
    try:
        return program is not None and bool(graph(program, MOST_STATES))
    except TooMuchError:
        return False


stories: st.SearchStrategy[Data] = _stopping().filter(_is_small)
"""A story whose playthroughs all come to a stop, and are not too many to walk."""

loopy: st.SearchStrategy[Data] = _circling().filter(_has_few_states)
"""A story of few states in which a playthrough may go round in a circle."""

growing: st.SearchStrategy[Data] = _counting().filter(lambda story: _loaded(story) is not None)
"""A story of endlessly many states: one can go round and count for ever."""
