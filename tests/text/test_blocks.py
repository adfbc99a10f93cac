"""What the terminal tells, without any terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from game.play import Play, begin, choose, load, replay
from game.play.telling import went_like
from game.story import words
from game.text import blocks
from game.text.blocks import Block, apart, plain_text


@pytest.fixture
def play(corridor: Path) -> Play:
    return begin(load(corridor))


def test_a_list_stands_close_and_a_paragraph_apart() -> None:
    choice, locked, line = (Block(kind, "_") for kind in ("choice", "locked", "line"))
    assert not apart(choice, locked)
    assert apart(line, line)
    assert apart(line, choice)


def test_plain_text_is_one_paragraph_a_line(play: Play) -> None:
    told = plain_text(blocks.reading(play.now))
    assert told.split("\n\n")[1].startswith("DOV: The van goes back")


def test_the_lines_of_the_choice_come_before_the_place_they_lead_to(play: Play) -> None:
    after = choose(play, "other-end")
    assert [block.kind for block in blocks.taken(after.now)] == ["taken", "line"]
    assert "Backwards" not in plain_text(blocks.reading(after.now))


def test_a_guess_stands_beside_what_came_of_it(play: Play) -> None:
    after = choose(play, "other-end")
    assert blocks.guessed(3, after.now).plain == "You guessed 3 of 10; it went like 8."


def test_where_there_was_no_help_nothing_is_measured(play: Play) -> None:
    after = choose(play, "door")
    assert after.now.fit is None
    assert "it went like" not in blocks.guessed(3, after.now).plain


@pytest.mark.parametrize(("fit", "ten"), [("bad", 2), ("poor", 4), ("so-so", 6), ("great", 10)])
def test_went_like(fit: str, ten: int) -> None:
    assert went_like(words.FIT[fit]) == ten


def test_fit_is_that_of_the_case_that_held(corridor: Path) -> None:
    known = replay(load(corridor), ["door", "ask-ines"])
    assert known.now.fit == words.FIT["great"]


def test_why_adds_up_at_every_step(corridor: Path) -> None:
    play = begin(load(corridor))
    for choice in ("other-end", "sit", "tea"):
        play = choose(play, choice)
        told = list(blocks.why(play))
        starts = [index for index, block in enumerate(told) if block.kind == "sum"]
        for here, there in pairwise([*starts, len(told)]):
            before, after = _numbers(told[here].text.split(" → "))
            amounts = _numbers(block.lead for block in told[here + 1 : there] if block.lead.strip())
            assert before + sum(amounts) == after


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(text.strip().replace("−", "-")) for text in texts]


def test_every_text_of_a_story_is_cleaned() -> None:
    assert blocks.clean("\x1b[2J a\x07 ") == "[2J a"
    assert blocks.one_line("a\n  b\t c\x9b") == "a b c"
