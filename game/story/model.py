"""The scenario as it is written: frozen structs, one a thing in the file.

This is the only definition of the format. ``msgspec`` builds a good file into
these structs, and the JSON Schema (``docs/scenario.schema.json``) is generated
from them, docstrings and descriptions included.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from game.story import words
from game.story.coefficients import Coefficients

# Letters are spelled out as ranges: `\w` means other letters in each language's patterns,
# and the editors that read the schema must agree with the loader about `mañana`.
_LETTERS = r"A-Za-z_\u00c0-\u1fff\u2c00-\ud7ff"
ID = rf"^[{_LETTERS}][0-9{_LETTERS}]*$"
SLUG = rf"^[0-9{_LETTERS}][0-9{_LETTERS}-]*$"

Name = Annotated[
    str,
    Meta(pattern=ID, description="a name for conditions: letters, digits and _, no digit first"),
]
Slug = Annotated[str, Meta(pattern=SLUG, description="a name: letters, digits, - and _")]
Text = Annotated[str, Meta(min_length=1)]
Condition = Annotated[
    str, Meta(description="a condition, such as `trust.maya >= 45 and not told_maya`")
]
Percent = Annotated[int, Meta(ge=0, le=100)]
Weight = words.Weight | Annotated[float, Meta(ge=0, le=5)]
Effort = words.Effort | Annotated[float, Meta(ge=0, le=5)]
SuitsOne = words.SuitsOne | Annotated[float, Meta(ge=0, le=1)]
Fit = words.Fit | Annotated[float, Meta(ge=-1, le=1)]
Exposure = words.Exposure | Annotated[float, Meta(ge=0, le=3)]
Style = words.Style | Annotated[float, Meta(ge=0, le=3)]
Line = Annotated[
    Text | dict[str, str],
    Meta(
        description="narration as plain text; `name: text` for speech; `inner: text` for the"
        " guarding voice; `when:` beside it shows the line only then (narration with"
        " a condition is written `narration: text`)"
    ),
]

ANY_ENDING = "any ending"
"""Where a claim is asked that names no passage."""
CHECKS = ("possible", "always", "never")
"""The ways a claim may be checked; a claim has one of them."""


class _Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping of the file; a key it does not know is a mistake, not a wish."""


class Look(_Part, frozen=True):
    """How somebody is drawn. What is left out is chosen steadily from the id."""

    coat: words.COATS | None = None
    hair: words.HAIRS | None = None
    hair_colour: words.HAIR_COLOURS | None = None
    skin: words.SKINS | None = None
    glasses: bool | None = None


class Person(_Part, frozen=True):
    """Somebody in the cast."""

    name: Text
    is_: Annotated[str, Meta(description="who they are to you, such as `teammate`")] = field(
        name="is", default=""
    )
    trust: Annotated[Percent, Meta(description="how far you trust them at the start")] = 25
    owed: Annotated[
        int, Meta(ge=-3, le=3, description="favours got from them minus favours given")
    ] = 0
    look: Look = Look()


class Box(_Part, frozen=True):
    """A named thing that someone has to carry."""

    name: Text
    weight: Annotated[Weight, Meta(description="how heavy it is")] = "medium"
    holder: Annotated[
        str | None, Meta(description="who has it at the start: `you`, a person, or nobody")
    ] = None


class Begin(_Part, frozen=True):
    """Where the meters stand at the start, if not where the model puts them."""

    stress: Percent = 35
    connection: Percent = 40
    energy: Percent = 85
    control: Percent = 60


class FitCase(_Part, frozen=True):
    """``fit`` under a condition; the first that holds counts."""

    when: Condition
    is_: Fit = field(name="is")


class GotoCase(_Part, frozen=True):
    """``goto`` under a condition; the first that holds counts."""

    when: Condition
    is_: Slug = field(name="is")


class Choice(_Part, frozen=True):
    """Something the player may say or do."""

    goto: Annotated[
        # Not `Slug`: a pattern and a list in one union make msgspec 0.22 abort at exit.
        Text | Annotated[tuple[GotoCase | Slug, ...], Meta(min_length=1)],
        Meta(description="the next passage, or cases of `when:` and `is:` with a plain one last"),
    ]
    say: Annotated[Text | None, Meta(description="what you say, in your own words")] = None
    do: Annotated[Text | None, Meta(description="what you do")] = None
    id: Annotated[
        Slug | None, Meta(description="the choice's name; made from its words when left out")
    ] = None
    stance: Annotated[words.Stance | None, Meta(description="how the choice meets the moment")] = (
        None
    )
    sign: Annotated[words.Sign | None, Meta(description="the pattern this choice shows")] = None
    person: Annotated[Name | None, Meta(description="whom it concerns")] = None
    take: Annotated[tuple[Slug, ...], Meta(description="boxes you take into your arms")] = ()
    give: Annotated[dict[str, Name], Meta(description="boxes you hand over, and to whom")] = {}
    finish: Annotated[tuple[Slug, ...], Meta(description="boxes that are done")] = ()
    drop: Annotated[tuple[Slug, ...], Meta(description="boxes you put down; nobody has them")] = ()
    suits_one: Annotated[SuitsOne, Meta(description="how well the task suits one person")] = (
        "partly"
    )
    effort: Annotated[Effort, Meta(description="what the moment asks of you")] = "normal"
    exposure: Annotated[
        Exposure | None, Meta(description="how much of you is seen; the stance sets what is usual")
    ] = None
    fit: Annotated[
        Fit | Annotated[tuple[FitCase | Fit, ...], Meta(min_length=1)],
        Meta(description="how well the help meets what is needed"),
    ] = "fair"
    style: Annotated[Style, Meta(description="how the help is given")] = "alongside"
    needs: Annotated[Condition | None, Meta(description="what must hold for it to be open")] = None
    locked: Annotated[Text | None, Meta(description="why it is out of reach, when it is")] = None
    hidden: Annotated[bool, Meta(description="not shown at all while out of reach")] = False
    sets: Annotated[tuple[Name, ...], Meta(description="flags it sets")] = ()
    clears: Annotated[tuple[Name, ...], Meta(description="flags it clears")] = ()
    add: Annotated[dict[str, int], Meta(description="what it adds to counters")] = {}
    effects: Annotated[
        dict[str, Annotated[int, Meta(ge=-100, le=100)]],
        Meta(description="what the story itself adds to a meter or to `trust.NAME`"),
    ] = {}
    because: Annotated[Text | None, Meta(description="the reason for `effects`")] = None
    guess: Annotated[Text | None, Meta(description="a 0-10 guess asked for first")] = None
    after: Annotated[tuple[Line, ...], Meta(description="lines shown once it is taken")] = ()


class Ending(_Part, frozen=True):
    """A place where the story ends: a place, not a verdict."""

    title: Text
    keeps: Annotated[Text, Meta(description="what this way keeps")]
    costs: Annotated[Text, Meta(description="what this way costs")]


class Talk(_Part, frozen=True):
    """Questions to talk about, from light to deep."""

    light: tuple[Text, ...] = ()
    closer: tuple[Text, ...] = ()
    deep: tuple[Text, ...] = ()


class Passage(_Part, frozen=True):
    """A place in the story: lines, then choices or an ending."""

    place: Annotated[Slug | None, Meta(description="the picture on the stage")] = None
    at: Annotated[Text | None, Meta(description="when it is, in words")] = None
    with_: Annotated[tuple[Name, ...], Meta(description="who is there")] = field(
        name="with", default=()
    )
    lines: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    ending: Ending | None = None
    talk: Talk = Talk()
    stop_here: Annotated[bool, Meta(description="a session may close well here")] = False
    note: Annotated[Text | None, Meta(description="a content note on this passage")] = None
    skip: Annotated[
        Text | None, Meta(description="a short recap for whoever skips the passage")
    ] = None


class Claim(_Part, frozen=True):
    """What the story means to leave open, or to rule out, over all playthroughs."""

    say: Annotated[Text, Meta(description="the claim, in a sentence")]
    possible: Annotated[
        Condition | None, Meta(description="holds there in at least one playthrough")
    ] = None
    always: Annotated[Condition | None, Meta(description="holds there in every playthrough")] = None
    never: Annotated[Condition | None, Meta(description="holds there in no playthrough")] = None
    at: Annotated[
        Text, Meta(description="where it is asked: a passage, an ending, or `any ending`")
    ] = ANY_ENDING


class Scenario(_Part, frozen=True):
    """A whole story, as written in one YAML file."""

    format: Annotated[Literal[1], Meta(description="the version of the format: 1")]
    id: Slug
    title: Text
    start: Annotated[Slug, Meta(description="the passage it begins with")]
    passages: dict[Slug, Passage]
    summary: str = ""
    minutes: Annotated[int, Meta(ge=1, le=600)] | None = None
    content_notes: tuple[Text, ...] = ()
    cast: dict[Name, Person] = {}
    boxes: dict[Slug, Box] = {}
    flags: tuple[Name, ...] = ()
    counters: Annotated[
        tuple[Name, ...] | dict[Name, int], Meta(description="counters, with their start if not 0")
    ] = ()
    begin: Begin = Begin()
    claims: Annotated[
        tuple[Claim, ...], Meta(description="what has to be so over all playthroughs")
    ] = ()
    rules: Annotated[
        Literal["plain"] | Coefficients,
        Meta(description="`plain` switches the model off; or coefficients that differ here"),
    ] = Coefficients()
