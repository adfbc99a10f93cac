"""``docs/rules.md``: the rules in words and numbers, made from the tables they run on."""

from __future__ import annotations

import msgspec

from game.engine.rules import RULES, Rule
from game.story import words
from game.story.coefficients import Coefficients
from game.story.model import Begin, Scenario

_INTRO = """\
# The rules

Made by `other-end rules` from the same table and the same sentences that the game runs on.

One choice is one step. There is no dice and no clock: the same choices always lead to the
same numbers. Each rule below gives one whole number and one sentence, and a meter changes by
exactly the sum of the numbers shown for it. When a meter would leave its range, “Already at
the limit.” takes back the rest.

The numbers are the story’s, not measurements of anyone. Their direction and rank come from
research on stress and support; their sizes were chosen so that the rules stay true to it.

Two sentences say most of it: *Keeping it in your own hands helps most the first time, and then
fades. Having someone with you helps little at first, and then grows.*
"""

_WORDS = """\
## What the names in the formulas mean

Values are those before the choice, unless said.

- `own`: the weight of the boxes in your arms after the choice
- `eye`: the weight of the boxes each other person has after the choice, times `watch`, times
  (1 − trust in them / 100)
- `e`: the effort of the moment; help shares it, × (1 − shared · fit) when fit ≥ 0;
  giving takes `giving` times as much, resting `resting` times
- `tired`: 1 − energy / 100; `tired_weight` is the coefficient `tired`
- `n`: how many of your last four choices were *alone*
- `fit`, `exposure`, `style`, `suits_one`: as the author wrote them for the choice
- `trust`, `owed`: of the person the choice concerns (a helper without a name counts as 25 and 0)
- each amount is rounded half up before its sign is put on

Help (`accept`, `ask`, `open`) with fit below 0 leaves the boxes it should have taken with you.
A `reflect` choice, and one without a stance, moves no meter.
"""


def page(scenario: Scenario | None = None) -> str:
    """The rules as Markdown; with a scenario, its own coefficients stand beside the usual."""
    if scenario is not None and scenario.rules == "plain":
        return f"# The rules of {scenario.title}\n\nOnly what the author wrote counts here.\n"
    parts = [_INTRO, _meters(), _rules(), _WORDS, _stances(), _tables(), _coefficients(scenario)]
    return "\n".join(parts)


def _meters() -> str:
    begin = Begin()
    rows = [f"| {meter} | 0 to 100 | {getattr(begin, meter)} |" for meter in words.METERS]
    rows += ["| trust, one a person | 0 to 100 | 25 |", "| owed, one a person | −3 to 3 | 0 |"]
    return "\n".join(["## Meters", "", "| | range | start |", "|-|-|-|", *rows, ""])


def _rules() -> str:
    parts = ["## Rules", ""]
    for meter in dict.fromkeys(rule.meter for rule in RULES):
        parts += [f"### {meter.capitalize()}", "", "| with | why | how much |", "|-|-|-|"]
        parts += [_row(rule) for rule in RULES if rule.meter == meter]
        parts.append("")
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    formula = rule.formula.replace("|", "\\|")  # a bar would end the cell
    return f"| {_with(rule)} | {' / '.join(rule.sentences)} | `{formula}` |"


def _with(rule: Rule) -> str:
    if rule.stances == words.HELP:
        return "help"
    if len(rule.stances) > 3:
        return "every stance"
    return ", ".join(sorted(rule.stances))


def _stances() -> str:
    rows = [f"| {stance} | {meaning} |" for stance, meaning in words.STANCES.items()]
    return "\n".join(["## Stances", "", "| stance | what it is |", "|-|-|", *rows, ""])


def _tables() -> str:
    tables = {
        "weight": words.WEIGHT,
        "effort": words.EFFORT,
        "suits_one": words.SUITS_ONE,
        "fit": words.FIT,
        "exposure": words.EXPOSURE,
        "style": words.STYLE,
    }
    rows = [
        f"| `{key}` | " + ", ".join(f"{word} {value:g}" for word, value in table.items()) + " |"
        for key, table in tables.items()
    ]
    usual = ", ".join(f"{stance} {value:g}" for stance, value in words.USUAL_EXPOSURE.items())
    return "\n".join(
        [
            *("## Words and their numbers", "", "| | |", "|-|-|", *rows),
            *("", f"Exposure, where the author says nothing: {usual}.", ""),
        ]
    )


def _coefficients(scenario: Scenario | None) -> str:
    usual = Coefficients()
    here = scenario.rules if scenario and isinstance(scenario.rules, Coefficients) else usual
    schema = msgspec.json.schema(Coefficients)["$defs"]["Coefficients"]["properties"]
    rows = []
    for name in Coefficients.__struct_fields__:
        value, own = getattr(usual, name), getattr(here, name)
        shown = f"{value:g}" if own == value else f"{value:g}, here **{own:g}**"
        rows.append(f"| `{name}` | {shown} | {schema[name]['description']} |")
    head = ["## Coefficients", "", "A story may set any of them under `rules:`.", ""]
    return "\n".join([*head, "| | value | meaning |", "|-|-|-|", *rows, ""])
