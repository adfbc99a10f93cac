"""Plays told: the transcript as data and text, and random plays."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import Sample, begin, choose, load, replay, sample, transcript
from game.play.sample import LONGEST, sample_told, summary
from game.play.telling import band, signed
from game.play.transcript import transcript_text
from game.story import words
from tests.helpers import CALM, ROOT, STORIES, Data, made, people, small
from tests.strategies import stories

FILE = STORIES / "the-report.yaml"
REPORT = load(FILE)


def command(*arguments: str) -> str:
    """What a command prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    line = [sys.executable, "-m", "game", *arguments]
    return subprocess.run(
        line, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    ).stdout


# --- the transcript as data ------------------------------------------------------------


def test_a_transcript_tells_every_step_in_full() -> None:
    story = small(
        {"stance": "rest", "after": [{"maya": "Sit."}]},
        cast=people({"trust": 30, "owed": 1}),
        flags=["told"],
        counters={"calls": 2},
    )
    story["passages"]["here"]["lines"] = ["It is late."]
    locked = {"say": "Up?", "needs": "stress > 90", "locked": "Too tired.", "goto": "there"}
    story["passages"]["here"]["choices"].append(locked)
    rest = {"id": "it", "text": "it", "stance": "rest", "open": True, "locked": None}
    up = {"id": "up", "text": "Up?", "stance": None, "open": False, "locked": "Too tired."}
    state = CALM | {
        "trust": {"maya": 30, "lee": 25},
        "owed": {"maya": 1, "lee": 0},
        "boxes": {"slides": "nobody", "sources": "nobody"},
        "flags": {"told": 0, "calls": 2},
    }
    assert transcript(choose(begin(made(story)), "it")) == {
        "story": "small",
        "choices": ["it"],
        "ending": "there",
        "steps": [
            {
                "passage": "here",
                "lines": [{"speaker": None, "name": None, "text": "It is late."}],
                "choice": None,
                "state": state,
                "reasons": [],
                "choices": [rest, up],
            },
            {
                "passage": "there",
                "lines": [{"speaker": "maya", "name": "Maya", "text": "Sit."}],
                "choice": "it",
                "state": state | {"stress": 27},
                "reasons": [
                    {"meter": "stress", "amount": -3, "sentence": "A real pause."},
                    {
                        "meter": "energy",
                        "amount": 2,
                        "sentence": "With less on you, strength comes back.",
                    },
                    {"meter": "energy", "amount": 6, "sentence": "You rested."},
                    {"meter": "energy", "amount": -8, "sentence": "Already at the limit."},
                ],
                "choices": [],
            },
        ],
    }


def test_a_state_names_who_has_each_box() -> None:
    told = transcript(replay(REPORT, ["yes-please", "finish-it"]))["steps"]
    assert [step["state"]["boxes"] for step in told] == [
        {"slides": "lee", "sources": "nobody"},
        {"slides": "lee", "sources": "maya"},
        {"slides": "done", "sources": "done"},
    ]


def test_the_command_prints_the_same_transcript() -> None:
    printed = command("transcript", str(FILE), "yes-please", "finish-it", "--json")
    assert json.loads(printed) == transcript(replay(REPORT, ["yes-please", "finish-it"]))
    assert command("transcript", str(FILE), "yes-please") == transcript_text(
        replay(REPORT, ["yes-please"])
    )


def test_a_list_that_stops_fitting_exits_1_and_says_where() -> None:
    line = [sys.executable, "-m", "game", "transcript", str(FILE), "yes-please", "call-mya"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(line, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert (
        done.stderr == "choice 2: `call-mya` is no choice at `two-am`. Did you mean `call-maya`?\n"
    )


# --- the transcript as text ----------------------------------------------------------------


def test_the_text_has_each_choice_with_what_it_moved() -> None:
    # carried 2, watched 3, less 1 with people there, exposed 2, backed −1, settled −1: +4
    text = transcript_text(replay(REPORT, ["yes-please"]))
    assert "> “Yes, please.”\n  stress 39 (+4) · connection 43 (+3)\n" in text
    assert text.endswith("Boxes – slides: Lee, sources: Maya\n")


def test_the_text_ends_with_what_the_ending_keeps_and_costs() -> None:
    text = transcript_text(replay(REPORT, ["yes-please", "call-maya"]))
    assert "Two chairs\nIt keeps: Company.\nIt costs: Your own way.\n" in text


@pytest.mark.parametrize(("amount", "told"), [(4, "+4"), (-3, "−3"), (0, "0")])
def test_a_change_is_printed_with_its_sign(amount: int, told: str) -> None:
    assert signed(amount) == told


@pytest.mark.parametrize(("value", "fifth"), [(0, 0), (19, 0), (20, 1), (99, 4), (100, 4)])
def test_a_meter_has_five_bands(value: int, fifth: int) -> None:
    assert band(value) == fifth


# --- random plays ------------------------------------------------------------------------------


def told(plays: int, seed: int) -> list[Data]:
    return [sample_told(REPORT, one) for one in sample(REPORT, plays, seed)]


def test_the_same_seed_gives_the_same_plays_and_another_gives_others() -> None:
    assert told(20, 1) == told(20, 1)
    assert told(20, 1) != told(20, 2)


def test_fewer_plays_are_the_first_of_more() -> None:
    assert told(5, 1) == told(20, 1)[:5]


def test_every_open_choice_is_taken_by_somebody() -> None:
    assert {tuple(one["choices"]) for one in told(100, 1)} == {
        (first, second)
        for first in ("ive-got-it", "yes-please")
        for second in ("finish-it", "call-maya")
    }


def test_a_random_play_is_told_as_choices_ending_state_and_ranges() -> None:
    (one,) = told(1, 1)
    assert list(one) == ["choices", "ending", "state", "low", "high"]
    steps = transcript(replay(REPORT, one["choices"]))["steps"]
    assert one["state"] == steps[-1]["state"]
    for meter in words.METERS:
        values = [step["state"][meter] for step in steps]
        assert (one["low"][meter], one["high"][meter]) == (min(values), max(values))
    values = [step["state"]["trust"]["maya"] for step in steps]
    assert (one["low"]["trust.maya"], one["high"]["trust.maya"]) == (min(values), max(values))
    assert one["ending"] == steps[-1]["passage"]


def test_the_command_prints_a_line_a_play() -> None:
    printed = command("sample", str(FILE), "--plays", "3", "--seed", "5", "--json")
    assert [json.loads(line) for line in printed.splitlines()] == told(3, 5)


@given(stories, st.integers(0, 99))
def test_a_random_play_replayed_ends_in_the_same_state(story: Data, seed: int) -> None:
    program = made(story)
    for one in sample(program, 1, seed):
        shorter = one.choices[:30]
        play = replay(program, shorter)
        assert [step.state for step in play.steps] == one.states[: len(shorter) + 1]


def test_a_story_without_an_end_is_left_unfinished() -> None:
    (one,) = sample(made(small({"goto": "here"})), 1, 1)
    assert (len(one.choices), one.ending) == (LONGEST, None)


def test_a_play_that_finds_no_way_on_ends_nowhere() -> None:
    story = small({"goto": "here", "needs": "stress < 31", "effects": {"stress": 9}})
    (one,) = sample(made(story), 1, 1)
    assert (one.choices, one.ending) == (["it"], None)


def test_the_summary_counts_the_endings() -> None:
    some: list[Sample] = list(sample(REPORT, 40, 1))
    late = sum(one.ending == "the-end" for one in some)
    text = summary(REPORT, some)
    assert text.startswith("40 plays, 2 to 2 choices each\n")
    assert f"{late:>7}  {100 * late / 40:5.1f} %  The late bus\n" in text


def test_no_plays_at_all_are_told_as_such() -> None:
    assert summary(REPORT, []) == "no plays\n"
