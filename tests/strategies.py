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
_tenths = st.integers(-10, 10).map(lambda tenths: tenths / 10)


def _or_number(literal: object, low: int, high: int) -> st.SearchStrategy[str | float]:
    """A word for something, or a number in tenths."""
    tenths = st.integers(low * 10, high * 10).map(lambda value: value / 10)
    return st.sampled_from(words.choices_of(literal)) | tenths


def _some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2)


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> str:
    """A condition that these stories know all the names of."""
    if depth and draw(st.booleans()):
        left, right = draw(conditions(depth - 1)), draw(conditions(depth - 1))
        return draw(
            st.sampled_from([f"{left} and {right}", f"({left} or {right})", f"not ({left})"])
        )
    meters = ["stress", "connection", "energy", "control", "load", "trust.maya", "owed.lee"]
    name = draw(st.sampled_from([*meters, "calls", "told"]))
    sign = draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
    questions = ["has(slides)", "holds(maya, mums-lamp)", "done(sources)", "visited(two)", "told"]
    compared = f"{name} {sign} {draw(st.integers(-3, 100))}"
    return draw(st.sampled_from([compared, compared, *questions]))


@st.composite
def choices(draw: st.DrawFn) -> Data:
    """A choice that may do anything at all a choice can do."""
    boxes = draw(st.permutations(BOXES))
    choice: Data = {
        draw(st.sampled_from(["say", "do"])): draw(st.sampled_from(["Yes.", "No.", "Well"])),
        "goto": draw(_cases(st.sampled_from(PASSAGES))),
    }
    parts: dict[str, st.SearchStrategy[Any]] = {
        "stance": st.sampled_from(words.choices_of(words.Stance)),
        "person": st.sampled_from(PEOPLE),
        "fit": _cases(_or_number(words.Fit, -1, 1)),
        "suits_one": _or_number(words.SuitsOne, 0, 1),
        "effort": _or_number(words.Effort, 0, 5),
        "exposure": _or_number(words.Exposure, 0, 3),
        "style": _or_number(words.Style, 0, 3),
        "needs": conditions(),
        "hidden": st.booleans(),
        "sets": _some(FLAGS),
        "clears": _some(FLAGS),
        "add": st.dictionaries(st.sampled_from(COUNTERS), st.integers(-9, 9)),
        "effects": st.dictionaries(
            st.sampled_from([*words.METERS, "trust.maya", "trust.lee"]), st.integers(-100, 100)
        ),
        "because": st.just("The bus did not come."),
        "after": st.lists(_lines(), max_size=2),
    }
    choice |= {key: draw(value) for key, value in parts.items() if draw(st.booleans())}
    moves = {
        "take": [boxes[0]],
        "give": {boxes[1]: draw(st.sampled_from(PEOPLE))},
        draw(st.sampled_from(["finish", "drop"])): [boxes[2]],
    }
    return choice | {key: value for key, value in moves.items() if draw(st.booleans())}


def _lines() -> st.SearchStrategy[Any]:
    return st.just("It rains.") | st.fixed_dictionaries(
        {"maya": st.just("Hello.")}, optional={"when": conditions()}
    )


def _cases(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or a list of cases with a plain one last."""
    case = st.fixed_dictionaries({"when": conditions(), "is": values})
    listed = st.tuples(st.lists(case, max_size=2), values).map(lambda two: [*two[0], two[1]])
    return values | listed


def _coefficients() -> st.SearchStrategy[Any]:
    tenths = st.integers(0, 100).map(lambda value: value / 10)
    return st.dictionaries(st.sampled_from(Coefficients.__struct_fields__), tenths, max_size=6)


@st.composite
def stories(draw: st.DrawFn) -> Data:
    """A story in which every choice may do anything; it may never end."""
    story: Data = {
        "format": 1,
        "id": "random",
        "title": "Random",
        "start": "one",
        "cast": {
            person: {"name": person, "trust": draw(_percent), "owed": draw(st.integers(-3, 3))}
            for person in PEOPLE
        },
        "boxes": {
            box: {
                "name": box,
                "weight": draw(_or_number(words.Weight, 0, 5)),
                "holder": draw(st.sampled_from([None, "you", *PEOPLE])),
            }
            for box in BOXES
        },
        "flags": list(FLAGS),
        "counters": {name: draw(st.integers(-9, 9)) for name in COUNTERS},
        "begin": {meter: draw(_percent) for meter in words.METERS},
        "rules": draw(st.just("plain") | _coefficients()),
        "passages": {},
    }
    for name in PASSAGES:
        told = draw(st.lists(choices(), min_size=1, max_size=2))
        told[0].pop("needs", None)  # there is always a way on
        story["passages"][name] = {"lines": draw(st.lists(_lines(), max_size=2)), "choices": told}
    return story


walks = st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=12)
"""Which of the open choices to take, step by step, as shares of how many there are."""
