"""How far a long piece of work is: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds of work before anything is shown at all."""
BETWEEN_LINES = 5.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def progress(what: str) -> Iterator[Callable[[float, str], None]]:
    """A function to tell how much is done (0 to 1) and what is being done.

    Everything goes to the error stream, so that what is asked for stays clean.
    """
    shown = _Bar(what) if sys.stderr is not None and sys.stderr.isatty() else _Lines(what)
    try:
        yield shown.tell
    finally:
        shown.close()


class _Lines:
    def __init__(self, what: str) -> None:
        self._what = what
        self._next = time.monotonic() + PATIENCE

    def tell(self, done: float, doing: str) -> None:
        now = time.monotonic()
        if now >= self._next and sys.stderr is not None:
            self._next = now + BETWEEN_LINES
            sys.stderr.write(f"{self._what}: {doing}, {done:.0%}\n")
            sys.stderr.flush()

    def close(self) -> None:
        """Nothing is left to tidy up."""


class _Bar:
    def __init__(self, what: str) -> None:
        self._what = what
        self._begun = time.monotonic()
        self._bar: Callable[[float, str], None] | None = None
        self._stop: Callable[[], None] = lambda: None

    def tell(self, done: float, doing: str) -> None:
        if self._bar is None and time.monotonic() - self._begun >= PATIENCE:
            self._show()
        if self._bar is not None:
            self._bar(done, doing)

    def _show(self) -> None:
        from rich.console import Console  # 75 ms, and only long work needs it
        from rich.progress import BarColumn, Progress, TextColumn

        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[doing]}"),
            console=Console(stderr=True),
            transient=True,
        )
        task = bar.add_task(self._what, total=1.0, doing="")
        bar.start()
        self._bar = lambda done, doing: bar.update(task, completed=done, doing=doing)
        self._stop = bar.stop

    def close(self) -> None:
        """Take the bar away."""
        self._stop()
