"""Every story that ships, proved; and random plays stay inside what was proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.play import load, replay, sample
from game.prove import Proof, prove
from game.story.load import examine
from tests.helpers import ROOT
from tests.prove.brute import meters_of

SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda file: file.stem)
def file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def proof(file: Path) -> Proof:
    return prove(load(file), text=examine(file).text)


def test_every_playthrough_was_walked(proof: Proof) -> None:
    assert proof.complete
    assert not proof.endless


def test_nothing_is_broken_or_odd(proof: Proof) -> None:
    assert [f"{one.line}: {one.what}" for one in proof.found] == []


def test_every_claim_holds(proof: Proof) -> None:
    assert [one.say for one in proof.claims if not one.holds] == []


def test_it_claims_something_of_its_own(proof: Proof) -> None:
    assert sum(one.kind == "story" for one in proof.claims) >= 3


def test_every_witness_is_a_playthrough(file: Path, proof: Proof) -> None:
    program = load(file)
    for one in proof.claims:
        if one.witness is not None:
            replay(program, one.witness)
    for ending in proof.endings:
        assert ending.shortest is not None
        assert replay(program, ending.shortest).now.passage == ending.id


def test_ten_thousand_random_plays_stay_inside_the_proved_ranges(file: Path, proof: Proof) -> None:
    program = load(file)
    assert proof.choices is not None
    assert proof.choices.longest is not None
    assert proof.choices.shortest is not None
    endings = {ending.id: ending for ending in proof.endings}
    for one in sample(program, 10_000, 4):
        assert proof.choices.shortest <= len(one.choices) <= proof.choices.longest
        assert one.ending is not None
        spans = [(proof.meters, state) for state in one.states]
        for meters, state in (*spans, (endings[one.ending].meters, one.state)):
            for name, value in meters_of(program, state).items():
                assert meters[name].low.value <= value <= meters[name].high.value
