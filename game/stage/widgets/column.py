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
        y = margin = layout.px(18)
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
        start = self._start(layout)
        self.scroll = max(0, min(start, self.height - rect.height))
        self._follow(layout)

    def _foot_top(self, index: int, x: int, y: int, width: int, margin: int, layout: Layout) -> int:
        """Where the foot begins: at the lower end if what is new leaves room for it."""
        height = sum(
            child.place(x, 0, width, layout) + round(child.gap * layout.reading)
            for child in self.children[index:]
        )
        bottom = self._start(layout) + self.rect.height - margin - height
        return max(y + layout.px(10), bottom)

    def _start(self, layout: Layout) -> int:
        """Where what is new begins, without the end of what stands above it."""
        new = 0 < self._top < len(self._tops)
        return self._tops[self._top] - layout.px(10) if new else 0

    def holds(self, widget: Widget) -> bool:
        """Whether a widget stands in the column."""
        return any(widget is one for one in self.walk())

    def shows(self, child: Widget) -> bool:
        """Whether all of a widget, or as much as fits, is in view."""
        return self.rect.top <= child.rect.top and child.rect.bottom <= self.rect.bottom

    def move(self, pixels: int, layout: Layout) -> bool:
        """Scroll; whether anything moved."""
        before = self.scroll
        self.scroll = max(0, min(self.scroll + pixels, self.height - self.rect.height))
        self._follow(layout)
        return self.scroll != before

    def reveal(self, child: Widget, layout: Layout) -> None:
        """Scroll as little as needed to see a widget whole."""
        margin = min(layout.px(14), max(0, self.rect.height - child.rect.height) // 2)
        above = child.rect.top - self.rect.top - margin
        below = child.rect.bottom - self.rect.bottom + margin
        if above < 0:
            self.move(above, layout)
        elif below > 0:
            self.move(min(below, above), layout)

    def _follow(self, layout: Layout) -> None:
        for child, top in zip(self.children, self._tops, strict=True):
            down = self.rect.top + top - self.scroll - child.rect.top
            for widget in child.walk():
                widget.rect.top += down

    @property
    def more(self) -> bool:
        """Whether something stands below what is seen."""
        return self.scroll < self.height - self.rect.height

    def draw(self, surface: pygame.Surface, layout: Layout) -> None:
        """Draw what is seen, how far it scrolls, and that there is more below."""
        surface.fill(ui("night"), self.rect)
        before = surface.get_clip()
        surface.set_clip(self.rect)
        for child in self.children:
            if child.rect.bottom >= self.rect.top and child.rect.top <= self.rect.bottom:
                child.draw(surface, layout)
        self._draw_bar(surface, layout)
        if self.more:
            self._draw_more(surface, layout)
        surface.set_clip(before)

    def _draw_more(self, surface: pygame.Surface, layout: Layout) -> None:
        """A fade at the lower end, and an arrow: the text goes on."""
        high = layout.px(34)
        strip = pygame.Surface((1, 2), pygame.SRCALPHA)
        night = pygame.Color(ui("night"))
        strip.set_at((0, 0), (night.r, night.g, night.b, 0))
        strip.set_at((0, 1), night)
        fade = pygame.transform.smoothscale(strip, (self.rect.width, high))
        surface.blit(fade, (self.rect.x, self.rect.bottom - high))
        x, y, half = self.rect.centerx, self.rect.bottom - layout.px(8), layout.px(7)
        points = [(x - half, y - half), (x, y), (x + half, y - half)]
        pygame.draw.lines(surface, ui("accent"), False, points, layout.px(2))

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
