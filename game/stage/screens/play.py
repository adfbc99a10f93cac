"""A play: the conversation so far, and what can be chosen now."""

from __future__ import annotations

from collections.abc import Callable

from game.play.play import Choosable, Play, Step, begin, choose, rewind
from game.play.telling import connection_words, stress_words
from game.stage import scene as stage
from game.stage.scene import Scene
from game.stage.screens import conversation
from game.stage.screens.guess import GuessScreen
from game.stage.screens.log import LogScreen
from game.stage.screens.menu import MenuScreen
from game.stage.screens.screen import Host, Screen
from game.stage.screens.talk import TalkScreen
from game.stage.screens.why import WhyScreen
from game.stage.widgets.button import Button, Choice
from game.stage.widgets.column import Column
from game.stage.widgets.meter import Meter
from game.stage.widgets.text import Heading, Text
from game.stage.widgets.widget import Widget


class PlayScreen(Screen):
    """Shows a play and turns presses into choices; the play itself never changes."""

    def __init__(self, host: Host, play: Play) -> None:
        super().__init__(host)
        self.play = play
        self.title = play.program.scenario.title
        self._guesses: dict[int, int] = {}
        self._noted: dict[int, str] = {}
        """For steps with a content note: whether to ``read`` or to ``recap``."""

    # --- the play moves ------------------------------------------------------------

    def go_to(self, play: Play) -> None:
        """Show another play: one choice further, or back."""
        self.play = play
        steps = len(play.steps)
        self._guesses = {at: guess for at, guess in self._guesses.items() if at < steps}
        self._noted = {at: how for at, how in self._noted.items() if at < steps}
        self.unfocus()
        self.stale = True

    def take(self, choice: Choosable) -> None:
        """Take a choice; one that asks for a guess asks first."""
        if not choice.open:
            return
        if choice.guess is not None:
            self.host.show(GuessScreen(self.host, self, choice))
        else:
            self.go_to(choose(self.play, choice.id))

    def take_guessed(self, choice: Choosable, guess: int | None) -> None:
        """Take a choice after its guess, or without one."""
        if guess is not None:
            self._guesses[len(self.play.steps)] = guess
        guesses = dict(self._guesses)
        self.go_to(choose(self.play, choice.id))
        self._guesses = guesses

    def go_back(self) -> None:
        """Take the last choice back."""
        self.go_to(rewind(self.play))

    def begin_again(self) -> None:
        """Begin the same story anew, with its content notes."""
        self._noted = {}
        self.go_to(begin(self.play.program))

    def _decide(self, how: str) -> Callable[[], None]:
        def decide() -> None:
            self._noted[len(self.play.steps) - 1] = how
            self.unfocus()
            self.stale = True

        return decide

    # --- what is shown -----------------------------------------------------------------

    def scene(self) -> Scene:
        """The stage as the play stands."""
        return stage.of(self.play)

    def scene_told(self) -> str:
        """The stage in words."""
        return stage.told(self.play)

    def meters(self) -> list[Meter]:
        """Stress and connection, with their change."""
        state, change = self.play.now.state, self.play.change
        return [
            Meter("stress", state.stress, change("stress"), stress_words(self.play)),
            Meter(
                "connection", state.connection, change("connection"), connection_words(self.play)
            ),
        ]

    def buttons(self) -> list[Button]:
        """What else can be done, each with its key."""
        actions = {"W": ("why", "why"), "L": ("log", "log")}
        if self.play.passage.talk != type(self.play.passage.talk)():
            actions["T"] = ("questions", "talk")
        keys = self.keys()
        made = [Button("Esc", "menu", keys["menu"])]
        if len(self.play.steps) > 1:
            made.append(Button("Bksp", "back", keys["back"]))
        return made + [Button(key, word, keys[name]) for key, (word, name) in actions.items()]

    def keys(self) -> dict[str, Callable[[], None]]:
        """The keys of a play."""
        host = self.host
        return {
            "menu": lambda: host.show(MenuScreen(host, self)),
            "back": self.go_back,
            "why": lambda: host.show(WhyScreen(host, self)),
            "log": lambda: host.show(LogScreen(host, self)),
            "talk": lambda: host.show(TalkScreen(host, self)),
        }

    def column(self) -> Column:
        """The conversation, then what can be chosen."""
        play, last = self.play, len(self.play.steps) - 1
        widgets: list[Widget] = []
        top = 0
        told = ""
        for number, step in enumerate(play.steps):
            if number == last:
                top = len(widgets)
            if step.choice is not None:
                widgets += self._answer(number, step, old=number < last)
            where = conversation.heading(play, step)
            if where != told or number == last:
                widgets.append(Heading(where, gap=1.1))
                told = where
            widgets += self.passage(number, old=number < last)
        if not self._waits():
            widgets += self._close()
        foot = self._foot()
        return Column(self.title, [*widgets, *foot], foot=len(foot), top=top)

    def _answer(self, number: int, step: Step, *, old: bool) -> list[Widget]:
        made = conversation.chosen(step)
        made += conversation.lines(step.lines[: step.after], old=old)
        if number in self._guesses:
            made += conversation.guessed(self._guesses[number], step)
        return made

    def _waits(self) -> bool:
        """Whether a content note waits for an answer before the passage is shown."""
        return self.play.passage.note is not None and len(self.play.steps) - 1 not in self._noted

    def passage(self, number: int, *, old: bool = False) -> list[Widget]:
        """A step's passage as the player wants it: whole, in short, or not before its note."""
        if number == len(self.play.steps) - 1 and self._waits():
            note = self.play.passage.note or ""
            return [Heading("Before you read on"), Text(note, face="serif-italic")]
        recap = self._noted.get(number) == "recap"
        return conversation.passage(self.play, number, old=old, recap=recap)

    def _close(self) -> list[Widget]:
        """What follows the last passage: a place to stop, or the ending."""
        made: list[Widget] = []
        if self.play.passage.stop_here and self.play.ending is None:
            told = "A good place to stop, if you like."
            made.append(Text(told, face="sans-italic", size=0.8, colour="quiet"))
        return made + conversation.ending(self.play)

    def _foot(self) -> list[Widget]:
        if self._waits():
            read = [Choice(1, "Read on", self._decide("read"))]
            if self.play.passage.skip is not None:
                read.append(Choice(2, "A short recap instead", self._decide("recap")))
            return [*read]
        if self.play.over:
            return self._over()
        return [*self._choices()]

    def _choices(self) -> list[Choice]:
        return [
            Choice(
                number,
                f"“{choice.text}”" if choice.spoken else choice.text,
                self._taker(choice),
                locked=choice.locked,
            )
            for number, choice in enumerate(self.play.now.choices, 1)
        ]

    def _over(self) -> list[Widget]:
        """At an ending, or where a story has no way on: then it says what is out of reach."""
        words: list[Widget] = []
        if self.play.ending is None:
            words.append(Text("The story has no way on from here.", colour="quiet"))
        shut = self._choices()
        ways = {
            "Begin again": self.begin_again,
            "Go back one choice": self.go_back,
            "Close the story": self.host.home,
        }
        open_ones = [
            Choice(number, text, press)
            for number, (text, press) in enumerate(ways.items(), len(shut) + 1)
        ]
        return [*words, *shut, *open_ones]

    def _taker(self, choice: Choosable) -> Callable[[], None]:
        return lambda: self.take(choice)
