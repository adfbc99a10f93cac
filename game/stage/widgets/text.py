"""Text in the reading column: narration, speech, the inner voice, headings, rules."""

from __future__ import annotations

import pygame

from game.stage import type as typography
from game.stage.theme import Layout, ui
from game.stage.type import Style
from game.stage.widgets.widget import Role, Widget

LONGEST_LINE = 29
"""Width of the text in heights of its type: at most about 70 characters of Source Serif."""


class Text(Widget):
    """A paragraph in one style; ``face``, relative ``size`` and colour say which."""

    role: Role = "text"
    longest = LONGEST_LINE

    def __init__(
        self,
        text: str,
        *,
        face: str = "serif",
        size: float = 1.0,
        colour: str = "text",
        gap: float = 0.5,
        role: Role = "text",
        said_as: str = "",
    ) -> None:
        super().__init__(said_as or text)
        self.role = role
        self.gap = gap
        self._text = text
        self._face = face
        self.size = size
        self._colour = ui(colour)

    def style(self, layout: Layout) -> Style:
        """The style in this layout."""
        return Style(self._face, max(8, round(layout.reading * self.size)), self._colour)

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """Break the text at the width, or at the longest line that reads well."""
        self._style = self.style(layout)
        self._width = min(width, round(self.longest * self._style.size))
        height = typography.measured(self._text, self._style, self._width)[1]
        self.rect = pygame.Rect(x, y, width, height)
        return height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw the text at the left of its room."""
        surface.blit(typography.drawn(self._text, self._style, self._width), self.rect)


class Inner(Text):
    """The guarding voice: set in italics behind a bar."""

    def __init__(self, text: str, *, colour: str = "thought") -> None:
        super().__init__(text, face="serif-italic", colour=colour, said_as=f"A thought: {text}")

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """Leave room for the bar."""
        self._bar = pygame.Rect(x, y, layout.px(3), 0)
        indent = layout.px(18)
        height = super().place(x + indent, y, width - indent, layout)
        self._bar.height = height
        return height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw bar and text."""
        bar = self._bar.copy()
        bar.top = self.rect.top
        pygame.draw.rect(surface, ui("stress"), bar)
        super().draw(surface, layout)


class Heading(Text):
    """A small label in spaced capitals."""

    longest = 48

    def __init__(self, text: str, *, colour: str = "quiet", gap: float = 0.6) -> None:
        super().__init__(
            typography.spaced(text),
            face="sans-bold",
            size=0.66,
            colour=colour,
            gap=gap,
            role="heading",
            said_as=text,
        )


class Total(Heading):
    """A meter's name with its value before and after, at the right."""

    def __init__(self, name: str, before: int, after: int, colour: str) -> None:
        super().__init__(name, colour=colour, gap=1.1)
        self.label = name
        self.value = f"from {before} to {after}"
        self._numbers = f"{before} → {after}"

    def _number_style(self, layout: Layout) -> Style:
        return Style("serif", round(layout.reading * 0.9), ui("text"))

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """Leave room for the numbers."""
        taken, least = typography.measured(self._numbers, self._number_style(layout))
        height = super().place(x, y, max(40, width - taken - layout.px(8)), layout)
        self.rect = pygame.Rect(x, y, width, max(height, least))
        return self.rect.height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw the name, and the numbers at the right end of the line."""
        super().draw(surface, layout)
        numbers = typography.drawn(self._numbers, self._number_style(layout))
        surface.blit(numbers, numbers.get_rect(midright=self.rect.midright))


class Reason(Widget):
    """One line of *Why?*: its number at the left, its sentence beside it."""

    role: Role = "text"

    def __init__(self, amount: str, sentence: str, colour: str, *, strong: bool = False) -> None:
        super().__init__(f"{amount}: {sentence}")
        self._amount, self._sentence = amount, sentence
        self._colour, self._strong = ui(colour), strong
        self.gap = 0.35

    def _styles(self, layout: Layout) -> tuple[Style, Style]:
        size = max(8, round(layout.reading * 0.82))
        face = "sans-bold" if self._strong else "sans"
        return Style("sans-bold", size, self._colour), Style(face, size, ui("text"))

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """Number in a column of its own, wide enough for any amount."""
        number, sentence = self._styles(layout)
        self._indent = typography.measured("−100 ", number)[0]
        self._width = max(20, width - self._indent)
        height = typography.measured(self._sentence, sentence, self._width)[1]
        self.rect = pygame.Rect(x, y, width, height)
        return height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw number and sentence."""
        number, sentence = self._styles(layout)
        amount = typography.drawn(self._amount, number)
        right = self.rect.x + round(self._indent * 0.78)
        surface.blit(amount, amount.get_rect(topright=(right, self.rect.y)))
        surface.blit(
            typography.drawn(self._sentence, sentence, self._width),
            (self.rect.x + self._indent, self.rect.y),
        )


class Line(Widget):
    """A thin line across the column."""

    role: Role = "separator"

    def __init__(self, gap: float = 0.5) -> None:
        super().__init__()
        self.gap = gap

    def place(self, x: int, y: int, width: int, layout: Layout) -> int:
        """As thin as can be seen."""
        height = layout.px(1)
        self.rect = pygame.Rect(x, y, width, height)
        return height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw the line."""
        pygame.draw.rect(surface, ui("chosen"), self.rect)
