"""The reading column: what stands in it flows from top to bottom and scrolls as a whole."""

from __future__ import annotations

import pygame

from game.stage.theme import Layout, ui
from game.stage.widgets.widget import Role, Widget


class Column(Widget):
    """A scrolling column; ``foot`` counts the last widgets that rest at the bottom.

    When everything fits, the foot (the choices) stands at the lower end of the
    column. When it does not, all of it scrolls, so nothing is ever cut off.
    """

    role: Role = "article"

    def __init__(self, label: str, children: list[Widget], *, foot: int = 0, top: int = 0) -> None:
        super().__init__(label, children=children)
        self._foot = foot
        self._top = top
        self.scroll = 0
        self.height = 0
        """Height of all that stands in it."""

    def fill(self, rect: pygame.Rect, layout: Layout) -> None:
        """Lay everything out within the rectangle, from the first widget that is new."""
        self.rect = rect
        side = layout.px(30)
        x, width = rect.x + side, max(60, rect.width - 2 * side)
        y = margin = layout.px(22)
        self._tops: list[int] = []
        head = len(self.children) - self._foot
        for index, child in enumerate(self.children):
            if index:
                y += round(child.gap * layout.reading)
            if index == head:
                y = self._foot_top(index, x, y, width, margin, layout)
            self._tops.append(y)
            y += child.place(x, y, width, layout)
        self.height = y + margin
        start = self._tops[self._top] - margin if 0 < self._top < len(self._tops) else 0
        self.scroll = max(0, min(start, self.height - rect.height))
        self._follow(layout)

    def _foot_top(self, index: int, x: int, y: int, width: int, margin: int, layout: Layout) -> int:
        """Where the foot begins: at the lower end if what is new leaves room for it."""
        height = sum(
            child.place(x, 0, width, layout) + round(child.gap * layout.reading)
            for child in self.children[index:]
        )
        new = self._tops[self._top] - margin if 0 < self._top < len(self._tops) else 0
        bottom = new + self.rect.height - margin - height
        return max(y + layout.px(10), bottom)

    def move(self, pixels: int, layout: Layout) -> bool:
        """Scroll; whether anything moved."""
        before = self.scroll
        self.scroll = max(0, min(self.scroll + pixels, self.height - self.rect.height))
        self._follow(layout)
        return self.scroll != before

    def reveal(self, child: Widget, layout: Layout) -> None:
        """Scroll as little as needed to see a widget whole."""
        margin = layout.px(14)
        above = child.rect.top - self.rect.top - margin
        below = child.rect.bottom - self.rect.bottom + margin
        if above < 0:
            self.move(above, layout)
        elif below > 0:
            self.move(min(below, above), layout)

    def _follow(self, layout: Layout) -> None:
        for child, top in zip(self.children, self._tops, strict=True):
            child.rect.top = self.rect.top + top - self.scroll

    @property
    def more(self) -> bool:
        """Whether something stands below what is seen."""
        return self.scroll < self.height - self.rect.height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw what is seen, and how far it scrolls."""
        surface.fill(ui("night"), self.rect)
        before = surface.get_clip()
        surface.set_clip(self.rect)
        for child in self.children:
            if child.rect.bottom >= self.rect.top and child.rect.top <= self.rect.bottom:
                child.draw(surface, layout)
        self._draw_bar(surface, layout)
        surface.set_clip(before)

    def _draw_bar(self, surface: pygame.Surface, layout: Layout) -> None:
        if self.height <= self.rect.height:
            return
        thick = layout.px(5)
        share = self.rect.height / self.height
        length = max(layout.px(30), round(self.rect.height * share))
        way = (self.rect.height - length) * self.scroll / (self.height - self.rect.height)
        bar = pygame.Rect(
            self.rect.right - thick - layout.px(4), self.rect.y + round(way), thick, length
        )
        pygame.draw.rect(surface, ui("chosen"), bar, border_radius=thick // 2)
