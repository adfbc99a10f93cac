"""YAML as a story may use it: plain data, bounded, and with no surprises."""

from __future__ import annotations

from typing import Any

import pytest

from game.story.problems import Problem
from game.story.read import MAX_DEPTH, Positions, Unreadable, decoded, read


def data(text: str) -> Any:
    found, problems = read(text)
    assert problems == []
    return found


def refused(text: str | bytes) -> Problem:
    """The one problem for which a text, or the bytes of a file, cannot be read."""
    with pytest.raises(Unreadable) as caught:
        read(text if isinstance(text, str) else decoded(text))
    problems: list[Problem] = caught.value.problems
    assert len(problems) == 1
    return problems[0]


# --- what plain words mean ------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "No",
        "y",
        "True",
        "NULL",
        "09:30",
        "12:30:45",
        "2024-01-05",
        "1e3",
        "0x1f",
        "0o17",
        "1_000",
        ".inf",
        ".nan",
        "+",
        ".",
        "1.2.3",
        "5am",
        "=",
        "<<",
    ],
)
def test_what_other_yaml_turns_into_something_else_stays_text(text: str) -> None:
    assert data(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", 4),
        ("+4", 4),
        ("-4", -4),
        ("007", 7),
        ("0.5", 0.5),
        ("-.5", -0.5),
        ("12.0", 12),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_numbers_true_false_and_nothing_are_what_they_are(text: str, value: Any) -> None:
    found = data(f"a: {text}")["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("text", ['"4"', "'4'", '"true"', "'null'"])
def test_in_quotes_everything_is_text(text: str) -> None:
    assert data(f"a: {text}") == {"a": text[1:-1]}


def test_keys_are_always_text() -> None:
    assert data("1: a\ntrue: b\nno: c") == {"1": "a", "true": "b", "no": "c"}


def test_a_long_number_stays_text() -> None:
    assert data("a: " + "9" * 5_000) == {"a": "9" * 5_000}


# --- what is read on, and told ------------------------------------------------------------


def test_a_key_that_stands_twice_is_told_where_it_stands_again() -> None:
    _, problems = read("a: 1\nb:\n  c: 2\n  c: 3\na: 4\n")
    assert [(one.place, one.what) for one in problems] == [
        ((4, 3), "`c` stands twice in the same place"),
        ((5, 1), "`a` stands twice in the same place"),
    ]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!mine", "!!binary"])
def test_a_tag_is_told_and_nothing_is_made_of_it(tag: str) -> None:
    found, problems = read(f"a: {tag} [echo]\n")
    assert found == {"a": ["echo"]}
    assert "is not read here" in problems[0].what


def test_what_was_told_before_the_reading_stopped_is_not_lost() -> None:
    with pytest.raises(Unreadable) as caught:
        read("a: 1\na: 2\nb: [\n")
    assert [one.place[0] for one in caught.value.problems] == [2, 4]


# --- what cannot be read ----------------------------------------------------------------------

BROKEN = [
    ("a:\n\tb: 1\n", (2, 1), "a tab stands here"),
    ("a: one\n\ttwo: 1\n", (2, 1), "a tab stands here"),
    ('a: "it is late\nb: 2\n', (1, 4), "this quote is never closed"),
    ("a: 'it is late\nb: 2\n", (1, 4), "this quote is never closed"),
    ("a: 'I've got it'\n", (1, 7), "the quoted text ends before this"),
    ('a: "I said "no""\n', (1, 13), "the quoted text ends before this"),
    ("a: [1, 2\nb: 3\n", (1, 4), "this bracket is never closed"),
    ("a: {b: 1\n", (1, 4), "this bracket is never closed"),
    ("a: one: two\n", (1, 7), "a second `: ` stands in this line"),
    ("a: 1\n  b: 2\n", (2, 4), "does not fit the one above it"),
    ("a 1\nb: 2\n", (2, 2), "does not fit the one above it"),
    ("- a\nb: 1\n", (2, 1), "does not fit the ones above it"),
    ("a: - home\n", (1, 4), "cannot begin with this character"),
    ("a: @home\n", (1, 4), "cannot begin with this character"),
    ("a: `home`\n", (1, 4), "cannot begin with this character"),
    ("a: %home\n", (1, 4), "cannot begin with this character"),
    ("a: *home\n", (1, 4), "`*home` refers to nothing"),
    ("a: &x 1\nb: &x 2\n", (2, 4), "`&x` stands twice"),
    ('a: "\\q"\n', (1, 4), "a backslash means something else"),
    ("? [a]\n: b\n", (1, 3), "a key must be plain text"),
    ("a: 1\n---\nb: 2\n", (2, 1), "a second document begins here"),
    ("a: 1\n...\n---\nb: 2\n", (3, 1), "a second document begins here"),
]


@pytest.mark.parametrize(("text", "place", "what"), BROKEN)
def test_broken_yaml_is_refused_at_its_place(text: str, place: Any, what: str) -> None:
    problem = refused(text)
    assert (problem.place, what in problem.what) == (place, True), problem


def test_depth_has_a_limit() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert data(deepest)
    assert "deep" in refused("[" + deepest + "]").what
    assert "deep" in refused("[" * 100_000).what


def test_aliases_cannot_unfold_into_gigabytes() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]\n" for n in range(1, 12)
    )
    assert refused(bomb).what == "aliases unfold into too much"


def test_an_alias_within_itself_refers_to_nothing() -> None:
    assert "refers to nothing before it" in refused("a: &a [*a]\n").what


def test_a_few_aliases_are_fine() -> None:
    assert data("a: &x [1]\nb: *x\n") == {"a": [1], "b": [1]}


# --- files ---------------------------------------------------------------------------------------


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert data(decoded(b"\xef\xbb\xbfa: 1\n")) == {"a": 1}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_are_counted_the_same_however_they_end(end: str) -> None:
    text = decoded(f"a: 1{end}b: 2{end}c: [{end}".encode())
    assert refused(text).place[0] == 4
    assert text.count("\n") == 3


def test_a_file_that_is_not_utf_8_is_refused_at_the_first_wrong_byte() -> None:
    problem = refused("a: 1\nb: café\n".encode("latin-1"))
    assert (problem.place, problem.what) == ((2, 7), "this is not UTF-8 text")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_refused(encoding: str) -> None:
    assert refused("a: 1\nb: 2\n".encode(encoding)).what


@pytest.mark.parametrize("raw", [b"\x7fELF\x02\x01\x01\x00", b"PK\x03\x04", b"a: \x1b[31m"])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    assert refused(raw).what.startswith(("this is not UTF-8", "a character that no text has"))


# --- positions ----------------------------------------------------------------------------


def test_columns_count_characters() -> None:
    positions = Positions("é😀: {ñ: 5, x: 6}\n")
    assert positions.of(("é😀", "x")) == (1, 15)
    assert positions.of(("é😀", "x"), key=True) == (1, 12)


def test_what_is_not_there_is_placed_at_what_is_nearest_above() -> None:
    positions = Positions("a:\n  b: [1, 2]\n")
    assert positions.of(("a", "c")) == (2, 3)
    assert positions.of(("a", "b", 1)) == (2, 10)
    assert positions.of(("a", "b", 9)) == (2, 6)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: told and late", (1, 13)),
        ("a: 'told and late'", (1, 14)),
        ('a: "told and late"', (1, 14)),
        ("a: >-\n  told and\n  late", (1, 4)),
        ("a: told and\n  late", (1, 4)),
    ],
)
def test_a_place_within_a_text_is_told_where_it_can_be(text: str, place: Any) -> None:
    assert Positions(text).of(("a",), offset=9) == place
