"""Drawn things as pictures: SVG from the assets, set in colour, rasterised by ThorVG.

Rasterising takes no interpreter lock, so it is done beside the window. All of it
happens on one thread at a time: the painter's.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pygame

from game.stage.theme import palette
from game.story.library import folder

if TYPE_CHECKING:
    from thorvg_python.engine import Engine

View = tuple[float, float, float, float]


@functools.cache
def _engine() -> Engine:
    from thorvg_python.engine import Engine

    return Engine(threads=0)


@functools.cache
def source(kind: str, name: str) -> str | None:
    """The SVG text of ``assets/KIND/NAME.svg``, or None where there is none."""
    path = folder("assets") / kind / f"{name}.svg"
    return path.read_text("utf-8") if path.is_file() else None


def raster(svg: str, size: tuple[int, int], view: View | None = None) -> pygame.Surface:
    """An SVG text as a picture with alpha of the given size in pixels.

    ``view`` is the part of the drawing to show (x, y, width, height in its own
    units); without one all of it is shown. What ThorVG cannot read is empty.
    """
    from thorvg_python.base import Colorspace, Result
    from thorvg_python.canvas.sw import SwCanvas
    from thorvg_python.paint.picture import Picture

    width, height = max(1, size[0]), max(1, size[1])
    canvas = SwCanvas(_engine())
    canvas.set_target(width, height, cs=Colorspace.ABGR8888S)
    picture = Picture(_engine())
    if picture.load_data(svg.encode(), "svg", None, True) != Result.SUCCESS:
        return pygame.Surface((width, height), pygame.SRCALPHA)
    if view is None:
        picture.set_size(width, height)
    else:
        _, full_width, full_height = picture.get_size()
        scale = width / view[2]
        picture.set_size(full_width * scale, full_height * scale)
        picture.translate(-view[0] * scale, -view[1] * scale)
    canvas.add(picture)
    canvas.update()
    canvas.draw(True)
    canvas.sync()
    assert canvas.buffer_arr is not None  # set_target has made it
    return pygame.image.frombytes(bytes(canvas.buffer_arr), (width, height), "RGBA")


def recoloured(svg: str, colours: dict[str, str]) -> str:
    """The drawing with some colours exchanged for others, all at once."""
    for index, old in enumerate(colours):
        svg = svg.replace(old, f"@{index}@")
    for index, new in enumerate(colours.values()):
        svg = svg.replace(f"@{index}@", new)
    return svg


def place_colour(place: str | None, name: str) -> str:
    """A colour of a place (``glow``, ``edge``), or the window's own where it has none."""
    of_place = palette().get("place", {}).get(place or "", {})
    colour: str = of_place.get(name) or {"glow": "#ffbd78"}.get(name, palette()["ui"]["night"])
    return colour


def light_at(place: str | None) -> tuple[float, float]:
    """Where the light of a place is, in the units of its drawing."""
    of_place = palette().get("place", {}).get(place or "", {})
    x, y = of_place.get("light", (800, 300))
    return float(x), float(y)
