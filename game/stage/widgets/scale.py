"""A row of numbers to press, for a guess."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.stage import type as typography
from game.stage.theme import Layout, ui
from game.stage.type import Style
from game.stage.widgets.widget import Role, Widget, rounded


class Mark(Widget):
    """One number of a scale."""

    role: Role = "button"

    def __init__(self, number: int, word: str, press: Callable[[], None]) -> None:
        super().__init__(str(number), value=word, press=press)

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw the number on its key."""
        line = ui("accent") if self.focused else ui("chosen")
        thick = layout.px(2) if self.focused else layout.px(1)
        rounded(surface, self.rect, ui("panel"), layout.px(8), line, thick)
        style = Style("sans-bold", round(layout.reading * 0.85), ui("text"))
        number = typography.drawn(self.label, style)
        surface.blit(number, number.get_rect(center=self.rect.center))


class Scale(Widget):
    """Numbers from ``first`` to ``last``, in as many rows as they need."""

    def __init__(
        self,
        first: int,
        last: int,
        presser: Callable[[int], Callable[[], None]],
        *,
        low: str,
        high: str,
    ) -> None:
        words = {first: low, last: high}
        marks: list[Widget] = [
            Mark(number, words.get(number, ""), presser(number))
            for number in range(first, last + 1)
        ]
        super().__init__(f"{first} ({low}) to {last} ({high})", children=marks)
        self.gap = 0.8

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """Keys as wide as a finger, side by side and then below."""
        side = max(layout.px(44), round(layout.reading * 1.7))
        gap = layout.px(6)
        in_row = max(1, (width + gap) // (side + gap))
        for index, mark in enumerate(self.children):
            row, column = divmod(index, in_row)
            mark.rect = pygame.Rect(x + column * (side + gap), y + row * (side + gap), side, side)
        rows = -(-len(self.children) // in_row)
        self.rect = pygame.Rect(x, y, width, rows * (side + gap) - gap)
        return self.rect.height
