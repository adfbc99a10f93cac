"""Plain YAML into plain data: safely, in one pass, with no surprises.

What YAML can do beyond plain data is not wanted in a story: tags, documents in
a row, keys that stand twice, ``no`` that turns into ``False``, aliases that
unfold into gigabytes. The parser's events are built into dicts, lists, texts and
numbers on a stack of our own, so that depth and size are bounded before
anything grows. The positions of values are looked up only when something has to
be said about them: see :class:`Positions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from game.story.problems import Path, Place, Problem

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml reads the same, only slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 40
MAX_ALIASED = 100_000

Data = dict[str, Any] | list[Any] | str | int | float | bool | None

_INTEGER = re.compile(r"[-+]?\d{1,18}$")
_LINE_BREAKS = str.maketrans({"\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_DECIMAL = re.compile(r"[-+]?(\d{1,18}\.\d{0,18}|\.\d{1,18})$")
_CONSTANTS: dict[str, bool | None] = {
    "true": True,
    "false": False,
    "": None,
    "~": None,
    "null": None,
}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What libyaml says, and what it means to somebody writing a story.
_SYNTAX = (
    (r"nesting depth", f"nested more than {MAX_DEPTH} deep", "A story never is."),
    (
        r"found (character '\\t'|a tab)",
        "a tab stands here",
        "Indent with spaces: YAML does not take tabs.",
    ),
    (
        r"while scanning a quoted scalar",
        "this quote is never closed",
        "Close it with the same quote; a quote inside is written twice ('') or as \\\".",
    ),
    (
        r"mapping values are not allowed",
        "a second `: ` stands in this line",
        "Put quotes around the whole text, or start a new line.",
    ),
    (
        r"could not find expected ':'",
        "a `key: value` was expected here",
        "Is a colon missing, or quotes around the text?",
    ),
    (
        r"did not find expected (<block|'-' indicator|key)|block mapping|block collection",
        "this line does not fit the ones above it",
        "Check that it is indented like its neighbours, and that quotes are in pairs.",
    ),
    (
        r"cannot start any|block sequence entries|unexpected character|scanning (a directive|for)",
        "a text cannot begin with this character",
        "Put quotes around the text.",
    ),
    (
        r"flow (sequence|mapping|node)",
        "this bracket is never closed",
        "Close it, or quote the text.",
    ),
    (
        r"unknown escape",
        "a backslash means something else inside double quotes",
        "Write it twice (\\\\), or use single quotes.",
    ),
    (r"undefined alias", "this `*name` refers to nothing", "Put quotes around the text."),
    (r"scanning an? (anchor|alias)", "a text cannot begin with & or *", "Put quotes around it."),
    (r"tag", "YAML tags (`!…`) are not read here", "Remove it, or put quotes around the text."),
)

# The same where it depends on what stands before it in its line.
_SYNTAX_BY_LINE = (
    (
        r"mapping values are not allowed",
        r"^(?!.*: )",
        "this line does not fit the one above it",
        "Is it indented too far, or is a colon missing in the line above?",
    ),
    (
        r"^(?!.*flow ).*did not find expected",
        r"['\"]",
        "the quoted text ends before this",
        "Use the other kind of quotes around it, or write '' inside '…' and \\\" inside \"…\".",
    ),
)


class Unreadable(Exception):  # noqa: N818 - a state of the file
    """The text is not YAML, or is too big or too deep; ``problems`` say where and why."""

    def __init__(self, problem: Problem, before: list[Problem] | None = None) -> None:
        self.problems = [*(before or ()), problem]
        super().__init__(problem.what)


def decoded(raw: bytes) -> str:
    """The bytes of a story file as text.

    Raises:
        Unreadable: not UTF-8, a character no text has, or nothing at all.
    """
    if len(raw) > MAX_BYTES:
        raise too_big(len(raw))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        raise Unreadable(
            Problem(
                _place_in(before, len(before)),
                "this is not UTF-8 text",
                "Save the file as UTF-8 in your editor.",
            )
        ) from None
    text = plain_lines(text)
    if found := _UNPRINTABLE.search(text):
        raise Unreadable(
            Problem(
                _place_in(text, found.start()),
                f"a character that no text has: U+{ord(found.group()):04X}",
                "Is this a story file? If so, delete the character.",
            )
        )
    return text


def plain_lines(text: str) -> str:
    r"""The text with one kind of line break, because YAML counts five of them as such.

    >>> plain_lines("one\r\ntwo\rthree")
    'one\ntwo\nthree'
    """
    return text.replace("\r\n", "\n").translate(_LINE_BREAKS)


def too_big(size: int) -> Unreadable:
    """The refusal of a file over :data:`MAX_BYTES`."""
    return Unreadable(
        Problem(
            Place(1, 1),
            f"this file has {size // 1_000_000} MB; a story may have {MAX_BYTES // 1_000_000}",
            "Is it the right file?",
        )
    )


def read(text: str) -> tuple[Data, list[Problem]]:
    """The text as plain data, with what is wrong but does not stop the reading.

    Raises:
        Unreadable: the text is not YAML, or is nested or aliased without bound.
    """
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
    except Unreadable as error:
        raise Unreadable(error.problems[-1], builder.problems) from None
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax(error, text), builder.problems) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unreadable(Problem(Place(1, 1), f"this is not YAML: {error}")) from None
    return builder.root, builder.problems


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Problem:
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in said or "flow " in said:
        mark = error.context_mark or mark
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    line = "".join(text.split("\n")[place.line - 1 : place.line])
    before = line[: place.column - 1]
    if line.startswith("\t", place.column - 1):
        said += " found a tab"
    for pattern, line_before, what, todo in _SYNTAX_BY_LINE:
        if re.search(pattern, said) and re.search(line_before, before):
            return Problem(place, what, todo)
    for pattern, what, todo in _SYNTAX:
        if re.search(pattern, said):
            return Problem(place, what, todo)
    return Problem(place, f"this is not YAML: {said.strip()}")


def _place_in(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


class _Open:
    """A mapping or list that is being read."""

    __slots__ = ("anchor", "key", "value", "weight")

    def __init__(self, value: dict[str, Data] | list[Data], anchor: str | None) -> None:
        self.value = value
        self.anchor = anchor
        self.key: str | None = None
        self.weight = 1


class _Builder:
    """Builds data from events; knows no recursion, so depth costs nothing."""

    def __init__(self) -> None:
        self.root: Data = None
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Data, int]] = {}
        self._aliased = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._start({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._start([], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self._open.pop()
            self._add(done.value, done.weight, done.anchor, event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise Unreadable(
                    Problem(_mark(event), "a second document begins here", "Keep one story a file.")
                )

    def _start(self, value: dict[str, Data] | list[Data], event: Any) -> None:
        self._refuse_tag(event)
        if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].key is None:
            raise Unreadable(
                Problem(_mark(event), "a key must be plain text", "Put quotes around it.")
            )
        if len(self._open) >= MAX_DEPTH:
            raise Unreadable(
                Problem(_mark(event), f"nested more than {MAX_DEPTH} deep", "A story never is.")
            )
        self._open.append(_Open(value, event.anchor))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        top = self._open[-1] if self._open else None
        if top is not None and top.key is None and isinstance(top.value, dict):
            top.key = event.value
            if event.value in top.value:
                self.problems.append(
                    Problem(
                        _mark(event),
                        f"`{event.value}` stands twice in the same place",
                        "Keep one of the two.",
                    )
                )
            return
        value = _plain(event.value) if event.implicit[0] else event.value
        self._add(value, 1, event.anchor, event)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._anchors:
            raise Unreadable(
                Problem(
                    _mark(event),
                    f"`*{event.anchor}` refers to nothing before it",
                    "Put quotes around the text if it is text.",
                )
            )
        value, weight = self._anchors[event.anchor]
        self._aliased += weight
        if self._aliased > MAX_ALIASED:
            raise Unreadable(
                Problem(_mark(event), "aliases unfold into too much", "Write it out plainly.")
            )
        self._add(value, weight, None, event)

    def _add(self, value: Data, weight: int, anchor: str | None, event: yaml.Event) -> None:
        if anchor is not None:
            if anchor in self._anchors:
                raise Unreadable(
                    Problem(_mark(event), f"`&{anchor}` stands twice", "Keep one of the two.")
                )
            self._anchors[anchor] = (value, weight)
        if not self._open:
            self.root = value
            return
        top = self._open[-1]
        top.weight += weight
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            raise Unreadable(
                Problem(_mark(event), "a key must be plain text", "Put quotes around it.")
            )
        else:
            top.value[top.key] = value
            top.key = None

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self.problems.append(
                Problem(
                    _mark(event),
                    f"the tag `{event.tag}` is not read here",
                    "Remove it, or put quotes around the text.",
                )
            )


def _mark(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _plain(text: str) -> Data:
    """What an unquoted text means: only true, false, nothing and decimal numbers.

    >>> _plain("+4"), _plain("No"), _plain("09:30"), _plain("0.5"), _plain("1.0")
    (4, 'No', '09:30', 0.5, 1)
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "+-.0123456789":
        if _INTEGER.match(text):
            return int(text)
        if _DECIMAL.match(text):
            value = float(text)
            return int(value) if value.is_integer() else value  # in the schema they are one
    return text


class Positions:
    """Where each value of a text stands; made only when a problem has to be told.

    The text must be one that :func:`read` has accepted: its depth is bounded.
    """

    def __init__(self, text: str) -> None:
        self._root = yaml.compose(text, Loader=Loader)
        self._pairs: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}

    def of(self, path: Path, *, key: bool = False, offset: int = 0) -> Place:
        """The place of the value at ``path`` (or of its key), or of what is nearest above it.

        ``offset`` counts characters into a text, for conditions.
        """
        last = [(None, self._root), *self._walk(path)][-1]
        found = last[0] if key and last[0] is not None else last[1]
        if found is None:
            return Place(1, 1)
        line, column = found.start_mark.line + 1, found.start_mark.column + 1
        style = getattr(found, "style", None)
        one_line = found.end_mark.line == found.start_mark.line
        if offset and one_line and style not in ("|", ">"):
            column += offset + (style in ("'", '"'))
        return Place(line, column)

    def _walk(self, path: Path) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
        node = self._root
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pair = self._of_mapping(node).get(str(step))
                if pair is None:
                    return
                at_key, node = pair
                yield at_key, node
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                if step >= len(node.value):
                    return
                node = node.value[step]
                yield None, node
            else:
                return

    def _of_mapping(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """A mapping's keys with their pairs, looked through once however often it is asked."""
        pairs = self._pairs.get(id(node))
        if pairs is None:
            pairs = self._pairs[id(node)] = {pair[0].value: pair for pair in node.value}
        return pairs
