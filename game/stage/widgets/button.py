"""What can be pressed: choices in the column, small buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.stage import type as typography
from game.stage.theme import Layout, ui
from game.stage.type import Style
from game.stage.widgets.text import LONGEST_LINE
from game.stage.widgets.widget import Role, Widget, rounded


class Choice(Widget):
    """A numbered choice; a locked one is struck through, with its reason.

    A mark in place of the number (``–``) says that no digit presses it.
    """

    role: Role = "choice"

    def __init__(
        self,
        number: int | str,
        text: str,
        press: Callable[[], None],
        *,
        locked: str | None = None,
        under: str = "",
        title: bool = False,
    ) -> None:
        value = f"out of reach: {locked}" if locked is not None else under
        super().__init__(f"{number}. {text}", value=value, press=press, enabled=locked is None)
        self.number = number
        self._text, self._locked, self._under = text, locked, under
        self._title = title
        self.gap = 0.45

    def _styles(self, layout: Layout) -> tuple[Style, Style, Style]:
        reading = layout.reading
        colour = ui("text") if self.enabled else ui("quiet")
        face, size = ("serif", 1.15) if self._title else ("sans", 0.92)
        return (
            Style(
                "sans-bold", round(reading * 0.88), ui("accent") if self.enabled else ui("quiet")
            ),
            Style(face, round(reading * size), colour, not self.enabled),
            Style(
                "sans-italic" if not self.enabled else "sans", round(reading * 0.78), ui("quiet")
            ),
        )

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """A card as high as its words; never lower than a finger is wide."""
        number, words, small = self._styles(layout)
        self._pad = layout.px(14)
        self._indent = typography.measured("10 ", number)[0] + layout.px(6)
        room = width - 2 * self._pad - self._indent
        self._room = max(40, min(room, round(LONGEST_LINE * words.size)))
        height = typography.measured(self._text, words, self._room)[1]
        self._below = height
        under = self._locked or self._under
        if under:
            height += typography.measured(under, small, self._room)[1] + layout.px(2)
        height = max(layout.px(44), height + 2 * layout.px(10))
        self.rect = pygame.Rect(x, y, width, height)
        return height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw the card, its number, its words and what stands under them."""
        number, words, small = self._styles(layout)
        thick = layout.px(2) if self.focused else layout.px(1)
        line = ui("accent") if self.focused else ui("chosen")
        fill = ui("chosen") if self.focused and self.enabled else ui("panel")
        rounded(surface, self.rect, fill, layout.px(10), line, thick)
        under = self._locked or self._under
        used = self._below
        if under:
            used += typography.measured(under, small, self._room)[1] + layout.px(2)
        y = self.rect.y + (self.rect.height - used) // 2
        left = self.rect.x + self._pad
        surface.blit(typography.drawn(str(self.number), number), (left, y))
        left += self._indent
        surface.blit(typography.drawn(self._text, words, self._room), (left, y))
        if under:
            at = left, y + self._below + layout.px(2)
            surface.blit(typography.drawn(under, small, self._room), at)


class Button(Widget):
    """A small button with its key before its word, as in ``W why``."""

    role: Role = "button"

    def __init__(self, key: str, word: str, press: Callable[[], None], *, on: bool = False) -> None:
        super().__init__(word, value=f"key {key}", press=press)
        self._key, self._word, self._on = key, word, on

    def _styles(self, layout: Layout) -> tuple[Style, Style]:
        size = max(9, round(layout.reading * 0.68))
        return Style("sans-bold", size, ui("accent")), Style("sans", size, ui("text"))

    def width(self, layout: Layout) -> int:
        """How wide it is."""
        key, word = self._styles(layout)
        words = (
            typography.measured(self._key + " ", key)[0] + typography.measured(self._word, word)[0]
        )
        return words + 2 * layout.px(8)

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """As wide as its words."""
        key, _ = self._styles(layout)
        height = max(layout.px(24), typography.measured(self._word, key)[1] + layout.px(8))
        self.rect = pygame.Rect(x, y, self.width(layout), height)
        return height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw key and word, and a frame when it has the focus."""
        if self.focused or self._on:
            line = ui("accent") if self.focused else ui("chosen")
            rounded(surface, self.rect, ui("panel"), layout.px(6), line, layout.px(2))
        key, word = self._styles(layout)
        x = self.rect.x + layout.px(8)
        left = typography.drawn(self._key + " ", key)
        y = self.rect.y + (self.rect.height - left.get_height()) // 2
        surface.blit(left, (x, y))
        surface.blit(typography.drawn(self._word, word), (x + left.get_width(), y))
