"""Pictures as they are expected: a figure, a box or a lamp that is gone is seen.

``python -m tests.stage.test_pictures --renew`` makes the expected pictures anew, from
the top of the repository. Look at them before you keep them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.play import replay
from game.stage import scene
from game.stage.people import YOU, Dress
from game.stage.scene import Figure, Scene, painted
from game.stage.theme import layout
from tests.helpers import ROOT
from tests.stage.parts import CORRIDOR, Pile, at

EXPECTED = ROOT / "tests" / "pictures"
SIZE = (480, 270)
SMALL = (160, 90)
TILE = (16, 9)
LIMIT = 4.0
"""How far the worst tile (a tenth of the width by a tenth of the height) may be off on
average, of 255, once the picture is as small as SMALL. Twice what it is off when every
pixel is rounded another way by 2 of 255 (2.0); less than half of the least change that is
to be noticed in LIBRARY: other hair 10, a darker edge 15, a box less 18, a step nearer 40.
The two tests at the end hold both."""

MAYA = Dress("mustard", "bun", "black", "umber", True)
LEE = Dress("slate", "curly", "copper", "porcelain", False)

LIBRARY = Scene(
    "library-night",
    (
        Figure(YOU, "carry", ("slides", "sources", "draft"), 590, right=True),
        Figure(MAYA, "offer", (), 860),
    ),
    ("printing",),
    stress=70,
    connection=30,
)
KITCHEN = Scene(
    "kitchen-morning",
    (
        Figure(YOU, "rest", (), 590, right=True),
        Figure(MAYA, "carry", ("desk",), 790),
        Figure(LEE, "rest", (), 980),
    ),
    stress=20,
    connection=80,
)
CORRIDOR_SCENE = scene.of(replay(CORRIDOR, ["other-end"]))


def screen() -> pygame.Surface:
    """A whole screen in a small window."""
    shown = at("door")(Pile())
    room = layout((640, 360))
    shown.build(room)
    window = pygame.Surface(room.size)
    shown.draw(window, room, painted(shown.scene(), (room.stage[2], room.stage[3])))
    return window


PICTURES: dict[str, Callable[[], pygame.Surface]] = {
    "library-night": lambda: painted(LIBRARY, SIZE),
    "kitchen-morning": lambda: painted(KITCHEN, SIZE),
    "corridor": lambda: painted(CORRIDOR_SCENE, SIZE),
    "screen": screen,
}


def off(one: pygame.Surface, two: pygame.Surface) -> float:
    """How far the worst tile of two pictures is apart, on average, of 255."""
    small = [pygame.transform.smoothscale(picture, SMALL).convert(24) for picture in (one, two)]
    apart = difference(*small)
    tiles = [(x, y) for x in range(0, SMALL[0], TILE[0]) for y in range(0, SMALL[1], TILE[1])]
    return max(mean(apart.subsurface(pygame.Rect(tile, TILE))) for tile in tiles)


def difference(one: pygame.Surface, two: pygame.Surface) -> pygame.Surface:
    """What is in one picture and not in the other, whichever is lighter."""
    there, back = one.copy(), two.copy()
    there.blit(two, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
    back.blit(one, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
    there.blit(back, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return there


def mean(picture: pygame.Surface) -> float:
    values = pygame.image.tobytes(picture, "RGB")
    return sum(values) / len(values)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_as_expected(name: str, tmp_path: Path) -> None:
    seen = PICTURES[name]()
    expected = pygame.image.load(EXPECTED / f"{name}.png")
    assert seen.get_size() == expected.get_size()
    apart = off(expected, seen)
    if apart > LIMIT:
        pictures = {"expected": expected, "seen": seen, "difference": difference(expected, seen)}
        for which, picture in pictures.items():
            pygame.image.save(picture, tmp_path / f"{which}.png")
        pytest.fail(f"{name} is off by {apart:.1f}; look at the pictures in {tmp_path}")


# --- what the limit lets through, and what it does not -----------------------------------


def without_a_box(shown: Scene) -> Scene:
    you, *others = shown.figures
    return shown._replace(figures=(you._replace(carries=you.carries[:-1]), *others))


def without_the_floor(shown: Scene) -> Scene:
    return shown._replace(floor=())


def with_other_hair(shown: Scene) -> Scene:
    *others, last = shown.figures
    return shown._replace(figures=(*others, last._replace(who=last.who._replace(hair="short"))))


def a_step_nearer(shown: Scene) -> Scene:
    *others, last = shown.figures
    return shown._replace(figures=(*others, last._replace(x=last.x - 40)))


def without_a_figure(shown: Scene) -> Scene:
    return shown._replace(figures=shown.figures[:-1])


def tenser(shown: Scene) -> Scene:
    return shown._replace(stress=shown.stress + 20)


@pytest.mark.parametrize(
    "change",
    [
        without_a_box,
        without_the_floor,
        with_other_hair,
        a_step_nearer,
        without_a_figure,
        tenser,
    ],
)
def test_a_change_that_can_be_seen_is_noticed(
    change: Callable[[Scene], Scene],
) -> None:
    assert off(painted(LIBRARY, SIZE), painted(change(LIBRARY), SIZE)) > 2 * LIMIT


@pytest.mark.parametrize("name", PICTURES)
def test_another_machines_rounding_is_not_noticed(name: str) -> None:
    picture = PICTURES[name]()
    lighter, darker = picture.copy(), picture.copy()
    lighter.fill((2, 2, 2), special_flags=pygame.BLEND_RGB_ADD)
    darker.fill((2, 2, 2), special_flags=pygame.BLEND_RGB_SUB)
    assert 0 < off(picture, lighter) <= LIMIT / 2
    assert 0 < off(picture, darker) <= LIMIT / 2


def main() -> None:
    """Make the expected pictures anew."""
    EXPECTED.mkdir(exist_ok=True)
    for name, make in PICTURES.items():
        pygame.image.save(make(), EXPECTED / f"{name}.png")
        print(f"{EXPECTED / name}.png")


if __name__ == "__main__":
    if sys.argv[1:] != ["--renew"]:
        sys.exit(__doc__)
    main()
