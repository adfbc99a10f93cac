"""The painter: makes the stage's pictures beside the window, so that it never waits."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable

import pygame

from game.stage.scene import Scene, painted
from game.stage.theme import ui

_CACHE_BYTES = 32_000_000

_Order = tuple[Scene, tuple[int, int]]


def _painted(scene: Scene, size: tuple[int, int]) -> pygame.Surface:
    """The picture, or an empty one: a story can be read without its pictures."""
    try:
        return painted(scene, size)
    except Exception as error:
        logging.getLogger(__name__).error("%s cannot be drawn: %s", scene.place, error)
        empty = pygame.Surface(size)
        empty.fill(ui("night"))
        return empty


class Painter:
    """Paints the scene that was asked for last; calls back when it is done."""

    def __init__(self, done: Callable[[], None]) -> None:
        self._done = done
        self._wanted: _Order | None = None
        self._pictures: OrderedDict[_Order, pygame.Surface] = OrderedDict()
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def order(self, scene: Scene, size: tuple[int, int]) -> None:
        """Ask for a picture; whatever was asked for before and is not begun is forgotten."""
        with self._change:
            if (scene, size) in self._pictures:
                return
            self._wanted = scene, size
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="painter", daemon=True)
                self._thread.start()
            self._change.notify()

    def picture(self, scene: Scene, size: tuple[int, int]) -> pygame.Surface | None:
        """The picture, if it is done."""
        with self._change:
            found = self._pictures.get((scene, size))
            if found is not None:
                self._pictures.move_to_end((scene, size))
            return found

    def close(self) -> None:
        """Stop after the picture at hand."""
        with self._change:
            self._closed = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _work(self) -> None:
        while True:
            with self._change:
                while self._wanted is None and not self._closed:
                    self._change.wait()
                if self._closed:
                    return
                order, self._wanted = self._wanted, None
            assert order is not None
            picture = _painted(*order)
            with self._change:
                self._pictures[order] = picture
                self._forget()
            self._done()

    def _forget(self) -> None:
        held = sum(one.get_width() * one.get_height() * 4 for one in self._pictures.values())
        while held > _CACHE_BYTES and len(self._pictures) > 1:
            _, old = self._pictures.popitem(last=False)
            held -= old.get_width() * old.get_height() * 4
