"""The picture beside the text: a place, who is in it, what each of them carries.

A :class:`Scene` is a plain description that follows from a play; :func:`painted`
is the same picture for the same scene and size, whenever and wherever it is made.
"""

from __future__ import annotations

from typing import NamedTuple

import pygame

from game.engine.state import DONE, NOBODY, YOU
from game.play.play import Play
from game.play.telling import holder_name
from game.stage import boxes, light, people
from game.stage.art import View, raster, source
from game.stage.people import Dress
from game.stage.theme import SCENE_HEIGHT, ui

FLOOR = 560
MIDDLE = 800
YOUR_PLACE = 590
"""Where you stand when there is room: left of the middle, turned to the others."""
FAR, NEAR = 460, 190
"""How far from you somebody stands, without trust and with all of it."""
APART = 135
"""The least distance between two people."""
WIDTH = 1600
"""The width of a drawn place, in its own units."""
HEAD_ROOM, UNDER_FEET, LEAST = 90.0, 600.0, 370.0
"""What a low stage shows: from this height, to this one, and at least so much of it."""


class Figure(NamedTuple):
    """Somebody on the stage."""

    who: Dress
    pose: str
    carries: tuple[str, ...]
    x: float
    """Where they stand, in the units of a place."""
    right: bool = False
    """Whether they look to the right."""


class Scene(NamedTuple):
    """All that a picture of the stage depends on, but for its size."""

    place: str | None
    figures: tuple[Figure, ...] = ()
    floor: tuple[str, ...] = ()
    """Boxes nobody carries."""
    stress: int = 35
    connection: int = 40
    shared: str = ""
    """A box that the first two figures hold together."""


def of(play: Play) -> Scene:
    """The stage of a play as it stands."""
    state, passage = play.now.state, play.passage
    program = play.program
    names = [program.scenario.boxes[box].name for box in program.boxes]

    def held(holder: int) -> tuple[str, ...]:
        return tuple(name for name, who in zip(names, state.boxes, strict=True) if who == holder)

    mine = held(YOU)
    pose = "carry" if mine else "tired" if state.energy < 40 else "rest"
    figures = [Figure(people.YOU, pose, mine, YOUR_PLACE, right=True)]
    here = [program.people.index(person) for person in passage.with_]
    here.sort(key=lambda person: -state.trust[person])
    x = float(YOUR_PLACE)
    for person in here:
        trust = state.trust[person]
        least = APART if len(figures) > 1 else 0
        x = max(x + least, YOUR_PLACE + FAR - (FAR - NEAR) * trust / 100)
        theirs = held(person)
        name = program.people[person]
        look = people.dress(name, program.scenario.cast[name].look)
        figures.append(Figure(look, _pose(play, name, theirs), theirs, x))
    return Scene(
        passage.place,
        tuple(figures),
        held(NOBODY),
        state.stress,
        state.connection,
    )


def _pose(play: Play, person: str, carries: tuple[str, ...]) -> str:
    """Somebody with boxes carries them; somebody whose help is on offer holds out a hand."""
    if carries:
        return "carry"
    written = play.program.passages[play.now.state.passage].choices
    offers = any(
        choice.written.stance == "accept" and choice.written.person == person for choice in written
    )
    return "offer" if offers else "rest"


def told(play: Play) -> str:
    """The picture in words, for whoever does not see it."""
    program, state = play.program, play.now.state
    passage = play.passage
    parts = [(passage.place or "an empty stage").replace("-", " ").capitalize() + "."]
    for person in passage.with_:
        trust = state.trust[program.people.index(person)]
        near = "close by" if trust >= 60 else "near" if trust >= 40 else "a few steps away"
        parts.append(f"{program.scenario.cast[person].name} stands {near}.")
    for box, holder in zip(program.boxes, state.boxes, strict=True):
        name = program.scenario.boxes[box].name
        if holder == YOU:
            parts.append(f"You carry {name}.")
        elif holder >= 0:
            parts.append(f"{holder_name(program, holder)} has {name}.")
        elif holder == DONE:
            parts.append(f"{name.capitalize()}: done.")
    return " ".join(parts)


def view_of(size: tuple[int, int]) -> View:
    """The part of a place that a stage of this size shows: never squeezed, people in it.

    A narrow stage shows the middle of the place, a wide one all of its width and less
    of its height: first the ceiling goes and the floor in front, then what is over heads.
    """
    width, height = max(1, size[0]), max(1, size[1])
    shown = min(float(SCENE_HEIGHT), max(float(LEAST), WIDTH * height / width))
    spare = SCENE_HEIGHT - shown
    top = min(spare, max(HEAD_ROOM, UNDER_FEET - shown)) if spare else 0.0
    seen = width * shown / height
    return MIDDLE - seen / 2, top, seen, shown


def painted(scene: Scene, size: tuple[int, int]) -> pygame.Surface:
    """The picture of a scene in pixels of the window."""
    view = view_of(size)
    picture = pygame.Surface(size)
    picture.fill(ui("night"))
    place = source("places", scene.place) if scene.place else None
    if place is not None:
        picture.blit(raster(place, size, view), (0, 0))
    picture.blit(light.glow(scene.place, scene.connection, size, view), (0, 0))
    scale = size[1] / view[3]
    for figure in _placed(scene.figures, view):
        _figure(picture, figure, view, scale, scene.stress)
    for number, name in reversed(list(enumerate(scene.floor))):
        _floor_box(picture, name, number, view, scale)
    if scene.shared:
        _shared(picture, scene, view, scale)
    picture.blit(light.edge(scene.place, scene.stress, size), (0, 0))
    return picture


def _placed(figures: tuple[Figure, ...], view: View) -> list[Figure]:
    """The figures in the middle, moved together as far as the view is too narrow for them."""
    if not figures:
        return []
    room = view[2] / 2 - 95
    off = max(0.0, (figures[0].x + figures[-1].x) / 2 - MIDDLE + 15)
    figures = tuple(figure._replace(x=figure.x - off) for figure in figures)
    reach = max(1.0, *(abs(figure.x - MIDDLE) for figure in figures))
    squeeze = min(1.0, max(0.2, room / reach))
    placed = [figure._replace(x=MIDDLE + (figure.x - MIDDLE) * squeeze) for figure in figures]
    return sorted(placed, key=lambda figure: (figure.right, -figure.x))


def _figure(picture: pygame.Surface, figure: Figure, view: View, scale: float, stress: int) -> None:
    body = people.figure(figure.who, figure.pose, scale, flip=figure.right)
    left = round((figure.x - view[0]) * scale - body.get_width() / 2)
    top = round((FLOOR - view[1] - people.FEET) * scale)
    picture.blit(body, (left, top))
    if not figure.carries:
        return
    side = people.FIGURE[0] - people.HANDS[0] if figure.right else people.HANDS[0]
    foot = left + side * scale, top + people.HANDS[1] * scale
    lean = max(0.0, (stress - 40) / 60) * (1 if figure.right else -1)
    for box, at in boxes.stack(figure.carries, foot, scale, lean):
        picture.blit(box, at)
    picture.blit(people.hands(figure.who, scale, flip=figure.right), (left, top))


def _floor_box(picture: pygame.Surface, name: str, number: int, view: View, scale: float) -> None:
    """A box nobody has taken: it stands on the floor, in front at the right."""
    row, column = divmod(number, 3)
    box = boxes.box(name, number, scale * 0.8)
    x = MIDDLE + (column - 0.55) * 104 + row * 30
    y = FLOOR + 62 - row * 46
    picture.blit(
        box,
        (
            round((x - view[0]) * scale - box.get_width() / 2),
            round((y - view[1]) * scale - box.get_height()),
        ),
    )


def _shared(picture: pygame.Surface, scene: Scene, view: View, scale: float) -> None:
    """A long box carried by two: each has an end."""
    second, first = _placed(scene.figures, view)[:2]
    left, right = first.x, second.x
    long_box = boxes.long_box(scene.shared, round((right - left - 90) * scale), scale)
    x = round((left + 45 - view[0]) * scale)
    y = round((FLOOR - view[1] - people.FEET + people.HANDS[1] + 14) * scale)
    picture.blit(long_box, (x, y - long_box.get_height()))
    for figure in (first, second):
        over = people.hands(figure.who, scale, flip=figure.right)
        at = round((figure.x - view[0]) * scale - over.get_width() / 2)
        picture.blit(over, (at, round((FLOOR - view[1] - people.FEET) * scale)))
