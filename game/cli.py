"""The command line, and the only reader of it. Each command is thin.

A command imports what it needs when it runs, so that ``other-end list`` does
not pay for a window. Exit status: 0 good, 1 a problem with a story or its
choices, 2 misuse.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from game import __version__
from game.story.problems import StoryError

if TYPE_CHECKING:
    from game.prove import Proof


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


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
    _add_prove(commands)
    _add_map(commands)
    return parser


def _add_prove(commands: _Commands) -> None:
    prove = _add(commands, "prove", _prove, "walk every playthrough of a story, and say what is so")
    prove.add_argument(
        "stories", nargs="*", metavar="STORY", help="ids or files; without any, all that ship"
    )
    prove.add_argument("--json", action="store_true", help="as plain data")
    prove.add_argument("--html", metavar="FILE", help="write a report to read and to print")
    prove.add_argument("--quick", action="store_true", help="only what can be reached")
    prove.add_argument("--fair", action="store_true", help="let the claims of fairness count")
    prove.add_argument("--limit", type=_some, metavar="STATES", help="stop there, and give bounds")
    prove.add_argument(
        "--play", nargs="+", metavar="CHOICE", help="look at each choice of one playthrough"
    )
    prove.add_argument(
        "--vary", type=_some, metavar="N", help="check the claims under N draws of all numbers"
    )
    prove.add_argument("--seed", type=int, default=1, metavar="S", help="for --vary")
    prove.add_argument("--workers", type=_some, metavar="N", help="processes for --vary")
    prove.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster for --vary")


def _add_map(commands: _Commands) -> None:
    chart = _add(commands, "map", _map, "draw a story as a graph")
    chart.add_argument("story", metavar="STORY")
    chart.add_argument("--format", choices=("svg", "dot", "mermaid"), default="svg")
    chart.add_argument("--out", metavar="FILE", help="a file; without it, the output")


def _add(
    commands: _Commands,
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


def _some(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
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


def _prove(options: argparse.Namespace) -> int:
    from game.prove.told import data, is_broken, text
    from game.story.library import shipped

    if options.vary:
        return _vary(options)
    stories = options.stories or list(shipped())
    told: list[dict[str, Any]] = []
    broken = False
    for number, story in enumerate(stories):
        proof = _proof(story, options)
        if proof is None:
            return 1
        broken |= is_broken(proof, fair=options.fair)
        if options.json:
            told.append(data(proof, fair=options.fair))
        else:
            print("\n" * bool(number) + text(proof, fair=options.fair), end="")
        if options.html and not _write_report(proof, options.html, one=len(stories) == 1):
            return 1
    if options.json:
        one = told[0] if len(options.stories) == 1 else told
        print(json.dumps(one, ensure_ascii=False, indent=1))
    return 1 if broken else 0


def _proof(story: str, options: argparse.Namespace) -> Proof | None:
    """The proof of a story, or None where the play asked for does not fit."""
    from game.prove import prove
    from game.story.load import examine, load
    from game.text.progress import progress

    scenario = load(story)
    if options.play and not _fits(story, options.play):
        return None
    with progress(scenario.title) as tell, _interruptible() as stopped:
        return prove(
            scenario,
            text=examine(story).text,
            limit=options.limit,
            quick=options.quick,
            play=options.play or (),
            progress=tell,
            stopped=stopped,
        )


def _fits(story: str, choices: Sequence[str]) -> bool:
    from game.play import ChoiceError, load, replay

    try:
        replay(load(story), choices)
    except ChoiceError as error:
        print(f"choice {error.taken + 1}: {error}", file=sys.stderr)
        return False
    return True


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: the first time it only asks, the second time it ends."""
    pressed = False

    def press(number: int, frame: object) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        print("Stopping; what is known so far follows. Again: at once.", file=sys.stderr)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _write_report(proof: Proof, file: str, *, one: bool) -> bool:
    from game.prove.report import html

    path = Path(file)
    if not one:
        path = path.with_name(f"{path.stem}-{proof.story}{path.suffix}")
    return _write(path, html(proof))


def _write(path: Path, text: str) -> bool:
    """Write a file whole or not at all; says so where that cannot be done."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")  # a pipe, a terminal; a folder refuses
            return True
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False
        ) as made:
            made.write(text)
            made.flush()
            Path(made.name).chmod(0o666 & ~_umask())
        Path(made.name).replace(path)
    except OSError as error:
        print(f"{path}: this file cannot be written: {error.strerror}", file=sys.stderr)
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _map(options: argparse.Namespace) -> int:
    from game.prove import map as drawn
    from game.prove import prove
    from game.story.load import load
    from game.text.progress import progress

    draw = {"svg": drawn.svg, "dot": drawn.dot, "mermaid": drawn.mermaid}[options.format]
    scenario = load(options.story)
    with progress(scenario.title) as tell, _interruptible() as stopped:
        text = draw(prove(scenario, progress=tell, stopped=stopped).map)
    if options.out:
        return 0 if _write(Path(options.out), text) else 1
    print(text)
    return 0


def _vary(options: argparse.Namespace) -> int:
    from game.prove.vary import told, vary, workers
    from game.story.library import shipped
    from game.story.load import load
    from game.text.progress import progress

    for story in options.stories or list(shipped()):
        scenario = load(story)
        print(scenario.title)
        try:
            with (
                workers(options.workers, options.scheduler) as executor,
                progress(scenario.title) as tell,
            ):
                found = vary(
                    scenario,
                    options.vary,
                    options.seed,
                    limit=options.limit,
                    executor=executor,
                    progress=tell,
                )
        except ImportError:
            print("A cluster needs the extra `cluster`: pip install '.[cluster]'", file=sys.stderr)
            return 1
        except (OSError, ValueError) as error:
            print(f"{options.scheduler}: no cluster answers there: {error}", file=sys.stderr)
            return 1
        print("\n".join(told(found)))
    return 0
