"""What every screen has: a scene at the left, a column at the right, keys and a focus.

A screen is built from what it shows whenever that changes, and never patched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pygame

from game.stage.scene import Scene
from game.stage.theme import Layout, ui
from game.stage.widgets.button import Button, Choice
from game.stage.widgets.column import Column
from game.stage.widgets.meter import Meter
from game.stage.widgets.text import Text
from game.stage.widgets.widget import Widget

_LARGEST = 1.4
"""Size of a title in the column, in heights of the reading type."""
_FLOOR = 0.77
"""Where the feet of the figures are, as a share of the stage's height."""


class Host(Protocol):
    """What a screen may ask of the window it is shown in."""

    text_size: int

    def show(self, screen: Screen) -> None:
        """Put a screen over the one that is shown."""

    def back(self) -> None:
        """Take the screen away; the one below is shown again."""

    def home(self) -> None:
        """Go to the library, or leave when the window was opened for one story."""

    def leave(self) -> None:
        """Close the window."""

    def resize_text(self, percent: int) -> None:
        """Set the size of the text, 75 to 200."""

    def toggle_full_screen(self) -> None:
        """Fill the whole screen with the window, or end that."""


class Screen:
    """Base of all screens; the ones above it say what stands on them."""

    title = ""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.stale = True
        """Whether it has to be built and drawn again."""
        self.root = Widget()
        self._column = Column("", [])
        self._focus: Widget | None = None
        self._kept: tuple[int, int] | None = None

    # --- what a screen says of itself -----------------------------------------

    def column(self) -> Column:
        """What stands in the reading column."""
        raise NotImplementedError

    def scene(self) -> Scene | None:
        """The picture on the stage; None leaves it empty."""
        return None

    def scene_told(self) -> str:
        """The picture in words."""
        return ""

    def meters(self) -> list[Meter]:
        """The meters over the stage."""
        return []

    def buttons(self) -> list[Button]:
        """The small buttons at the foot of the stage."""
        return []

    def over_stage(self) -> list[Text]:
        """Words over the picture, at its lower left."""
        return []

    def keys(self) -> dict[str, Callable[[], None]]:
        """What named keys do here, beyond moving, pressing and scrolling."""
        return {}

    # --- building ---------------------------------------------------------------

    def build(self, layout: Layout) -> None:
        """Make all widgets anew and lay them out."""
        at = self._focus_number()
        self._column = self.column()
        self.stage = Widget(self.scene_told())
        self.stage.role = "image"
        self.stage.rect = pygame.Rect(layout.stage)
        panel, words, buttons = self.meters(), self.over_stage(), self.buttons()
        column = pygame.Rect(layout.column)
        if buttons:
            column.height -= self._place_buttons(buttons, layout)
        if layout.stage[2]:
            self._place_meters(panel, layout)
        elif panel:
            column = self._meters_over_column(panel, column, layout)
        self._panel = panel
        self._words = words if words and self._place_words(words, buttons, layout) else []
        if not self._words:
            self._column.children[:0] = words
            for text in words:
                text.size = min(text.size, _LARGEST)
        self.root = Widget(
            self.title, children=[self.stage, *panel, *self._words, self._column, *buttons]
        )
        self.root.role = "window"
        self._column.fill(column, layout)
        self._buttons = buttons
        self._restore(at, layout)
        self.stale = False

    def _place_meters(self, panel: list[Meter], layout: Layout) -> None:
        pad, width = layout.px(16), layout.px(204)
        room = layout.stage[2] - 2 * layout.px(20)
        beside = len(panel) * (width + 2 * pad) <= room + pad
        if not beside:
            width = max(layout.px(90), room - 2 * pad)
        x, y = (
            layout.stage[0] + layout.px(20) + pad,
            layout.stage[1] + layout.px(20) + layout.px(10),
        )
        for meter in panel:
            height = meter.place(x, y, width, layout)
            if beside:
                x += width + 2 * pad
            else:
                y += height + layout.px(8)

    def _meters_over_column(
        self, panel: list[Meter], column: pygame.Rect, layout: Layout
    ) -> pygame.Rect:
        """Without a stage the meters stand over the text, side by side."""
        pad = layout.px(16)
        width = (column.width - (len(panel) + 1) * pad) // len(panel)
        tallest = 0
        for index, meter in enumerate(panel):
            x = column.x + pad + index * (width + pad)
            tallest = max(tallest, meter.place(x, column.y + layout.px(10), width, layout))
        used = tallest + layout.px(18)
        return pygame.Rect(column.x, column.y + used, column.width, column.height - used)

    def _place_words(self, words: list[Text], buttons: list[Button], layout: Layout) -> bool:
        """Put words under the feet of the figures; whether there is room for them there."""
        x, y, width, height = layout.stage
        floor = y + round(height * _FLOOR)
        y = min(y + height - layout.px(64), *(button.rect.y - layout.px(10) for button in buttons))
        room = width - 2 * layout.px(48)
        for text in reversed(words):
            y -= text.place(x + layout.px(48), 0, room, layout)
            text.rect.y = y
        return width > 0 and y >= floor

    def _place_buttons(self, buttons: list[Button], layout: Layout) -> int:
        """Buttons stand at the foot of the stage, or in rows under the column without one.

        Returns the height they take from the column.
        """
        over_stage = layout.stage[2] > 0 and layout.stage[3] == layout.size[1]
        x0, _, width, _ = layout.stage if over_stage else layout.column
        x0 += layout.px(20)
        right = x0 + width - 2 * layout.px(20)
        rows: list[list[Button]] = [[]]
        x = x0
        for button in buttons:
            wide = button.width(layout)
            if x + wide > right and rows[-1]:
                rows.append([])
                x = x0
            rows[-1].append(button)
            x += wide + layout.px(4)
        high = buttons[0].place(0, 0, 0, layout) + layout.px(2)
        y = layout.size[1] - layout.px(10) - high * len(rows)
        for row in rows:
            x = x0
            for button in row:
                button.place(x, y, 0, layout)
                x += button.rect.width + layout.px(4)
            y += high
        return 0 if over_stage else high * len(rows) + layout.px(12)

    # --- focus --------------------------------------------------------------------

    def focusables(self) -> list[Widget]:
        """What the focus can rest on, in reading order."""
        return [widget for widget in self.root.walk() if widget.focusable]

    def _focus_number(self) -> int | None:
        if self._focus is None:
            return None
        found = self.focusables()
        return found.index(self._focus) if self._focus in found else None

    def _restore(self, at: int | None, layout: Layout) -> None:
        found = self.focusables()
        self._focus = found[at] if at is not None and at < len(found) else None
        if self._focus is not None:
            self._focus.focused = True
            if self._column.holds(self._focus):
                self._column.reveal(self._focus, layout)

    def unfocus(self) -> None:
        """Take the focus from everything: a new passage is read before it is answered."""
        if self._focus is not None:
            self._focus.focused = False
        self._focus = None

    def focus(self, widget: Widget, layout: Layout) -> None:
        """Give a widget the focus."""
        self.unfocus()
        self._focus = widget
        widget.focused = True
        if self._column.holds(widget):
            self._column.reveal(widget, layout)

    def move_focus(self, way: int, layout: Layout, *, choices: bool) -> None:
        """Move the focus on or back, among what is in the column or among everything."""
        found = self.focusables()
        if choices:
            found = [widget for widget in found if self._column.holds(widget)] or found
        if not found:
            self._column.move(way * layout.reading * 3, layout)
            return
        if self._focus is None and way > 0 and self._read_on(found[0], layout):
            return
        if self._focus in found:
            at = (found.index(self._focus) + way) % len(found)
        else:
            at = 0 if way > 0 else len(found) - 1
        self.focus(found[at], layout)

    def _read_on(self, first: Widget, layout: Layout) -> bool:
        """Scroll towards what is below the view, so that no text is jumped over."""
        if not self._column.holds(first) or self._column.shows(first):
            return False
        needed = first.rect.bottom - self._column.rect.bottom + layout.px(14)
        return self.scroll(min(needed, round(self._column.rect.height * 0.85)), layout)

    # --- events -----------------------------------------------------------------

    def press(self, layout: Layout) -> None:
        """Press what has the focus; without a focus, read on."""
        if self._focus is None:
            self.page(1, layout)
        elif self._focus.press is not None:
            self._focus.press()

    def digit(self, number: int) -> None:
        """Press the choice with this number."""
        for widget in self.root.walk():
            if isinstance(widget, Choice) and widget.number == number and widget.press:
                widget.press()
                return

    def at(self, position: tuple[int, int]) -> Widget | None:
        """The thing under a point that can be pressed."""
        for widget in self.focusables():
            inside = widget.rect.collidepoint(position)
            if inside and (
                not self._column.holds(widget) or self._column.rect.collidepoint(position)
            ):
                return widget
        return None

    def scroll(self, pixels: int, layout: Layout) -> bool:
        """Scroll the column; whether anything moved."""
        return self._column.move(pixels, layout)

    def page(self, way: int, layout: Layout) -> bool:
        """Scroll the column by nearly its height."""
        return self.scroll(round(way * self._column.rect.height * 0.85), layout)

    # --- drawing ------------------------------------------------------------------

    def draw(self, surface: pygame.Surface, layout: Layout, picture: pygame.Surface | None) -> None:
        """Draw all of it; without a picture yet, the stage stays dark."""
        stage = pygame.Rect(layout.stage)
        surface.fill(ui("night"))
        if picture is not None and stage.width:
            surface.blit(picture, stage)
            if stage.height == layout.size[1]:
                self._draw_fade(surface, stage, layout)
        if self._panel:
            self._draw_panel(surface, layout)
        for widget in (*self._panel, *self._words, self._column, *self._buttons):
            widget.draw(surface, layout)

    def _draw_fade(self, surface: pygame.Surface, stage: pygame.Rect, layout: Layout) -> None:
        """Let the stage's edge go over into the column, like a page into its fold."""
        strip = pygame.Surface((2, 1), pygame.SRCALPHA)
        night = pygame.Color(ui("night"))
        strip.set_at((0, 0), (night.r, night.g, night.b, 0))
        strip.set_at((1, 0), night)
        wide = min(layout.px(70), stage.width // 4)
        fade = pygame.transform.smoothscale(strip, (wide, stage.height))
        surface.blit(fade, (stage.right - wide, stage.y))

    def _draw_panel(self, surface: pygame.Surface, layout: Layout) -> None:
        box = self._panel[0].rect.unionall([meter.rect for meter in self._panel[1:]])
        box = box.inflate(2 * layout.px(16), 2 * layout.px(10))
        shade = pygame.Surface(box.size, pygame.SRCALPHA)
        colour = pygame.Color(ui("night"))
        colour.a = 225
        pygame.draw.rect(shade, colour, shade.get_rect(), border_radius=layout.px(10))
        surface.blit(shade, box)
