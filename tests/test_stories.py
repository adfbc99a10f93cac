"""Stories as tests, and the stories that ship.

``stories/NAME.CASE.txt`` beside ``stories/NAME.yaml`` has the choices of one play in
its first line and then, after an empty line, the transcript they must give. After a
change that is meant, ``other-end transcript FILE CHOICES`` prints the new one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.step import open_choices, step
from game.play import load, replay, sample
from game.play.transcript import transcript_text
from game.story.load import examine
from game.story.words import HELP
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


@pytest.mark.parametrize("file", SHIPPED, ids=name)
def test_a_story_that_ships_fits_into_one_sitting(file: Path) -> None:
    program = load(file)
    for one in sample(program, 300, 2):
        assert 8 <= len(one.choices) <= 12, one.choices
        steps = replay(program, one.choices).steps
        texts = [line.text for at in steps for line in at.lines] + [at.said for at in steps]
        assert 900 <= sum(len(text.split()) for text in texts) <= 1_600, one.choices


@pytest.mark.parametrize("file", SHIPPED, ids=name)
def test_in_a_story_that_ships_help_misses_once_and_a_solo_choice_is_good(file: Path) -> None:
    choices = [one for passage in load(file).passages for one in passage.choices]
    fits = [fit for one in choices if one.helps for fit in (one.fit, *dict(one.fit_cases).values())]
    assert min(fits) < 0
    assert any(one.alone and one.suits_one >= 0.9 for one in choices)


@pytest.mark.parametrize("file", SHIPPED, ids=name)
def test_every_way_of_meeting_the_moment_comes_to_an_ending(file: Path) -> None:
    """Always alone, and always with help, as far as both are open, are whole plays."""
    program = load(file)
    for wanted in ({"alone"}, HELP):
        state = program.start
        while choices := open_choices(program, state):
            fitting = [one for one in choices if one.written.stance in wanted]
            state, _ = step(program, state, (fitting or choices)[0])
        assert program.passages[state.passage].written.ending is not None
