"""Repeating a past session: the plan of the session with the cues of the preset as it is now."""

from datetime import UTC, datetime

from msgspec.structs import replace

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.repeat import preset_to_repeat
from legtimer.core.tempo import Tempo
from tests.core.past import LIFT, session_of

STARTED = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)

WITH_CUES = replace(LIFT, prepare=5.0, blocks=(replace(LIFT.blocks[0], reps=20, cues=Cues(up="Exhale")),))


def test_the_plan_comes_from_the_session_and_the_cues_from_the_preset() -> None:
    preset = preset_to_repeat(session_of(LIFT, STARTED), WITH_CUES)
    assert preset.prepare == 5.0
    assert preset.blocks == (replace(LIFT.blocks[0], cues=Cues(up="Exhale")),)


def test_without_a_preset_name_and_plan_come_from_the_session() -> None:
    preset = preset_to_repeat(session_of(LIFT, STARTED), None)
    assert (preset.name, preset.blocks) == (LIFT.name, LIFT.blocks)


def test_blocks_that_the_preset_no_longer_has_keep_their_default_cues() -> None:
    other = Preset(name="Other", blocks=(Block(name="Other", sets=1, reps=1, tempo=Tempo(up=1, down=1)),))
    assert preset_to_repeat(session_of(other, STARTED), WITH_CUES).blocks == other.blocks
