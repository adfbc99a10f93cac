"""The one kind of thing a screen is made of.

Every widget says what it is: a role, a label, a value, whether it is enabled and
whether it has the focus. Drawing reads the same fields that a screen reader will.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pygame

from game.stage.theme import Layout

Role = Literal[
    "window",
    "group",
    "article",
    "heading",
    "text",
    "image",
    "meter",
    "button",
    "choice",
    "separator",
]


class Widget:
    """A thing on a screen, drawn in ``rect`` once it has been placed."""

    role: Role = "group"

    def __init__(
        self,
        label: str = "",
        *,
        value: str = "",
        press: Callable[[], None] | None = None,
        enabled: bool = True,
        children: list[Widget] | None = None,
    ) -> None:
        self.label = label
        """What a screen reader says first."""
        self.value = value
        """What it says after the role: a number, a reason, a state."""
        self.press = press
        self.enabled = enabled
        self.focused = False
        self.children: list[Widget] = children or []
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.gap = 0.0
        """Room above it, in the heights of the reading type."""

    @property
    def focusable(self) -> bool:
        """Whether the focus can rest on it."""
        return self.press is not None

    def walk(self) -> Iterator[Widget]:
        """Give this widget and all within it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """Take up room from (x, y) with this width; returns the height it needs."""
        self.rect = pygame.Rect(x, y, width, 0)
        return 0

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw onto the window; the widget has been placed."""
        for child in self.children:
            child.draw(surface, layout)


def rounded(
    surface: pygame.Surface,
    rect: pygame.Rect,
    colour: str,
    radius: int,
    line: str = "",
    thick: int = 1,
) -> None:
    """A filled rectangle with round corners, and a line around it if it has a colour."""
    pygame.draw.rect(surface, colour, rect, border_radius=radius)
    if line:
        pygame.draw.rect(surface, line, rect, width=thick, border_radius=radius)
