"""Type: every letter can be written, text is kept within bounds, apostrophes are curly."""

from __future__ import annotations

import pygame
import pytest

from game.stage import type as typography
from game.stage.type import Style, drawn, measured, spaced

SANS = ["sans", "sans-bold", "sans-italic"]


def pixels(text: str, face: str) -> bytes:
    return pygame.image.tobytes(drawn(text, Style(face, 24, "#ffffff")), "RGBA")


def writes(face: str, text: str) -> bool:
    """Whether a font has all the letters of a text."""
    return None not in typography._font(face, 24).metrics(text)


@pytest.mark.parametrize("face", SANS)
@pytest.mark.parametrize("text", ["Łukasz", "Zoë", "Saša", "50 € – “so”…", "−12"])
def test_labels_are_set_in_lato(face: str, text: str) -> None:
    assert writes(face, text)
    assert pixels(text, face) != pixels(text, typography._STANDS_IN[face])


@pytest.mark.parametrize("face", SANS)
@pytest.mark.parametrize("text", ["Ayşe", "Ωmega", "Наташа", "Ngọc"])
def test_names_that_lato_cannot_write_are_set_in_the_serif(face: str, text: str) -> None:
    stands_in = typography._STANDS_IN[face]
    assert writes(stands_in, text)
    assert pixels(text, face) == pixels(text, stands_in)


@pytest.mark.parametrize("face", SANS)
def test_lato_has_every_letter_that_is_asked_of_it(face: str) -> None:
    assert writes(face, "".join(map(chr, range(0x20, 0x7F))))
    assert [char for char in sorted(typography._LATO) if not writes(face, char)] == []


@pytest.mark.parametrize("face", ["serif", "serif-italic", *SANS])
def test_our_own_fonts_are_used(face: str) -> None:
    path = typography._path(face)
    assert path is not None
    assert path.is_file()


def test_a_text_that_stays_the_same_is_drawn_once() -> None:
    style = Style("serif", 21, "#ffffff")
    assert drawn("Once.", style, 300) is drawn("Once.", style, 300)


def test_measured_text_is_as_large_as_drawn_text() -> None:
    style = Style("serif-italic", 19, "#ffffff")
    text = "One of the longer lines, which is broken into two or three."
    assert measured(text, style, 200) == drawn(text, style, 200).get_size()
    assert measured(text, style, 200)[0] <= 200 < measured(text, style)[0]


def test_what_is_kept_is_bounded_by_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typography, "_CACHE_BYTES", 500_000)
    for number in range(200):
        drawn(f"Line {number} of a long conversation", Style("serif", 30, "#ffffff"))
    kept = sum(one.get_width() * one.get_height() * 4 for one in typography._surfaces.values())
    assert kept == typography._held <= 500_000


def test_a_text_that_was_forgotten_is_drawn_again_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = pixels("As it was", "serif")
    monkeypatch.setattr(typography, "_CACHE_BYTES", 1)
    assert pixels("Something else", "serif") != before
    assert pixels("As it was", "serif") == before


def test_struck_text_does_not_strike_what_comes_after_it() -> None:
    plain = pixels("Over and out", "sans")
    struck = pygame.image.tobytes(drawn("Over and out", Style("sans", 24, "#ffffff", True)), "RGBA")
    typography._surfaces.clear()
    typography._held = 0
    assert pixels("Over and out", "sans") == plain != struck


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("don't", "don’t"),
        ("the others' desks", "the others' desks"),
        ("'quoted'", "'quoted'"),
        ("it's Ayşe's", "it’s Ayşe’s"),
    ],
)
def test_apostrophes_within_words_are_printed_as_such(typed: str, printed: str) -> None:
    assert typography._typeset(typed) == printed
    assert pixels(typed, "serif") == pixels(printed, "serif")


def test_spaced_letters_are_wider_and_the_same_letters() -> None:
    style = Style("sans-bold", 14, "#ffffff")
    assert spaced("It costs").replace("\u200a", "") == "IT COSTS"
    assert measured(spaced("It costs"), style)[0] > measured("IT COSTS", style)[0]
