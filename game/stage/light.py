"""Light and dark over a place.

The lamp reaches as far as connection; the edges close in with stress.
"""

from __future__ import annotations

import pygame

from game.stage.art import View, light_at, place_colour, raster

_GLOW = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 720"><defs>
<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="{x}" cy="{y}" r="{r}">
<stop offset="0" stop-color="{c}" stop-opacity="{a}"/>
<stop offset=".45" stop-color="{c}" stop-opacity="{b}"/>
<stop offset="1" stop-color="{c}" stop-opacity="0"/></radialGradient></defs>
<rect x="-800" y="-800" width="3200" height="2400" fill="url(#g)"/></svg>"""

_EDGE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><defs>
<radialGradient id="e" gradientUnits="userSpaceOnUse" cx="50" cy="52" r="72">
<stop offset="{from_}" stop-color="{c}" stop-opacity="0"/>
<stop offset="1" stop-color="{c}" stop-opacity="{a}"/></radialGradient></defs>
<rect x="-50" y="-50" width="200" height="200" fill="url(#e)"/></svg>"""


def glow(place: str | None, connection: int, size: tuple[int, int], view: View) -> pygame.Surface:
    """The lamp's light: it reaches further and is warmer the more connection there is."""
    x, y = light_at(place)
    near = connection / 100
    svg = _GLOW.format(
        x=x,
        y=y + 40,
        r=round(150 + 430 * near),
        c=place_colour(place, "glow"),
        a=round(0.10 + 0.26 * near, 3),
        b=round(0.03 + 0.13 * near, 3),
    )
    return raster(svg, size, view)


def edge(place: str | None, stress: int, size: tuple[int, int]) -> pygame.Surface:
    """The dark at the edges: it reaches further in the more stress there is.

    A round shade is drawn once, small, and stretched: it has no detail to lose.
    """
    heavy = stress / 100
    svg = _EDGE.format(
        from_=round(0.72 - 0.58 * heavy, 3),
        c=place_colour(place, "edge"),
        a=round(0.30 + 0.65 * heavy, 3),
    )
    return pygame.transform.smoothscale(raster(svg, (160, 160)), size)
