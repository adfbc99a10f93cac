"""The two meters over the stage: label, number, change, bar and words."""

from __future__ import annotations

import pygame

from game.play.telling import signed
from game.stage import type as typography
from game.stage.theme import Layout, ui
from game.stage.type import Style
from game.stage.widgets.widget import Role, Widget


class Meter(Widget):
    """A meter of 0 to 100 with its last change, and the same in words."""

    role: Role = "meter"

    def __init__(self, name: str, number: int, change: int, words: str) -> None:
        moved = f", {signed(change)}" if change else ""
        super().__init__(name, value=f"{number} of 100{moved}: {words}")
        self._name, self._number, self._change, self._words = name, number, change, words

    def _styles(self) -> tuple[Style, Style, Style]:
        return (
            Style("sans-bold", self._size, ui("text")),
            Style("sans-bold", self._size, ui(self._name)),
            Style("sans", self._size, ui("text")),
        )

    def _fitting(self, width: int, layout: Layout) -> int:
        """The size of its type: smaller where name, number and change would touch."""
        size = max(11, round(layout.reading * 0.7))
        row = f"{typography.spaced(self._name)}  100  {signed(-10)}"
        needed = typography.measured(row, Style("sans-bold", size, ui("text")))[0]
        return max(11, min(size, size * width // needed))

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """Label over bar over words."""
        self._size = self._fitting(width, layout)
        label, _, words = self._styles()
        self._top = typography.measured(self._name, label)[1]
        height = self._top + layout.px(16) + typography.measured(self._words, words, width)[1]
        self.rect = pygame.Rect(x, y, width, height)
        return height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw label, number and change over the bar, words under it."""
        label, coloured, words = self._styles()
        rect = self.rect
        name = typography.drawn(typography.spaced(self._name), label)
        surface.blit(name, rect.topleft)
        number = typography.drawn(str(self._number), label)
        surface.blit(number, (rect.x + name.get_width() + layout.px(8), rect.y))
        if self._change:
            change = typography.drawn(signed(self._change), coloured)
            surface.blit(change, change.get_rect(topright=rect.topright))
        bar = pygame.Rect(rect.x, rect.y + self._top + layout.px(4), rect.width, layout.px(8))
        radius = layout.px(4)
        pygame.draw.rect(surface, ui("chosen"), bar, border_radius=radius)
        bar.width = max(bar.height, round(bar.width * self._number / 100))
        pygame.draw.rect(surface, ui(self._name), bar, border_radius=radius)
        at = rect.x, bar.bottom + layout.px(4)
        surface.blit(typography.drawn(self._words, words, rect.width), at)
