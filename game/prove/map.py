"""A story drawn as a graph: as SVG for a page or a screen, for Graphviz, for Mermaid.

    svg(proof.map)        a whole picture, as a file of its own or inside an HTML page
    dot(proof.map)        for `dot -Tpdf`
    mermaid(proof.map)    for a wiki or a README

Whatever the author wrote is escaped; nothing of it becomes an identifier.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from game.play.layout import Edge, Layout, Node, Point, Spacing, Spot, Way, layout
from game.prove.proof import MapPassage, Road, StoryMap

PAPER = "#faf6ee"
INK = "#2b2724"
QUIET = "#665c53"
"""For small print and for what is never seen."""
ROAD = "#a48560"
ACCENT = "#8a3b2a"
"""For the start and the endings; they have other shapes too."""
CARD = "#fffdf9"

NEVER = "never seen"

_THICKEST = 14.0
_HAIRLINE = 1.2
_DASHED = 1.4
_UNCOUNTED = 2.0
"""The thickness of every road when no playthroughs were counted."""

_PLAIN = "Lato, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_SERIF = "'Source Serif 4', 'Source Serif Pro', Georgia, serif"


# --- words --------------------------------------------------------------------------

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNPRINTED = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Marks that turn the direction of writing, and what XML does not allow at all."""


def clean(text: str) -> str:
    r"""An author's words on one line, without anything that is not printed.

    >>> clean("one\x07 two\n  three")
    'one two three'
    """
    return _BREAKS.sub(" ", _UNPRINTED.sub("", text)).strip()


def percent(share: float) -> str:
    """A share in words; only what is nothing is called 0 %, only what is all 100 %.

    >>> percent(0.337), percent(0.0004), percent(0.9999)
    ('34 %', 'under 1 %', 'over 99 %')
    """
    rounded = round(100 * share)
    if rounded == 0 and share > 0:
        return "under 1 %"
    if rounded == 100 and share < 1:
        return "over 99 %"
    return f"{rounded} %"


def thickness(share: float) -> float:
    """How thick a road is drawn, in pixels; never thinner than can be seen.

    >>> thickness(0.5), thickness(0.001)
    (7.0, 1.2)
    """
    return max(_HAIRLINE, round(_THICKEST * share, 2))


def _road_wide(road: Road, counted: bool) -> float:
    """How thick a road is; one that nobody goes shows its dashes and no more."""
    if not road.seen:
        return _DASHED
    return thickness(road.share) if counted else _UNCOUNTED


def _counted(story: StoryMap) -> bool:
    """Whether playthroughs were counted: if so, some come to some passage."""
    return any(passage.share > 0 for passage in story.passages)


def _short_share(one: MapPassage | Road, counted: bool) -> str:
    """What stands on a passage: its share, that it is never seen, or nothing."""
    if not one.seen:
        return NEVER
    return percent(one.share) if counted else ""


def _full_share(one: MapPassage | Road, counted: bool) -> str:
    if not one.seen:
        return NEVER
    return f"in {percent(one.share)} of playthroughs" if counted else "seen"


def _name(passage: MapPassage) -> str:
    """What a passage is called on the map: an ending by its title."""
    return clean(passage.title) or clean(passage.id) or "?"


def _told_passage(passage: MapPassage, counted: bool) -> str:
    """All there is to say of a passage, line by line."""
    kind = "ending" if passage.ending else "passage"
    lines = [
        _name(passage),
        f"{kind} {clean(passage.id)}" if passage.ending else "",
        clean(passage.at),
        _full_share(passage, counted),
    ]
    return "\n".join(line for line in lines if line)


def _told_road(road: Road, counted: bool) -> str:
    """Where a road leads and the choices that go that way, line by line."""
    lines = [f"{clean(road.source)} → {clean(road.target)}", _full_share(road, counted)]
    for index, choice in enumerate(road.choices):
        words = clean(road.texts[index]) if index < len(road.texts) else ""
        lines.append(f"• {words or clean(choice)}")
    return "\n".join(lines)


def _told_story(story: StoryMap, counted: bool) -> str:
    """The map in sentences, for whoever does not see it."""
    endings = [passage for passage in story.passages if passage.ending]
    unseen = [clean(passage.id) for passage in story.passages if not passage.seen]
    said = [
        f"{_count(len(story.passages), 'passage')}, {_count(len(endings), 'ending')} among"
        f" them, and {_count(len(story.roads), 'road')}.",
        f"It begins at {clean(story.start)}.",
    ]
    if endings:
        told = "; ".join(f"{_name(one)}, {_full_share(one, counted)}" for one in endings)
        said.append(f"Endings: {told}.")
    if unseen:
        said.append(f"Passages never seen: {', '.join(unseen)}.")
    return " ".join(said)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


# --- how wide words are ----------------------------------------------------------------

_WIDTHS = (("ijl.,:;'!|", 0.36), ("frt()[]-/ ", 0.44), ("mwMW@%&", 0.98))
_WIDTH = {char: width for chars, width in _WIDTHS for char in chars}
"""Of a character, by the size of the type. Rather too wide: nobody knows the reader's font."""


def _wide(text: str, size: float) -> float:
    """How wide some words are at most, in pixels."""
    return size * sum(_char_width(char) for char in text)


def _char_width(char: str) -> float:
    if char in _WIDTH:
        return _WIDTH[char]
    if char.isascii():
        return 0.72 if char.isupper() else 0.63
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.1 if unicodedata.east_asian_width(char) in "WF" else 0.76


def shortened(text: str, size: float, room: float) -> str:
    """The words, or as many of their characters as there is room for and an ellipsis.

    >>> shortened("a-very-long-name", 10, 60)
    'a-very-lo…'
    """
    if _wide(text, size) <= room:
        return text
    ends = accumulate(size * _char_width(char) for char in text)
    end = sum(1 for width in ends if width <= room - size)
    while end and (_char_width(text[end]) == 0 or text[end - 1] == "\u200d"):
        end -= 1  # An accent or the half of an emoji is not cut off its letter.
    return text[:end].rstrip() + "…"


def _two_lines(text: str, size: float, room: float) -> list[str]:
    """The words on one line or, if they need it, on two."""
    if _wide(text, size) <= room:
        return [text]
    words = text.split(" ")
    first = words.pop(0)
    while words and _wide(f"{first} {words[0]}", size) <= room:
        first += f" {words.pop(0)}"
    lines = [first, " ".join(words)] if words else [first]
    return [shortened(line, size, room) for line in lines]


# --- SVG ---------------------------------------------------------------------------------

_BIG, _SMALL = 13.0, 11.0
_MOST, _LEAST = 136.0, 60.0
"""Room for the words of a passage, at most and at least."""
_MARGIN = 28.0
_NARROWEST = 560.0
"""So that the legend has room."""
_FREE = Spacing(beside=24, lanes=8, together=1.5, rows=(40, 104), loop=24)


class _Card(NamedTuple):
    """A passage as it is drawn."""

    passage: MapPassage
    lines: list[str]
    share: str
    width: float
    height: float


def _card(passage: MapPassage, counted: bool) -> _Card:
    share = _short_share(passage, counted)
    name = _name(passage)
    lines = _two_lines(name, _BIG, _MOST) if passage.ending else [shortened(name, _BIG, _MOST)]
    words = max([_wide(line, _BIG) for line in lines] + [_wide(share, _SMALL), _LEAST])
    padding = 36 if passage.ending else 20
    return _Card(passage, lines, share, words + padding, 14 + 16 * len(lines) + 14 * bool(share))


def svg(story: StoryMap, *, title: bool = True) -> str:
    """The map as one ``<svg>`` element; ``title`` says whether the story's name is drawn on it.

    It needs nothing from outside and has no ids, so several may stand on one page.
    """
    counted = _counted(story)
    cards = {passage.id: _card(passage, counted) for passage in story.passages}
    thick = [_road_wide(road, counted) for road in story.roads]
    drawn = layout(
        [Node(name, one.width, one.height, one.passage.ending) for name, one in cards.items()],
        [
            Edge(road.source, road.target, width)
            for road, width in zip(story.roads, thick, strict=True)
        ],
        story.start,
        _FREE,
    )
    width = max(drawn.width, _NARROWEST) + 2 * _MARGIN
    head = list(_heading(story, width)) if title else []
    top = _MARGIN + (30 if title else 0)
    upwards = any(way.back or way.loop for way in drawn.ways)
    legend, top = _legend(story, counted, upwards, top, width)
    top += 34
    roads = sorted(zip(story.roads, drawn.ways, thick, strict=True), key=lambda one: -one[2])
    spots = {str(name): spot for name, spot in drawn.spots.items()}
    return "\n".join(
        [
            *_opening(story, counted, width, top + drawn.height + _MARGIN),
            *head,
            *legend,
            f'<g transform="translate({_n((width - drawn.width) / 2)} {_n(top)})">',
            *[line for road, way, wide in roads for line in _road_drawn(road, way, wide, counted)],
            *[
                line
                for name, card in cards.items()
                for line in _card_drawn(card, spots[name], counted, name == story.start)
            ],
            *_never_words(story, cards, drawn),
            "</g>",
            "</svg>",
            "",
        ]
    )


def _n(value: float) -> str:
    """A number as short as it can be."""
    return f"{round(value, 1):g}"


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)


def _opening(story: StoryMap, counted: bool, width: float, height: float) -> Iterator[str]:
    name = _escaped(f"Map of {clean(story.title) or 'a story'}")
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}"'
        f' width="{_n(width)}" height="{_n(height)}" style="max-width:100%;height:auto"'
        f' role="img" aria-label="{name}" font-family="{_PLAIN}" font-size="{_n(_BIG)}"'
        f' fill="{INK}">'
    )
    yield f"<title>{name}</title>"
    yield f"<desc>{_escaped(_told_story(story, counted))}</desc>"
    # The picture is whole without it: a page may forbid styles that stand in the text.
    yield f"<style>.story-map-road:hover>.story-map-line{{stroke:{ACCENT}}}</style>"
    yield f'<rect width="{_n(width)}" height="{_n(height)}" fill="{PAPER}"/>'


def _heading(story: StoryMap, width: float) -> Iterator[str]:
    words = shortened(clean(story.title), 21, width - 2 * _MARGIN)
    yield _text(words, _MARGIN, _MARGIN + 14, size=21, family=_SERIF, anchor="start")


def _text(
    words: str,
    x: float,
    y: float,
    *,
    size: float = _BIG,
    fill: str = INK,
    anchor: str = "middle",
    family: str = "",
    more: str = "",
) -> str:
    """Some words on one line; ``y`` is where they stand."""
    font = f' font-family="{family}"' if family else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}"'
        f' text-anchor="{anchor}"{font}{more}>{_escaped(words)}</text>'
    )


def _path(way: Way) -> str:
    """The line of a road: straight through rows, in curves between them."""
    (x, y), *others = way.points
    if way.loop:
        return f"M{_n(x)} {_n(y)}C" + " ".join(f"{_n(a)} {_n(b)}" for a, b in others)
    line = f"M{_n(x)} {_n(y)}"
    for to_x, to_y in others:
        if to_x == x:
            line += f"V{_n(to_y)}"
        else:
            half = _n((y + to_y) / 2)
            line += f"C{_n(x)} {half} {_n(to_x)} {half} {_n(to_x)} {_n(to_y)}"
        x, y = to_x, to_y
    return line


def _road_drawn(road: Road, way: Way, wide: float, counted: bool) -> Iterator[str]:
    """A road with a rim of paper, so that it can be followed where others cross it."""
    path = _path(way)
    colour, dashes = (ROAD, "") if road.seen else (QUIET, ' stroke-dasharray="5 4"')
    yield '<g class="story-map-road" fill="none">'
    yield f"<title>{_escaped(_told_road(road, counted))}</title>"
    yield f'<path d="{path}" stroke="{PAPER}" stroke-width="{_n(wide + 2.4)}"/>'
    yield (
        f'<path class="story-map-line" d="{path}" stroke="{colour}"'
        f' stroke-width="{_n(wide)}"{dashes}/>'
    )
    if way.back or way.loop:
        turn = (-1.0, 0.0) if way.loop else (0.0, -1.0)
        yield _arrow(way.points[-1], turn, wide, colour)
    yield "</g>"


def _arrow(tip: Point, turn: Point, wide: float, colour: str) -> str:
    """The head of an arrow that points left or up."""
    (x, y), (right, down) = tip, turn
    long, half = 8 + wide / 2, 4 + wide / 2
    ends = [
        (x, y),
        (x - right * long - down * half, y - down * long - right * half),
        (x - right * long + down * half, y - down * long + right * half),
    ]
    points = " ".join(f"{_n(a)},{_n(b)}" for a, b in ends)
    return f'<polygon points="{points}" fill="{colour}" stroke="{PAPER}" stroke-width="1"/>'


def _outline(card: _Card, x: float, y: float, start: bool) -> Iterator[str]:
    """The shape of a passage: a card; an ending is round at its sides, and double."""
    ending = card.passage.ending
    colour = ACCENT if ending or start else INK
    dashes = "" if card.passage.seen else ' stroke-dasharray="5 4"'
    for inset in (0.0, 3.5) if ending else (0.0,):
        width, height = card.width - 2 * inset, card.height - 2 * inset
        yield (
            f'<rect x="{_n(x - width / 2)}" y="{_n(y - height / 2)}" width="{_n(width)}"'
            f' height="{_n(height)}" rx="{_n(height / 2 if ending else 4)}" fill="{CARD}"'
            f' stroke="{colour}" stroke-width="{2.4 if start else 1.2}"{dashes}/>'
        )


def _card_drawn(card: _Card, spot: Spot, counted: bool, start: bool) -> Iterator[str]:
    x, y = spot.x, spot.y
    yield "<g>"
    yield f"<title>{_escaped(_told_passage(card.passage, counted))}</title>"
    yield from _outline(card, x, y, start)
    if start:
        yield _text("▼ start", x, y - card.height / 2 - 9, size=_SMALL, fill=ACCENT)
    base = y - card.height / 2 + 20
    family = _SERIF if card.passage.ending else ""
    for line in card.lines:
        yield _text(line, x, base, family=family)
        base += 16
    if card.share:
        italic = ' font-style="italic"' if not card.passage.seen else ""
        yield _text(card.share, x, base - 1, size=_SMALL, fill=QUIET, more=italic)
    yield "</g>"


class _Rect(NamedTuple):
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Rect) -> bool:
        """Whether the two have room in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def _around(x: float, y: float, width: float, height: float) -> _Rect:
    return _Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _never_words(story: StoryMap, cards: dict[str, _Card], drawn: Layout) -> Iterator[str]:
    """The words *never seen* on the roads that nobody goes, wherever there is room.

    A passage that is never seen says so itself; its roads need not.
    """
    taken = [
        _around(drawn.spots[name].x, drawn.spots[name].y, card.width, card.height)
        for name, card in cards.items()
    ]
    wide = _wide(NEVER, _SMALL)
    for road, way in zip(story.roads, drawn.ways, strict=True):
        ends = cards[road.source].passage, cards[road.target].passage
        if road.seen or not all(passage.seen for passage in ends):
            continue
        for x, y in _middles(way):
            room = _around(x, y, wide + 8, _SMALL + 6)
            if not any(room.meets(other) for other in taken):
                taken.append(room)
                halo = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"'
                halo += ' font-style="italic"'
                yield _text(NEVER, x, y + 4, size=_SMALL, fill=QUIET, more=halo)
                break


def _middles(way: Way) -> Iterator[Point]:
    """Points on a road where words may stand, those in the middle of a step first."""
    steps = list(zip(way.points, way.points[1:], strict=False))
    for part in (0.5, 0.35, 0.65, 0.22, 0.78):
        for (x, y), (to_x, to_y) in steps:
            # Where a curve that is upright at both ends is, after a part of its height.
            across = part * part * (3 - 2 * part)
            yield x + (to_x - x) * across, y + (to_y - y) * part


# --- the legend ------------------------------------------------------------------------

_SAMPLE = 30.0


def _legend(
    story: StoryMap, counted: bool, upwards: bool, top: float, width: float
) -> tuple[list[str], float]:
    """What the signs mean, in as many lines as it takes, and where the last line ends."""
    lines = []
    x, y = _MARGIN, top + 6
    for sample, words in _signs(story, counted, upwards):
        wide = _wide(words, _SMALL)
        if x > _MARGIN and x + _SAMPLE + 6 + wide > width - _MARGIN:
            x, y = _MARGIN, y + 22
        lines.append(sample.format(x=_n(x), end=_n(x + _SAMPLE), y=_n(y), high=_n(y - 6)))
        lines.append(_text(words, x + _SAMPLE + 6, y + 4, size=_SMALL, fill=QUIET, anchor="start"))
        x += _SAMPLE + wide + 14
    return lines, y + 8


def _signs(story: StoryMap, counted: bool, upwards: bool) -> Iterator[tuple[str, str]]:
    """Every sign that is on the map, with its meaning."""
    line = '<path d="M{{x}} {{y}}H{{end}}" stroke="{}" stroke-width="{}"{}/>'
    if counted:
        yield line.format(ROAD, thickness(1), ""), "a road of all playthroughs"
        yield line.format(ROAD, thickness(0.5), ""), "of half of them"
        yield line.format(ROAD, _HAIRLINE, ""), "of a twelfth or less"
    else:
        yield line.format(ROAD, _UNCOUNTED, ""), "a road (playthroughs were not counted)"
    seen = [road.seen for road in story.roads] + [one.seen for one in story.passages]
    if not all(seen):
        yield line.format(QUIET, _DASHED, ' stroke-dasharray="5 4"'), NEVER
    card = f'<rect x="{{x}}" y="{{high}}" width="30" height="12" rx="{{}}" fill="{CARD}"'
    card += f' stroke="{ACCENT}" stroke-width="{{}}"/>'
    yield card.replace("{}", "3", 1).replace("{}", "2.4", 1), "the start"
    if any(passage.ending for passage in story.passages):
        yield card.replace("{}", "6", 1).replace("{}", "1.2", 1), "an ending"
    if upwards:
        arrow = f'<path d="M{{x}} {{y}}m9 4l6 -9l6 9z" fill="{ROAD}"/>'
        yield arrow, "leads back; all others lead down"


# --- Graphviz ----------------------------------------------------------------------------

_DOT = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;", "<": "&lt;", ">": "&gt;"})


def _dot_text(lines: Iterable[str]) -> str:
    """A quoted text of one or several lines."""
    return '"' + "\\n".join(line.translate(_DOT) for line in lines) + '"'


def _attributes(**values: str) -> str:
    return "[" + ", ".join(f"{name}={value}" for name, value in values.items() if value) + "]"


def dot(story: StoryMap) -> str:
    """The map for Graphviz: ``dot -Tsvg map.dot``."""
    counted = _counted(story)
    name = {passage.id: f"n{index}" for index, passage in enumerate(story.passages)}
    lines = [
        "digraph story {",
        f'  label={_dot_text([clean(story.title)])}; labelloc=t; charset="UTF-8";',
        f'  bgcolor="{PAPER}"; fontcolor="{INK}"; fontname="serif"; rankdir=TB; nodesep=0.3;',
        f'  node [fontname="sans-serif", fontsize=11, color="{INK}", fontcolor="{INK}"];',
        f'  edge [fontname="sans-serif", fontsize=9, color="{ROAD}", fontcolor="{QUIET}"];',
    ]
    lines += [
        f"  {name[passage.id]} {_dot_node(passage, story.start, counted)};"
        for passage in story.passages
    ]
    lines += [
        f"  {name[road.source]} -> {name[road.target]} {_dot_edge(road, counted)};"
        for road in story.roads
    ]
    endings = " ".join(f"{name[passage.id]};" for passage in story.passages if passage.ending)
    if endings:
        lines.append(f"  {{ rank=sink; {endings} }}")
    return "\n".join([*lines, "}", ""])


def _dot_node(passage: MapPassage, start: str, counted: bool) -> str:
    share = _short_share(passage, counted)
    shape = "invhouse" if passage.id == start else "ellipse" if passage.ending else "box"
    return _attributes(
        label=_dot_text([_name(passage), *([share] if share else [])]),
        tooltip=_dot_text(_told_passage(passage, counted).split("\n")),
        shape=shape,
        peripheries="2" if passage.ending else "",
        style="" if passage.seen else "dashed",
    )


def _dot_edge(road: Road, counted: bool) -> str:
    label = _short_share(road, counted)
    return _attributes(
        label=_dot_text([label]) if label else "",
        tooltip=_dot_text(_told_road(road, counted).split("\n")),
        penwidth=_n(_road_wide(road, counted)),
        style="" if road.seen else "dashed",
    )


# --- Mermaid -----------------------------------------------------------------------------

_MEANT = re.compile(r"[!-/:-@\[-`{-~]|\bend\b", re.IGNORECASE)
"""What Mermaid may take for its own: ASCII signs, and the word that closes a block."""
_HARMLESS = set("-.,!'")


def _mermaid_text(text: str) -> str:
    """Words between quotes, with every sign that may mean something written as a number.

    >>> _mermaid_text('the "end"')
    '"the #34;#101;nd#34;"'
    """

    def written(found: re.Match[str]) -> str:
        sign = found.group()
        return sign if sign in _HARMLESS else f"#{ord(sign[0])};{sign[1:]}"

    return f'"{_MEANT.sub(written, text)}"'


def mermaid(story: StoryMap) -> str:
    """The map for Mermaid, as a flowchart."""
    counted = _counted(story)
    name = {passage.id: f"n{index}" for index, passage in enumerate(story.passages)}
    lines = ["---", f"title: {json.dumps(clean(story.title), ensure_ascii=False)}", "---"]
    lines.append("flowchart TD")
    for passage in story.passages:
        share = _short_share(passage, counted)
        label = _mermaid_text(f"{_name(passage)} · {share}" if share else _name(passage))
        opening, closing, kind = _mermaid_shape(passage, story.start)
        lines.append(f"  {name[passage.id]}{opening}{label}{closing}:::{kind}")
    for road in story.roads:
        label = _short_share(road, counted)
        arrow = "-->" if road.seen else "-.->"
        words = f"|{_mermaid_text(label)}|" if label else ""
        lines.append(f"  {name[road.source]} {arrow}{words} {name[road.target]}")
    for index, road in enumerate(story.roads):
        lines.append(f"  linkStyle {index} stroke-width:{_n(_road_wide(road, counted))}px")
    lines += [
        f"  classDef passage fill:{CARD},stroke:{INK},color:{INK}",
        f"  classDef start fill:{CARD},stroke:{ACCENT},color:{INK},stroke-width:3px",
        f"  classDef ending fill:{CARD},stroke:{ACCENT},color:{INK}",
        f"  classDef never fill:{CARD},stroke:{QUIET},color:{INK},stroke-dasharray:5 4",
        "",
    ]
    return "\n".join(lines)


def _mermaid_shape(passage: MapPassage, start: str) -> tuple[str, str, str]:
    """How a passage is bracketed, and the class that it has."""
    kind = "ending" if passage.ending else "passage"
    if passage.id == start:
        return "[/", "\\]", "start"
    opening, closing = ("([", "])") if passage.ending else ("[", "]")
    return opening, closing, kind if passage.seen else "never"
