"""How a workout is cut into sections, each rendered and played as a whole."""

from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio.render.sections import LONGEST, SHORTEST, Section, sections
from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import build_timeline
from tests.audio.soundtrack_setup import SECTIONS, TIMELINE


def test_a_section_is_a_set_with_the_rest_or_preparation_before_it() -> None:
    assert sections(TIMELINE, 0) == SECTIONS


def test_with_wait_each_set_is_a_section_that_starts_on_a_key() -> None:
    assert sections(TIMELINE, 0, wait=True) == [
        Section(0, 4_000),
        Section(4_000, 10_000, starts_on_key=True),
        Section(10_000, 15_000),
        Section(15_000, 21_000, starts_on_key=True),
        Section(21_000, 26_000),
        Section(26_000, 32_000, starts_on_key=True),
    ]


def test_with_wait_each_set_is_a_section_also_without_a_rest_between() -> None:
    block = Block(name="b", sets=2, reps=1, rest=0, tempo=Tempo(up=1, down=2))
    timeline = build_timeline(Preset(name="p", prepare=4, blocks=(block,)))
    assert sections(timeline, 0, wait=True)[-1] == Section(7_000, 10_000, starts_on_key=True)


def test_from_the_middle_of_a_set_the_first_section_is_the_remainder() -> None:
    assert sections(TIMELINE, 5_123) == [Section(5_123, 10_000), *SECTIONS[1:]]


def test_a_short_remainder_is_joined_with_the_next_section() -> None:
    assert sections(TIMELINE, 9_000) == [Section(9_000, 21_000), SECTIONS[2]]


@given(
    st.integers(0, 400), st.integers(1, 20), st.integers(0, 900), st.integers(0, 3_000_000), st.booleans(),
    st.integers(1, 40),
)  # fmt: skip
def test_sections_cover_the_workout_without_gap_or_overlap_from_any_time(
    prepare: int, sets: int, rest: int, start: int, wait: bool, reps: int
) -> None:
    block = Block(name="b", sets=sets, reps=reps, rest=rest, tempo=Tempo(up=0.5, down=30))
    timeline = build_timeline(Preset(name="p", prepare=prepare, blocks=(block,)))
    start = min(start, timeline.duration - 1)
    found = sections(timeline, start, wait=wait)
    assert [section.start for section in found] == [start, *(section.end for section in found[:-1])]
    assert found[-1].end == timeline.duration
    assert all(0 < section.end - section.start <= LONGEST for section in found)
    assert wait or all(section.end - section.start >= SHORTEST for section in found[:-1])
