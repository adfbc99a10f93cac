"""The loop of the terminal player: show, ask, do what was asked.

It decides nothing about the story: what is told comes from
:mod:`game.text.blocks`, what follows from a choice from :mod:`game.play`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from game.play import Choosable, Play, begin, choose, load, rewind
from game.story.library import shipped
from game.story.load import load as load_scenario
from game.text import blocks
from game.text.blocks import Block
from game.text.screen import Screen

GOODBYE = Block("hint", "Goodbye. Nothing was stored.")
PROMPT = "Your choice (? for help):"


class Left(Exception):  # noqa: N818 - leaving is no error
    """The player left, or the input ended."""


def play_story(story: str) -> int:
    """Play a story in the terminal: the id of one that ships, or a file.

    Raises:
        StoryError: it cannot be played; says every problem of it.
    """
    return _politely(lambda screen: _Session(screen, story).run())


def choose_story() -> int:
    """Show the stories that ship in the terminal, and play the one that is picked."""
    return _politely(_library)


def _politely(run: Callable[[Screen], None]) -> int:
    """However a player leaves, it is with a word and without a complaint."""
    screen = Screen.here()
    try:
        run(screen)
    except (Left, KeyboardInterrupt):
        screen.show([GOODBYE])
    return 0


def _library(screen: Screen) -> None:
    files = list(shipped().values())
    if not files:
        screen.show([Block("hint", "There are no stories here.")])
        return
    screen.show(blocks.library([load_scenario(file) for file in files]))
    while True:
        answer = _answer(screen, "Your story (q leaves):")
        number = _number(answer)
        if number is not None and 1 <= number <= len(files):
            _Session(screen, files[number - 1]).run()
        elif answer:
            screen.show([Block("hint", f"Type a number from 1 to {len(files)}, or q to leave.")])


def _answer(screen: Screen, prompt: str) -> str:
    """What is typed, in small letters.

    Raises:
        Left: the player leaves, or there is no more input.
    """
    answer = screen.ask(prompt)
    if answer is None or answer.lower() == "q":
        raise Left
    return answer.lower()


def _number(answer: str) -> int | None:
    # A number of five digits is no choice, and one of five thousand no int.
    return int(answer) if answer.isdecimal() and len(answer) < 5 else None


class _Session:
    """One story being played; all it holds beside the play is which passages were recapped."""

    def __init__(self, screen: Screen, story: str | Path) -> None:
        self._screen = screen
        self._play = begin(load(story))
        self._recapped: set[int] = set()
        self._commands: dict[str, Callable[[], None]] = {
            "w": self._why,
            "b": self._back,
            "l": self._log,
            "t": self._talk,
            "?": self._help,
        }

    def run(self) -> None:
        """Play until the player leaves.

        Raises:
            Left: always, in the end.
        """
        self._screen.show(blocks.cover(self._play.program.scenario))
        self._scene()
        while True:
            answer = _answer(self._screen, PROMPT)
            number = _number(answer)
            if answer in self._commands:
                self._commands[answer]()
            elif answer == "a" and self._play.over:
                self._again()
            elif number is not None and 1 <= number <= len(self._play.now.choices):
                self._take(self._play.now.choices[number - 1])
            elif answer:
                self._show(_hint(self._play))

    def _show(self, *shown: Block) -> None:
        self._screen.show(shown)

    def _take(self, choice: Choosable) -> None:
        if not choice.open:
            self._show(Block("hint", blocks.one_line(choice.locked or ""), "Out of reach: "))
            return
        guess = self._guess(choice)
        self._play = choose(self._play, choice.id)
        self._screen.show(blocks.taken(self._play.now))
        if guess is not None:
            self._show(blocks.guessed(guess, self._play.now))
        self._scene()

    def _guess(self, choice: Choosable) -> int | None:
        """The player's guess from 0 to 10; only a person is asked, and may pass."""
        if choice.guess is None or not self._screen.asks:
            return None
        self._show(Block("guess", blocks.one_line(choice.guess), "Guess first: "))
        while answer := _answer(self._screen, "0 (badly) to 10 (very well), Enter passes:"):
            number = _number(answer)
            if number is not None and number <= 10:
                return number
            self._show(Block("hint", "A whole number from 0 to 10, or Enter to pass."))
        return None

    def _scene(self) -> None:
        """The passage the play stands at: its note first, its lines or recap, what can be done."""
        self._screen.show(blocks.heading(self._play))
        passage = self._play.passage
        here = len(self._play.steps) - 1
        self._recapped = {step for step in self._recapped if step < here}
        if passage.note and passage.skip and self._screen.asks and self._skips():
            self._recapped.add(here)
            self._screen.show(blocks.recap(passage))
        else:
            self._screen.show(blocks.reading(self._play.now))
        self._screen.show(blocks.standing(self._play))

    def _skips(self) -> bool:
        question = "Enter reads on, s shows a short recap instead:"
        while answer := _answer(self._screen, question):
            if answer == "s":
                return True
            self._show(Block("hint", "Enter, s, or q to leave."))
        return False

    def _why(self) -> None:
        self._screen.show(blocks.why(self._play))

    def _log(self) -> None:
        self._screen.show(blocks.log(self._play, self._recapped))

    def _talk(self) -> None:
        questions = list(blocks.talk(self._play.passage.talk))
        self._screen.show(questions or [Block("hint", "There are no questions at this place.")])

    def _help(self) -> None:
        self._screen.show(blocks.help_text(self._play.over))

    def _back(self) -> None:
        if not self._play.choices:
            self._show(Block("hint", "This is the beginning."))
            return
        self._play = rewind(self._play)
        self._show(Block("hint", "Back one choice."))
        self._scene()

    def _again(self) -> None:
        self._play = rewind(self._play, len(self._play.choices))
        self._show(Block("hint", "Again, from the start."))
        self._scene()


def _hint(play: Play) -> Block:
    count = len(play.now.choices)
    if play.over:
        return Block("hint", "Type a, b or q; ? shows all commands.")
    return Block("hint", f"Type a number from 1 to {count}; ? shows the commands.")
