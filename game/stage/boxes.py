"""Boxes with their words on them, and the stack they make in somebody's arms."""

from __future__ import annotations

import functools

import pygame

from game.stage import type as typography
from game.stage.art import raster, recoloured, source
from game.stage.theme import palette

SIZE = (118, 58)
"""A box, in the units of a place."""
_TILT = (0.0, 2.0, -2.5, 1.5, -1.0)
_SHIFT = (0, -4, 3, -2, 4)
_WIDTH = (1.0, 0.94, 1.0, 0.9, 0.96)


@functools.lru_cache(maxsize=24)
def box(name: str, number: int, scale: float, tilt: float = 0.0) -> pygame.Surface:
    """One box as a picture, a little turned; ``number`` varies its shade."""
    colours = palette()["box"]
    face = colours[f"face{number % 3 + 1}"]
    width = SIZE[0] * _WIDTH[number % len(_WIDTH)]
    size = max(4, round(width * scale)), max(4, round(SIZE[1] * scale))
    picture = raster(recoloured(source("parts", "box") or "<svg/>", {colours["face1"]: face}), size)
    label = _label(name, round(17 * scale), size[0] * 0.88)
    picture.blit(label, label.get_rect(center=(size[0] // 2, round(size[1] * 0.54))))
    return pygame.transform.rotozoom(picture, tilt, 1.0) if tilt else picture


def long_box(name: str, width: int, scale: float) -> pygame.Surface:
    """A long box for two people, as a picture of this width."""
    size = max(4, width), max(4, round(width * 64 / 300))
    picture = raster(source("parts", "box-long") or "<svg/>", size)
    label = _label(name, round(24 * scale), size[0] * 0.6)
    picture.blit(label, label.get_rect(center=(size[0] // 2, round(size[1] * 0.52))))
    return picture


def _label(name: str, size: int, room: float) -> pygame.Surface:
    """The word on a box, smaller when it is long."""
    for smaller in (1.0, 0.85, 0.72, 0.6):
        style = typography.Style(
            "sans-bold", max(6, round(size * smaller)), palette()["box"]["ink"]
        )
        if typography.measured(name, style)[0] <= room:
            break
    label = typography.drawn(name, style)
    if label.get_width() > room:
        label = label.subsurface((0, 0, int(room), label.get_height()))
    return label


def stack(
    names: tuple[str, ...], foot: tuple[float, float], scale: float, lean: float
) -> list[tuple[pygame.Surface, tuple[int, int]]]:
    """The pictures of a stack from the bottom up, each with its top left corner.

    ``foot`` is the middle of the bottom, in pixels; ``lean`` -1 to 1 tips the stack.
    """
    made = []
    y = foot[1]
    for index, name in enumerate(names):
        tilt = _TILT[index % len(_TILT)] * (1.0 + abs(lean)) if index else 0.0
        picture = box(name, index, scale, tilt)
        x = foot[0] + (_SHIFT[index % len(_SHIFT)] * bool(index) + lean * 9.0 * index) * scale
        height = picture.get_height()
        made.append((picture, (round(x - picture.get_width() / 2), round(y - height))))
        y -= SIZE[1] * scale * 0.97
    return made
