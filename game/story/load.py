"""From a file to a frozen scenario, whole or not at all.

A good story is read once and built once. Only when something is wrong are the
schema and the positions of values brought in, to name every problem in one go.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from game.story import check, odd
from game.story.library import find
from game.story.model import Scenario
from game.story.problems import Finding, Place, Problem, StoryError, nearest
from game.story.problems import Path as At
from game.story.read import (
    MAX_BYTES,
    Positions,
    Unreadable,
    decoded,
    plain_lines,
    read,
    too_big,
)
from game.story.schema import Complaint, complaints, hole


class Examined(NamedTuple):
    """A file and all that was found in it; ``scenario`` is None when it has errors."""

    file: str
    text: str
    scenario: Scenario | None
    problems: list[Problem]


def load(story: str | Path) -> Scenario:
    """The scenario of a shipped story's id or of a file.

    Raises:
        StoryError: it cannot be played; the error names every problem of the file.
    """
    file = find(story) if isinstance(story, str) else story
    return _whole(_examined(file, warnings=False))


def loads(text: str, file: str = "story.yaml") -> Scenario:
    """The scenario written in a text; ``file`` is what its problems call it.

    Raises:
        StoryError: as :func:`load`.
    """
    return _whole(_examined_text(plain_lines(text), file, warnings=False))


def examine(story: str | Path) -> Examined:
    """Everything that is wrong or odd in a story, errors and warnings, by line."""
    try:
        file = find(story) if isinstance(story, str) else story
    except StoryError as error:
        return Examined(error.file, "", None, error.problems)
    return _examined(file, warnings=True)


def _whole(examined: Examined) -> Scenario:
    if examined.scenario is None:
        raise StoryError(examined.file, examined.problems, examined.text)
    return examined.scenario


def _examined(file: Path, *, warnings: bool) -> Examined:
    raw = b""
    try:
        raw = _raw(file)
        return _examined_text(decoded(raw), str(file), warnings=warnings)
    except Unreadable as error:
        shown = plain_lines(raw.decode("utf-8", "replace"))
        return Examined(str(file), shown, None, error.problems)


def _raw(file: Path) -> bytes:
    """The bytes of a file, refused in words where the system refuses them."""
    try:
        if file.is_dir():
            raise _refusal("this is a folder, not a file", "Name one story file in it.")
        if (size := file.stat().st_size) > MAX_BYTES:
            raise too_big(size)
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refusal("there is no such file", "Check the name and the folder.") from None
    except PermissionError:
        raise _refusal("this file may not be read", "Ask for the right to read it.") from None
    except (OSError, ValueError) as error:
        raise _refusal(f"this file cannot be read: {error}", "") from None


def _refusal(what: str, todo: str) -> Unreadable:
    return Unreadable(Problem(Place(0, 0), what, todo))


def _examined_text(text: str, file: str, *, warnings: bool) -> Examined:
    try:
        data, problems = read(text)
    except Unreadable as error:
        return Examined(file, text, None, sorted(error.problems))
    if not isinstance(data, dict):
        return Examined(file, text, None, [_not_a_story(data)])
    refused: list[Complaint] = []
    scenario: Scenario | None
    try:
        scenario = msgspec.convert(data, Scenario)
    except msgspec.ValidationError as error:
        refused = list(complaints(data))
        scenario = _repaired(data, refused)
        if not refused:
            # the two readers of the format disagree: say at least what one of them says
            problems.append(Problem(Place(1, 1), str(error)))
    findings = [] if scenario is None else list(check.errors(scenario))
    broken = bool(problems or refused or findings)
    if scenario is not None and warnings:
        wrong = {found.path for found in findings}
        strange = odd.warnings(scenario, whole=not broken)
        findings += [found for found in strange if found.path not in wrong]
    problems += _placed(text, refused, findings)
    return Examined(file, text, None if broken else scenario, sorted(problems))


def _not_a_story(data: Any) -> Problem:
    what = "this file is empty" if data is None else "a story is a mapping, not this"
    return Problem(Place(1, 1), what, "It begins with `format: 1`, then `id:` and `title:`.")


def _placed(text: str, refused: list[Complaint], findings: list[Finding]) -> Iterable[Problem]:
    """Complaints and findings with their line and column.

    What is found at or below a part that was refused already, or rests on such a
    part, is left out: it speaks of the hole, not of what the author wrote.
    """
    if not refused and not findings:
        return
    positions = Positions(text)
    for one in refused:
        at = one.path[:-1] if one.missing else one.path
        yield Problem(positions.of(at, key=one.key or one.missing), one.what, one.todo)
    for found in findings:
        if not any(_follows(path, one) for path in (found.path, *found.about) for one in refused):
            place = positions.of(found.path, key=found.key, offset=found.offset)
            yield Problem(place, found.what, found.todo, found.severity)


def _follows(path: At, one: Complaint) -> bool:
    """Whether what stands at a path is, or may have been meant by, a part that was refused."""
    if path[: len(one.path)] == one.path:
        return True
    if len(one.path) == len(path) + 1 and one.path[:-1] == path and isinstance(one.path[-1], int):
        return True  # an item of a list of names
    alike = one.key and path and one.path[:-1] == path[:-1]
    return bool(alike) and nearest(str(one.path[-1]), [str(path[-1])]) is not None


def _repaired(data: dict[str, Any], refused: list[Complaint]) -> Scenario | None:
    """The scenario with a hole at every refused part, to check the rest of it."""
    mended = copy.deepcopy(data)
    try:
        for one in refused:
            _mend(mended, one)
        return msgspec.convert(mended, Scenario)
    except (msgspec.ValidationError, LookupError, TypeError):
        return None


def _mend(data: Any, one: Complaint) -> None:
    above: At = one.path[:-1]
    for step in above:
        data = data[step]
    last = one.path[-1]
    if one.key:
        del data[last]
    else:
        data[last] = hole(one.schema)
