"""How far a meter reaches along the story: as a drawing, as a sentence and as rows."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from game.prove.proof import Band

_LEFT, _RIGHT, _TOP, _BOTTOM = 92, 428, 22, 186
"""The field of the drawing, in its own units; the words stand around it."""
_WIDTH, _HEIGHT = 440, 244
_MOST_ROWS = 40
"""A table longer than this says nothing that a thinner one does not."""

_ENDS = {
    "stress": ("calm", "at the edge"),
    "connection": ("far from all", "close"),
    "energy": ("worn out", "rested"),
    "control": ("none", "all of it"),
    "trust": ("none", "full"),
    "owed": ("they owe you", "you owe them"),
}
"""What the lowest and the highest value of a meter stand for, in words."""
_RANGES = {"owed": (-3, 3)}
_USUAL_RANGE = (0, 100)


class Point(NamedTuple):
    """A place on the band."""

    after: int
    """How many choices were made."""
    low: int
    high: int


def meter_name(meter: str) -> str:
    """A meter in words; the names of people are their ids, as a proof knows no others.

    >>> meter_name("trust.maya")
    'trust in maya'
    """
    group, dot, person = meter.partition(".")
    if not dot:
        return meter
    return f"trust in {person}" if group == "trust" else f"what is owed to {person}"


def whole(value: int) -> str:
    """A value with its sign as it is printed."""
    return f"−{-value}" if value < 0 else str(value)


def between(low: int, high: int) -> str:
    """A range in words.

    >>> between(31, 52), between(40, 40)
    ('between 31 and 52', '40')
    """
    return whole(low) if low == high else f"between {whole(low)} and {whole(high)}"


def points(band: Band) -> tuple[Point, ...]:
    """The whole band, from the beginning on."""
    return tuple(
        Point(after, low, high)
        for after, (low, high) in enumerate(zip(band.low, band.high, strict=True))
    )


def rows(band: Band) -> tuple[Point, ...]:
    """The band for a table: in even steps when it is long, and always with its last point."""
    every = points(band)
    by = _round_step(len(every), _MOST_ROWS)
    return tuple(one for one in every if one.after % by == 0 or one is every[-1])


def sentence(band: Band) -> str:
    """What the drawing shows, in words.

    >>> sentence(Band("stress", (35, 31, 12), (35, 52, 88)))
    'Stress begins at 35. After 1 choice it is between 31 and 52, after 2 between 12 and 88.'
    """
    every = points(band)
    name = meter_name(band.meter)
    if not every:
        return f"Nothing is known about {name}."
    began = f"{name[:1].upper()}{name[1:]} begins at {between(every[0].low, every[0].high)}."
    if len(every) == 1:
        return began
    middle, last = every[len(every) // 2], every[-1]
    told = f"After {_choices(middle.after)} it is {between(middle.low, middle.high)}"
    if last is not middle:
        told += f", after {last.after} {between(last.low, last.high)}"
    return f"{began} {told}."


def svg(band: Band, key: str) -> str:
    """The band as a drawing that can stand inside a page.

    It takes its colours from the page: everything is drawn in ``currentColor``, and the band
    itself is a group of the class ``reach``. ``key`` makes its ids the only ones of a page.
    """
    every = points(band)
    if len(every) < 2:
        return ""
    low, high = _RANGES.get(band.meter.partition(".")[0], _USUAL_RANGE)
    scale = _Scale(every[-1].after, min(low, *band.low), max(high, *band.high))
    name = escape(f"How far {meter_name(band.meter)} reaches, choice by choice")
    return (
        f'<svg class="band" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{name}</title>'
        f'<desc id="{key}-desc">{escape(sentence(band))}</desc>'
        f"{_axes(band, scale)}{_reach(every, scale)}{_marks(every, scale)}</svg>"
    )


class _Scale(NamedTuple):
    """Where a number of choices and a value are on the drawing."""

    choices: int
    low: int
    high: int

    def x(self, after: int) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * after / self.choices, 1)

    def y(self, value: int) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(_BOTTOM - (_BOTTOM - _TOP) * share, 1)


def _axes(band: Band, scale: _Scale) -> str:
    worst, best = _ENDS.get(band.meter.partition(".")[0], ("low", "high"))
    middle = (scale.low + scale.high) // 2
    lines = "".join(
        f'<path d="M{_LEFT} {scale.y(value)}H{_RIGHT}" stroke="currentColor"'
        f' stroke-opacity="{0.7 if value == scale.low else 0.25}"/>'
        for value in (scale.low, middle, scale.high)
    )
    words = (
        _tick(scale, scale.low, worst, -10)
        + _tick(scale, middle, "", 0)
        + _tick(scale, scale.high, best, 20)
    )
    by = _round_step(scale.choices, 12)
    numbers = "".join(
        _text(scale.x(after), _BOTTOM + 32, str(after)) for after in range(0, scale.choices + 1, by)
    )
    under = _text((_LEFT + _RIGHT) / 2, _HEIGHT - 6, "choices made")
    return lines + words + numbers + under


def _tick(scale: _Scale, value: int, word: str, aside: int) -> str:
    """A value beside its line, and next to it what it stands for."""
    x, y = _LEFT - 8, scale.y(value)
    number = _text(x, y + 5, whole(value), "end")
    return number + (_text(x, y + aside, word, "end") if word else "")


def _reach(every: tuple[Point, ...], scale: _Scale) -> str:
    above = [f"{scale.x(one.after)} {scale.y(one.high)}" for one in every]
    below = [f"{scale.x(one.after)} {scale.y(one.low)}" for one in every]
    stroke = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"'
    return (
        '<g class="reach">'
        f'<path d="M{"L".join([*above, *reversed(below)])}Z" fill="currentColor"'
        ' fill-opacity="0.18"/>'
        f'<path d="M{"L".join(above)}" {stroke}/><path d="M{"L".join(below)}" {stroke}/></g>'
    )


def _marks(every: tuple[Point, ...], scale: _Scale) -> str:
    """A dot and a number at the first highest and the first lowest place."""
    top = max(every, key=lambda one: one.high)
    bottom = min(every, key=lambda one: one.low)
    return _mark(scale, top.after, top.high, -9) + _mark(scale, bottom.after, bottom.low, 17)


def _mark(scale: _Scale, after: int, value: int, aside: int) -> str:
    x, y = scale.x(after), scale.y(value)
    dot = f'<g class="reach"><circle cx="{x}" cy="{y}" r="3.5" fill="currentColor"/></g>'
    return dot + _text(x, y + aside, whole(value), weight=700)


def _text(x: float, y: float, words: str, anchor: str = "middle", weight: int = 400) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="13" font-weight="{weight}"'
        f' fill="currentColor">{escape(words)}</text>'
    )


def _round_step(length: int, most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 … that takes a length in at most so many steps."""
    step = 1
    while length / step > most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step


def _choices(number: int) -> str:
    return "1 choice" if number == 1 else f"{number} choices"
