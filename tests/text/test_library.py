"""The library in the terminal: pick a story, play it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from game import cli
from game.text import player


def choose(typed: str, monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    monkeypatch.setattr(player, "shipped", lambda: {file.stem: file for file in files})
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert player.choose_story() == 0


def test_a_story_is_picked_by_its_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], corridor: Path
) -> None:
    choose("x\n2\n1\n2\nw\nq\n", monkeypatch, corridor)
    told = capsys.readouterr().out
    assert told.startswith("The Other End\n\n1. Third Floor, No Lift, about 3 minutes. A van,")
    assert "Content note: a near fall on the stairs." in told
    assert told.count("Type a number from 1 to 1, or q to leave.") == 2
    assert "Trust in Dov: 35 → 44" in told
    assert told.endswith("Goodbye. Nothing was stored.\n")


def test_play_without_a_story_shows_the_library(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1\nq\n"))
    assert cli.main(["play", "--text"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The Other End\n")
    assert "Type the number of a choice" in told


def test_the_library_can_be_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], corridor: Path
) -> None:
    choose("q\n", monkeypatch, corridor)
    assert capsys.readouterr().out.endswith("Goodbye. Nothing was stored.\n")


def test_a_library_without_stories_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    choose("", monkeypatch)
    assert capsys.readouterr().out == "There are no stories here.\n"
