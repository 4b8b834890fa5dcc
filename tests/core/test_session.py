"""What a session can be turned into: a preset to repeat it, and a summary."""

from datetime import UTC, datetime

from msgspec.structs import replace

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.session import SessionSummary, summarize
from legtimer.core.tempo import Tempo
from tests.core.past import LIFT, done, session_of

STARTED = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)

WITH_CUES = replace(LIFT, prepare=5.0, blocks=(replace(LIFT.blocks[0], reps=20, cues=Cues(up="Exhale")),))


def test_the_plan_comes_from_the_session_and_the_cues_from_the_preset() -> None:
    preset = session_of(LIFT, STARTED).to_preset(WITH_CUES)
    assert preset.prepare == 5.0
    assert preset.blocks == (replace(LIFT.blocks[0], cues=Cues(up="Exhale")),)


def test_without_a_preset_its_id_name_and_plan_come_from_the_session() -> None:
    session = replace(session_of(LIFT, STARTED), preset_id="abc", rounds=3, round_rest=45.0)
    assert session.to_preset(None) == replace(LIFT, id="abc", rounds=3, round_rest=45.0)


def test_the_rounds_come_from_the_session_too() -> None:
    session = replace(session_of(LIFT, STARTED), rounds=3, round_rest=45.0)
    assert (session.to_preset(WITH_CUES).rounds, session.to_preset(WITH_CUES).round_rest) == (3, 45.0)


def test_blocks_that_the_preset_no_longer_has_keep_their_default_cues() -> None:
    other = Preset(name="Other", blocks=(Block(name="Other", sets=1, reps=1, tempo=Tempo(up=1, down=1)),))
    assert session_of(other, STARTED).to_preset(WITH_CUES).blocks == other.blocks


def test_a_summary_has_the_sums_of_the_session() -> None:
    records = [done(LIFT.blocks[0], 1, 1), done(LIFT.blocks[0], 1, 2, 4, "form")]
    session = session_of(LIFT, STARTED, status="stopped", effort=8, back="fine", sets=records)
    assert summarize(session) == SessionSummary(
        id=session.id,
        preset="lift",
        name="Lying leg lift",
        status="stopped",
        started=STARTED,
        reps=14,
        reps_planned=30,
        tension_ms=84_000,
        effort=8,
        back="fine",
        form_break=True,
        clean=False,
        sets_performed=2,
        sets_planned=3,
    )
