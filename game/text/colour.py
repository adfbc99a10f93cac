"""Blocks in colour. The only home of rich; without colour it is never imported."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from game.text.blocks import Block, Kind

# The sixteen colours of the terminal, so that its owner's contrast is kept.
LOOKS: dict[Kind, tuple[str, str, str]] = {
    "title": ("bold", "bold", ""),
    "heading": ("", "bold cyan", ""),
    "line": ("bold", "", ""),
    "inner": ("italic magenta", "italic magenta", "italic magenta"),
    "taken": ("bold cyan", "cyan", ""),
    "note": ("bold yellow", "yellow", ""),
    "guess": ("", "yellow", ""),
    "meter": ("bold", "", ""),
    "boxes": ("bold", "", ""),
    "choice": ("bold cyan", "", ""),
    "locked": ("", "strike", "italic"),
    "ending": ("bold", "", ""),
    "talk": ("bold", "", ""),
    "sum": ("bold", "bold", ""),
    "reason": ("cyan", "", ""),
    "hint": ("", "italic", ""),
}
"""How lead, text and tail of each kind look."""


def painter(widest: int, narrowest: int) -> Callable[[Block], None]:
    """A way to show blocks in colour, wrapped at the terminal's width or ours."""
    console = Console(highlight=False, markup=False, emoji=False)

    def show(block: Block) -> None:
        width = min(widest, max(narrowest, console.width))
        console.print(painted(block), width=width)

    return show


def painted(block: Block) -> Text:
    """A block as rich text; nothing in it is read as markup."""
    lead, text, tail = LOOKS[block.kind]
    return Text.assemble((block.lead, lead), (block.text, text), (block.tail, tail))
