"""The JSON Schema that editors read says the same as the loader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given

from game.story import words
from game.story.coefficients import Coefficients
from game.story.model import ID, SLUG, Scenario
from game.story.read import read
from game.story.schema import document, hole, schema
from tests.helpers import ROOT, STORIES, Data
from tests.strategies import stories

GOOD = sorted([*STORIES.glob("*.yaml"), *(ROOT / "scenarios").glob("*.yaml")])

VALIDATOR = jsonschema_rs.validator_for(schema())


def everything(part: Any) -> set[str]:
    """Every key and every word of the schema."""
    if isinstance(part, dict):
        return set(part).union(*map(everything, part.values()))
    if isinstance(part, list):
        return set().union(*map(everything, part))
    return {part} if isinstance(part, str) else set()


SAID = everything(schema())

KEYS = """
format id title summary minutes content_notes cast boxes flags counters start begin rules passages
name is trust look weight holder place at with lines choices ending talk stop_here note skip
say do stance sign person take give finish drop fit suits_one effort exposure style needs locked
hidden sets clears add effects because guess after goto when keeps costs light closer deep
"""


@pytest.mark.parametrize("word", KEYS.split())
def test_every_key_of_the_format_is_in_the_schema(word: str) -> None:
    assert word in SAID


@pytest.mark.parametrize(
    "table",
    [
        words.STANCES,
        words.SIGNS,
        words.FIT,
        words.SUITS_ONE,
        words.EFFORT,
        words.EXPOSURE,
        words.STYLE,
        words.WEIGHT,
        dict.fromkeys([*Coefficients.__struct_fields__, "plain"]),
    ],
)
def test_every_word_of_the_tables_is_in_the_schema(table: dict[str, Any]) -> None:
    assert set(table) <= SAID


def test_every_coefficient_says_what_it_does() -> None:
    properties = schema()["$defs"]["Coefficients"]["properties"]
    assert all(properties[name]["description"] for name in Coefficients.__struct_fields__)


def test_the_schema_is_a_schema_and_names_its_version() -> None:
    assert jsonschema_rs.meta.is_valid(schema())
    assert '"$schema": "https://json-schema.org/draft/2020-12/schema"' in document()


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_every_good_story_satisfies_it(file: Path) -> None:
    data, _ = read(file.read_text(encoding="utf-8"))
    assert list(VALIDATOR.iter_errors(data)) == []


@given(stories)
def test_what_the_loader_builds_satisfies_it(story: Data) -> None:
    msgspec.convert(story, Scenario)
    assert VALIDATOR.is_valid(story)


@pytest.mark.parametrize("pattern", [ID, SLUG])
@pytest.mark.parametrize(
    "name", ["maya", "two-am", "2am", "café", "日本", "a b", "../x", "a.b", ""]
)
def test_loader_and_editors_agree_about_names(pattern: str, name: str) -> None:
    in_editors = jsonschema_rs.validator_for({"type": "string", "pattern": pattern}).is_valid(name)
    assert in_editors == bool(re.search(pattern, name))


@pytest.mark.parametrize("part", sorted(schema()["$defs"]))
def test_a_hole_satisfies_what_it_stands_for(part: str) -> None:
    wanted = {"$ref": f"#/$defs/{part}"}
    validator = jsonschema_rs.validator_for(schema() | wanted)
    assert validator.is_valid(hole(schema()["$defs"][part]))
