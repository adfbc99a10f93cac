"""Stories as tests, and the stories that ship.

``stories/NAME.CASE.txt`` beside ``stories/NAME.yaml`` has the choices of one play in
its first line and then, after an empty line, the transcript they must give. After a
change that is meant, ``other-end transcript FILE CHOICES`` prints the new one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from game.play import load, replay, sample
from game.play.transcript import transcript_text
from game.story.load import examine
from tests.helpers import ROOT, STORIES

CASES = sorted(STORIES.glob("*.txt"))
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
PLAYABLE = [*sorted(STORIES.glob("*.yaml")), *SHIPPED]


def name(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("case", CASES, ids=name)
def test_these_choices_give_this_transcript(case: Path) -> None:
    story = STORIES / f"{case.name.split('.')[0]}.yaml"
    choices, _, expected = case.read_text(encoding="utf-8").partition("\n\n")
    play = replay(load(story), choices.removeprefix("choices:").split())
    assert transcript_text(play) == expected


@pytest.mark.parametrize("file", PLAYABLE, ids=name)
def test_a_story_has_neither_errors_nor_warnings(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    assert [one.told(file.name, lines) for one in examine(file).problems] == []


@pytest.mark.parametrize("file", PLAYABLE, ids=name)
def test_every_random_play_comes_to_an_ending(file: Path) -> None:
    lost = [one.choices for one in sample(load(file), 300, 1) if one.ending is None]
    assert lost == []


@pytest.mark.parametrize("file", SHIPPED, ids=name)
def test_a_story_that_ships_is_named_as_its_file(file: Path) -> None:
    assert load(file).scenario.id == file.stem
