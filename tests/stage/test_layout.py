"""Everything has room: in any window, with any size of text, nothing is cut off or covered."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pygame
import pytest

from game.stage import type as typography
from game.stage.theme import layout
from game.stage.widgets.column import Column
from game.stage.widgets.text import Text
from game.stage.widgets.widget import Widget
from tests.stage.parts import SCREENS, Built, built

SIZES = [
    (640, 360),
    (800, 600),
    (1280, 720),
    (1920, 1080),
    (3840, 2160),
    (360, 640),
    (320, 240),
]
PORTRAIT = (1080, 1920)
TEXT_SIZES = [75, 100, 150, 200]
LONGEST = 70
"""Characters on a line of reading text."""


class Recorder(pygame.Surface):
    """A surface that knows where something was drawn onto it, without clear borders."""

    def __init__(self) -> None:
        super().__init__((1, 1))
        self.drawn: list[pygame.Rect] = []

    def blit(self, source: pygame.Surface, dest: Any = (0, 0), *_: Any, **__: Any) -> pygame.Rect:
        inked = source.get_bounding_rect().move(dest[0], dest[1])
        self.drawn += [inked] if inked.size != (0, 0) else []
        return inked


def words_of(widget: Widget, case: Built) -> list[pygame.Rect]:
    """Where a widget draws its texts."""
    paper = Recorder()
    widget.draw(paper, case.layout)
    return paper.drawn


def apart(widgets: list[Widget]) -> bool:
    return not any(one.rect.colliderect(two.rect) for one, two in combinations(widgets, 2))


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    wide: tuple[int, int] = request.param
    return wide


@pytest.fixture(params=SCREENS)
def name(request: pytest.FixtureRequest) -> str:
    named: str = request.param
    return named


@pytest.fixture
def cases(name: str, size: tuple[int, int]) -> list[Built]:
    """Each screen in each window, with all sizes of text."""
    return [built(name, size, percent) for percent in TEXT_SIZES]


@pytest.mark.parametrize("text_size", TEXT_SIZES)
@pytest.mark.parametrize("wide", [*SIZES, PORTRAIT, (1, 1), (1280, 1), (1, 720)])
def test_stage_and_column_tile_the_window(wide: tuple[int, int], text_size: int) -> None:
    made = layout(wide, text_size)
    stage, column = pygame.Rect(made.stage), pygame.Rect(made.column)
    assert stage.union(column) == pygame.Rect((0, 0), wide) or not stage.size[0]
    assert not stage.colliderect(column)
    assert stage.w * stage.h + column.w * column.h == wide[0] * wide[1]


def test_larger_text_never_makes_the_column_narrower(size: tuple[int, int]) -> None:
    widths = [layout(size, percent).column[2] for percent in range(75, 201)]
    assert widths == sorted(widths)


def test_what_is_in_the_column_is_no_wider_than_the_column(cases: list[Built]) -> None:
    for case in cases:
        for widget in case.column.walk():
            assert case.column.rect.left <= widget.rect.left
            assert widget.rect.right <= case.column.rect.right


def test_what_is_in_the_column_stands_one_below_the_other(cases: list[Built]) -> None:
    for case in cases:
        for above, below in pairwise(case.column.children):
            assert above.rect.bottom <= below.rect.top, (above.label, below.label)


def test_words_stay_inside_of_what_they_belong_to(cases: list[Built]) -> None:
    for case in cases:
        for widget in case.screen.root.walk():
            if widget.role not in ("window", "article", "image"):
                for words in words_of(widget, case):
                    assert widget.rect.inflate(2, 2).contains(words), widget.label


def test_words_of_one_thing_do_not_cover_each_other(cases: list[Built]) -> None:
    for case in cases:
        for widget in case.all("choice", "button", "meter", "heading", "text"):
            drawn = words_of(widget, case)
            assert not any(one.colliderect(two) for one, two in combinations(drawn, 2)), (
                widget.label
            )


def test_every_choice_can_be_seen_whole(cases: list[Built]) -> None:
    for case in cases:
        column = case.column
        assert isinstance(column, Column)
        for choice in case.all("choice"):
            column.reveal(choice, case.layout)
            seen = column.rect.contains(choice.rect)
            assert seen or choice.rect.height > column.rect.height, choice.label


def test_all_text_can_be_scrolled_to(cases: list[Built]) -> None:
    for case in cases:
        column = case.column
        assert isinstance(column, Column)
        column.move(-1_000_000, case.layout)
        assert column.children[0].rect.top >= column.rect.top
        column.move(1_000_000, case.layout)
        assert column.children[-1].rect.bottom <= column.rect.bottom


def test_the_column_is_high_enough_to_read_in(cases: list[Built]) -> None:
    for case in cases:
        assert case.column.rect.height >= 2 * case.layout.reading


def test_buttons_stand_apart_and_inside_of_the_window(cases: list[Built]) -> None:
    for case in cases:
        buttons = [one for one in case.screen.root.children if one.role == "button"]
        assert buttons
        assert apart(buttons)
        window = pygame.Rect((0, 0), case.layout.size)
        assert all(window.contains(button.rect) for button in buttons)


def test_nothing_of_the_frame_covers_another_part_of_it(cases: list[Built]) -> None:
    for case in cases:
        buttons = [one for one in case.screen.root.children if one.role == "button"]
        assert apart([*case.all("meter"), case.column, *buttons])


def test_meters_lie_inside_of_the_stage_or_over_the_column(cases: list[Built]) -> None:
    for case in cases:
        stage, column = pygame.Rect(case.layout.stage), pygame.Rect(case.layout.column)
        for meter in case.all("meter"):
            assert stage.contains(meter.rect) or column.contains(meter.rect)


def test_words_over_the_stage_lie_inside_of_it(cases: list[Built]) -> None:
    for case in cases:
        stage = pygame.Rect(case.layout.stage)
        over = [one for one in case.screen.root.children if isinstance(one, Text)]
        for text in over:
            assert stage.contains(text.rect), text.label
        assert apart([*over, *(one for one in case.screen.root.children if one.role == "button")])


# --- line length -----------------------------------------------------------------------


def longest_line(words: str, text: Text, case: Built) -> int:
    """The most characters on a line, broken where the next word has no room."""
    style, longest, line = text.style(case.layout), 0, ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if typography.measured(longer, style)[0] > text._width:
            longer = word
        line, longest = longer, max(longest, len(longer))
    return longest


@pytest.mark.parametrize("percent", TEXT_SIZES)
@pytest.mark.parametrize("wide", [*SIZES, PORTRAIT])
@pytest.mark.parametrize("where", ["start", "ending", "recap", "talk", "guess", "why"])
def test_a_line_of_reading_has_at_most_70_characters(
    where: str, wide: tuple[int, int], percent: int
) -> None:
    case = built(where, wide, percent)
    for text in case.all("text"):
        if isinstance(text, Text):
            assert longest_line(text._text, text, case) <= LONGEST, text.label
