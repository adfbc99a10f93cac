"""Input and output in whatever encoding the terminal has."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

_INSTEAD = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "·": "-",
    "→": "->",
}


def plainly(error: UnicodeError) -> tuple[str, int]:
    """What to write for a character that the terminal's encoding does not have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    written = ""
    for char in error.object[error.start : error.end]:
        bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
        written += _INSTEAD.get(char) or bare or "?"
    return written, error.end


codecs.register_error("plainly", plainly)


def forgive_encodings() -> None:
    """Let no character stop the game, neither one that is typed nor one that is told."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "plainly")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)
