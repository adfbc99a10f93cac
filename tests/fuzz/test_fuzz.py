"""A broken file is a story that plays or is refused in words, and nothing else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.fuzz_loader import DEEDS, INSERTED, STORIES, UNITS, Edit, edited, opened

share = st.floats(0, 1, exclude_max=True)
edits = st.builds(
    Edit,
    st.sampled_from(DEEDS),
    st.sampled_from(UNITS),
    share,
    share,
    st.sampled_from(INSERTED) | st.text(max_size=5).filter(str.isprintable),
)
files = st.sampled_from(sorted(STORIES.glob("*.yaml"))).map(Path.read_bytes)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files, st.lists(edits, min_size=1, max_size=4))
def test_an_edited_story_plays_or_is_refused(tmp_path: Path, raw: bytes, some: list[Edit]) -> None:
    assert opened(tmp_path / "story.yaml", edited(raw, some)) in ("plays", "refused")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_refused(tmp_path: Path, raw: bytes) -> None:
    assert opened(tmp_path / "story.yaml", raw) == "refused"
