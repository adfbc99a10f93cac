"""People, put together from parts: a body in a pose, a coat, hair, skin, glasses."""

from __future__ import annotations

import functools
import zlib
from typing import NamedTuple

import pygame

from game.stage.art import raster, recoloured, source
from game.stage.theme import palette
from game.story import words
from game.story.model import Look

FIGURE = (240, 340)
"""The drawing of a person, feet at y = 330 and middle at x = 120, facing left."""
FEET = 330
HANDS = (92, 215)
"""Where the bottom of what a carrying person holds is, in the drawing."""


class Dress(NamedTuple):
    """A complete look: what an author left out is chosen."""

    coat: str
    hair: str
    hair_colour: str
    skin: str
    glasses: bool


YOU = Dress("coral", "short", "brown", "sand", False)
"""The player's character."""


def dress(person: str, look: Look) -> Dress:
    """The look of a person; what is left out follows steadily from the id."""
    seed = zlib.crc32(person.encode())
    coats = [coat for coat in words.choices_of(words.COATS) if coat != YOU.coat]

    def pick(options: tuple[str, ...] | list[str], salt: int) -> str:
        return options[(seed >> salt) % len(options)]

    return Dress(
        look.coat or pick(coats, 0),
        look.hair or pick(words.choices_of(words.HAIRS), 5),
        look.hair_colour or pick(words.choices_of(words.HAIR_COLOURS), 11),
        look.skin or pick(words.choices_of(words.SKINS), 17),
        bool(seed >> 23 & 1) if look.glasses is None else look.glasses,
    )


def _colours(who: Dress) -> dict[str, str]:
    """From the colours the parts are drawn in to those of this person."""
    table = palette()
    drawn, worn = table["coat"]["teal"], table["coat"][who.coat]
    bare, skin = table["skin"]["umber"], table["skin"][who.skin]
    return {
        drawn["base"]: worn["base"],
        drawn["shade"]: worn["shade"],
        bare["base"]: skin["base"],
        bare["shade"]: skin["shade"],
        table["hair"]["black"]: table["hair"][who.hair_colour],
    }


@functools.lru_cache(maxsize=12)
def figure(who: Dress, pose: str, scale: float, *, flip: bool) -> pygame.Surface:
    """A person as a picture; ``flip`` turns them to face right."""
    size = round(FIGURE[0] * scale), round(FIGURE[1] * scale)
    picture = pygame.Surface(size, pygame.SRCALPHA)
    head = palette()["pose"][pose]["head"]
    shift = round(head[0] * scale), round(head[1] * scale)
    away = "-away" if pose == "away" else ""
    layers = [
        (f"hair-{who.hair}-back", shift),
        (f"body-{pose}", (0, 0)),
        (f"hair-{who.hair}{away}", shift),
    ]
    if who.glasses and not away:
        layers.append(("glasses", shift))
    for name, at in layers:
        _lay(picture, name, who, size, at)
    return pygame.transform.flip(picture, True, False) if flip else picture


@functools.lru_cache(maxsize=8)
def hands(who: Dress, scale: float, *, flip: bool) -> pygame.Surface:
    """The hands of a carrying person, to lie over what they hold."""
    size = round(FIGURE[0] * scale), round(FIGURE[1] * scale)
    picture = pygame.Surface(size, pygame.SRCALPHA)
    _lay(picture, "hands-carry", who, size, (0, 0))
    return pygame.transform.flip(picture, True, False) if flip else picture


def _lay(
    picture: pygame.Surface, name: str, who: Dress, size: tuple[int, int], at: tuple[int, int]
) -> None:
    svg = source("parts", name)
    if svg is not None:
        picture.blit(raster(recoloured(svg, _colours(who)), size), at)
