"""The library: the stories there are, each with its minutes and content notes."""

from __future__ import annotations

from collections.abc import Callable

from game.play.play import begin, load
from game.stage.people import YOU as PLAYER
from game.stage.people import Dress
from game.stage.scene import Figure, Scene
from game.stage.screens.play import PlayScreen
from game.stage.screens.screen import Host, Screen
from game.stage.widgets.button import Button, Choice
from game.stage.widgets.column import Column
from game.stage.widgets.text import Heading, Text
from game.stage.widgets.widget import Widget
from game.story.library import shipped
from game.story.load import load as load_scenario
from game.story.model import Scenario
from game.story.problems import StoryError

_FRIEND = Dress("teal", "short", "black", "umber", False)


class LibraryScreen(Screen):
    """The first screen: pick a story."""

    title = "The Other End"

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._stories = {name: _loaded(name) for name in shipped()}

    def scene(self) -> Scene:
        """Two people, one box, each at an end."""
        figures = (
            Figure(PLAYER, "carry", (), 650, right=True),
            Figure(_FRIEND, "carry", (), 950),
        )
        return Scene("title", figures, stress=15, connection=75, shared="everything else")

    def scene_told(self) -> str:
        """The picture in words."""
        return "A hallway in the evening. Two people carry one long box; it says: everything else."

    def over_stage(self) -> list[Text]:
        """The name of the game."""
        return [
            Text("The Other End", size=2.5, role="heading"),
            Text("Somebody has to take the other end.", face="serif-italic"),
        ]

    def buttons(self) -> list[Button]:
        """The way out."""
        return [
            Button("F11", "full screen", self.host.toggle_full_screen),
            Button("Esc", "leave", self.host.leave),
        ]

    def keys(self) -> dict[str, Callable[[], None]]:
        """Esc leaves."""
        return {"menu": self.host.leave}

    def column(self) -> Column:
        """A card for each story."""
        widgets: list[Widget] = [Heading("Stories")]
        for number, (name, story) in enumerate(self._stories.items(), 1):
            if isinstance(story, Scenario):
                widgets.append(
                    Choice(number, story.title, self._opener(name), under=_about(story), title=True)
                )
            else:
                widgets.append(Text(f"{name} cannot be opened. {story}", face="sans", size=0.8))
        if not self._stories:
            widgets.append(Text("There is no story here."))
        kept = "A story takes one sitting. You can stop at any time. Nothing is kept or sent."
        widgets.append(Text(kept, face="sans-italic", size=0.78, colour="quiet", gap=1.2))
        return Column(self.title, widgets)

    def _opener(self, name: str) -> Callable[[], None]:
        return lambda: self.host.show(PlayScreen(self.host, begin(load(name))))


def _loaded(name: str) -> Scenario | str:
    try:
        return load_scenario(name)
    except StoryError as error:
        return str(error)


def _about(story: Scenario) -> str:
    """What stands on a story's card: its summary, its minutes, its content notes."""
    parts = [story.summary]
    if story.minutes:
        parts.append(f"{story.minutes} min")
    if story.content_notes:
        parts.append("With: " + ", ".join(story.content_notes))
    return "\n".join(filter(None, parts))
