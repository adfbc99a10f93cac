"""A neutral story of any size: layers of passages, two meters, some conditions.

The same size and seed always give the same text. It is used to time loading and
playing, so it has nothing in it but what every engine of this kind has too.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random

LAYERS = 44
METERS = ("stress", "connection")


def neutral(passages: int, seed: int = 1) -> str:
    """The YAML of a plain story with about this many passages in 44 layers.

    Every passage has two or three choices into the next layer, about one choice
    in three has a condition (never the first of a passage), and every choice
    moves both meters. Every passage can be reached; the last layer is one ending.
    """
    chance = Random(seed)
    widths = _widths(passages)
    parts = [_HEAD.format(passages=passages, seed=seed)]
    count = 0
    for layer, (here, ahead) in enumerate(pairwise(widths)):
        for place in range(here):
            parts.append(f"  p{layer}-{place}:\n    lines:\n")
            parts += [f"      - {_sentence(chance)}\n" for _ in range(3)]
            parts.append("    choices:\n")
            for index in range(2 + chance.randrange(2)):
                to = (2 * place + index) % ahead if index < 2 else chance.randrange(ahead)
                parts.append(_choice(chance, f"p{layer + 1}-{to}", index, count))
                count += 1
    parts.append(_END.format(layer=LAYERS - 1))
    return "".join(parts)


def _widths(passages: int) -> list[int]:
    """How many passages each layer has: one, twice as many each time, then all alike; one."""
    width = 1
    while sum(_growing(width)) < passages:
        width += 1
    return _growing(width)


def _growing(width: int) -> list[int]:
    return [*(min(2**layer, width) for layer in range(LAYERS - 1)), 1]


_HEAD = """\
format: 1
id: neutral-{passages}-{seed}
title: A neutral story
rules: plain
start: p0-0
passages:
"""
_END = """\
  p{layer}-0:
    lines: [It is over.]
    ending: {{title: The end, keeps: Something., costs: Something else.}}
"""
_WORDS = ("river", "bridge", "somebody", "waits", "two", "cups", "of", "tea", "and", "rain")


def _sentence(chance: Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(12)).capitalize() + "."


def _choice(chance: Random, goto: str, index: int, count: int) -> str:
    effects = ", ".join(f"{meter}: {chance.randint(-6, 6)}" for meter in METERS)
    told = [
        f"      - do: Take way {count}\n",
        f"        effects: {{{effects}}}\n",
        "        because: It is so.\n",
        f"        goto: {goto}\n",
    ]
    if index and chance.random() < 0.55:  # 1.5 of 2.5 choices are not the first: a third in all
        sign = chance.choice([">", "<"])
        told.append(f"        needs: {chance.choice(METERS)} {sign} {chance.randint(20, 60)}\n")
        told.append("        locked: Not now.\n")
    return "".join(told)
