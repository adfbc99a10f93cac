"""Broken stories, each one small change away from a good one, and what their author reads.

Every row is: what is replaced by what, the line and column of the problem, words of
the message, and words of the advice.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.play import load as load_program
from game.story.load import Examined, examine, load, loads
from game.story.problems import StoryError
from tests.helpers import ROOT, STORIES

GOOD = (STORIES / "the-report.yaml").read_text(encoding="utf-8")

SAY = "      - say: I've got it.\n"
ALONE = "        stance: alone\n        take: [sources]\n        goto: two-am\n"
LINE = "      - The library closes in an hour.\n"
NEEDS = "needs: trust.maya >= 30 and calls < 3"
ENDING = "    ending: {title: Two chairs, keeps: Company., costs: Your own way.}\n"
CASES = "goto: [{when: told, is: together}, the-end]"

Row = tuple[str, str, tuple[int, int], str, str]

UNKNOWN: list[Row] = [
    ("title: The report", "titel: The report", (3, 1), "`titel` is not a word", "`title`?"),
    ("flags:", "flag:", (11, 1), "`flag` is not a word of a story", "`flags`?"),
    ("  lee: {name: Lee}", "  lee: {nam: Lee}", (7, 9), "`nam` is not a word", "`name`?"),
    ("take: [sources]", "tak: [sources]", (25, 9), "`tak` is not a word of a choice", "`take`?"),
    ("    with:", "    whit:", (16, 5), "`whit` is not a word of a passage", "`with`?"),
    (ENDING, ENDING.replace("keeps", "keep"), (53, 33), "not a word of an ending", "`keeps`?"),
    (CASES, CASES.replace("is:", "iss:"), (42, 29), "not a word of a case of `goto`", "`is`?"),
    ("    ending: {title: Two", "    endng: {title: Two", (53, 5), "`endng` is not", "`ending`?"),
    (SAY, "      - sya: I've got it.\n", (23, 9), "`sya` is not a word", "`say`?"),
    ("cast:\n", "cst:\n", (5, 1), "`cst` is not a word of a story", "`cast`?"),
]
MISSING: list[Row] = [
    ("start: kickoff\n", "", (1, 1), "`start:` is missing", "the passage it begins with"),
    ("format: 1\n", "", (1, 1), "`format:` is missing in a story", "Add `format:`"),
    ("id: the-report\n", "", (1, 1), "`id:` is missing", "letters, digits"),
    ("{name: Lee}", "{}", (7, 3), "`name:` is missing in a person", "Add `name:`"),
    (", costs: Your own way.}", "}", (53, 5), "`costs:` is missing", "what this way costs"),
    ("        goto: together\n", "", (43, 9), "`goto:` is missing in a choice", "next passage"),
    (SAY, "      - hidden: true\n", (23, 9), "neither `say` nor `do`", "one of the two"),
    (ENDING, "", (51, 3), "no way on from `together`", "an `ending:`"),
    ("{title: Two chairs,", "{title: '',", (53, 21), "`title:` is empty", "Write something"),
    (
        "        goto: together\n",
        "        goto: []\n",
        (50, 15),
        "an empty list",
        "Write something",
    ),
    (LINE, "      - ''\n", (18, 9), "an empty entry in `lines`", "remove it"),
    (LINE, "      - maya: ' '\n", (18, 9), "a line without text", "Write what is said"),
    (LINE, "      - when: told\n", (18, 9), "a line without text", "`- name: text`"),
    (NEEDS, "needs: ''", (46, 16), "this condition is empty", "leave the key out"),
]
DOUBLED: list[Row] = [
    ("trust: 30}", "trust: 3, trust: 4}", (6, 32), "`trust` stands twice", "one of the two"),
    ("flags: [told]\n", "flags: [told]\nid: x\n", (12, 1), "`id` stands twice", "one of the two"),
    ("flags: [told]", "flags: [told, told]", (11, 15), "`told` is a flag already", "another name"),
    ("flags: [told]", "flags: [told, calls]", (12, 12), "`calls` is a flag already", "another"),
    ("flags: [told]", "flags: [told, load]", (11, 15), "`load` is a meter already", "another"),
    (SAY, SAY + "        do: Nod.\n", (23, 9), "both `say` and `do`", "one of the two"),
    ("take: [sources]", "take: [sources, sources]", (25, 25), "moves twice", "from `take`"),
    ("[sources, slides]", "[slides]\n        drop: [slides]", (41, 16), "twice", "`finish`"),
    ("      - say: Yes, please.\n", SAY + "        id: ive-got-it\n", (28, 13), "another", "id"),
    (LINE, "      - maya: Hi.\n        lee: Hi.\n", (18, 9), "one speaker", "`- name: text`"),
    (ENDING, ENDING + "    choices: [{do: x, goto: two-am}]\n", (53, 5), "with choices", "one:"),
]
WRONG_TYPE: list[Row] = [
    ("format: 1", "format: 2", (1, 9), "format 2 is unknown", "`format: 1`"),
    ("id: the-report", "id: 5", (2, 5), "`id: 5` does not fit", 'make it text: "5"'),
    ("id: the-report", "id: the report", (2, 5), "is not a name", "letters, digits, - and _"),
    ("trust: 30", "trust: lots", (6, 29), "`trust: lots` does not fit", "number from 0 to 100"),
    ("trust: 30", "trust: 300", (6, 29), "`trust: 300` does not fit", "number from 0 to 100"),
    ("trust: 30", "trust: true", (6, 29), "`trust: true` does not fit", "number from 0 to 100"),
    ("{name: Lee}", "Lee", (7, 8), "`lee: Lee` does not fit", "`key: value` lines"),
    ("{name: Lee}", "{name: [Lee]}", (7, 15), "a list for `name` does not fit", "a text"),
    ("flags: [told]", "flags: told", (11, 8), "`flags: told` does not fit", "a list"),
    ("flags: [told]", "flags: [5, told]", (11, 9), "`5` in `flags` does not fit", "quotes"),
    ("calls: 1}", "calls: one}", (41, 22), "`calls: one` does not fit", "a whole number"),
    ("weight: heavy", "weight: hevy", (9, 34), "is not a word for this", "`heavy`?"),
    ("weight: heavy", "weight: 50", (9, 34), "`weight: 50` does not fit", "number from 0 to 5"),
    ("stance: open", "stance: opne", (44, 17), "`stance: opne` is not a word", "`open`?"),
    ("fit: good", "fit: goood", (31, 14), "`fit: goood` is not a word", "`good`?"),
    ("fit: good", "fit: 2", (31, 14), "`fit: 2` does not fit", "a number from -1 to 1"),
    ("fit: good", "fit: [{when: told, is: goood}, fair]", (31, 32), "`is: goood`", "`good`?"),
    ("fit: good", "fit: [{when: told, is: good}, sos-o]", (31, 39), "`sos-o` in", "`so-so`?"),
    ("stress: 4", "stress: 400", (48, 27), "`stress: 400` does not fit", "from -100 to 100"),
    ("lines: [It is late.]", "lines: It is late.", (35, 12), "does not fit", "a list"),
    (LINE, "      - maya: 9\n", (18, 15), "`maya: 9` does not fit", 'make it text: "9"'),
    (LINE, "      - [a, b]\n", (18, 9), "a list for `lines` does not fit", "a text or"),
    ("start: kickoff", "start: [kickoff]", (4, 8), "a list for `start`", "a text"),
    ("flags:", "rules: plian\nflags:", (11, 8), "`rules: plian` is not a word", "`plain`?"),
    ("flags:", "rules: {relif: 4}\nflags:", (11, 9), "is not a word of `rules`", "`relief`?"),
    ("flags:", "rules: {relief: -4}\nflags:", (11, 17), "does not fit", "number from 0 to 100"),
    ("place: library-night", "place: ../secrets", (15, 12), "is not a name", "no path"),
    ("place: library-night", "place: /etc/hosts", (15, 12), "is not a name", "no path"),
    ("  together:\n", "  to gether:\n", (51, 3), "`to gether` cannot be a name", "no path"),
    ("calls: 1}", "calls: 1, 007: one}", (41, 30), "`007: one` does not fit", "a whole number"),
    ("  lee: {", "  mr-x: {name: X}\n  lee: {", (7, 3), "cannot be a name", "no digit first"),
    ("  lee: {", "  inner: {name: X}\n  lee: {", (7, 3), "a meaning of its own", "another id"),
]
DANGLING: list[Row] = [
    ("start: kickoff", "start: kickof", (4, 8), "`start: kickof`: no such", "`kickoff`?"),
    (ALONE, ALONE.replace("two-am", "two-pm"), (26, 15), "no such passage", "`two-am`?"),
    (CASES, CASES.replace("together", "togethr"), (42, 33), "no such passage", "`together`?"),
    (CASES, CASES.replace("the-end", "the-ende"), (42, 44), "no such passage", "`the-end`?"),
    ("holder: lee", "holder: lea", (9, 49), "`lea`: no such person", "`lee`?"),
    ("with: [maya]", "with: [mya]", (16, 12), "`mya`: no such person", "`maya`?"),
    ("sources: maya}", "sources: mya}", (30, 25), "`mya`: no such person", "`maya`?"),
    ("sources: maya}", "sources: you}", (30, 25), "to yourself", "`take:`"),
    ("{sources: maya}", "{sorces: maya}", (30, 16), "`sorces`: no such box", "`sources`?"),
    ("take: [sources]", "take: [sorces]", (25, 16), "`sorces`: no such box", "`sources`?"),
    ("sets: [told]", "sets: [tld]", (32, 16), "`tld`: no such flag", "`told`?"),
    ("sets: [told]", "sets: [calls]", (32, 16), "`calls` is a counter", "`add: {calls: 1}`"),
    ("add: {calls: 1}", "add: {call: 1}", (41, 15), "`call`: no such counter", "`calls`?"),
    ("add: {calls: 1}", "add: {told: 1}", (41, 15), "no such counter", "`sets: [told]`"),
    ("{stress: 4}", "{strss: 4}", (48, 19), "`strss` is no meter", "`stress`?"),
    ("{stress: 4}", "{trust.mya: 4}", (48, 19), "`trust.mya` is no meter", "`trust.maya`?"),
    ("{stress: 4}", "{owed.maya: 1}", (48, 19), "`owed.maya` is no meter", "stress, connection"),
    (LINE, "      - mya: Hello.\n", (18, 9), "`mya` is nobody", "`maya`?"),
    (LINE, "      - Note: It is late.\n", (18, 9), "`Note` is nobody", "Quote a narrated line"),
    (CASES, "goto: [{when: told, is: together}]", (42, 16), "no case holds", "a plain one"),
    (CASES, "goto: [together, the-end]", (42, 16), "never asked", "a `when:`"),
]
CONDITIONS: list[Row] = [
    (NEEDS, "needs: strs > 3 and calls < 3", (46, 16), "`strs` means nothing", "`stress`?"),
    (NEEDS, "needs: calls < 3 and tld", (46, 30), "`tld` means nothing here", "`told`?"),
    (NEEDS, "needs: trust.mya > 3", (46, 16), "`mya`: no such person", "`maya`?"),
    (NEEDS, "needs: has(slide)", (46, 16), "`slide`: no such box", "`slides`?"),
    (NEEDS, "needs: holds(mya, slides)", (46, 16), "`mya`: no such person", "`maya`?"),
    (NEEDS, "needs: visited(two-pm)", (46, 16), "`two-pm`: no such passage", "`two-am`?"),
    (NEEDS, "needs: chose(call-mya)", (46, 16), "no such choice", "`call-maya`?"),
    (NEEDS, "needs: calls < 3 an told", (46, 26), "`an` does not fit here", "and or not"),
    (NEEDS, "needs: 'calls < 3 an told'", (46, 27), "`an` does not fit here", "and or not"),
    (NEEDS, "needs: calls <", (46, 23), "breaks off", "A condition knows"),
    (NEEDS, "needs: told = 1", (46, 21), "`=` has no meaning", "write `==`"),
    (NEEDS, "needs: told && told", (46, 21), "`&` has no meaning", "Write `and`"),
    (NEEDS, "needs: 1 < calls < 3", (46, 26), "two comparisons", "Join them with `and`"),
    (NEEDS, "needs: open('x')", (46, 16), "`open(…)` cannot be asked", "visited(passage)"),
    (NEEDS, "needs: told[0]", (46, 20), "`[` has no meaning", "A condition knows"),
    (NEEDS, "needs: told.__class__", (46, 16), "`told.__class__` means nothing", "stress"),
    (NEEDS, "needs: has(slides, maya)", (46, 16), "asks about one box", "has(box)"),
    (NEEDS, "needs: true", (46, 16), "`needs: true` does not fit", "quotes"),
    (CASES, CASES.replace("told", "tld"), (42, 23), "`tld` means nothing", "`told`?"),
    ("        when: trust", "        when: trist", (21, 15), "means nothing", "`trust.maya`?"),
    (
        ENDING,
        "    choices: [{do: x, stance: rest, goto: two-am, needs: stress > 100, locked: y}]\n",
        (53, 5),
        "every choice is locked here, always",
        "Leave `needs:` away",
    ),
]
NOT_YAML: list[Row] = [
    (SAY, "      - say: I've got it: alone.\n", (23, 25), "a second `: `", "quotes"),
    (SAY, "      - say: 'I've got it.'\n", (23, 17), "ends before this", "other kind of quotes"),
    (SAY, "      - say: \"I've got it.\n", (23, 14), "never closed", "Close it"),
    (SAY, SAY + "\thidden: true\n", (24, 1), "a tab stands here", "spaces"),
    (SAY, SAY + "         hidden: true\n", (24, 16), "does not fit the one above", "indented"),
    ("[sources, slides]", "[sources, slides", (40, 17), "never closed", "Close it"),
    ("{name: Lee}", "!!python/object:x {name: Lee}", (7, 8), "the tag", "Remove it"),
    ("format: 1", "--- \nformat: 1\n---\nid: x", (3, 1), "a second document", "one story a file"),
]

ROWS = [*UNKNOWN, *MISSING, *DOUBLED, *WRONG_TYPE, *DANGLING, *CONDITIONS, *NOT_YAML]


def changed(old: str, new: str) -> str:
    """The good story with one change."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def errors(text: str) -> StoryError:
    with pytest.raises(StoryError) as caught:
        loads(text)
    return caught.value


def examined(tmp_path: Path, text: str) -> Examined:
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    return examine(file)


def test_the_story_that_is_broken_here_is_good(tmp_path: Path) -> None:
    assert examined(tmp_path, GOOD).problems == []


@pytest.mark.parametrize(("old", "new", "place", "what", "todo"), ROWS)
def test_a_mistake_is_told_once_with_its_place_and_what_to_do(
    old: str, new: str, place: tuple[int, int], what: str, todo: str
) -> None:
    (problem,) = errors(changed(old, new)).problems
    assert problem.place == place, problem
    assert what in problem.what
    assert todo in problem.todo


@pytest.mark.parametrize(("old", "new", "place", "what", "todo"), ROWS)
def test_a_mistake_brings_no_warnings_that_only_follow_from_it(
    old: str, new: str, place: tuple[int, int], what: str, todo: str, tmp_path: Path
) -> None:
    found = examined(tmp_path, changed(old, new))
    assert found.scenario is None
    allowed = {"a choice without `stance`"}  # true of the row that adds such a choice
    odd = [one.what for one in found.problems if one.severity == "warning"]
    assert set(odd) <= allowed if "choices: [{do: x, goto" in new else odd == []


def test_the_message_shows_the_line_with_a_mark_under_the_column() -> None:
    told = str(errors(changed(ALONE, ALONE.replace("two-am", "two-pm"))))
    assert told == (
        "story.yaml:26:15: `goto: two-pm`: no such passage\n"
        "    26 |         goto: two-pm\n"
        "                       ^\n"
        "    Did you mean `two-am`?"
    )


def test_nine_mistakes_are_told_in_one_go() -> None:
    broken = GOOD
    for old, new in [
        ("title: The report", "title: 5"),
        ("weight: heavy", "weight: hevy"),
        ("flags: [told]", "flags: [told]\nmood: dark"),
        ("with: [maya]", "with: [mya]"),
        (LINE, "      - Note: It is late.\n"),
        (ALONE, ALONE.replace("two-am", "two-pm")),
        ("fit: good", "fit: 2\n        fit: good"),
        (NEEDS, "needs: calls < 3 and tld"),
        (ENDING, ""),
    ]:
        assert broken.count(old) == 1
        broken = broken.replace(old, new)
    told = [(one.place[0], one.what) for one in errors(broken).problems]
    assert told == [
        (3, "`title: 5` does not fit"),
        (9, "`weight: hevy` is not a word for this"),
        (12, "`mood` is not a word of a story"),
        (17, "`mya`: no such person in this story"),
        (19, "`Note` is nobody in this story"),
        (27, "`goto: two-pm`: no such passage"),
        (33, "`fit` stands twice in the same place"),
        (48, "`tld` means nothing here"),
        (53, "no way on from `together`"),
    ]


def test_names_of_digits_are_told_as_they_are_written() -> None:
    passages = "passages: {1: 2, 01: {lines: [5]}, +1: 3, 1_0: 4}"
    told = [one.what for one in errors(f"format: 1\n{passages}\n").problems]
    assert "`1: 2` does not fit" in told
    assert "`+1` cannot be a name" in told


@pytest.mark.parametrize("text", ["", "\n# only a comment\n", "[1, 2]", "hello", "5", "---\n"])
def test_what_is_no_story_at_all_is_told_what_a_story_begins_with(text: str) -> None:
    (problem,) = errors(text).problems
    assert problem.place == (1, 1)
    assert "`format: 1`" in problem.todo


# --- files ------------------------------------------------------------------------------


def refusal(file: Path) -> str:
    with pytest.raises(StoryError) as caught:
        load_program(file)
    (problem,) = caught.value.problems
    return problem.what


def test_a_file_far_too_big_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    with file.open("wb") as opened:
        opened.truncate(100_000_000)
    assert refusal(file) == "this file has 100 MB; a story may have 33"


def test_a_folder_and_a_missing_file_are_told_as_what_they_are(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "this is a folder, not a file"
    assert refusal(tmp_path / "none.yaml") == "there is no such file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the root user may")
def test_a_file_that_may_not_be_read_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "shut.yaml"
    file.write_text(GOOD, encoding="utf-8")
    file.chmod(0)
    assert refusal(file) == "this file may not be read"


def test_a_name_longer_than_any_file_is_told_in_words() -> None:
    with pytest.raises(StoryError):
        load("a" * 5_000)
    with pytest.raises(StoryError):
        load("a" * 5_000 + ".yaml")


# --- the command --------------------------------------------------------------------------


def check(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "game", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_check_says_file_line_and_column_of_every_problem_and_exits_1(tmp_path: Path) -> None:
    files = []
    for index, (old, new, (line, column), _, _) in enumerate(ROWS):
        files.append(f"{index}.yaml:{line}:{column}: ")
        (tmp_path / f"{index}.yaml").write_text(changed(old, new), encoding="utf-8")
    done = check("check", *(f"{index}.yaml" for index in range(len(ROWS))), folder=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    told = [line for line in done.stdout.splitlines() if line[0].isdigit()]
    for begins in files:
        assert any(line.startswith(begins) for line in told), begins


@pytest.mark.parametrize("command", [["check"], ["transcript"], ["sample"], ["rules"]])
def test_every_command_refuses_a_broken_story_in_words(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(changed("start: kickoff", "start: kickof"), encoding="utf-8")
    done = check(*command, "a.yaml", folder=tmp_path)
    assert done.returncode == 1
    assert (done.stdout + done.stderr).startswith("a.yaml:4:8: `start: kickof`: no such passage")
    assert "Traceback" not in done.stderr


def test_a_story_that_does_not_ship_is_told_with_the_nearest_that_does(tmp_path: Path) -> None:
    done = check("check", "group-projct", folder=tmp_path)
    assert done.returncode == 1
    assert "no story ships under this name" in done.stdout
    assert "Did you mean `group-project`?" in done.stdout


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        changed("flags: [told]", "flags: [told, late]"), encoding="utf-8"
    )
    done = check("check", "a.yaml", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("a.yaml:11:15: warning: no condition reads the flag `late`")
    assert done.stdout.endswith("a.yaml: no errors, 1 warning\n")


def test_a_good_story_has_nothing_to_tell(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    done = check("check", "a.yaml", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "a.yaml: no errors, no warnings\n")


@pytest.mark.parametrize("wrong", [["check"], ["chekc", "a"], ["sample", "a", "--plays", "-1"]])
def test_misuse_exits_2_with_what_is_meant(wrong: list[str], tmp_path: Path) -> None:
    done = check(*wrong, folder=tmp_path)
    assert done.returncode == 2
    assert "usage: other-end" in done.stderr
    assert "Traceback" not in done.stderr
