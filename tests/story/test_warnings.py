"""What plays but was perhaps not meant: told, and played all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.play import begin
from game.play import load as load_program
from game.story.load import examine
from game.story.problems import Problem
from tests.helpers import STORIES

GOOD = (STORIES / "the-report.yaml").read_text(encoding="utf-8")

SAY = "      - say: I've got it.\n        stance: alone\n"
LOCKED = "        locked: It is too late to call.\n"
EFFECTS = "        effects: {stress: 4}\n"
BECAUSE = "        because: It rings for a long time.\n"
ENDING = "    ending: {title: Two chairs, keeps: Company., costs: Your own way.}\n"
LATE = "    lines: [It is late.]\n"

ROWS = [
    ("flags: [told]", "flags: [told, late]", (11, 15), "no condition reads the flag `late`"),
    ("        sets: [told]\n", "", (11, 9), "no choice sets the flag `told`"),
    ("[calls]", "[calls, rings]", (12, 19), "no condition reads the counter `rings`"),
    ("[calls]", "{calls: 0, rings: 2}", (12, 22), "no condition reads the counter `rings`"),
    ("        add: {calls: 1}\n", "", (12, 12), "no choice adds to the counter `calls`"),
    ("  sources: {name", "  lamp: {name: lamp}\n  sources: {name", (10, 3), "never changes hands"),
    (
        "  the-end:\n",
        f"  attic:\n    lines: [Dust.]\n{ENDING}  the-end:\n",
        (54, 3),
        "nothing leads to `attic`",
    ),
    (SAY, "      - say: I've got it.\n", (23, 9), "a choice without `stance`"),
    (SAY, SAY + "        fit: good\n", (25, 14), "`fit` means nothing with `stance: alone`"),
    (SAY, SAY + "        guess: How?\n", (25, 16), "`guess` means nothing"),
    (SAY, SAY + "        locked: No.\n", (25, 17), "`locked` without `needs`"),
    (LOCKED, "", (46, 16), "`needs` without `locked`"),
    (BECAUSE, "", (48, 9), "`effects` without `because`"),
    (EFFECTS, "", (48, 18), "`because` without `effects`"),
    ("trust.maya >= 30 and calls < 3", "calls < 3 and stress > 100", (46, 16), "can never hold"),
    (
        "        stance: accept\n        person: maya\n",
        "        stance: accept\n",
        (28, 17),
        "without",
    ),
    (LATE, LATE + "    note: It is dark.\n", (36, 11), "`note` without `skip`"),
    (LATE, LATE + "    skip: You worked.\n", (36, 11), "`skip` without `note`"),
    (LATE, f"    lines: [{'It is late. ' * 51}]\n", (34, 3), "a long passage: 153 words"),
    ("    lines: [Somebody sits with you.]\n", "", (51, 3), "`together` has no lines"),
    ("library-night", "library-nigth", (15, 12), "there is no picture `library-nigth`"),
    (
        "        add: {calls: 1}\n",
        "        add: {calls: 1}\n        needs: has(sources)\n        locked: Not now.\n",
        (36, 5),
        "there may be nothing open here",
    ),
]


def warnings(tmp_path: Path, text: str) -> list[Problem]:
    """The warnings of a story, which plays all the same."""
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    assert begin(load_program(file)).now.passage == "kickoff"
    return examine(file).problems


@pytest.mark.parametrize(("old", "new", "place", "what"), ROWS)
def test_what_is_odd_is_told_once_at_its_place(
    old: str, new: str, place: tuple[int, int], what: str, tmp_path: Path
) -> None:
    assert GOOD.count(old) == 1
    (problem,) = warnings(tmp_path, GOOD.replace(old, new))
    assert (problem.place, problem.severity) == (place, "warning"), problem
    assert what in problem.what


def test_a_story_that_goes_in_circles_is_told_at_its_start(tmp_path: Path) -> None:
    text = GOOD.replace("goto: two-am", "goto: kickoff")
    told = [problem.what for problem in warnings(tmp_path, text)]
    assert "this story never ends" in told


@pytest.mark.parametrize("condition", ["not calls", "calls == 0", "load == 0.5", "owed.maya >= -1"])
def test_a_condition_that_can_hold_is_not_called_impossible(condition: str, tmp_path: Path) -> None:
    text = GOOD.replace(
        "needs: trust.maya >= 30 and calls < 3", f"needs: calls < 3 and {condition}"
    )
    assert warnings(tmp_path, text) == []


def test_choices_that_leave_each_other_a_way_are_fine(tmp_path: Path) -> None:
    shut = "        locked: Not now.\n"
    text = GOOD.replace(
        "        add: {calls: 1}\n", "        add: {calls: 1}\n        needs: calls >= 3\n" + shut
    ).replace("trust.maya >= 30 and calls < 3", "calls < 3")
    assert warnings(tmp_path, text) == []


def test_in_a_plain_story_no_choice_needs_a_stance(tmp_path: Path) -> None:
    text = GOOD.replace(SAY, "      - say: I've got it.\n").replace(
        "flags:", "rules: plain\nflags:"
    )
    assert warnings(tmp_path, text) == []
