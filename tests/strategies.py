"""Stories, choices and conditions made at random, for the properties."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from game.story import words
from game.story.coefficients import Coefficients

Data = dict[str, Any]

PEOPLE = ("maya", "lee")
BOXES = ("slides", "sources", "mums-lamp")
FLAGS = ("told", "late")
COUNTERS = ("calls",)
PASSAGES = ("one", "two", "three")


_percent = st.integers(0, 100)


def _some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2)


def _or_number(literal: object, low: int, high: int) -> st.SearchStrategy[str | float]:
    """A word for something, or a number in tenths."""
    tenths = st.integers(low * 10, high * 10).map(lambda value: value / 10)
    return st.sampled_from(words.choices_of(literal)) | tenths


_names = st.sampled_from(
    ["stress", "connection", "energy", "control", "load", "trust.maya", "owed.lee", "calls", "told"]
)
_compared = st.builds(
    "{} {} {}".format,
    _names,
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    st.integers(-3, 100),
)
_asked = st.sampled_from(
    ["has(slides)", "holds(maya, mums-lamp)", "done(sources)", "visited(two)", "chose(yes)", "told"]
)
_joined = st.sampled_from(["{} and {}", "({} or {})", "not ({1}) and {0}"])
conditions = st.one_of(
    _compared, _compared, _asked, st.builds(str.format, _joined, _compared, _asked | _compared)
)
"""A condition that these stories know all the names of."""


def _cases(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or a list of cases with a plain one last."""
    case = st.fixed_dictionaries({"when": conditions, "is": values})
    listed = st.builds(lambda cases, last: [*cases, last], st.lists(case, max_size=2), values)
    return values | listed


_lines = st.lists(
    st.just("It rains.")
    | st.fixed_dictionaries({"maya": st.just("Hello.")}, optional={"when": conditions}),
    max_size=2,
)
_moves = st.fixed_dictionaries(
    {},
    optional={
        "take": st.just(["slides"]),
        "give": st.sampled_from(PEOPLE).map(lambda person: {"sources": person}),
        "finish": st.just(["mums-lamp"]),
    },
) | st.fixed_dictionaries(
    {},
    optional={
        "give": st.sampled_from(PEOPLE).map(lambda person: {"slides": person, "mums-lamp": "lee"}),
        "drop": st.just(["sources"]),
    },
)
_choice = st.fixed_dictionaries(
    {"goto": _cases(st.sampled_from(PASSAGES))},
    optional={
        "stance": st.sampled_from(words.choices_of(words.Stance)),
        "person": st.sampled_from(PEOPLE),
        "fit": _cases(_or_number(words.Fit, -1, 1)),
        "suits_one": _or_number(words.SuitsOne, 0, 1),
        "effort": _or_number(words.Effort, 0, 5),
        "exposure": _or_number(words.Exposure, 0, 3),
        "style": _or_number(words.Style, 0, 3),
        "needs": conditions,
        "hidden": st.booleans(),
        "sets": _some(FLAGS),
        "clears": _some(FLAGS),
        "add": st.dictionaries(st.sampled_from(COUNTERS), st.integers(-9, 9)),
        "effects": st.dictionaries(
            st.sampled_from([*words.METERS, "trust.maya", "trust.lee"]), st.integers(-100, 100)
        ),
        "because": st.just("The bus did not come."),
        "after": _lines,
    },
)
choices: st.SearchStrategy[Data] = st.builds(
    lambda said, choice, moves: said | choice | moves,
    st.sampled_from([{"say": "Yes."}, {"do": "Well"}, {"say": "No."}]),
    _choice,
    _moves,
)
"""A choice that may do anything at all a choice can do."""


def _open(passage: Data) -> Data:
    """The passage with a way on: nothing shuts its first choice."""
    first, *others = passage["choices"]
    free = {key: value for key, value in first.items() if key != "needs"}
    return passage | {"choices": [free, *others]}


_passage = st.fixed_dictionaries(
    {"lines": _lines, "choices": st.lists(choices, min_size=1, max_size=2)}
).map(_open)
_person = st.fixed_dictionaries(
    {"name": st.just("Somebody"), "trust": _percent, "owed": st.integers(-3, 3)}
)
_box = st.fixed_dictionaries(
    {
        "name": st.just("something"),
        "weight": _or_number(words.Weight, 0, 5),
        "holder": st.sampled_from([None, "you", *PEOPLE]),
    }
)
_coefficients = st.dictionaries(
    st.sampled_from(Coefficients.__struct_fields__),
    st.integers(0, 100).map(lambda tenths: tenths / 10),
    max_size=6,
)
_YES = {"do": "yes", "goto": "one"}

_stories = st.fixed_dictionaries(
    {
        "format": st.just(1),
        "id": st.just("random"),
        "title": st.just("Random"),
        "start": st.just("one"),
        "cast": st.fixed_dictionaries(dict.fromkeys(PEOPLE, _person)),
        "boxes": st.fixed_dictionaries(dict.fromkeys(BOXES, _box)),
        "flags": st.just(list(FLAGS)),
        "counters": st.fixed_dictionaries(dict.fromkeys(COUNTERS, st.integers(-9, 9))),
        "begin": st.fixed_dictionaries(dict.fromkeys(words.METERS, _percent)),
        "rules": st.just("plain") | _coefficients | _coefficients,
        "passages": st.fixed_dictionaries(dict.fromkeys(PASSAGES, _passage)),
    }
)


def _with_yes(story: Data) -> Data:
    """The story with a choice of the id that conditions ask about."""
    return story | {"passages": story["passages"] | {"yes": {"choices": [_YES]}}}


stories: st.SearchStrategy[Data] = _stories.map(_with_yes)
"""A story in which every choice may do anything; it may never end."""

walks = st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=12)
"""Which of the open choices to take, step by step, as shares of how many there are."""
