"""What the schema cannot see: names that lead nowhere, and what is legal but odd.

:func:`errors` finds what makes a story unplayable; :func:`warnings` what plays
but was perhaps not meant. Both speak of paths into the file; the loader turns
them into lines and columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from game.story import expression, library, words
from game.story.domains import Range, judge
from game.story.expression import ExpressionError, Named, Tree
from game.story.ids import choice_id, choice_ids
from game.story.model import Choice, FitCase, GotoCase, Line, Passage, Scenario
from game.story.problems import Path, suggestion

LONG_PASSAGE = 150
"""Words after which a passage is hard to take in on one screen."""

NUMBERS = (*words.METERS, "load")


class Finding(NamedTuple):
    """Something wrong or odd at a path of the file."""

    path: Path
    what: str
    todo: str = ""
    severity: Literal["error", "warning"] = "error"
    key: bool = False
    offset: int = 0
    about: tuple[Path, ...] = ()
    """What else in the file it rests on: where that is broken, it need not be true."""


def errors(scenario: Scenario) -> Iterator[Finding]:
    """Everything that makes the story unplayable."""
    yield from _names(scenario)
    yield from _target(scenario, ("start",), scenario.start)
    for name, box in scenario.boxes.items():
        if box.holder not in (None, "you"):
            holders = ["you", *scenario.cast]
            yield from _known(("boxes", name, "holder"), box.holder or "", holders, "people")
    for name, passage in scenario.passages.items():
        yield from _passage(scenario, ("passages", name), passage)
    for path, text in conditions(scenario):
        yield from _condition(scenario, path, text)


def warnings(scenario: Scenario, *, whole: bool = True) -> Iterator[Finding]:
    """Everything that plays, but was perhaps not meant.

    What speaks of the story as a whole (never used, never reached) is only told of
    a ``whole`` story: in one with errors it mostly follows from them.
    """
    for found in (
        *(_unused(scenario) if whole else ()),
        *(_unreachable(scenario) if whole else ()),
        *_unmet(scenario),
        *_odd_passages(scenario),
        *_odd_choices(scenario),
    ):
        yield found._replace(severity="warning")


def walk(scenario: Scenario) -> Iterator[tuple[Path, Choice]]:
    """Every choice with the path to it."""
    for name, passage in scenario.passages.items():
        for index, choice in enumerate(passage.choices):
            yield ("passages", name, "choices", index), choice


def conditions(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every condition as it is written, with the path to it."""
    for name, passage in scenario.passages.items():
        yield from _lines_when(("passages", name, "lines"), passage.lines)
    for path, choice in walk(scenario):
        yield from _lines_when((*path, "after"), choice.after)
        if choice.needs is not None:
            yield (*path, "needs"), choice.needs
        for key, cases in (("fit", choice.fit), ("goto", choice.goto)):
            if isinstance(cases, tuple):
                for index, case in enumerate(cases):
                    if isinstance(case, FitCase | GotoCase):
                        yield (*path, key, index, "when"), case.when


def targets(choice: Choice) -> Iterator[tuple[Path, str]]:
    """Every passage a choice may lead to, with the path within the choice."""
    if isinstance(choice.goto, str):
        yield ("goto",), choice.goto
        return
    for index, case in enumerate(choice.goto):
        if isinstance(case, GotoCase):
            yield ("goto", index, "is"), case.is_
        else:
            yield ("goto", index), case


def spoken(line: Line) -> list[str]:
    """Who speaks in a line: nobody in narration, one name in speech."""
    return [] if isinstance(line, str) else [key for key in line if key != "when"]


def words_in(lines: Iterable[Line]) -> int:
    """How many words some lines have, their speakers and conditions not counted."""
    count = 0
    for line in lines:
        texts = [line] if isinstance(line, str) else [line[who] for who in spoken(line)]
        count += sum(len(text.split()) for text in texts)
    return count


# --- errors ------------------------------------------------------------------


def _names(scenario: Scenario) -> Iterator[Finding]:
    """Names that mean two things at once."""
    for name in scenario.cast:
        if name in words.RESERVED_SPEAKERS:
            yield Finding(
                ("cast", name), f"`{name}` has a meaning of its own", "Choose another id.", key=True
            )
    taken: dict[str, str] = dict.fromkeys(NUMBERS, "a meter")
    taken |= dict.fromkeys(("and", "or", "not", "true", "false"), "a word of conditions")
    declared: list[tuple[Path, str, str]] = [
        (("flags", index), name, "a flag") for index, name in enumerate(scenario.flags)
    ]
    declared += [(path, name, "a counter") for path, name in _counters(scenario)]
    for path, name, kind in declared:
        if name in taken:
            what = f"`{name}` is {taken[name]} already"
            yield Finding(path, what, "Choose another name.", key=True)
        taken.setdefault(name, kind)


def _counters(scenario: Scenario) -> list[tuple[Path, str]]:
    """Each counter, which are declared as a list or with their starts."""
    counters = scenario.counters
    if isinstance(counters, dict):
        return [(("counters", name), name) for name in counters]
    return [(("counters", index), name) for index, name in enumerate(counters)]


def _target(scenario: Scenario, path: Path, name: str) -> Iterator[Finding]:
    if name not in scenario.passages:
        todo = suggestion(name, scenario.passages, "passages")
        what = f"`{path_key(path)}: {name}`: no such passage"
        yield Finding(path, what, todo, about=_declared("passages", name))


def path_key(path: Path) -> str:
    """The last key on a path, as an author knows it."""
    return next(step for step in reversed(path) if isinstance(step, str))


def _known(path: Path, name: str, known: Iterable[str], kind: str) -> Iterator[Finding]:
    known = list(known)
    if name not in known:
        singular = {"people": "person", "boxes": "box"}.get(kind, kind.removesuffix("s"))
        what = f"`{name}`: no such {singular} in this story"
        group = {"people": "cast", "choices": "passages"}.get(kind, kind)
        yield Finding(path, what, suggestion(name, known, kind), about=_declared(group, name))


def _declared(group: str, name: str) -> tuple[Path, ...]:
    """Where a name would be declared."""
    return (group,), (group, name)


def _keys(path: Path, *keys: str) -> tuple[Path, ...]:
    """Some keys of the mapping at a path."""
    return tuple((*path, key) for key in keys)


def _passage(scenario: Scenario, path: Path, passage: Passage) -> Iterator[Finding]:
    if not passage.choices and passage.ending is None:
        yield Finding(
            path,
            f"no way on from `{path[-1]}`",
            "Give it `choices:` or an `ending:`.",
            key=True,
            about=_keys(path, "choices", "ending"),
        )
    if passage.choices and passage.ending is not None:
        yield Finding(
            (*path, "ending"),
            "an ending with choices",
            "Keep one: it ends here or goes on.",
            key=True,
        )
    for index, name in enumerate(passage.with_):
        yield from _known((*path, "with", index), name, scenario.cast, "people")
    yield from _speakers(scenario, (*path, "lines"), passage.lines)
    ids: list[str] = []
    for index, choice in enumerate(passage.choices):
        if choice.id is not None and choice.id in ids:
            yield Finding(
                (*path, "choices", index, "id"),
                f"`{choice.id}` names another choice here",
                "Choose another id.",
            )
        ids.append(choice_id(choice))
        yield from _choice(scenario, (*path, "choices", index), choice)
    yield from _all_locked(scenario, path, passage)


def _speakers(scenario: Scenario, path: Path, lines: Iterable[Line]) -> Iterator[Finding]:
    known = [*scenario.cast, *words.SPEAKERS]
    for index, line in enumerate(lines):
        who = spoken(line)
        if isinstance(line, dict) and len(who) != 1:
            yield Finding(
                (*path, index),
                "a line has one speaker" if who else "a line without text",
                "Write `- name: text`, with `when:` beside it if it has a condition.",
            )
        for name in who:
            if name not in known:
                yield Finding(
                    (*path, index, name),
                    f"`{name}` is nobody in this story",
                    suggestion(name, known, "people") + " Quote a narrated line that has a colon.",
                    key=True,
                    about=_declared("cast", name),
                )
            elif isinstance(line, dict) and not line[name].strip():
                yield Finding((*path, index), "a line without text", "Write what is said.")


def _choice(scenario: Scenario, path: Path, choice: Choice) -> Iterator[Finding]:
    if (choice.say is None) == (choice.do is None):
        what = "has neither `say` nor `do`" if choice.say is None else "has both `say` and `do`"
        yield Finding(
            path, f"this choice {what}", "Give it one of the two.", about=_keys(path, "say", "do")
        )
    for part, name in targets(choice):
        yield from _target(scenario, (*path, *part), name)
    for key in ("fit", "goto"):
        yield from _cases((*path, key), getattr(choice, key))
    if choice.person is not None:
        yield from _known((*path, "person"), choice.person, scenario.cast, "people")
    yield from _moved_boxes(scenario, path, choice)
    yield from _flags(scenario, path, choice)
    for name in choice.effects:
        known = [*words.METERS, *(f"trust.{person}" for person in scenario.cast)]
        if name not in known:
            yield Finding(
                (*path, "effects", name),
                f"`{name}` is no meter",
                suggestion(name, known, "meters"),
                key=True,
                about=_declared("cast", name.partition(".")[2]),
            )
    yield from _speakers(scenario, (*path, "after"), choice.after)


def _cases(path: Path, cases: object) -> Iterator[Finding]:
    """In a list of cases each but the last has a condition, and the last has none."""
    if not isinstance(cases, tuple):
        return
    for index, case in enumerate(cases):
        last = index == len(cases) - 1
        if last and isinstance(case, FitCase | GotoCase):
            yield Finding(
                (*path, index),
                "what if no case holds?",
                "End the list with a plain one, without `when:`.",
            )
        if not last and not isinstance(case, FitCase | GotoCase):
            yield Finding(
                (*path, index),
                "the cases after this one are never asked",
                "Put it last, or give it a `when:`.",
            )


def _moved_boxes(scenario: Scenario, path: Path, choice: Choice) -> Iterator[Finding]:
    moved: dict[str, str] = {}
    for key in ("take", "give", "finish", "drop"):
        boxes = getattr(choice, key)
        for index, box in enumerate(boxes):
            at = (*path, key, box if key == "give" else index)
            yield from (
                found._replace(key=key == "give")
                for found in _known(at, box, scenario.boxes, "boxes")
            )
            if box in moved:
                yield Finding(
                    at,
                    f"`{box}` moves twice in one choice",
                    f"Remove it here or from `{moved[box]}`.",
                )
            moved[box] = key
    for box, person in choice.give.items():
        if person == "you":
            yield Finding((*path, "give", box), "you cannot hand a box to yourself", "Use `take:`.")
        else:
            yield from _known((*path, "give", box), person, scenario.cast, "people")


def _flags(scenario: Scenario, path: Path, choice: Choice) -> Iterator[Finding]:
    for key in ("sets", "clears"):
        for index, name in enumerate(getattr(choice, key)):
            at = (*path, key, index)
            if name in scenario.counters:
                yield Finding(at, f"`{name}` is a counter", f"Write `add: {{{name}: 1}}`.")
            else:
                yield from _known(at, name, scenario.flags, "flags")
    for name in choice.add:
        for found in _known((*path, "add", name), name, scenario.counters, "counters"):
            todo = f"It is a flag: use `sets: [{name}]`." if name in scenario.flags else found.todo
            yield found._replace(key=True, todo=todo)


def _condition(scenario: Scenario, path: Path, text: str) -> Iterator[Finding]:
    try:
        tree = expression.parse(text)
    except ExpressionError as error:
        what = f"`{text.strip()[:60]}`: {error.what}" if text.strip() else error.what
        yield Finding(path, what, error.todo, offset=error.at)
        return
    for name in expression.names(tree):
        yield from (found._replace(path=path, offset=name.at) for found in _name(scenario, name))


def _name(scenario: Scenario, name: Named) -> Iterator[Finding]:
    """Whether a name or question in a condition speaks of something that exists."""
    if name.arguments:
        known: Mapping[str, Collection[str]] = {
            "box": scenario.boxes,
            "person": scenario.cast,
            "passage": scenario.passages,
            "choice": _all_choice_ids(scenario) if name.name == "chose" else (),
        }
        plural = {"box": "boxes", "person": "people", "passage": "passages", "choice": "choices"}
        for kind, argument in zip(expression.QUESTIONS[name.name], name.arguments, strict=True):
            yield from _known((), argument, known[kind], plural[kind])
        return
    group, dot, person = name.name.partition(".")
    if dot and group in ("trust", "owed"):
        yield from _known((), person, scenario.cast, "people")
        return
    known_names = [*NUMBERS, *scenario.flags, *scenario.counters]
    known_names += [f"{meter}.{who}" for meter in ("trust", "owed") for who in scenario.cast]
    if name.name not in known_names:
        yield Finding(
            (),
            f"`{name.name}` means nothing here",
            suggestion(name.name, known_names, "names"),
            about=_declared("flags", name.name) + _declared("counters", name.name),
        )


def _all_choice_ids(scenario: Scenario) -> set[str]:
    return {name for passage in scenario.passages.values() for name in choice_ids(passage)}


def _all_locked(scenario: Scenario, path: Path, passage: Passage) -> Iterator[Finding]:
    """A passage whose choices can never, or not always, be taken."""
    needs = [choice.needs for choice in passage.choices]
    if not needs or None in needs:
        return
    trees = _parsed(text for text in needs if text is not None)
    judged = judge(trees, _ranges(scenario)) if len(trees) == len(needs) else None
    if judged is not None and not judged.ever_open:
        yield Finding(
            (*path, "choices"),
            "every choice is locked here, always",
            "Leave `needs:` away from one of them.",
            key=True,
            about=tuple((*path, "choices", index, "needs") for index in range(len(needs))),
        )


def _parsed(texts: Iterable[str]) -> list[Tree]:
    trees = []
    for text in texts:
        try:
            trees.append(expression.parse(text))
        except ExpressionError:
            continue  # told by _condition already
    return trees


_ANYTHING = Range(-(10**18), 10**18, whole=False)


class _ranges:  # noqa: N801 - used as a function of a name
    """How far the value of each name in a condition can reach in this story."""

    def __init__(self, scenario: Scenario) -> None:
        set_somewhere = {flag for _, choice in walk(scenario) for flag in choice.sets}
        self._flags = {name: Range(0, name in set_somewhere) for name in scenario.flags}

    def __call__(self, name: Named) -> Range:
        group = name.name.partition(".")[0]
        if name.arguments:
            return Range(0, 1)
        if group in words.METERS or group == "trust":
            return Range(0, 100)
        if group == "owed":
            return Range(-3, 3)
        if group == "load":
            return Range(0, 1_000, whole=False)
        return self._flags.get(group, _ANYTHING)


# --- warnings ----------------------------------------------------------------


def _read_names(scenario: Scenario) -> set[str]:
    trees = _parsed(text for _, text in conditions(scenario))
    return {name.name for tree in trees for name in expression.names(tree)}


def _unused(scenario: Scenario) -> Iterator[Finding]:
    """Flags and counters that nothing reads or nothing changes, and boxes nobody moves."""
    read = _read_names(scenario)
    set_somewhere = {flag for _, choice in walk(scenario) for flag in choice.sets}
    added = {name for _, choice in walk(scenario) for name in choice.add}
    for index, flag in enumerate(scenario.flags):
        at = ("flags", index)
        if flag not in read:
            yield Finding(at, f"no condition reads the flag `{flag}`", "Use it, or remove it.")
        elif flag not in set_somewhere:
            yield Finding(at, f"no choice sets the flag `{flag}`", "Set it somewhere.")
    for path, name in _counters(scenario):
        if name not in read:
            what = f"no condition reads the counter `{name}`"
            yield Finding(path, what, "Use it, or remove it.", key=True)
        elif name not in added:
            what = f"no choice adds to the counter `{name}`"
            yield Finding(path, what, "Add to it somewhere.", key=True)
    moved = {
        box
        for _, choice in walk(scenario)
        for box in (*choice.take, *choice.give, *choice.finish, *choice.drop)
    }
    for box in scenario.boxes:
        if box not in moved:
            yield Finding(("boxes", box), f"the box `{box}` never changes hands", key=True)


def _unreachable(scenario: Scenario) -> Iterator[Finding]:
    """Passages no plain link leads to, and a story no plain link ends."""
    reached: set[str] = set()
    ahead = [scenario.start]
    while ahead:
        name = ahead.pop()
        if name in reached or name not in scenario.passages:
            continue
        reached.add(name)
        for choice in scenario.passages[name].choices:
            ahead += [target for _, target in targets(choice)]
    for name in scenario.passages:
        if name not in reached:
            yield Finding(("passages", name), f"nothing leads to `{name}`", key=True)
    if not any(scenario.passages[name].ending for name in reached):
        yield Finding(("start",), "this story never ends", "Let some way lead to an `ending:`.")


def _unmet(scenario: Scenario) -> Iterator[Finding]:
    """Choices that never open, and passages where nothing may be open."""
    range_of = _ranges(scenario)
    for name, passage in scenario.passages.items():
        trees: list[Tree] = []
        never: list[Finding] = []
        for index, choice in enumerate(passage.choices):
            parsed = _parsed([choice.needs] if choice.needs is not None else [])
            trees += parsed
            judged = judge(parsed, range_of) if parsed else None
            if judged is not None and not judged.ever_open:
                at = ("passages", name, "choices", index, "needs")
                never.append(
                    Finding(at, "this can never hold", "The choice stays locked for ever.")
                )
        if trees and len(trees) == len(passage.choices):
            judged = judge(trees, range_of)
            if judged is not None and not judged.ever_open:
                continue  # an error, told already
            if judged is not None and judged.ever_shut:
                yield Finding(
                    ("passages", name, "choices"),
                    "there may be nothing open here",
                    "Leave `needs:` away from one choice, so that there is always a way on.",
                    key=True,
                )
        yield from never


def _odd_passages(scenario: Scenario) -> Iterator[Finding]:
    pictures = library.places()
    for name, passage in scenario.passages.items():
        path: Path = ("passages", name)
        if (count := words_in(passage.lines)) > LONG_PASSAGE:
            yield Finding(
                path, f"a long passage: {count} words", f"Up to {LONG_PASSAGE} fit well.", key=True
            )
        if not passage.lines:
            yield Finding(path, f"`{name}` has no lines", key=True, about=_keys(path, "lines"))
        if passage.place is not None and passage.place not in pictures:
            todo = suggestion(passage.place, pictures, "pictures")
            yield Finding((*path, "place"), f"there is no picture `{passage.place}`", todo)
        if (passage.note is None) != (passage.skip is None):
            there, gone = ("note", "skip") if passage.skip is None else ("skip", "note")
            what = f"`{there}` without `{gone}`"
            yield Finding((*path, there), what, "They belong together.", about=_keys(path, gone))


def _odd_choices(scenario: Scenario) -> Iterator[Finding]:
    for path, choice in walk(scenario):
        if scenario.rules != "plain":
            yield from _odd_stance(path, choice)
        if choice.locked is not None and choice.needs is None:
            yield Finding(
                (*path, "locked"),
                "`locked` without `needs`",
                "It is always open.",
                about=_keys(path, "needs"),
            )
        if choice.needs is not None and choice.locked is None and not choice.hidden:
            yield Finding(
                (*path, "needs"),
                "`needs` without `locked`",
                "Say why it is out of reach.",
                about=_keys(path, "locked", "hidden"),
            )
        if choice.effects and choice.because is None:
            yield Finding(
                (*path, "effects"),
                "`effects` without `because`",
                "Say why.",
                key=True,
                about=_keys(path, "because"),
            )
        if choice.because is not None and not choice.effects:
            yield Finding(
                (*path, "because"),
                "`because` without `effects`",
                "It is the reason for `effects`.",
                about=_keys(path, "effects"),
            )


_ONLY_FOR = {
    "fit": words.HELP,
    "exposure": words.HELP,
    "style": words.HELP,
    "suits_one": {"alone"},
    "guess": words.HELP | {"give", "together"},
}


def _odd_stance(path: Path, choice: Choice) -> Iterator[Finding]:
    if choice.stance is None:
        yield Finding(
            path,
            "a choice without `stance`",
            "Without one it moves no meter.",
            about=_keys(path, "stance"),
        )
        return
    if choice.stance in words.HELP | {"give"} and choice.person is None:
        yield Finding(
            (*path, "stance"),
            f"`{choice.stance}` without `person`",
            "Name who, so that trust can grow or shrink.",
            about=_keys(path, "person"),
        )
    usual = Choice(goto="_")
    for key, stances in _ONLY_FOR.items():
        if getattr(choice, key) != getattr(usual, key) and choice.stance not in stances:
            what = f"`{key}` means nothing with `stance: {choice.stance}`"
            yield Finding((*path, key), what, "Remove it, or choose another stance.")


def _lines_when(path: Path, lines: Iterable[Line]) -> Iterator[tuple[Path, str]]:
    for index, line in enumerate(lines):
        if isinstance(line, dict) and "when" in line:
            yield (*path, index, "when"), line["when"]
