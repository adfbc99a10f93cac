"""The ids of choices: written by the author, or made from the choice's words."""

from __future__ import annotations

import re

from game.story.model import Choice, Passage

MADE_OF_WORDS = 6
"""How many words of a choice go into its id: enough to tell it, few enough to type."""


def slug(text: str) -> str:
    """The first words of a text as one lower-case name.

    >>> slug("I've got it. It's faster if one person writes.")
    'ive-got-it-its-faster-if'
    """
    plain = re.sub(r"['’ʼ]", "", text.casefold())
    return "-".join(re.findall(r"\w+", plain)[:MADE_OF_WORDS]) or "choice"


def choice_id(choice: Choice) -> str:
    """A choice's id before doubles within its passage are told apart."""
    return choice.id or slug(choice.say or choice.do or "")


def choice_ids(passage: Passage) -> tuple[str, ...]:
    """The id of each choice of a passage, in order; a double gets ``-2`` or more."""
    made: list[str] = []
    for choice in passage.choices:
        base = name = choice_id(choice)
        count = 1
        while name in made:
            count += 1
            name = f"{base}-{count}"
        made.append(name)
    return tuple(made)
