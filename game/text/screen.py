"""Shows blocks and reads lines: everything that touches the terminal itself."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable

from game.text.blocks import Block, apart
from game.text.streams import forgive_encodings

WIDEST = 70
"""Columns of a line of text, however wide the terminal is."""
NARROWEST = 20
"""Below this the terminal breaks lines better than we could."""

Show = Callable[[Block], None]


class Screen:
    """The terminal, or the pipe, that a play is shown on.

    ``asks`` says whether a person types here, rather than a file or a program.
    """

    def __init__(self, show: Show, *, asks: bool) -> None:
        self._show = show
        self._last: Block | None = None
        self.asks = asks

    @classmethod
    def here(cls) -> Screen:
        """The screen for this process's own input and output."""
        forgive_encodings()
        asks = sys.stdin is not None and sys.stdin.isatty()
        if not _is_terminal():
            return cls(_show_unwrapped, asks=asks)
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return cls(_show_wrapped, asks=asks)
        from game.text.colour import painter  # rich takes 75 ms, and only colour needs it

        return cls(painter(WIDEST, NARROWEST), asks=asks)

    def show(self, blocks: Iterable[Block]) -> None:
        """Show some blocks below what is there, with blank lines where they belong."""
        for block in blocks:
            if self._last is not None and apart(self._last, block):
                print()
            self._show(block)
            self._last = block

    def ask(self, prompt: str) -> str | None:
        """One line of input without the space around it; None when there is no more.

        The prompt is for a person only: in a pipe it would stand between the lines.
        """
        if self.asks:
            print(f"\n{prompt} ", end="")
        if sys.stdout is not None:
            sys.stdout.flush()
        try:
            line = sys.stdin.readline() if sys.stdin is not None else ""
        except OSError:  # a terminal that hung up has nothing more to say
            line = ""
        if self.asks and not line.endswith("\n"):
            print()  # the end of input leaves the cursor beside the prompt
        # Some shells begin a pipe with a byte order mark; nobody has typed it.
        return line.lstrip("\ufeff").strip() if line else None


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _show_unwrapped(block: Block) -> None:
    print(block.plain)


def _show_wrapped(block: Block) -> None:
    width = min(WIDEST, max(NARROWEST, shutil.get_terminal_size().columns - 1))
    for line in block.plain.split("\n"):
        print(textwrap.fill(line, width))
