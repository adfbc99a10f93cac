"""The JSON Schema of the format, and what its complaints mean to an author.

The schema is made from the model, so editors, error messages and the loader
hold the same truth. A good story never comes here: ``msgspec`` builds it
directly. Only when that fails does jsonschema-rs go through the file with the
schema, because it lists *every* mistake where msgspec stops at the first.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from game.story.model import Scenario
from game.story.problems import Path, nearest, suggestion

Schema = dict[str, Any]

_THINGS = {
    "Scenario": "a story",
    "Begin": "`begin`",
    "Talk": "`talk`",
    "Look": "`look`",
    "Coefficients": "`rules`",
    "Ending": "an ending",
    "FitCase": "a case of `fit`",
    "GotoCase": "a case of `goto`",
}


class Complaint(NamedTuple):
    """A part of the data that the schema refuses."""

    path: Path
    what: str
    todo: str
    schema: Schema
    """What should have stood at ``path``."""
    key: bool = False
    """Whether the key itself is at fault, rather than its value."""
    missing: bool = False


@functools.cache
def schema() -> Schema:
    """The JSON Schema of a scenario file."""
    made = msgspec.json.schema(Scenario)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "A scenario of The Other End, format 1"
    # The rules' usual values stand in the table of coefficients; a second copy
    # as one big default only hides what an author may write.
    made["$defs"]["Scenario"]["properties"]["rules"].pop("default")
    return made


def document() -> str:
    """The schema as the text of ``docs/scenario.schema.json``."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def complaints(data: Any) -> Iterator[Complaint]:
    """Everything the schema refuses in the data, in words for its author."""
    import jsonschema_rs  # 30 ms, and only a broken story needs it

    validator = jsonschema_rs.validator_for(schema())
    told = [
        complaint
        for error in validator.iter_errors(data)
        for leaf in _leaves(error)
        for complaint in _explained(leaf, data)
    ]
    mistyped = [one.path for one in told if one.key]
    for one in told:
        if not (one.missing and any(_meant(path, one.path) for path in mistyped)):
            yield one


def _meant(path: Path, missing: Path) -> bool:
    """Whether a key nobody knows is the missing one, mistyped."""
    name, wanted = str(path[-1]), str(missing[-1])
    return path[:-1] == missing[:-1] and nearest(name, [wanted]) is not None


def hole(wanted: Schema) -> Any:
    """The least that satisfies a schema, to stand where something is broken.

    With holes in place of its broken parts, the rest of a file can still be
    checked, so that its author hears of everything at once.
    """
    wanted = _resolved(wanted)
    if "anyOf" in wanted:
        options = [_resolved(option) for option in wanted["anyOf"]]
        empty = [option for option in options if option.get("type") == "null"]
        return hole((empty or options)[0])
    if "enum" in wanted:
        return wanted["enum"][0]
    if wanted.get("type") == "object":
        properties = wanted.get("properties", {})
        return {key: hole(properties[key]) for key in wanted.get("required", ())}
    least = {"string": "_", "integer": wanted.get("minimum", 0), "boolean": False, "array": []}
    least["number"] = float(wanted.get("minimum", 0))
    return least.get(wanted.get("type", "null"))


def _leaves(error: Any) -> Iterator[Any]:
    """The errors inside the one alternative that was meant, or the error itself."""
    context = getattr(error.kind, "context", None)
    if context is not None:
        here = len(error.instance_path)
        for branch in context:
            if all(len(inner.instance_path) > here or _about_keys(inner) for inner in branch):
                for inner in branch:
                    yield from _leaves(inner)
                return
    yield error


def _about_keys(error: Any) -> bool:
    return type(error.kind).__name__ in ("AdditionalProperties", "Required", "PropertyNames")


def _resolved(part: Schema) -> Schema:
    while "$ref" in part:
        part = schema()["$defs"][part["$ref"].rsplit("/", 1)[1]]
    return part


def _at(schema_path: list[str | int]) -> Schema:
    part: Any = schema()
    for step in schema_path:
        part = part[step]
        if isinstance(part, dict):
            part = _resolved(part)
    return part  # type: ignore[no-any-return]


def _path(data: Any, path: list[str | int]) -> Path:
    """The path as the data has it, as far as it leads.

    jsonschema-rs gives every step of digits as a number, be it a key or a position.
    """
    steps: list[str | int] = []
    with suppress(LookupError, TypeError):  # of two keys 1 and 01 the other was meant
        for step in path:
            if isinstance(data, dict) and isinstance(step, int):
                digits = re.compile(rf"\+?0*{step}")
                step = next(filter(digits.fullmatch, data), str(step))
            data = data[step]
            steps.append(step)
    return tuple(steps)


def _thing(wanted: Schema) -> str:
    title = wanted.get("title", "")
    return _THINGS.get(title, f"a {title.lower()}" if title else "this")


def _explained(error: Any, data: Any) -> Iterator[Complaint]:
    path, value = _path(data, error.instance_path), error.instance
    kind = type(error.kind).__name__
    wanted = _at(error.schema_path[:-1])
    if kind == "AdditionalProperties":
        for name in error.kind.unexpected:
            known = wanted.get("properties", {})
            what = f"`{name}` is not a word of {_thing(wanted)}"
            yield Complaint((*path, name), what, suggestion(name, known, "words"), {}, key=True)
    elif kind == "Required":
        name = error.kind.property
        prop = wanted["properties"][name]
        about = (
            _resolved(prop).get("description", "") if "$ref" in prop else prop.get("description")
        )
        what = f"`{name}:` is missing in {_thing(wanted)}"
        todo = f"Add `{name}:` – {about}." if about else f"Add `{name}:`."
        yield Complaint((*path, name), what, todo, prop, missing=True)
    elif kind == "PropertyNames" or error.schema_path[-2:-1] == ["propertyNames"]:
        yield _bad_key(path, error)
    else:
        yield Complaint(path, *_misfit(path, value, wanted), wanted)


def _bad_key(path: Path, error: Any) -> Complaint:
    name = error.kind.error.instance
    pattern = _at(error.schema_path[:-1]).get("pattern", "")
    return Complaint((*path, name), f"`{name}` cannot be a name", _spelling(pattern), {}, key=True)


def _spelling(pattern: str) -> str:
    """What a name may be made of."""
    if "-]" in pattern:
        return "Use letters, digits, - and _ (no path, no space)."
    return "Use letters, digits and _ (no digit first, no space)."


def _misfit(path: Path, value: Any, wanted: Schema) -> tuple[str, str]:
    """What is wrong with one value, and what may stand there instead."""
    if path == ("format",):
        return f"format {_shown(value)} is unknown", "This game reads `format: 1`."
    options = [_resolved(option) for option in wanted.get("anyOf", [wanted])]
    if value is None or value in ("", []):
        return _empty(path, value)
    said = _said(path, value)
    allowed = [word for option in options for word in option.get("enum", ())]
    if isinstance(value, str):
        if allowed:
            numbers = " A number is accepted too." if any(map(_range, options)) else ""
            return f"{said} is not a word for this", suggestion(value, allowed, "words") + numbers
        if patterns := [option["pattern"] for option in options if "pattern" in option]:
            return f"{said} is not a name", _spelling(patterns[0])
    expected = " or ".join(filter(None, map(_expected, options)))
    todo = f"Write {expected}." if expected else ""
    if isinstance(value, int | float | bool) and "text" in expected:
        todo = f'Put quotes around it to make it text: "{_shown(value)}".'
    return f"{said} does not fit", todo


def _said(path: Path, value: Any) -> str:
    """A value as its author would speak of it."""
    key = _key(path)
    if isinstance(value, dict | list):
        return f"{_shown(value)} for `{key}`"
    return f"`{key}: {_shown(value)}`" if path[-1] == key else f"`{_shown(value)}` in `{key}`"


def _empty(path: Path, value: Any) -> tuple[str, str]:
    key = _key(path)
    if path and path[-1] != key:
        return f"an empty entry in `{key}`", "Write something, or remove it."
    what = "an empty list" if value == [] else "empty"
    return f"`{key}:` is {what}", "Write something here, or remove it if it need not be there."


def _key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "this file")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _range(option: Schema) -> str:
    if option.get("type") not in ("integer", "number"):
        return ""
    kind = "a whole number" if option["type"] == "integer" else "a number"
    if "minimum" in option and "maximum" in option:
        return f"{kind} from {option['minimum']:g} to {option['maximum']:g}"
    return kind


def _expected(option: Schema) -> str:
    if "enum" in option:
        return "one of " + ", ".join(map(str, option["enum"]))
    named = {
        "string": "a text",
        "boolean": "true or false",
        "array": "a list (`- …` lines, or `[a, b]`)",
        "object": "`key: value` lines",
        "null": "",
    }
    kind = option.get("type", "null")
    return _range(option) or named.get(kind, "")
