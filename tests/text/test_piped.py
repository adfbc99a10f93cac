"""The terminal player in a pipe: plain lines in order, choices and commands, nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Piped = Callable[..., Any]
ROOT = Path(__file__).parents[2]
GOODBYE = "Goodbye. Nothing was stored.\n"


def test_a_story_can_be_played_to_its_end(piped: Piped) -> None:
    told = piped("2", "1", "1", "q")
    assert told.status == 0
    assert told.complaints == ""
    assert "The end: Two cups\nIt keeps: Somebody now knows" in told.text
    assert "It costs: You will hear about step eleven" in told.text
    assert told.text.endswith(GOODBYE)


def test_what_is_told_first_comes_first(piped: Piped) -> None:
    text = piped().text
    order = [
        "Third Floor, No Lift\n",
        "Content note: a near fall",
        "Third Floor, No Lift · Saturday, ten in the morning",
        "Everything you own",
        "DOV: The van",
        "(He drove.",
        "Stress 35: steady",
        "Connection 40: some warmth",
        "Boxes: books (you)",
        "1. “You drove.",
        "4. (out of reach)",
    ]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_said_is_in_quotes_and_done_is_not(piped: Piped) -> None:
    text = piped().text
    assert "\n2. “Take the other end of the desk?”\n" in text
    assert "\n3. Hold the door for Ines and her shopping first.\n" in text


def test_a_choice_tells_its_change(piped: Piped) -> None:
    told = piped("2")
    assert "> “Take the other end of the desk?”\n\nDOV: Backwards" in told.text
    assert re.search(r"Stress \d+ \(\+\d+\): .*rising", told.text)
    assert re.search(r"Connection \d+ \(\+\d+\): .*growing", told.text)
    assert "Boxes: desk (Dov), books (you)" in told.text


def test_a_locked_choice_keeps_its_number_and_says_why(piped: Piped) -> None:
    told = piped("4", "2")
    locked = "Ines, could I have your trolley?"
    assert f"4. (out of reach) “{locked}” – You have only ever nodded" in told.text
    assert "Out of reach: You have only ever nodded to each other." in told.text
    assert "> “Take the other end" in told.after("Out of reach:")


def test_a_choice_may_open(piped: Piped) -> None:
    assert "\n2. “Ines? Would you take the other end of this?”\n" in piped("3").text
    assert "\n2. (out of reach) “Ines? Would" in piped("1").text


def test_nobody_is_asked_for_a_guess_or_a_recap_in_a_pipe(piped: Piped) -> None:
    text = piped("2", "s", "5").text
    assert "guess" not in text.lower()
    assert "recap" not in text
    assert text.index("Content note: Someone misses") < text.index("You count ten steps")


def test_why_adds_up(piped: Piped) -> None:
    told = piped("2", "w").after("3. Sit down")
    sums = re.findall(r"^(\S.*): (−?\d+) → (−?\d+)\n((?:  .*\n)+)", told, re.MULTILINE)
    assert [meter for meter, *_ in sums][:3] == ["Stress", "Connection", "Trust in Dov"]
    for _, before, after, reasons in sums:
        amounts = re.findall(r"^ +([+−]\d+) ", reasons, re.MULTILINE)
        numbers = [int(number.replace("−", "-")) for number in (before, after, *amounts)]
        assert numbers[0] + sum(numbers[2:]) == numbers[1]


def test_why_at_the_beginning(piped: Piped) -> None:
    assert "Nothing has been chosen yet" in piped("w").text


def test_back_takes_one_choice_back(piped: Piped) -> None:
    told = piped("2", "b", "1")
    again = told.after("Back one choice.")
    assert "Saturday, ten in the morning" in again
    assert "Stress 35: steady" in again
    assert "> “You drove. I have the stairs.”" in again


def test_back_at_the_beginning(piped: Piped) -> None:
    assert "This is the beginning." in piped("b").text


def test_the_log_tells_everything_so_far(piped: Piped) -> None:
    log = piped("2", "1", "l").after("2. Put the shelf up")
    for words in ("Everything you own", "> “Take the other", "DOV: Backwards", "> Pick the books"):
        assert words in log


def test_again_starts_over_and_only_at_the_end(piped: Piped) -> None:
    assert "Type a number from 1 to 4" in piped("a").text
    told = piped("2", "1", "2", "a", "w")
    assert "Nothing has been chosen yet" in told.after("Again, from the start.")


def test_an_ending_asks_three_depths_and_back_leads_out_of_it(piped: Piped) -> None:
    told = piped("2", "1", "2", "3", "b")
    ending = told.after("The end: A level shelf")
    assert ending.index("Light: ") < ending.index("Closer: ") < ending.index("Deep: ")
    assert "a again from the start · w why" in ending
    assert "Type a, b or q" in ending
    assert "1. “Stay for tea." in told.after("Back one choice.")


def test_questions_to_talk_about(piped: Piped) -> None:
    assert "There are no questions at this place." in piped("t").text
    assert piped("2", "1", "2", "t").text.count("Deep: When was doing it alone") == 2


def test_a_good_place_to_stop(piped: Piped) -> None:
    assert "A good place to stop, if you like." in piped("2", "1").text


def test_help_names_every_command(piped: Piped) -> None:
    told = piped("?").after("4. (out of reach)")
    for key in ("w why", "b back", "l log", "t questions", "q leave", "? this help"):
        assert key in told


@pytest.mark.parametrize(
    "typed", ["0", "5", "99999999", "9" * 5000, "²", "1.5", "-1", "hello", b"\xff\xfe", "\0", "{1}"]
)
def test_what_means_nothing_gets_one_hint(piped: Piped, typed: str | bytes) -> None:
    told = piped(typed, "q")
    assert told.status == 0
    assert told.text.count("Type a number from 1 to 4; ? shows the commands.") == 1
    assert told.text.endswith(GOODBYE)


def test_a_byte_order_mark_is_nothing(piped: Piped) -> None:
    assert "> “You drove." in piped(b"\xef\xbb\xbf1").text


def test_an_empty_line_is_nothing(piped: Piped) -> None:
    assert piped("", "   ", "q").text == piped("q").text


def test_the_end_of_the_input_is_a_goodbye(piped: Piped) -> None:
    told = piped()
    assert told.text.count(GOODBYE) == 1
    assert (told.status, told.complaints) == (0, "")


def test_a_pipe_gets_no_colour_and_no_drawing(piped: Piped) -> None:
    told = piped("2", "w", "l", TERM="xterm-256color", FORCE_COLOR="1")
    assert "\x1b" not in told.text
    assert not re.search("[\u2500-\u259f]", told.text)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_any_encoding_will_do(piped: Piped, encoding: str) -> None:
    told = piped("2", "w", PYTHONUTF8="0", PYTHONIOENCODING=encoding, encoding=encoding)
    assert told.status == 0
    assert "Take the other end of the desk?" in told.text
    if encoding == "ascii":
        assert '2. "Take the other end of the desk?"' in told.text
        assert "Stress: 35 -> 41" in told.text


def test_a_story_cannot_command_the_terminal(piped: Piped, tmp_path: Path, corridor: Path) -> None:
    story = tmp_path / "loud.yaml"
    text = corridor.read_text(encoding="utf-8")
    loud = r'"\e[2J\a[bold]Third Floor"'
    story.write_text(text.replace("Third Floor, No Lift", loud, 1), encoding="utf-8")
    told = piped(story=story)
    assert "[2J [bold]Third Floor\n" in told.text
    assert "\x1b" not in told.text


def test_it_ends_with_its_memory_in_order(piped: Piped) -> None:
    told = piped("2", "q", PYTHONMALLOC="debug")
    assert (told.status, told.complaints) == (0, "")


def test_a_reader_that_goes_away_is_no_error(corridor: Path) -> None:
    command = [sys.executable, "-m", "game", "play", str(corridor), "--text"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as game:
        assert game.stdin is not None
        assert game.stdout is not None
        assert game.stderr is not None
        assert game.stdout.readline()
        game.stdout.close()
        game.stdin.write(b"1\n" * 50)
        game.stdin.close()
        assert game.stderr.read() == b""
        assert game.wait(60) == 0


def test_a_story_that_is_not_there(piped: Piped) -> None:
    told = piped(story="no-such-story.yaml")
    assert told.status == 1
    assert "there is no such file" in told.complaints
    assert "Traceback" not in told.complaints


def test_rich_is_not_imported_without_colour(corridor: Path) -> None:
    code = (
        "import sys\nfrom game.text.player import play_story\n"
        f"play_story({str(corridor)!r})\nassert 'rich' not in sys.modules"
    )
    command = [sys.executable, "-c", code]
    subprocess.run(command, stdin=subprocess.DEVNULL, check=True, timeout=60, cwd=ROOT)
