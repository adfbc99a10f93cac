"""Colours by their names, and how large things are in a window of some size."""

from __future__ import annotations

import functools
import tomllib
from typing import Any, NamedTuple

from game.story.library import folder

SCENE_HEIGHT = 720
"""The height of a drawn place, in its own units."""


@functools.cache
def palette() -> dict[str, Any]:
    """Every colour there is, as ``assets/palette.toml`` names them."""
    with (folder("assets") / "palette.toml").open("rb") as file:
        return tomllib.load(file)


def ui(name: str) -> str:
    """A colour of the reading column, such as ``night`` or ``text``."""
    colour: str = palette()["ui"][name]
    return colour


class Layout(NamedTuple):
    """Where the stage and the reading column are, in pixels of the window."""

    size: tuple[int, int]
    stage: tuple[int, int, int, int]
    """x, y, width, height; no width when there is no room for a picture."""
    column: tuple[int, int, int, int]
    unit: float
    """Pixels for one pixel of the design, which is drawn for 1280 x 720."""
    reading: int
    """Height of the reading type."""

    def px(self, design: float) -> int:
        """A length of the design in this window; what is not nothing stays visible."""
        return max(1, round(design * self.unit)) if design else 0


_LEAST_STAGE = 200
_READING = 20


def layout(size: tuple[int, int], text_size: int = 100) -> Layout:
    """The layout of a window; larger text takes room from the stage, never from the text."""
    width, height = max(1, size[0]), max(1, size[1])
    unit = max(0.75, min(width / 1280, height / SCENE_HEIGHT))
    reading = max(9, round(_READING * unit * text_size / 100))
    if width < height:
        return _stacked(width, height, unit, reading)
    wanted = max(0.375 * width, min(23 * reading, 0.62 * width))
    column = round(min(wanted, 33 * reading))
    stage = width - column
    if stage < _LEAST_STAGE * unit:
        stage, column = 0, width
    return Layout((width, height), (0, 0, stage, height), (stage, 0, column, height), unit, reading)


def _stacked(width: int, height: int, unit: float, reading: int) -> Layout:
    """Stage over text, for windows higher than wide."""
    stage = round(min(0.38 * height, 0.75 * width))
    if reading > 0.05 * height or stage < _LEAST_STAGE * unit:
        stage = 0
    return Layout(
        (width, height),
        (0, 0, width if stage else 0, stage),
        (0, stage, width, height - stage),
        unit,
        reading,
    )
