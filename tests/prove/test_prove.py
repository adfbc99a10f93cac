"""The prover against the brute-force walker, on small stories made at random."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.step import open_choices
from game.play import replay
from game.prove import Proof, prove
from game.prove.proof import Choices, Span
from game.prove.told import data
from tests.helpers import made
from tests.prove import brute, small
from tests.strategies import Data

SLOW = settings(
    max_examples=60,
    derandomize=True,  # the same stories everywhere; more with other seeds by hand
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def spans(meters: dict[str, Span]) -> dict[str, tuple[int, int]]:
    return {name: (span.low.value, span.high.value) for name, span in meters.items()}


def value(program: Program, play: Choices | None, meter: str) -> int:
    """A meter where a playthrough stands."""
    assert play is not None
    return brute.meters_of(program, replay(program, play).now.state)[meter]


@SLOW
@given(small.stories)
def test_every_count_and_range_is_that_of_the_slow_way(story: Data) -> None:
    program = made(story)
    found, proof = brute.walk(program), prove(program)
    assert proof.complete
    assert (proof.states, proof.plays) == (len(found.states), found.plays)
    assert not proof.endless
    for length, sizes in ((proof.choices, found.choices), (proof.words, found.words)):
        assert length is not None
        assert (length.shortest, length.longest) == (sizes.shortest, sizes.longest)
        assert length.mean == pytest.approx(sizes.mean, rel=1e-6)
    assert spans(proof.meters) == {name: tuple(span) for name, span in found.meters.items()}
    for name, span in proof.meters.items():
        assert value(program, span.low.play, name) == span.low.value
        assert value(program, span.high.play, name) == span.high.value


@SLOW
@given(small.stories)
def test_every_ending_is_that_of_the_slow_way(story: Data) -> None:
    program = made(story)
    found, proof = brute.walk(program), prove(program)
    for ending in proof.endings:
        ended = found.endings.get(ending.id)
        assert ending.plays == (ended.plays if ended else 0)
        if ended is None:
            assert ending.shortest is None
            continue
        assert ending.shortest is not None
        assert len(ending.shortest) == ended.shortest
        assert replay(program, ending.shortest).now.passage == ending.id
        assert spans(ending.meters) == {name: tuple(span) for name, span in ended.meters.items()}


@SLOW
@given(small.stories)
def test_what_choices_and_stances_are_good_for_is_that_of_the_slow_way(story: Data) -> None:
    program = made(story)
    found, proof = brute.walk(program), prove(program)
    expected = {name: tuple(one) for name, one in brute.stances(found).items() if one.moments}
    told = {
        one.stance: (one.moments, one.calm, one.close, one.both, one.neither)
        for one in proof.stances
        if one.moments
    }
    assert told == expected
    fair = brute.against(found)
    assert (proof.against is None) == (fair.moments == 0)
    if proof.against is not None:
        assert all(getattr(proof.against, name) == getattr(fair, name) for name in fair._fields)
    effects = brute.effects(program, found)
    for one in proof.effects:
        slow = effects.get((one.passage, one.choice))
        assert one.open_in == (slow.open_in if slow else 0)
        if slow is not None:
            assert (set(one.closes), set(one.keeps)) == (slow.closes, slow.keeps)
            assert one.calmest == ((min(slow.calms), max(slow.calms)) if slow.calms else None)
            assert one.closest == ((min(slow.closest), max(slow.closest)) if slow.closest else None)


@SLOW
@given(small.stories)
def test_the_map_and_the_bands_are_those_of_the_slow_way(story: Data) -> None:
    program = made(story)
    found, proof = brute.walk(program), prove(program)
    for passage in proof.map.passages:
        assert passage.seen == (passage.id in found.passages)
    for road in proof.map.roads:
        assert road.seen == ((road.source, road.target) in found.went)
    for band in proof.bands:
        slow = [ranges[band.meter] for ranges in found.after]
        assert list(zip(band.low, band.high, strict=True)) == [tuple(one) for one in slow]


@SLOW
@given(small.stories)
def test_what_is_never_met_is_that_of_the_slow_way(story: Data) -> None:
    program = made(story)
    found, proof = brute.walk(program), prove(program)
    told = data(proof)
    assert set(told["never_seen"]) == set(program.numbers) - found.passages
    dead = {program.passages[state.passage].id for state in found.dead_ends}
    assert {one["passage"] for one in told["dead_ends"]} == dead
    assert told["circles"] == []
    for one in told["dead_ends"]:
        state = replay(program, one["play"]).now.state
        assert state in found.dead_ends
        assert open_choices(program, state) == []
    shut = {
        (passage.id, choice.id)
        for passage in program.passages
        for choice in passage.choices
        if passage.id in found.passages and (passage.id, choice.id) not in found.open
    }
    assert {
        (one.passage, one.choice) for one in proof.found if one.kind == "choice never open"
    } == shut
    always = {path for path, answers in found.answers.items() if answers == {True}}
    assert sum(one.kind == "always true" for one in proof.found) == len(always)


@SLOW
@given(small.stories, st.lists(small.claims, min_size=1, max_size=3))
def test_every_claim_is_that_of_the_slow_way(story: Data, claims: list[Any]) -> None:
    written = [{"say": "So.", kind: text, "at": at} for kind, text, at in claims]
    program = made(story | {"claims": written})
    proof = prove(program)
    own = [claim for claim in proof.claims if claim.kind == "story"]
    assert len(own) == len(claims)
    for claim, (kind, text, at) in zip(own, claims, strict=True):
        assert claim.holds == brute.holds(program, kind, text, at)
        if claim.witness is not None:
            assert claim.holds == (kind == "possible")
            play = replay(program, claim.witness)
            assert at in (brute.ANY_ENDING, play.now.passage)


@SLOW
@given(small.loopy)
def test_a_circle_is_found_where_there_is_one(story: Data) -> None:
    program = made(story)
    proof = prove(program)
    assert proof.complete
    assert proof.states == len(brute.graph(program))
    assert proof.endless == brute.loops(program)
    for one in data(proof)["circles"]:
        states = [step.state for step in replay(program, one["play"]).steps]
        assert states[-1] in states[:-1]


@SLOW
@given(small.growing)
def test_a_story_that_counts_for_ever_is_bounded(story: Data) -> None:
    program = made(story)
    proof = prove(program, limit=2_000)
    assert proof.states <= 3_000
    if not proof.complete:
        assert proof.stopped
        assert all(
            claim.holds is not True or claim.witness
            for claim in proof.claims
            if claim.kind == "story"
        )


@SLOW
@given(small.stories)
def test_the_quick_way_reaches_the_same(story: Data) -> None:
    program = made(story)
    whole, quick = prove(program), prove(program, quick=True)
    assert quick.states == whole.states
    assert spans(quick.meters) == spans(whole.meters)
    assert quick.plays is None
    kinds = [(one.kind, one.what) for one in whole.found]
    assert [(one.kind, one.what) for one in quick.found] == kinds


def test_a_proof_is_plain_data() -> None:
    proof: Proof = prove(made(json.loads(json.dumps(SMALL))))
    assert json.loads(json.dumps(data(proof)))["plays"] == 2


SMALL: Data = {
    "format": 1,
    "id": "small",
    "title": "Small",
    "start": "here",
    "passages": {
        "here": {"choices": [{"do": "one", "goto": "there"}, {"do": "two", "goto": "there"}]},
        "there": {"ending": {"title": "There", "keeps": "This.", "costs": "That."}},
    },
}
