"""What the documents say is so: examples run, vocabularies are whole, pages are current."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from game import cli
from game.engine.rules_page import page
from game.story import expression, model, words
from game.story.load import examine
from game.story.schema import document

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
WRITING = (DOCS / "writing-stories.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])

PARTS = (
    model.Scenario,
    model.Person,
    model.Look,
    model.Box,
    model.Passage,
    model.Choice,
    model.Ending,
    model.Talk,
    model.Begin,
    model.FitCase,
    model.Claim,
)
TABLES = {
    "weight": words.WEIGHT,
    "effort": words.EFFORT,
    "suits_one": words.SUITS_ONE,
    "fit": words.FIT,
    "exposure": words.EXPOSURE,
    "style": words.STYLE,
}


def fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_rules_page_is_current() -> None:
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == page()


def test_the_schema_is_current() -> None:
    assert (DOCS / "scenario.schema.json").read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("example", fenced(WRITING, "yaml"))
def test_the_example_of_a_story_is_flawless(example: str, tmp_path: Path) -> None:
    file = tmp_path / "soup.yaml"
    file.write_text(example, encoding="utf-8")
    assert [problem.told("soup.yaml") for problem in examine(file).problems] == []


def test_there_is_an_example_of_a_story() -> None:
    assert len(fenced(WRITING, "yaml")) == 1


def test_the_lines_for_python_run() -> None:
    (lines,) = fenced(README, "python")
    example = doctest.DocTestParser().get_doctest(lines, {}, "README.md", "README.md", 0)
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert told == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_word_of_the_format_is_explained(part: type[msgspec.Struct]) -> None:
    known = {field.encode_name for field in msgspec.structs.fields(part)}
    explained = set(re.findall(r"`([\w-]+)(?::[^`]*)?`", WRITING)) | set(
        re.findall(r"\b(\w+):", WRITING)
    )
    assert known <= explained


@pytest.mark.parametrize("table", TABLES)
def test_every_word_of_a_table_is_told_with_its_number(table: str) -> None:
    told = ", ".join(f"{word} {number:g}" for word, number in TABLES[table].items())
    assert f"| `{table}` | {told} |" in WRITING


@pytest.mark.parametrize("meanings", [words.STANCES, words.SIGNS], ids=["stances", "signs"])
def test_every_stance_and_sign_is_told_with_its_meaning(meanings: dict[str, str]) -> None:
    for word, meaning in meanings.items():
        assert f"| `{word}` | {meaning} |" in WRITING


@pytest.mark.parametrize(
    "some",
    [words.COATS, words.HAIRS, words.HAIR_COLOURS, words.SKINS],
    ids=["coats", "hairs", "hair colours", "skins"],
)
def test_every_look_is_named(some: object) -> None:
    assert " ".join(f"`{word}`" for word in get_args(some)) in WRITING


def test_every_question_of_conditions_is_named() -> None:
    for question in expression.QUESTIONS:
        assert f"| `{question}(" in WRITING


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert "play" in commands
    for command in commands:
        assert f"| `other-end {command}" in README


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_every_link_leads_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    anchors = {_anchor(title) for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors
        elif not target.startswith("https://"):
            assert (file.parent / target.partition("#")[0]).exists(), target


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
