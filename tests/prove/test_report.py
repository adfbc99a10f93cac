"""The page of a proof: valid, safe, and everything in words."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace

from game.prove import band, report
from game.prove.proof import (
    AgainstEachOther,
    Band,
    ChoiceEffect,
    ClaimChecked,
    EndingFound,
    Extreme,
    Found,
    Length,
    MapPassage,
    Option,
    Proof,
    Road,
    Span,
    StanceMoments,
    StoryMap,
    Turn,
)

SVG = "http://www.w3.org/2000/svg"
HOSTILE = "<script>alert(1)</script></style>'\"--><img src=x onerror=alert(2)>javascript:alert(3)"
HUGE = 123_456_789_012_345_678_901_234_567_890

MAP = StoryMap(
    "Moving Day",
    "door",
    (
        MapPassage("door", "", "Monday, noon", False, True, 1.0),
        MapPassage("stairs", "", "", False, True, 0.75),
        MapPassage("attic", "", "Tuesday", False, False, 0.0),
        MapPassage("sofa", "The Sofa", "Monday, late", True, True, 0.75),
        MapPassage("bus", "The Late Bus", "", True, True, 0.25),
    ),
    (
        Road("door", "stairs", ("lift", "call"), ("Lift it yourself.", "Call Maya."), True, 0.75),
        Road("door", "bus", ("call",), ("Call Maya.",), True, 0.25),
        Road("stairs", "sofa", ("rest",), ("Sit down on the step.",), True, 0.75),
        Road("attic", "bus", ("leave",), ("Leave.",), False, 0.0),
    ),
)


def reach(low: int, high: int) -> Span:
    return Span(Extreme(low, ("lift", "rest")), Extreme(high, ("call",)))


def full() -> Proof:
    """A proof in which everything has been found that can be."""
    return Proof(
        story="moving-day",
        title="Moving Day",
        complete=True,
        stopped="",
        quick=False,
        states=41_873,
        plays=4_000_000,
        endless=False,
        choices=Length(1, 2, 1.75),
        words=Length(120, 900, 410.5),
        endings=(
            EndingFound("sofa", "The Sofa", 3_000_000, ("lift", "rest"), {"stress": reach(12, 70)}),
            EndingFound("bus", "The Late Bus", 1_000_000, ("call",), {"connection": reach(9, 61)}),
            EndingFound("roof", "The Roof", 0, None, {}),
        ),
        meters={
            "stress": reach(12, 88),
            "connection": reach(40, 40),
            "trust.maya": reach(20, 31),
            "owed.maya": reach(-1, 2),
        },
        found=(
            Found("flag never read", "“tea” is set for nothing.", None, None, 7, 3, False, None),
            Found("dead end", "Nothing is open here.", "stairs", "rest", 41, 9, True, ("lift",)),
            Found("passage never seen", "No way leads here.", "attic", None, 0, 0, True, None),
        ),
        claims=(
            ClaimChecked("Everybody can sit down.", "story", True, None, "both ways do", 90),
            ClaimChecked("Nobody calls twice.", "story", False, ("call",), "here it happens", 91),
            ClaimChecked("Some help misses.", "fair", None, None, "", 0),
        ),
        stances=(
            StanceMoments("alone", 40, 10, 2, 8, 20),
            StanceMoments("ask", 40, 4, 12, 8, 16),
        ),
        against=AgainstEachOther(30, 10, 12, 1, 25, 6, 2),
        effects=(
            ChoiceEffect(
                *("door", "lift", "Lift it yourself.", "alone", 4, 4, 0.6),
                *(("bus",), ("sofa",), (12, 20), (61, 55), 4, 0),
            ),
            ChoiceEffect(
                *("door", "call", "Call Maya.", "ask", 3, 4, 0.0001),
                *((), ("sofa", "bus", "roof"), (30, 30), (70, 70), 1, 3),
            ),
            ChoiceEffect(
                *("stairs", "rest", "Sit down on the step.", None, 1, 1, 1.0),
                *((), ("sofa",), None, None, 0, 0),
            ),
        ),
        bands=(
            Band("stress", (35, 31, 12), (35, 52, 88)),
            Band("trust.maya", (25, 20, 20), (25, 30, 31)),
            Band("owed.maya", (0, -1, -1), (0, 1, 2)),
        ),
        map=MAP,
        says=("Going alone is calmer at first.", "Help brings people closer."),
        turns=(),
    )


def empty() -> Proof:
    """A proof of a story that goes in a circle and comes to no ending."""
    return replace(
        full(),
        quick=True,
        plays=None,
        endless=True,
        choices=Length(None, None, None),
        words=None,
        endings=(EndingFound("roof", "The Roof", None, None, {}),),
        meters={},
        found=(),
        claims=(),
        stances=(),
        against=None,
        effects=(),
        bands=(),
        says=(),
    )


def stopped() -> Proof:
    """A proof that was stopped early."""
    return replace(full(), complete=False, stopped="more than 1,000 moments", found=())


def hostile() -> Proof:
    """A proof in which everything an author may write tries to break out of the page."""
    one = full()
    finding = Found("dead end", HOSTILE, HOSTILE, HOSTILE, 1, 1, True, (HOSTILE,))
    effect = replace(one.effects[0], passage=HOSTILE, choice=HOSTILE, text=HOSTILE, stance=HOSTILE)
    place = MapPassage(HOSTILE, "", HOSTILE, False, True, 1.0)
    end = MapPassage("end", HOSTILE, HOSTILE, True, True, 1.0)
    road = Road(HOSTILE, "end", (HOSTILE,), (HOSTILE,), True, 1.0)
    meter = f"trust.{HOSTILE}"
    return replace(
        one,
        story=HOSTILE,
        title=HOSTILE,
        complete=False,
        stopped=HOSTILE,
        endings=(EndingFound("end", HOSTILE, 1, (HOSTILE,), {}),),
        meters={meter: reach(1, 2)},
        found=(finding,),
        claims=(ClaimChecked(HOSTILE, "story", False, (HOSTILE,), HOSTILE, 3),),
        effects=(replace(effect, closes=(HOSTILE,), keeps=("end",)),),
        bands=(Band(meter, (1, 2), (3, 4)),),
        map=StoryMap(HOSTILE, HOSTILE, (place, end), (road,)),
        says=(HOSTILE,),
    )


def played() -> Proof:
    """A proof that was asked for one playthrough."""
    lift = Option("lift", "Lift it yourself.", True, 12, 61, ("sofa",))
    call = Option("call", "Call Maya.", False, 30, 70, ("sofa", "bus"))
    rest = Option("rest", HOSTILE, True, None, None, ())
    turns = (Turn("door", (lift, call), 3, 9), Turn("stairs", (rest,), 0, 0))
    return replace(full(), turns=turns)


def quick() -> Proof:
    """A proof that was asked only what can be reached."""
    one = full()
    unknown = Span(Extreme(3, None), Extreme(5, None))
    endings = tuple(
        replace(end, plays=None, shortest=None, meters={"stress": unknown} if end.plays else {})
        for end in one.endings
    )
    return replace(
        empty(), endless=False, endings=endings, meters={"stress": unknown, "energy": unknown}
    )


def huge() -> Proof:
    """A proof with counts of thirty digits."""
    one = full()
    endings = tuple(replace(ending, plays=HUGE // 2) for ending in one.endings[:2])
    return replace(one, plays=HUGE, states=HUGE, endings=endings)


PROOFS = [full, empty, stopped, hostile, played, quick, huge]


@pytest.fixture(params=PROOFS, ids=lambda made: made.__name__)
def proof(request: pytest.FixtureRequest) -> Proof:
    made: Proof = request.param()
    return made


def parsed(page: str) -> Element:
    """The page as a tree; the parser refuses whatever is not HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(page)
    return tree


def text_of(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def whole(proof: Proof) -> Element:
    """The page as a tree, without the places at which a long number may be broken."""
    return parsed(report.html(proof).replace("<wbr>", ""))


def seen(proof: Proof) -> str:
    """All the words of the page, without its style."""
    body = whole(proof).find("body")
    assert body is not None
    return text_of(body)


def section(proof: Proof, name: str) -> str:
    """The words of one part of the page."""
    for one in whole(proof).iter("section"):
        if one.get("aria-labelledby") == name:
            return text_of(one)
    raise AssertionError(f"no section {name}")


# --- every page --------------------------------------------------------------------------


def test_it_is_valid_html(proof: Proof) -> None:
    assert parsed(report.html(proof)).tag == "html"


def test_it_says_what_it_is_to_machines(proof: Proof) -> None:
    page = report.html(proof)
    assert '<html lang="en">' in page
    assert '<meta charset="utf-8">' in page
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert '<meta name="referrer" content="no-referrer">' in page


def test_it_runs_nothing_and_asks_for_nothing(proof: Proof) -> None:
    page = report.html(proof)
    assert "<script" not in page.lower()
    assert not re.search(r"https?://", page.replace(SVG, ""))
    assert "@import" not in page
    assert "url(" not in page
    for element in parsed(page).iter():
        for name, value in element.items():
            assert not str(name).lower().startswith("on"), name
            if str(name).rpartition("}")[2] in ("href", "src", "action"):
                assert value.startswith("#"), value
        assert str(element.tag) not in ("img", "iframe", "object", "link", "form", "base")


def test_its_links_lead_somewhere(proof: Proof) -> None:
    tree = parsed(report.html(proof))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for link in tree.iter("a"):
        assert link.get("href", "").removeprefix("#") in ids


def test_its_headings_are_in_order(proof: Proof) -> None:
    levels = [
        int(str(element.tag)[1])
        for element in parsed(report.html(proof)).iter()
        if re.fullmatch("h[1-6]", str(element.tag))
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def test_every_table_says_what_it_shows(proof: Proof) -> None:
    for table in parsed(report.html(proof)).iter("table"):
        caption = table.find("caption")
        assert caption is not None
        assert text_of(caption)
        assert all(head.get("scope") in ("row", "col") for head in table.iter("th"))


def test_every_drawing_has_words(proof: Proof) -> None:
    for drawing in parsed(report.html(proof)).iter(f"{{{SVG}}}svg"):
        assert drawing.get("role") == "img"
        assert drawing.get("aria-label") or drawing.find(f"{{{SVG}}}title") is not None


def test_its_parts_stand_in_order(proof: Proof) -> None:
    page = report.html(proof)
    parts = re.findall(r'<section[^>]* aria-labelledby="(\w+)"', page)
    order = "says found claims map endings meters effects turns stances numbers reading"
    assert parts == [part for part in order.split() if part != "turns" or proof.turns]


def test_the_same_proof_gives_the_same_page(proof: Proof) -> None:
    assert report.html(proof) == report.html(proof)


# --- what an author writes ---------------------------------------------------------------


def test_what_an_author_writes_stays_words() -> None:
    page = report.html(hostile())
    assert HOSTILE not in page
    assert "<img" not in page
    assert page.lower().count("</style") == page.lower().count("<style")
    assert str(escape(HOSTILE)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page


@pytest.mark.parametrize("name", ["says", "found", "claims", "endings", "meters", "effects"])
def test_what_an_author_writes_is_read(name: str) -> None:
    assert HOSTILE in section(hostile(), name)


# --- the parts ---------------------------------------------------------------------------


def test_it_says_that_all_was_walked() -> None:
    assert "Every playthrough of this story was walked, not a sample." in seen(full())


def test_it_says_that_the_walk_was_stopped() -> None:
    words = seen(stopped())
    assert "Every playthrough of this story was walked" not in words
    assert "The walk was stopped early." in words
    assert "Why it stopped: More than 1,000 moments." in words
    assert "at least 3,000,000" in section(stopped(), "endings")
    assert "75.0" not in section(stopped(), "endings")
    assert "not yet a promise" in section(stopped(), "found")
    assert "never reached" not in section(stopped(), "endings")


def test_it_explains_a_moment_once() -> None:
    assert report.html(full()).count("<dfn>moment</dfn>") == 1


def test_it_begins_with_the_outcome() -> None:
    words = seen(full())
    assert "2 things are broken. 1 thing is odd, and may be meant." in words
    assert "1 of 3 claims holds, 1 is broken, 1 is not known." in words
    assert "Nothing is broken." in seen(replace(full(), found=()))


def test_every_sentence_of_the_story_is_there() -> None:
    words = section(full(), "says")
    assert all(sentence in words for sentence in full().says)


def test_what_is_broken_comes_before_what_is_odd() -> None:
    words = section(full(), "found")
    assert words.index("Nothing is open here.") < words.index("“tea” is set for nothing.")
    assert "Broken Dead end." in words
    assert "Where: passage stairs, choice rest, line 41." in words
    assert "Where: Tuesday, passage attic." in words
    assert "How to get there: 1 choice Monday, noon Lift it yourself." in words


def test_it_says_so_when_nothing_was_found() -> None:
    assert "Nothing in this story is broken" in section(replace(full(), found=()), "found")
    odd = tuple(one for one in full().found if not one.broken)
    assert "Nothing is broken." in section(replace(full(), found=odd), "found")


def test_a_claim_is_told_in_words_and_not_by_colour() -> None:
    words = section(full(), "claims")
    assert "Holds Everybody can sit down. Both ways do. Where: line 90." in words
    assert "Broken Nobody calls twice. Here it happens. Where: line 91." in words
    assert "A playthrough that breaks it: 1 choice Monday, noon Call Maya." in words
    assert "Not known Some help misses." in words
    assert words.index("Nobody calls twice.") < words.index("Everybody can sit down.")


def test_it_says_so_when_there_are_no_claims() -> None:
    assert "No claims were made" in section(empty(), "claims")


def test_every_ending_has_its_row() -> None:
    words = section(full(), "endings")
    assert "The Sofa 3,000,000 75.0 % 2 choices 12 to 70 not known" in words
    assert "The Late Bus 1,000,000 25.0 % 1 choice not known 9 to 61" in words
    assert "The Roof none: it is never reached" in words


def test_counts_that_are_not_known_are_told_plainly() -> None:
    words = seen(empty())
    assert not re.search(r"\bNone\b(?! of them)", words)
    assert "Playthroughs were not counted." in words
    assert "never come to an end" in words
    assert "There is nothing to say yet" in words


def test_a_quick_look_tells_what_it_knows() -> None:
    words = section(quick(), "endings")
    assert "The Sofa not counted not known not known 3 to 5" in words
    assert "The Roof none: it is never reached" in words
    assert "The lowest is 3, the highest 5." in section(quick(), "meters")


def test_a_playthrough_that_was_asked_for_is_told_choice_by_choice() -> None:
    words = section(played(), "turns")
    assert "most for calm was “Lift it yourself.” Another would" in words
    assert "1. Monday, noon Lift it yourself. Call Maya. 12 another choice: 9" in words
    assert "61 another choice: 70" in words
    assert f"2. stairs {HOSTILE} nothing else no ending no ending" in words


def test_what_is_odd_in_many_places_is_folded() -> None:
    one = Found("always true", "`tea` is always true here", "door", None, 5, 1, False, None)
    words = section(replace(full(), found=(one,) * 4), "found")
    assert "Always true: 4 places" in words
    assert "<code>tea</code> is always true here." in report.html(replace(full(), found=(one,)))


def test_only_what_stands_between_backticks_is_code() -> None:
    assert report.ticked("a `<b>` c") == "a <code>&lt;b&gt;</code> c"
    assert report.ticked("one ` is <none>") == "one ` is &lt;none&gt;"


def test_a_huge_count_is_exact_and_may_be_broken() -> None:
    assert f"{HUGE:,}" in section(huge(), "numbers")
    assert "a number of 30 digits" in section(huge(), "numbers")
    assert "50.0 %" in section(huge(), "endings")
    assert f"{HUGE:,}".replace(",", ",<wbr>") in report.html(huge())


def test_every_meter_is_told() -> None:
    words = section(full(), "meters")
    assert "Stress begins at 35. After 1 choice it is between 31 and 52" in words
    assert "The lowest is 12. A shortest way there: 2 choices" in words
    assert "It is always 40." in words
    assert "Trust in maya: from 20 to 31" in words
    assert "What is owed to maya: from −1 to 2" in words


def test_what_a_choice_closes_is_told() -> None:
    words = section(full(), "effects")
    assert "Closes: The Late Bus. Leaves only: The Sofa." in words
    assert "Closes nothing. Every ending stays open." in words
    assert "Alone: keep it in your own hands. Always open; taken by 60.0 %" in words
    assert "Open in 3 of 4 moments; taken by under 0.1 % of playthroughs." in words
    assert "12 to 20 Always the calmest choice 55 to 61 Never the closest choice" in words


def test_stances_are_compared() -> None:
    words = section(full(), "stances")
    assert "Alone keep it in your own hands 40 10 25.0 % 2 5.0 % 8 20.0 % 20 50.0 %" in words
    assert "In 30 moments, going alone and accepting help are both open." in words
    assert "possible in 10 of them, accepting help in 12, and in 8 they come out" in words


def test_lengths_are_told() -> None:
    words = section(full(), "numbers")
    assert "Moments visited: 41,873" in words
    assert "Choices 1 2 1.8" in words
    assert "Words read 120 900 410.5" in words
    assert "no longest, as the story can go round in a circle" in section(empty(), "numbers")


# --- small parts -------------------------------------------------------------------------


def test_a_playthrough_is_told_along_the_way_that_fits() -> None:
    told = report.RoadBook(MAP).told(("call", "rest"))
    assert [(turn.at, turn.text) for turn in told] == [
        ("Monday, noon", "Call Maya."),
        ("", "Sit down on the step."),
    ]


def test_a_playthrough_that_the_map_does_not_know_keeps_its_ids() -> None:
    told = report.RoadBook(MAP).told(("lift", "fly", "land"))
    assert [turn.text for turn in told] == ["Lift it yourself.", "fly", "land"]
    assert report.RoadBook(MAP).told(()) == []


@pytest.mark.parametrize(
    ("part", "told"),
    [(0, "0"), (1e-9, "under 0.1"), (0.5, "50.0"), (0.9999, "over 99.9"), (1, "100")],
)
def test_a_share_is_never_rounded_to_nothing(part: float, told: str) -> None:
    assert report.share(part) == f"{told}\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (Band("stress", (), ()), "Nothing is known about stress."),
        (Band("stress", (35,), (35,)), "Stress begins at 35."),
        (Band("stress", (35, 31), (35, 52)), "After 1 choice it is between 31 and 52."),
        (Band("owed.lee", (0, -2), (0, -2)), "What is owed to lee begins at 0. After 1 choice"),
    ],
)
def test_a_band_of_any_length_is_a_sentence(one: Band, told: str) -> None:
    assert told in band.sentence(one)
    assert bool(band.svg(one, "band")) == (len(one.low) > 1)


def test_a_long_band_stays_inside_its_drawing_and_its_table() -> None:
    one = Band("stress", tuple([0] * 5_001), tuple(k % 101 for k in range(5_001)))
    assert len(band.rows(one)) <= 42
    assert band.rows(one)[-1].after == 5_000
    drawn = band.svg(one, "band")
    numbers = [float(x) for x in re.findall(r'[ML"]([0-9.]+) [0-9.]+', drawn)]
    assert max(numbers) <= 440
    assert drawn.count("<text") < 25


def test_a_meter_outside_its_usual_range_still_fits() -> None:
    drawn = band.svg(Band("owed.lee", (0, -9), (0, 12)), "band")
    assert not re.search(r'y="-|NaN|inf', drawn)


# --- in a real browser -------------------------------------------------------------------

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome")
     if (found := shutil.which(name))),
    None,
)  # fmt: skip
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--hide-scrollbars"),
)
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on PATH")

MEASURE = """<!DOCTYPE html><meta charset="utf-8"><title>measure</title>
<iframe style="width:{width}px;height:900px;border:0" srcdoc="{page}"></iframe>
<script>
addEventListener("load", () => {{
  const inside = document.querySelector("iframe").contentDocument;
  const wide = () => inside.documentElement.scrollWidth;
  const folded = wide();
  inside.querySelectorAll("details").forEach((one) => {{ one.open = true; }});
  document.title = "folded " + folded + ", open " + wide();
}});
</script>
"""


def browse(folder: Path, *arguments: Any) -> str:
    """What chromium prints, with a profile of its own."""
    assert CHROMIUM is not None
    profile = f"--user-data-dir={folder / 'profile'}"
    done = subprocess.run(
        [CHROMIUM, *FLAGS, profile, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


@pytest.mark.browser
@in_browser
@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("made", [full, hostile, huge])
def test_the_page_never_scrolls_sideways(made: Any, width: int, tmp_path: Path) -> None:
    wrapper = tmp_path / "wrapper.html"
    page = escape(report.html(made()))
    wrapper.write_text(MEASURE.format(width=width, page=page), encoding="utf-8")
    dom = browse(tmp_path, "--window-size=1300,1000", "--dump-dom", wrapper.as_uri())
    title = re.search("<title>(.*?)</title>", dom)
    assert title is not None
    assert title[1] == f"folded {width}, open {width}"


@pytest.mark.browser
@in_browser
def test_on_paper_everything_is_open(tmp_path: Path) -> None:
    page, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(report.html(full()), encoding="utf-8")
    browse(tmp_path, f"--print-to-pdf={paper}", page.as_uri())
    assert paper.read_bytes().startswith(b"%PDF")
    if reader := shutil.which("pdftotext"):
        words = subprocess.run([reader, paper, "-"], capture_output=True, text=True, check=True)
        assert "Sit down on the step." in words.stdout
        assert "What is owed to maya begins at 0" in " ".join(words.stdout.split())
