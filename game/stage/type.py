"""Type: fonts, and text laid out once and kept.

Reading is set in Source Serif, labels and choices in Lato; both come as packages.
Laid-out text is cached by bytes, so that a long conversation costs what is seen of it.
"""

from __future__ import annotations

import importlib.util
import re
import threading
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import pygame

_FILES = {
    "serif": ("font_source_serif_pro", "SourceSerifPro-Regular.otf"),
    "serif-italic": ("font_source_serif_pro", "SourceSerifPro-It.otf"),
    "sans": ("font_lato", "Lato-Regular.ttf"),
    "sans-bold": ("font_lato", "Lato-Bold.ttf"),
    "sans-italic": ("font_lato", "Lato-Italic.ttf"),
}
_CACHE_BYTES = 24_000_000
_MOST = 5_000
"""Sizes of texts that are kept, and a hundredth as many fonts: windows change size."""
_LEADING = 0.96
"""Line height against what the font asks for, which is generous."""


class Style(NamedTuple):
    """How a text is set: a face, its height in pixels and its colour."""

    face: str
    size: int
    colour: str
    struck: bool = False


class _Set(NamedTuple):
    text: str
    style: Style
    width: int


_lock = threading.Lock()  # the stage is painted beside the window, with the same fonts
_fonts: dict[tuple[str, int], pygame.font.Font] = {}
_sizes: dict[_Set, tuple[int, int]] = {}
_surfaces: OrderedDict[_Set, pygame.Surface] = OrderedDict()
_held = 0


def _path(face: str) -> Path | None:
    package, name = _FILES[face]
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "files" / name
    return path if path.is_file() else None


def _font(face: str, size: int) -> pygame.font.Font:
    key = face, size
    if key not in _fonts:
        if len(_fonts) > _MOST // 100:
            _fonts.clear()
        if not pygame.font.get_init():
            pygame.font.init()
        path = _path(face)
        # pygame's own font stands in where a package is broken: plainer, but readable
        _fonts[key] = pygame.font.Font(path, size)
    return _fonts[key]


_LATO = frozenset(map(chr, range(0xA0, 0x100))) | frozenset(
    "ĄąĆćĘęıŁłŃńŒœŚśŠšŸŹźŻżŽž–—‘’‚“”„†‡•…‰‹›€™−\u200a"
)
"""What Lato 1 can write beyond ASCII; names from elsewhere are set in the serif."""
_STANDS_IN = {"sans": "serif", "sans-bold": "serif", "sans-italic": "serif-italic"}


def _face_for(text: str, face: str) -> str:
    """The face, or the one that stands in for it where it lacks a letter."""
    if face not in _STANDS_IN or all(char < "\x7f" or char in _LATO for char in text):
        return face
    return _STANDS_IN[face]


def drawn(text: str, style: Style, width: int = 0) -> pygame.Surface:
    """A text as a picture, broken into lines at ``width`` pixels (0: one line)."""
    key = _Set(text, style, max(0, width))
    with _lock:
        found = _surfaces.get(key)
        if found is None:
            found = _draw(key)
        else:
            _surfaces.move_to_end(key)
        return found


def _typeset(text: str) -> str:
    """The text with its apostrophes as they are printed."""
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def _draw(key: _Set) -> pygame.Surface:
    global _held
    font = _font(_face_for(key.text, key.style.face), key.style.size)
    font.set_strikethrough(key.style.struck)  # also puts the line height back
    font.set_linesize(round(font.get_height() * _LEADING))
    surface = font.render(_typeset(key.text), True, key.style.colour, None, key.width)
    if len(_sizes) > _MOST:
        _sizes.clear()
    _sizes[key] = surface.get_size()
    _surfaces[key] = surface
    _held += surface.get_width() * surface.get_height() * 4
    while _held > _CACHE_BYTES and len(_surfaces) > 1:
        _, old = _surfaces.popitem(last=False)
        _held -= old.get_width() * old.get_height() * 4
    return surface


def measured(text: str, style: Style, width: int = 0) -> tuple[int, int]:
    """The width and height of a text as :func:`drawn` draws it."""
    key = _Set(text, style, max(0, width))
    found = _sizes.get(key)
    return found if found is not None else drawn(text, style, width).get_size()


def spaced(text: str) -> str:
    """A short label in spaced capitals."""
    return "\u200a".join(text.upper())
