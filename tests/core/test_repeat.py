"""Doing a past session again: what was planned then, with the cues there are now."""

from datetime import UTC, datetime

from msgspec.structs import replace

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.repeat import preset_to_repeat
from legtimer.core.tempo import Tempo
from tests.core.past import LIFT, session_of

STARTED = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)

CUED = replace(LIFT, prepare=5.0, blocks=(replace(LIFT.blocks[0], reps=20, cues=Cues(up="Exhale")),))


def test_the_plan_is_that_of_the_session_and_the_cues_are_those_of_the_preset() -> None:
    preset = preset_to_repeat(session_of(LIFT, STARTED), CUED)
    assert preset.prepare == 5.0
    assert preset.blocks == (replace(LIFT.blocks[0], cues=Cues(up="Exhale")),)


def test_without_the_preset_the_session_is_enough() -> None:
    preset = preset_to_repeat(session_of(LIFT, STARTED), None)
    assert (preset.name, preset.blocks) == (LIFT.name, LIFT.blocks)


def test_other_exercises_keep_their_own_cues() -> None:
    other = Preset(name="Other", blocks=(Block(name="Other", sets=1, reps=1, tempo=Tempo(up=1, down=1)),))
    assert preset_to_repeat(session_of(other, STARTED), CUED).blocks == other.blocks
