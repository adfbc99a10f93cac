"""What plays, but was perhaps not meant: warnings."""

from __future__ import annotations

from collections.abc import Iterator

from game.story import expression, library, words
from game.story.domains import Ranges, judge
from game.story.expression import Tree
from game.story.model import CHECKS, Choice, Scenario
from game.story.problems import Finding, Path, suggestion
from game.story.walk import choices, conditions, counters, keys, parsed, targets, words_in

LONG_PASSAGE = 150
"""Words after which a passage is hard to take in on one screen."""


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


def read_names(scenario: Scenario) -> set[str]:
    """Every name that some condition or claim of the story reads."""
    texts = [text for _, text in conditions(scenario)]
    texts += [getattr(claim, key) or "true" for claim in scenario.claims for key in CHECKS]
    trees = parsed(texts)
    return {name.name for tree in trees for name in expression.names(tree)}


def _unused(scenario: Scenario) -> Iterator[Finding]:
    """Flags and counters that nothing reads or nothing changes, and boxes nobody moves."""
    read = read_names(scenario)
    set_somewhere = {flag for _, choice in choices(scenario) for flag in choice.sets}
    added = {name for _, choice in choices(scenario) for name in choice.add}
    for index, flag in enumerate(scenario.flags):
        at = ("flags", index)
        if flag not in read:
            yield Finding(at, f"no condition reads the flag `{flag}`", "Use it, or remove it.")
        elif flag not in set_somewhere:
            yield Finding(at, f"no choice sets the flag `{flag}`", "Set it somewhere.")
    for path, name in counters(scenario):
        if name not in read:
            what = f"no condition reads the counter `{name}`"
            yield Finding(path, what, "Use it, or remove it.", key=True)
        elif name not in added:
            what = f"no choice adds to the counter `{name}`"
            yield Finding(path, what, "Add to it somewhere.", key=True)
    moved = {
        box
        for _, choice in choices(scenario)
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
    range_of = Ranges(scenario)
    for name, passage in scenario.passages.items():
        trees: list[Tree] = []
        never: list[Finding] = []
        for index, choice in enumerate(passage.choices):
            needs = parsed([choice.needs] if choice.needs is not None else [])
            trees += needs
            judged = judge(needs, range_of) if needs else None
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
            yield Finding(path, f"`{name}` has no lines", key=True, about=keys(path, "lines"))
        if passage.place is not None and passage.place not in pictures:
            todo = suggestion(passage.place, pictures, "pictures")
            yield Finding((*path, "place"), f"there is no picture `{passage.place}`", todo)
        if (passage.note is None) != (passage.skip is None):
            there, gone = ("note", "skip") if passage.skip is None else ("skip", "note")
            what = f"`{there}` without `{gone}`"
            yield Finding((*path, there), what, "They belong together.", about=keys(path, gone))


def _odd_choices(scenario: Scenario) -> Iterator[Finding]:
    for path, choice in choices(scenario):
        if scenario.rules != "plain":
            yield from _odd_stance(path, choice)
        if choice.locked is not None and choice.needs is None:
            yield Finding(
                (*path, "locked"),
                "`locked` without `needs`",
                "It is always open.",
                about=keys(path, "needs"),
            )
        if choice.needs is not None and choice.locked is None and not choice.hidden:
            yield Finding(
                (*path, "needs"),
                "`needs` without `locked`",
                "Say why it is out of reach.",
                about=keys(path, "locked", "hidden"),
            )
        if choice.effects and choice.because is None:
            yield Finding(
                (*path, "effects"),
                "`effects` without `because`",
                "Say why.",
                key=True,
                about=keys(path, "because"),
            )
        if choice.because is not None and not choice.effects:
            yield Finding(
                (*path, "because"),
                "`because` without `effects`",
                "It is the reason for `effects`.",
                about=keys(path, "effects"),
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
            about=keys(path, "stance"),
        )
        return
    if choice.stance in words.HELP | {"give"} and choice.person is None:
        yield Finding(
            (*path, "stance"),
            f"`{choice.stance}` without `person`",
            "Name who, so that trust can grow or shrink.",
            about=keys(path, "person"),
        )
    usual = Choice(goto="_")
    for key, stances in _ONLY_FOR.items():
        if getattr(choice, key) != getattr(usual, key) and choice.stance not in stances:
            what = f"`{key}` means nothing with `stance: {choice.stance}`"
            yield Finding((*path, key), what, "Remove it, or choose another stance.")
