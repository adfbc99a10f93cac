"""The stories that ship with the game, and where a story's name leads."""

from __future__ import annotations

from pathlib import Path

from game.story.problems import Place, Problem, StoryError, suggestion

_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The folder ``scenarios`` or ``assets``: inside an installed package, or beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def shipped() -> dict[str, Path]:
    """The id and the file of each story that ships, in order of their ids."""
    files = sorted(folder("scenarios").glob("*.yaml"))
    return {file.stem: file for file in files if "." not in file.stem}


def places() -> list[str]:
    """The names of the pictures a passage may name as its ``place``."""
    return sorted(file.stem for file in (folder("assets") / "places").glob("*.svg"))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file could have
        return False


def find(story: str) -> Path:
    """The file of a story, named by its id or by a path.

    Raises:
        StoryError: no story ships under this id.
    """
    known = shipped()
    if story in known:
        return known[story]
    path = Path(story)
    if path.suffix in (".yaml", ".yml") or len(path.parts) > 1 or _exists(path):
        return path
    todo = suggestion(story, known, "stories") + " A file is named with its ending, as in a.yaml."
    raise StoryError(story, [Problem(Place(0, 0), "no story ships under this name", todo)])
