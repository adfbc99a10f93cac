"""The map of a story: what it shows, and that no author's words can break it."""

from __future__ import annotations

import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.prove.map import ACCENT, CARD, INK, PAPER, QUIET, ROAD, dot, mermaid, svg, thickness
from game.prove.proof import MapPassage, Road, StoryMap

SVG = "{http://www.w3.org/2000/svg}"
NASTY = [
    "<script>alert(1)</script>",
    "]]> & 'one' \"two\"",
    "end",
    "a-->b; #35; %%{init: {}}%%",
    "back\\slash\nnew\x00line\x1b[31m",
    "\\",
    "👩‍👩‍👧 عربى 漢字" * 9,
    "\ud800\ufffe\u202eturned",
    "x" * 300,
    "",
]
TEXT = st.sampled_from(NASTY) | st.text(max_size=30)


def passage(name: str, share: float = 0.5, title: str = "", at: str = "") -> MapPassage:
    return MapPassage(name, title, at, bool(title), share > 0, share)


def road(source: str, target: str, share: float = 0.5, *texts: str) -> Road:
    return Road(source, target, tuple("c" * len(texts)), texts, share > 0, share)


STORY = StoryMap(
    "The Report",
    "desk",
    (
        passage("desk", 1.0, at="Monday"),
        passage("hall", 0.34),
        passage("attic", 0.0),
        passage("home", 0.66, "A Warm Kitchen"),
    ),
    (
        road("desk", "hall", 0.34, "I go out.", "I ask Maya."),
        road("desk", "home", 0.66),
        road("hall", "home", 0.0),
        road("hall", "desk", 0.1),
        road("hall", "hall", 0.1),
        road("attic", "hall", 0.0),
    ),
)


@st.composite
def maps(draw: st.DrawFn) -> StoryMap:
    """Maps of which every word may be anything."""
    names = draw(st.lists(TEXT, min_size=1, max_size=6, unique=True))
    share = st.sampled_from([0.0, 0.001, 0.4, 1.0])
    passages = [passage(name, draw(share), draw(TEXT), draw(TEXT)) for name in names]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
    roads = [
        road(source, target, draw(share), draw(TEXT))
        for source, target in draw(st.lists(ends, unique=True, max_size=8))
    ]
    return StoryMap(draw(TEXT), names[0], tuple(passages), tuple(roads))


def parsed(story: StoryMap) -> ElementTree.Element:
    return ElementTree.fromstring(svg(story).encode())


def tooltips(story: StoryMap) -> list[str]:
    return [title.text or "" for title in parsed(story).iter(f"{SVG}title")]


def texts(story: StoryMap) -> list[str]:
    return [text.text or "" for text in parsed(story).iter(f"{SVG}text")]


def lines(story: StoryMap) -> dict[str, ElementTree.Element]:
    """The line of every road, by the first line of its tooltip."""
    found = {}
    for group in parsed(story).iter(f"{SVG}g"):
        title, line = group.find(f"{SVG}title"), group.find(f"{SVG}path[@class='story-map-line']")
        if title is not None and line is not None:
            found[(title.text or "").split("\n")[0]] = line
    return found


# --- SVG: what it shows ----------------------------------------------------------------


def test_every_passage_is_named_and_an_ending_by_its_title() -> None:
    assert {"desk", "hall", "attic", "A Warm Kitchen"} <= set(texts(STORY))


def test_a_passage_tells_its_share_in_its_tooltip() -> None:
    assert "hall\nin 34 % of playthroughs" in tooltips(STORY)
    assert "desk\nMonday\nin 100 % of playthroughs" in tooltips(STORY)


def test_a_road_tells_its_choices_in_its_tooltip() -> None:
    told = "desk → hall\nin 34 % of playthroughs\n• I go out.\n• I ask Maya."
    assert told in tooltips(STORY)


def test_a_road_is_as_thick_as_its_share() -> None:
    drawn = {name: float(line.attrib["stroke-width"]) for name, line in lines(STORY).items()}
    assert drawn["desk → home"] == pytest.approx(0.66 * thickness(1), abs=0.1)
    assert drawn["hall → hall"] < drawn["desk → hall"] < drawn["desk → home"]


@given(st.floats(0, 1))
def test_no_road_is_too_thin_to_be_seen(share: float) -> None:
    assert 1.2 <= thickness(share) <= 14


def test_what_is_never_seen_is_dashed_and_says_so() -> None:
    dashed = {name for name, line in lines(STORY).items() if "stroke-dasharray" in line.attrib}
    assert dashed == {"hall → home", "attic → hall"}
    # The attic, the road to it that has room for the words, and the legend.
    assert texts(STORY).count("never seen") == 3
    assert "attic\nnever seen" in tooltips(STORY)


def test_the_start_is_marked_in_words() -> None:
    assert "▼ start" in texts(STORY)


def test_an_ending_has_another_shape_than_a_passage() -> None:
    boxes = [len(group.findall(f"{SVG}rect")) for group in parsed(STORY).iter(f"{SVG}g")]
    assert sorted(count for count in boxes if count) == [1, 1, 1, 2]


def test_the_legend_says_only_what_is_on_the_map() -> None:
    plain = StoryMap("t", "a", (passage("a"),), ())
    assert "never seen" not in texts(plain)
    assert "an ending" not in texts(plain)
    assert {"never seen", "an ending", "leads back; all others lead down"} <= set(texts(STORY))


def test_shares_that_were_not_counted_are_not_told() -> None:
    seen = tuple(MapPassage(name, "", "", False, True, 0.0) for name in "ab")
    story = StoryMap("t", "a", seen, (Road("a", "b", ("c",), ("Go.",), True, 0.0),))
    assert "%" not in svg(story).replace("max-width:100%", "")
    assert "%" not in dot(story)
    assert "%" not in mermaid(story)


def test_a_long_name_is_cut_and_stands_whole_in_the_tooltip() -> None:
    name = "the-night-before-the-presentation-in-the-library"
    story = StoryMap("t", name, (passage(name),), ())
    assert any(text.endswith("…") and name.startswith(text[:-1]) for text in texts(story))
    assert any(tip.startswith(f"{name}\n") for tip in tooltips(story))


def test_the_title_may_be_left_out() -> None:
    assert "The Report" in texts(STORY)
    assert ">The Report</text>" not in svg(STORY, title=False)


def test_the_map_is_told_in_words_too() -> None:
    root = parsed(STORY)
    told = root.findtext(f"{SVG}desc") or ""
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Map of The Report"
    assert "Endings: A Warm Kitchen, in 66 % of playthroughs." in told
    assert "Passages never seen: attic." in told


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", [PAPER, CARD])
def test_words_and_lines_stand_out(ground: str) -> None:
    assert min(contrast(colour, ground) for colour in (INK, QUIET, ACCENT)) >= 4.5
    assert contrast(ROAD, ground) >= 3


# --- SVG: nothing breaks it ------------------------------------------------------------


@given(maps())
def test_any_words_give_xml(story: StoryMap) -> None:
    root = parsed(story)
    assert root.tag == f"{SVG}svg"
    assert "viewBox" in root.attrib


@given(maps())
def test_an_authors_words_are_never_more_than_words(story: StoryMap) -> None:
    tags = {element.tag.removeprefix(SVG) for element in parsed(story).iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "g", "path", "text", "polygon"}


@given(maps())
def test_nothing_is_fetched_and_no_id_can_clash(story: StoryMap) -> None:
    for element in parsed(story).iter():
        assert not {"id", "href", "src", "onload", "onclick"} & set(element.attrib)
        assert "url(" not in "".join(element.attrib.values()).split("Map of")[0]


@given(maps())
def test_nothing_unprinted_is_written(story: StoryMap) -> None:
    for text in (svg(story), dot(story), mermaid(story)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


# --- Graphviz --------------------------------------------------------------------------


def test_a_graph_for_graphviz_has_names_of_its_own() -> None:
    assert re.findall(r"^  (n\d+(?: -> n\d+)?) ", dot(STORY), re.MULTILINE)[:5] == [
        "n0",
        "n1",
        "n2",
        "n3",
        "n0 -> n1",
    ]


def test_graphviz_is_told_shapes_thickness_and_dashes() -> None:
    text = dot(STORY)
    assert 'n0 [label="desk\\n100 %"' in text
    assert 'n3 [label="A Warm Kitchen\\n66 %"' in text
    assert "shape=invhouse" in text
    assert "shape=ellipse, peripheries=2" in text
    assert "penwidth=9.2" in text
    assert text.count("style=dashed") == 3
    assert "{ rank=sink; n3; }" in text


DOT_LINE = re.compile(r'(?:[^"]|"(?:[^"\\]|\\["\\n])*")*')
"""Every quote closes on its line, and every backslash escapes something harmless."""


@given(maps())
def test_any_words_stay_within_their_quotes(story: StoryMap) -> None:
    assert all(DOT_LINE.fullmatch(line) for line in dot(story).splitlines())


@pytest.mark.skipif(not shutil.which("dot"), reason="needs dot, from Debian's graphviz")
@pytest.mark.parametrize("words", NASTY[:-1])
def test_graphviz_reads_any_words(words: str) -> None:
    story = StoryMap(words, words, (passage(words, 1.0, words, words),), (road(words, words),))
    done = subprocess.run(
        ["dot", "-Tcanon"], input=dot(story).encode(), capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


# --- Mermaid ---------------------------------------------------------------------------


def test_mermaid_is_told_shapes_thickness_and_dashes() -> None:
    written = mermaid(STORY).splitlines()
    assert written[:4] == ["---", 'title: "The Report"', "---", "flowchart TD"]
    assert '  n0[/"desk · 100 #37;"\\]:::start' in written
    assert '  n2["attic · never seen"]:::never' in written
    assert '  n3(["A Warm Kitchen · 66 #37;"]):::ending' in written
    assert '  n0 -->|"34 #37;"| n1' in written
    assert '  n1 -.->|"never seen"| n3' in written
    assert "  linkStyle 1 stroke-width:9.2px" in written


@pytest.mark.parametrize("sign", list('"#;[](){}|<>`\\%&:*_'))
def test_a_sign_is_written_as_its_number(sign: str) -> None:
    story = StoryMap("t", "a", (passage("a"), passage(f"x{sign}y")), ())
    assert f'["x#{ord(sign)};y · 50 #37;"]' in mermaid(story)


def test_a_word_that_closes_blocks_is_taken_apart() -> None:
    story = StoryMap("t", "a", (passage("a"), passage("the end"), passage("endless")), ())
    assert '["the #101;nd · ' in mermaid(story)
    assert '["endless · ' in mermaid(story)


@given(maps())
def test_any_words_stay_within_their_labels(story: StoryMap) -> None:
    for line in mermaid(story).splitlines():
        for label in re.findall(r'^  n\d+[^"]*"(.*)"[^"]*$', line):
            assert re.fullmatch(r"([^\"#;`\\<>%&]|#\d+;)*", label)
