"""A play told step by step, as plain data and as plain text."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict

from game.engine.program import Program
from game.play.play import Play, Step
from game.play.telling import boxes_told, signed, state_told


def transcript(play: Play) -> dict[str, Any]:
    """The play as plain data, ready for JSON.

    ``steps[0]`` is the beginning, ``steps[k]`` what the k-th choice led to.
    """
    ending = play.ending
    return {
        "story": play.program.scenario.id,
        "choices": list(play.choices),
        "ending": None if ending is None else play.now.passage,
        "steps": [_told(play.program, step) for step in play.steps],
    }


def _told(program: Program, step: Step) -> dict[str, Any]:
    return {
        "passage": step.passage,
        "lines": [
            {"speaker": line.speaker or None, "name": line.name or None, "text": line.text}
            for line in step.lines
        ],
        "choice": step.choice,
        "state": state_told(program, step.state),
        "reasons": [asdict(reason) for reason in step.reasons],
        "choices": [
            {
                "id": choice.id,
                "text": choice.text,
                "stance": choice.stance,
                "open": choice.open,
                "locked": choice.locked,
            }
            for choice in step.choices
        ],
    }


def transcript_text(play: Play) -> str:
    """The play as a person reads it, with the meters after each choice."""
    parts = [play.program.scenario.title, ""]
    for step in play.steps:
        if step.choice is not None:
            said = f"“{step.said}”" if step.spoken else step.said
            parts += [f"> {said}", _numbers(step), ""]
        for line in step.lines:
            parts += [line_text(line.speaker, line.name, line.text), ""]
    if ending := play.ending:
        parts += [ending.title, f"It keeps: {ending.keeps}", f"It costs: {ending.costs}", ""]
    held = ", ".join(f"{box}: {who}" for box, who in boxes_told(play.program, play.now.state))
    if held:
        parts.append(f"Boxes – {held}")
    return "\n".join(parts).rstrip() + "\n"


def line_text(speaker: str, name: str, text: str) -> str:
    """One line as plain text: speech with its speaker, the inner voice in brackets."""
    if speaker == "inner":
        return f"({text})"
    return f"{name.upper()}: {text}" if name else text


def _numbers(step: Step) -> str:
    moved = dict.fromkeys(("stress", "connection"), 0)
    for reason in step.reasons:
        if reason.meter in moved:
            moved[reason.meter] += reason.amount
    return "  " + " · ".join(
        f"{meter} {getattr(step.state, meter)} ({signed(change)})"
        for meter, change in moved.items()
    )
