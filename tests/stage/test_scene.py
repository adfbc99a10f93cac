"""The picture: who stands where and holds what, how light it is, and in which colours."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pygame
import pytest

from game.play import Play, begin, replay
from game.stage import boxes, people, scene
from game.stage.people import YOU, dress
from game.stage.scene import Figure, Scene, painted
from game.stage.theme import palette
from game.story.library import folder, places
from game.story.model import Look
from tests.helpers import CALM, Data, made, small
from tests.stage.parts import CORRIDOR

SIZE = (480, 270)
DRAWINGS = sorted(folder("assets").rglob("*.svg"))
PLACES = places()


def stage(**parts: Any) -> Scene:
    """The stage of a story that has just begun."""
    story = small({}, **parts)
    story["passages"]["here"] |= {"place": "corridor", "with": list(story["cast"])}
    return scene.of(begin(made(story)))


def seen(picture: pygame.Surface) -> bytes:
    return pygame.image.tobytes(picture, "RGB")


def forget() -> None:
    """Let nothing be kept of what was painted before."""
    for kept in (boxes.box, people.figure, people.hands):
        kept.cache_clear()


# --- who stands where, with what ------------------------------------------------------


def test_somebody_stands_nearer_the_more_you_trust_them() -> None:
    at = [
        stage(cast={"maya": {"name": "Maya", "trust": trust}}).figures[1].x
        for trust in (0, 25, 50, 75, 100)
    ]
    assert all(near < far for far, near in pairwise(at))
    assert at[-1] > stage().figures[0].x


def test_whom_you_trust_more_stands_nearer_than_the_others() -> None:
    cast = {name: {"name": name, "trust": trust} for name, trust in TRUSTED.items()}
    (_, *others) = stage(cast=cast).figures
    wanted = sorted(TRUSTED, key=lambda name: -TRUSTED[name])
    assert [one.who for one in others] == [dress(name, Look()) for name in wanted]
    assert all(one.x < two.x for one, two in pairwise(others))


TRUSTED = {"a": 20, "b": 90, "c": 55}


def test_nobody_stands_in_anybody_else() -> None:
    cast = {f"p{number}": {"name": "P", "trust": 100} for number in range(5)}
    at = [figure.x for figure in stage(cast=cast).figures]
    assert all(two - one >= scene.APART for one, two in pairwise(at[1:]))


def test_boxes_are_in_the_arms_of_who_holds_them() -> None:
    held = {"slides": {"name": "slides", "holder": "you"}, "sources": {"name": "sources"}}
    held["sources"]["holder"] = "maya"
    you, *others = stage(boxes=held).figures
    (maya,) = [one for one in others if one.who == dress("maya", Look())]
    (lee,) = [one for one in others if one.who == dress("lee", Look())]
    assert (you.carries, maya.carries, lee.carries) == (("slides",), ("sources",), ())
    assert (you.pose, maya.pose, lee.pose) == ("carry", "carry", "rest")


def test_boxes_of_nobody_stand_on_the_floor() -> None:
    assert stage().floor == ("slides", "sources")


def test_boxes_that_are_done_are_gone() -> None:
    play = replay(CORRIDOR, ["door", "ask-ines", "tea"])
    made_of = scene.of(play)
    assert made_of.floor == ()
    assert all(figure.carries == () for figure in made_of.figures)


def offering(choice: Data) -> str:
    story = small(choice)
    story["passages"]["here"]["with"] = ["maya"]
    return scene.of(begin(made(story))).figures[1].pose


def test_whose_help_is_on_offer_holds_out_a_hand() -> None:
    assert offering({"stance": "accept", "person": "maya"}) == "offer"
    assert offering({"stance": "accept", "person": "lee"}) == "rest"


def test_you_look_tired_when_you_are() -> None:
    assert stage(begin=CALM | {"energy": 39}).figures[0].pose == "tired"
    assert stage(begin=CALM | {"energy": 40}).figures[0].pose == "rest"


def test_the_picture_is_told_in_the_words_of_what_it_shows() -> None:
    play: Play = replay(CORRIDOR, ["other-end"])
    assert scene.told(play) == "Corridor. Dov stands near. Dov has desk. You carry books."


# --- light and dark ---------------------------------------------------------------------


def light(picture: pygame.Surface, *within: pygame.Rect) -> float:
    """How light parts of a picture are on average, weighted as eyes do."""
    colours = [pygame.transform.average_color(picture, one)[:3] for one in within]
    return sum(0.21 * r + 0.72 * g + 0.07 * b for r, g, b in colours) / len(colours)


def rim(size: tuple[int, int]) -> list[pygame.Rect]:
    """The edges of a picture, a tenth of it wide."""
    wide, high = size[0] // 10, size[1] // 10
    return [
        pygame.Rect(0, 0, size[0], high),
        pygame.Rect(0, size[1] - high, size[0], high),
        pygame.Rect(0, high, wide, size[1] - 2 * high),
        pygame.Rect(size[0] - wide, high, wide, size[1] - 2 * high),
    ]


@pytest.fixture(scope="module", params=PLACES)
def nine(request: pytest.FixtureRequest) -> dict[tuple[int, int], pygame.Surface]:
    """A place with low, middle and high stress, and the same of connection."""
    return {
        (stress, near): painted(Scene(request.param, stress=stress, connection=near), SIZE)
        for stress in (5, 50, 95)
        for near in (5, 50, 95)
    }


Nine = dict[tuple[int, int], pygame.Surface]


def test_more_stress_makes_darker_edges(nine: Nine) -> None:
    for near in (5, 50, 95):
        edges = [light(nine[stress, near], *rim(SIZE)) for stress in (5, 50, 95)]
        assert edges[0] > edges[1] + 1 > edges[2] + 2


def test_more_connection_makes_a_lighter_middle(nine: Nine) -> None:
    middle = pygame.Rect((0, 0), SIZE)
    middle = middle.inflate(-SIZE[0] // 2, -SIZE[1] // 2)
    for stress in (5, 50, 95):
        lights = [light(nine[stress, near], middle) for near in (5, 50, 95)]
        assert lights[0] < lights[1] - 1 < lights[2] - 2


def test_stress_darkens_the_edges_more_than_the_middle(nine: Nine) -> None:
    middle = pygame.Rect((0, 0), SIZE).inflate(-SIZE[0] * 3 // 4, -SIZE[1] * 3 // 4)
    calm, tense = nine[5, 50], nine[95, 50]
    outside = light(tense, *rim(SIZE)) / light(calm, *rim(SIZE))
    assert outside < light(tense, middle) / light(calm, middle)


# --- the stack ----------------------------------------------------------------------------


def face(count: int) -> bytes:
    """The face of somebody who stands in the middle with some boxes in their arms."""
    you = Figure(YOU, "carry", ("box",) * count, 800, right=True)
    picture = painted(Scene(None, (you,), stress=0, connection=0), (1600, 720))
    left = scene._placed((you,), scene.view_of((1600, 720)))[0].x - people.FIGURE[0] / 2
    top = scene.FLOOR - people.FEET
    # eyes and mouth of the drawing, which is turned to face right
    eyes = pygame.Rect(round(left) + 240 - 127, top + 58, 33, 27)
    return seen(picture.subsurface(eyes))


def test_one_box_leaves_your_face_free_and_four_hide_it() -> None:
    assert face(1) == face(0)
    free, hidden = face(0), face(4)
    same = sum(free[at : at + 3] == hidden[at : at + 3] for at in range(0, len(free), 3))
    assert same == 0


def test_a_stack_leans_with_stress() -> None:
    you = Figure(YOU, "carry", ("one", "two", "three"), 800, right=True)
    straight, leaning = (boxes.stack(you.carries, (200, 400), 1, lean) for lean in (0, 1))
    at = [box.get_rect(topleft=corner).centerx for box, corner in straight]
    leant = [box.get_rect(topleft=corner).centerx for box, corner in leaning]
    assert [far > near for near, far in zip(at, leant, strict=True)] == [False, True, True]


# --- pictures of anything --------------------------------------------------------------------

CROWD = Scene(
    "kitchen-morning",
    (
        Figure(YOU, "carry", tuple(f"box {number}" for number in range(6)), 590, right=True),
        *(Figure(dress(f"p{n}", Look()), "offer", (), 780 + 135 * n) for n in range(5)),
    ),
    ("one", "two", "three", "four"),
    stress=80,
)


@pytest.mark.parametrize(
    "shown",
    [
        CROWD,
        Scene(None),
        Scene("nowhere-at-all"),
        Scene("../palette.toml"),
        Scene("corridor"),
        Scene("title", CROWD.figures[:2], shared="everything else"),
        Scene("corridor", CROWD.figures, ("Donaudampfschiff" * 9, "", "\n", "Ωmega"), 100, 100),
        Scene("corridor", CROWD.figures, (), 0, 0),
    ],
    ids=["crowd", "none", "unknown", "a path", "empty", "shared", "words", "calm"],
)
@pytest.mark.parametrize("size", [(1, 1), (2, 700), (700, 2), (160, 90), (333, 777)])
def test_any_scene_can_be_painted_in_any_size(shown: Scene, size: tuple[int, int]) -> None:
    assert painted(shown, size).get_size() == size


def test_the_same_scene_is_the_same_picture() -> None:
    forget()
    first = seen(painted(CROWD, SIZE))
    painted(Scene("corridor", CROWD.figures[:3]), (200, 100))
    again = seen(painted(CROWD, SIZE))
    forget()
    assert first == again == seen(painted(CROWD, SIZE))


def test_every_place_can_be_told_from_every_other() -> None:
    assert len(PLACES) == len({seen(painted(Scene(place), SIZE)) for place in PLACES})
    assert "corridor" in PLACES


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_a_whole_picture(place: str) -> None:
    empty = painted(Scene("nowhere-at-all"), SIZE)
    picture = painted(Scene(place), SIZE)
    colours = {bytes(picture.get_at((x, y))) for x in range(0, 480, 8) for y in range(0, 270, 8)}
    assert len(colours) > 100
    bare = sum(
        picture.get_at((x, y)) == empty.get_at((x, y))
        for x in range(0, 480, 8)
        for y in range(0, 270, 8)
    )
    assert bare < 20


@pytest.mark.parametrize("size", [(480, 270), (300, 300), (800, 280), (200, 800)])
def test_a_place_fills_a_stage_of_any_shape(size: tuple[int, int]) -> None:
    view = pygame.FRect(scene.view_of(size))
    assert pygame.FRect(0, 0, 1600, 720).contains(view)
    assert view.w / view.h == pytest.approx(size[0] / size[1])


def test_a_person_without_a_look_gets_a_steady_one() -> None:
    assert dress("maya", Look()) == dress("maya", Look())
    assert len({dress(f"person {number}", Look()) for number in range(50)}) > 40


def test_a_look_is_worn_as_it_is_written() -> None:
    assert dress("maya", Look(coat="plum", glasses=True))[::4] == ("plum", True)
    assert dress("maya", Look(hair="bun", skin="ebony"))[1::2] == (
        "bun",
        "ebony",
    )


def test_nobody_is_dressed_like_you_by_chance() -> None:
    assert all(dress(f"person {n}", Look()).coat != YOU.coat for n in range(200))


def test_every_look_and_pose_is_drawn() -> None:
    bare = seen(people.figure(YOU._replace(hair="no such hair"), "rest", 0.5, flip=False))
    for hair in ("short", "long", "curly", "bun", "covered"):
        who = YOU._replace(hair=hair)
        assert seen(people.figure(who, "rest", 0.5, flip=False)) != bare
    poses = {seen(people.figure(YOU, pose, 0.5, flip=False)) for pose in palette()["pose"]}
    assert len(poses) == len(palette()["pose"]) > 4


# --- drawings -------------------------------------------------------------------------------


def hexes(table: object) -> set[str]:
    """Every colour in the palette."""
    if isinstance(table, dict):
        return set().union(*(hexes(value) for value in table.values()))
    return {table.lower()} if isinstance(table, str) and table.startswith("#") else set()


@pytest.fixture(params=DRAWINGS, ids=lambda file: file.stem)
def drawing(request: pytest.FixtureRequest) -> Path:
    file: Path = request.param
    return file


def test_every_colour_of_a_drawing_is_in_the_palette(drawing: Path) -> None:
    used = set(re.findall(r"#[0-9a-f]{3,8}\b", drawing.read_text("utf-8").lower()))
    named = {name for name in used if re.search(rf"url\({name}\)", drawing.read_text("utf-8"))}
    assert used - named <= hexes(palette())


def test_a_drawing_names_its_colours_by_hexes_only(drawing: Path) -> None:
    for part in ElementTree.parse(drawing).iter():
        for name in ("fill", "stroke", "stop-color"):
            assert re.fullmatch(r"none|#[0-9a-f]{6}|url\(#[\w-]+\)", part.get(name, "none"))
        assert "style" not in part.attrib


def test_a_drawing_has_only_shapes_and_nothing_from_elsewhere(drawing: Path) -> None:
    shapes = {"svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "stop"}
    shapes |= {"linearGradient", "radialGradient", "clipPath", "polygon", "polyline"}
    for part in ElementTree.parse(drawing).iter():
        assert part.tag.removeprefix("{http://www.w3.org/2000/svg}") in shapes
        for name, value in part.attrib.items():
            assert not name.endswith("href") or value.startswith("#")
            assert not name.startswith("on")


@pytest.mark.parametrize("size", [(800, 720), (1600, 720), (2400, 720), (2800, 700), (640, 150)])
def test_a_stage_never_shows_more_than_the_place_or_less_than_the_people(
    size: tuple[int, int],
) -> None:
    _, top, wide, high = scene.view_of(size)
    assert wide <= scene.WIDTH + 1 or high == scene.LEAST
    assert top >= 0
    assert top + high >= scene.FLOOR + 15
    assert abs(wide / high - size[0] / size[1]) < 0.01
