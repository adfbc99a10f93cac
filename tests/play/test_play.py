"""Begin, choose, rewind, replay: a play is its list of choices, and never changes."""

from __future__ import annotations

import pytest
from hypothesis import given

from game.engine.program import Program
from game.play import ChoiceError, Play, begin, choose, load, replay, rewind
from tests.helpers import STORIES, Data, made, small
from tests.strategies import stories, walks

REPORT = load(STORIES / "the-report.yaml")


def walked(program: Program, walk: list[float]) -> Play:
    """The play that takes some of the open choices, given as shares of how many there are."""
    play = begin(program)
    for share in walk:
        ways = [choice.id for choice in play.now.choices if choice.open]
        if ways:
            play = choose(play, ways[int(share * len(ways))])
    return play


# --- begin and choose --------------------------------------------------------------


def test_a_play_begins_at_the_start_with_nothing_chosen() -> None:
    play = begin(REPORT)
    assert (play.choices, play.now.passage, play.now.choice) == ((), "kickoff", None)
    assert play.now.reasons == ()


def test_a_line_is_read_with_who_says_it() -> None:
    told = [(line.speaker, line.name, line.text) for line in begin(REPORT).now.lines]
    assert told[:2] == [
        ("", "", "The library closes in an hour."),
        ("maya", "Maya", "I could take the sources."),
    ]


def test_the_inner_voice_and_you_speak_without_a_cast() -> None:
    story = small({}, cast={})
    story["passages"]["here"]["lines"] = [{"inner": "Don't."}, {"you": "Hello."}]
    told = [(line.speaker, line.name) for line in begin(made(story)).now.lines]
    assert told == [("inner", ""), ("you", "you")]


def test_choosing_gives_a_new_play_and_leaves_the_old_one_as_it_was() -> None:
    first = begin(REPORT)
    second = choose(first, "ive-got-it")
    assert (first.choices, second.choices) == ((), ("ive-got-it",))
    assert second.now.passage == "two-am"
    assert (second.now.said, second.now.spoken) == ("I've got it.", True)


def test_lines_after_a_choice_come_before_those_of_the_passage() -> None:
    story = small({"after": ["You do it."]})
    story["passages"]["there"]["lines"] = ["There you are."]
    now = choose(begin(made(story)), "it").now
    assert [line.text for line in now.lines] == ["You do it.", "There you are."]
    assert now.after == 1


def test_a_line_is_shown_only_when_its_condition_holds_after_the_choice() -> None:
    after = [
        {"maya": "Tense?", "when": "stress > 30"},
        {"maya": "Calm.", "when": "stress <= 30"},
    ]
    choice = {"effects": {"stress": 9}, "because": "So.", "after": after}
    now = choose(begin(made(small(choice))), "it").now
    assert [line.text for line in now.lines] == ["Tense?"]


def test_help_tells_how_well_it_fitted() -> None:
    helped, alone = choose(begin(REPORT), "yes-please"), choose(begin(REPORT), "ive-got-it")
    assert (helped.now.fit, alone.now.fit) == (0.6, None)


def test_the_change_of_a_meter_is_the_sum_of_its_reasons() -> None:
    play = choose(begin(REPORT), "yes-please")
    assert play.change("stress") == play.now.state.stress - 35
    assert play.change("trust.maya") == play.now.state.trust[0] - 30 == 10  # 0.2 · (80 − 30)


def test_a_play_is_over_at_an_ending() -> None:
    play = replay(REPORT, ["yes-please", "call-maya"])
    assert play.over
    assert play.now.choices == ()
    assert play.ending is not None
    assert play.ending.title == "Two chairs"


# --- what can be seen to choose --------------------------------------------------------


def choices(*some: Data) -> Play:
    """A play at some choices, besides one that is always open."""
    story = small({})
    story["passages"]["here"]["choices"] += [{"goto": "there"} | one for one in some]
    return begin(made(story))


def test_a_choice_out_of_reach_is_shown_with_its_reason() -> None:
    seen = choices({"do": "climb", "needs": "stress > 90", "locked": "Too high."}).now.choices[1]
    assert (seen.id, seen.open, seen.locked) == ("climb", False, "Too high.")


def test_a_choice_out_of_reach_without_a_reason_gets_a_plain_one() -> None:
    seen = choices({"do": "climb", "needs": "stress > 90"}).now.choices[1]
    assert seen.locked == "Out of reach for now."


def test_a_hidden_choice_is_seen_only_in_reach() -> None:
    hidden = {"do": "climb", "hidden": True}
    assert len(choices(hidden | {"needs": "stress > 90"}).now.choices) == 1
    assert len(choices(hidden | {"needs": "stress < 90"}).now.choices) == 2


def test_an_open_choice_tells_no_reason() -> None:
    seen = choices({"say": "Up?", "needs": "stress < 90", "locked": "No.", "guess": "How?"})
    up = seen.now.choices[1]
    assert (up.open, up.locked, up.spoken, up.guess) == (True, None, True, "How?")


# --- choices that cannot be taken --------------------------------------------------------


def refused(program: Program, *ids: str) -> tuple[str, int]:
    with pytest.raises(ChoiceError) as caught:
        replay(program, ids)
    return str(caught.value), caught.value.taken


def test_an_unknown_choice_is_told_with_the_nearest_one() -> None:
    told = "`yes-plese` is no choice at `kickoff`. Did you mean `yes-please`?"
    assert refused(REPORT, "yes-plese") == (told, 0)


def test_a_choice_like_no_other_is_told_with_all_there_are() -> None:
    told = "`x` is no choice at `kickoff`. There are these choices: ive-got-it, yes-please."
    assert refused(REPORT, "x") == (told, 0)


def test_a_locked_choice_is_told_with_its_reason() -> None:
    choice = {"do": "climb", "needs": "stress > 90", "locked": "Too high."}
    with pytest.raises(ChoiceError, match=r"^`climb` is out of reach at `here`: Too high\.$"):
        choose(choices(choice), "climb")


def test_a_choice_after_the_ending_is_one_too_many() -> None:
    told, taken = refused(REPORT, "yes-please", "call-maya", "again", "and-again")
    assert told == "`again` is one choice too many: the story is over at `together`."
    assert taken == 2


def test_an_old_play_of_an_edited_story_says_where_it_stops() -> None:
    old = small({"goto": "bridge"})
    old["passages"]["bridge"] = {"choices": [{"do": "cross", "goto": "there"}]}
    played = replay(made(old), ["it", "cross"]).choices
    old["passages"]["bridge"]["choices"][0]["do"] = "wade"
    told = "`cross` is no choice at `bridge`. There are these choices: wade."
    assert refused(made(old), *played) == (told, 1)


def test_a_choice_keeps_its_place_in_old_plays_by_its_id() -> None:
    old = small({"id": "the-way"})
    renamed = small({"id": "the-way", "do": "go another way"})
    assert replay(made(renamed), replay(made(old), ["the-way"]).choices).over


def test_choices_of_the_same_words_are_told_apart() -> None:
    same = [choice.id for choice in choices({"do": "It!"}, {"say": "it"}).now.choices]
    assert same == ["it", "it-2", "it-3"]


# --- rewind and replay ---------------------------------------------------------------------


def test_rewind_takes_choices_back_as_far_as_there_are_any() -> None:
    play = replay(REPORT, ["yes-please", "finish-it"])
    assert rewind(play).choices == ("yes-please",)
    assert rewind(play, 2) == begin(REPORT)
    assert rewind(play, 99) == begin(REPORT)
    assert rewind(play, 0) == play


@given(stories, walks)
def test_a_play_is_exactly_its_list_of_choices(story: Data, walk: list[float]) -> None:
    play = walked(made(story), walk)
    assert replay(made(story), play.choices).steps == play.steps


@given(stories, walks)
def test_a_shorter_list_is_the_play_rewound(story: Data, walk: list[float]) -> None:
    program = made(story)
    play = walked(program, walk)
    for taken in range(len(play.choices)):
        assert rewind(play, taken) == replay(program, play.choices[: len(play.choices) - taken])
