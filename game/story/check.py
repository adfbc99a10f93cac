"""What the schema cannot see: names that lead nowhere, and other ways not to be playable.

A finding speaks of a path into the file; the loader turns it into line and column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from game.story import expression, words
from game.story.domains import Ranges, judge
from game.story.expression import ExpressionError, Named
from game.story.ids import choice_id, choice_ids
from game.story.model import (
    ANY_ENDING,
    CHECKS,
    Choice,
    Claim,
    FitCase,
    GotoCase,
    Line,
    Passage,
    Scenario,
)
from game.story.problems import Finding, Path, suggestion
from game.story.walk import conditions, counters, keys, parsed, spoken, targets

NUMBERS = (*words.METERS, "load")


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
    for index, claim in enumerate(scenario.claims):
        yield from _claim(scenario, ("claims", index), claim)


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
    declared += [(path, name, "a counter") for path, name in counters(scenario)]
    for path, name, kind in declared:
        if name in taken:
            what = f"`{name}` is {taken[name]} already"
            yield Finding(path, what, "Choose another name.", key=True)
        taken.setdefault(name, kind)


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


def _passage(scenario: Scenario, path: Path, passage: Passage) -> Iterator[Finding]:
    if not passage.choices and passage.ending is None:
        yield Finding(
            path,
            f"no way on from `{path[-1]}`",
            "Give it `choices:` or an `ending:`.",
            key=True,
            about=keys(path, "choices", "ending"),
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
            path, f"this choice {what}", "Give it one of the two.", about=keys(path, "say", "do")
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


def _claim(scenario: Scenario, path: Path, claim: Claim) -> Iterator[Finding]:
    checks = [key for key in CHECKS if getattr(claim, key) is not None]
    if len(checks) != 1:
        what = "has no check" if not checks else f"has both `{checks[0]}` and `{checks[1]}`"
        todo = "Give it one of `possible:`, `always:` and `never:`, with a condition."
        yield Finding(path, f"this claim {what}", todo, about=keys(path, *CHECKS))
    for key in checks:
        text = getattr(claim, key)
        yield from _condition(scenario, (*path, key), text, only_in_claims=frozenset())
    if claim.at != ANY_ENDING and claim.at not in scenario.passages:
        todo = suggestion(claim.at, [ANY_ENDING, *scenario.passages], "passages")
        yield Finding(
            (*path, "at"),
            f"`at: {claim.at}`: no such passage",
            todo,
            about=_declared("passages", claim.at),
        )


def _condition(
    scenario: Scenario,
    path: Path,
    text: str,
    only_in_claims: frozenset[str] = expression.ONLY_IN_CLAIMS,
) -> Iterator[Finding]:
    try:
        tree = expression.parse(text)
    except ExpressionError as error:
        what = f"`{text.strip()[:60]}`: {error.what}" if text.strip() else error.what
        yield Finding(path, what, error.todo, offset=error.at)
        return
    for name in expression.names(tree):
        if name.name in only_in_claims:
            what = f"`{name.name}(…)` can only be asked in `claims:`"
            yield Finding(path, what, "Set a flag, or ask `chose(…)`.", offset=name.at)
            continue
        yield from (found._replace(path=path, offset=name.at) for found in _name(scenario, name))


def _name(scenario: Scenario, name: Named) -> Iterator[Finding]:
    """Whether a name or question in a condition speaks of something that exists."""
    if name.arguments:
        known: Mapping[str, Collection[str]] = {
            "box": scenario.boxes,
            "person": scenario.cast,
            "passage": scenario.passages,
            "choice": _all_choice_ids(scenario) if name.name == "chose" else (),
            "stance": words.STANCES,
        }
        plural = {"box": "boxes", "person": "people", "passage": "passages", "choice": "choices"}
        plural["stance"] = "stances"
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
    trees = parsed(text for text in needs if text is not None)
    judged = judge(trees, Ranges(scenario)) if len(trees) == len(needs) else None
    if judged is not None and not judged.ever_open:
        yield Finding(
            (*path, "choices"),
            "every choice is locked here, always",
            "Leave `needs:` away from one of them.",
            key=True,
            about=tuple((*path, "choices", index, "needs") for index in range(len(needs))),
        )
