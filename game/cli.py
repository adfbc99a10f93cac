"""The command line, and the only reader of it. Each command is thin.

A command imports what it needs when it runs, so that ``other-end list`` does
not pay for a window. Exit status: 0 good, 1 a problem with a story or its
choices, 2 misuse.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence

from game import __version__
from game.story.problems import StoryError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    from game.text.streams import forgive_encodings

    forgive_encodings()
    options = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        status = command(options)
        if sys.stdout is not None:
            sys.stdout.flush()  # so that a full disk is heard of here, not at exit
        return status
    except StoryError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _unwritten(error)


def _unwritten(error: OSError) -> int:
    """The exit status when the output could not be written."""
    if sys.stdout is not None:
        # What could not be written shall not be tried, and complained of, again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0  # the reader went away (``| head``): nothing more to say
    print(f"other-end: {error.strerror or error}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="other-end",
        description="The Other End: a story game about doing it all yourself."
        " Without a command it opens the library of stories.",
    )
    parser.add_argument("--version", action="version", version=f"the-other-end {__version__}")
    parser.set_defaults(command=_play, story=None, text=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    play = _add(commands, "play", _play, "play a story in the window, or in the terminal")
    play.add_argument(
        "story", nargs="?", metavar="STORY", help="a story's id, or a file; without it, the library"
    )
    play.add_argument("--text", action="store_true", help="play in the terminal")
    play.add_argument(
        "--text-size", type=_percent, default=100, metavar="PERCENT", help="75 to 200 (window)"
    )

    _add(commands, "list", _list, "list the stories that ship")

    check = _add(commands, "check", _check, "say everything that is wrong or odd in story files")
    check.add_argument("files", nargs="+", metavar="FILE", help="a file, or a story's id")

    _add(commands, "schema", _schema, "print the JSON Schema of story files")

    rules = _add(commands, "rules", _rules, "print the rules of the model, or of one story")
    rules.add_argument("story", nargs="?", metavar="STORY", help="show what differs in this story")

    transcript = _add(commands, "transcript", _transcript, "tell the play that some choices make")
    transcript.add_argument("story", metavar="STORY")
    transcript.add_argument("choices", nargs="*", metavar="CHOICE", help="ids, in order")
    transcript.add_argument("--json", action="store_true", help="with every state and reason")

    sample = _add(commands, "sample", _sample, "play at random and tell what happens")
    sample.add_argument("story", metavar="STORY")
    sample.add_argument("--plays", type=_count, default=100, metavar="N")
    sample.add_argument("--seed", type=int, default=1, metavar="S")
    sample.add_argument("--json", action="store_true", help="one line a play")
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: Callable[[argparse.Namespace], int],
    what: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    parser.set_defaults(command=command)
    return parser


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return value


def _percent(text: str) -> int:
    value = int(text.removesuffix("%"))
    if not 75 <= value <= 200:
        raise argparse.ArgumentTypeError("must be from 75 to 200")
    return value


def _play(options: argparse.Namespace) -> int:
    if not options.text:
        from game.stage.app import NoDisplay, open_library, open_story

        try:
            if options.story is None:
                return open_library()
            return open_story(options.story, text_size=options.text_size)
        except NoDisplay as error:
            print(f"{error} Playing in the terminal instead.")
    from game.text.player import choose_story, play_story

    return choose_story() if options.story is None else play_story(options.story)


def _list(options: argparse.Namespace) -> int:
    from game.story.library import shipped
    from game.story.load import load

    del options
    for name, file in shipped().items():
        story = load(file)
        minutes = f"{story.minutes} min" if story.minutes else ""
        print(f"{name}  {story.title}  {minutes}".rstrip())
        if story.summary:
            print(f"    {story.summary}")
        for note in story.content_notes:
            print(f"    content note: {note}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from game.story.load import examine

    errors = 0
    for file in options.files:
        found = examine(file)
        lines = found.text.split("\n")
        for problem in found.problems:
            print(problem.told(found.file, lines))
        wrong = sum(problem.severity == "error" for problem in found.problems)
        odd = len(found.problems) - wrong
        errors += wrong
        print(f"{found.file}: {_number(wrong, 'error')}, {_number(odd, 'warning')}")
    return 1 if errors else 0


def _number(count: int, thing: str) -> str:
    return f"{count or 'no'} {thing}{'' if count == 1 else 's'}"


def _schema(options: argparse.Namespace) -> int:
    from game.story.schema import document

    del options
    print(document(), end="")
    return 0


def _rules(options: argparse.Namespace) -> int:
    from game.engine.rules_page import page
    from game.story.load import load

    print(page(load(options.story) if options.story else None), end="")
    return 0


def _transcript(options: argparse.Namespace) -> int:
    from game.play import ChoiceError, load, replay, transcript
    from game.play.transcript import transcript_text

    try:
        play = replay(load(options.story), options.choices)
    except ChoiceError as error:
        print(f"choice {error.taken + 1}: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(transcript(play), ensure_ascii=False, indent=1))
    else:
        print(transcript_text(play), end="")
    return 0


def _sample(options: argparse.Namespace) -> int:
    from game.play import load, sample
    from game.play.sample import sample_told, summary

    program = load(options.story)
    plays = sample(program, options.plays, options.seed)
    if options.json:
        for one in plays:
            print(json.dumps(sample_told(program, one), ensure_ascii=False))
    else:
        print(summary(program, plays), end="")
    return 0
