"""Rules for every built-in preset: people trust these with their backs."""

import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.preset import Block, Preset, Side
from legtimer.core.settings import Settings
from legtimer.core.timeline import build_timeline
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_library import PresetEntry, PresetLibrary
from legtimer.tui.graphics.figure import EXERCISES, Stance, draw

NOWHERE = Path("/nonexistent")
WORKOUT_WIDTH = 76  # cells for a cue at 80 columns
LADDER = (
    "bent-knee-heel-taps",
    "gentle-leg-lift",
    "lying-leg-lift",
    "slow-tempo-leg-lift",
    "arms-in-a-t",
    "ball-squeeze-leg-lift",
    "seated-leg-lift",
    "dip-bar-leg-lift",
    "hanging-leg-lift",
)


@cache
def library() -> dict[str, PresetEntry]:
    entries = PresetLibrary(Locations(config=NOWHERE, data=NOWHERE)).load()
    return {entry.stem: entry for entry in entries}


def preset(stem: str) -> Preset:
    found = library()[stem].preset
    assert found is not None
    return found


def all_blocks() -> Iterator[tuple[str, Block]]:
    for stem in STEMS:
        yield from ((stem, block) for block in preset(stem).blocks)


STEMS = sorted(library())
BLOCKS = [pytest.param(block, id=f"{stem}: {block.name}") for stem, block in all_blocks()]


@pytest.mark.parametrize("stem", STEMS)
def test_a_preset_has_no_error_and_no_warning(stem: str) -> None:
    assert library()[stem].faults == ()


@pytest.mark.parametrize("stem", STEMS)
def test_the_easier_preset_has_no_higher_level_and_the_harder_no_lower_one(stem: str) -> None:
    here = preset(stem)
    if here.easier is not None:
        assert preset(here.easier).level <= here.level
    if here.harder is not None:
        assert preset(here.harder).level >= here.level


@pytest.mark.parametrize("way", ["easier", "harder"])
@pytest.mark.parametrize("stem", STEMS)
def test_following_easier_or_harder_presets_ends(stem: str, way: str) -> None:
    passed: list[str | None] = []
    here: str | None = stem
    while here is not None:
        assert here not in passed
        passed.append(here)
        here = getattr(preset(here), way)


def test_the_ladder_leads_from_heel_taps_to_the_hanging_leg_lift_and_back() -> None:
    for lower, upper in itertools.pairwise(LADDER):
        assert preset(lower).harder == upper
        assert preset(upper).easier == lower
    assert preset(LADDER[0]).easier is None
    assert preset(LADDER[-1]).harder is None


def test_every_leg_lift_with_a_figure_has_a_preset_and_every_preset_a_figure() -> None:
    used = {block.variation for _, block in all_blocks()}
    assert used <= set(EXERCISES)
    assert used == set(EXERCISES)


@pytest.mark.parametrize("block", BLOCKS)
def test_lowering_is_slower_than_lifting(block: Block) -> None:
    assert block.work is not None or (block.tempo is not None and block.tempo.down > block.tempo.up)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_cues_say_exhale_going_up_and_inhale_going_down(block: Block) -> None:
    assert block.cues.up.startswith("Exhale")
    assert block.cues.down.startswith("Inhale")


@pytest.mark.parametrize("block", BLOCKS)
def test_the_cues_protect_the_lower_back(block: Block) -> None:
    assert any("lower back" in cue.lower() for cue in block.cues.form)
    if block.variation in ("heel-tap", "lying", "arms-t", "ball"):
        assert any("back stays on the floor" in cue for cue in block.cues.form)
    if block.variation in ("seated", "hanging", "dip-bars"):
        assert any("torso still" in cue.lower() for cue in block.cues.form)


@pytest.mark.parametrize("block", BLOCKS)
def test_there_are_cues_for_setup_form_and_when_to_stop(block: Block) -> None:
    assert block.cues.setup
    assert len(block.cues.form) >= 2
    assert "stop" in block.cues.caution.lower()


@pytest.mark.parametrize("block", BLOCKS)
def test_the_cues_of_a_rep_fit_into_one_line(block: Block) -> None:
    assert all(len(cue) <= WORKOUT_WIDTH for cue in (block.cues.up, block.cues.down, *block.cues.form))


@pytest.mark.parametrize("block", BLOCKS)
def test_the_figure_is_drawn_and_differs_between_low_and_high_unless_it_is_a_hold(block: Block) -> None:
    side: Side | None = "left" if block.sides == "alternate" else None
    low, high = (draw(Stance(block.variation, lift, side), (60, 16)) for lift in (0.0, 1.0))
    assert low != high or block.work is not None
    assert all("".join(picture.text).strip() for picture in (low, high))


@pytest.mark.parametrize("stem", STEMS)
def test_a_preset_renders_to_audible_sound(stem: str) -> None:
    here = preset(stem)
    timeline = build_timeline(here)
    start = next(segment.start for segment in timeline.segments if segment.under_tension)
    sound = render(
        timeline, start, start + 5000, Mix(), SoundLibrary(bundled_folder("sounds")), Coaching.of(here, Settings())
    )
    assert len(sound) >= 5 * 44_100
    assert any(sound)


@pytest.mark.parametrize(("stem", "seconds"), [("taster", 60), ("ten-minute-beginner", 600)])
def test_a_preset_named_by_its_duration_has_that_duration(stem: str, seconds: int) -> None:
    assert abs(preset(stem).duration / 1000 - seconds) <= 5
