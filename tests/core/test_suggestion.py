"""Whether a session asked for the same work as a preset does now."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Block, Preset
from legtimer.core.suggestion import Situation
from legtimer.core.tempo import Tempo
from tests.core.coach_presets import TODAY
from tests.core.past import session_of

ONE = Preset(name="One", blocks=(Block(name="One", sets=1, reps=10, tempo=Tempo(up=2, down=4)),))
TWO = replace(ONE, blocks=(replace(ONE.blocks[0], sets=2),))
SIDES = Preset(name="Sides", blocks=(Block(name="Sides", sets=1, work=20, sides="each"),))
CIRCUIT = replace(ONE, rounds=2)


def with_block(preset: Preset, **changes: object) -> Preset:
    return replace(preset, blocks=(replace(preset.blocks[0], **changes),))


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (ONE, replace(ONE, name="Other", summary="text", prepare=3.0), True),
        (ONE, with_block(ONE, name="Other"), True),
        (ONE, with_block(ONE, rest=15.0), True),
        (ONE, with_block(ONE, switch=9.0), True),
        (ONE, replace(ONE, round_rest=15.0), True),
        (ONE, with_block(ONE, load=2.0), False),
        (ONE, with_block(ONE, first="down"), False),
        (ONE, TWO, False),
        (TWO, with_block(TWO, rest=15.0), False),
        (SIDES, with_block(SIDES, switch=9.0), False),
        (SIDES, with_block(SIDES, sides="both"), False),
        (ONE, CIRCUIT, False),
        (CIRCUIT, replace(CIRCUIT, round_rest=15.0), False),
    ],
)
def test_a_plan_is_the_same_if_what_is_to_be_done_is(before: Preset, now: Preset, same: bool) -> None:
    situation = Situation(stem="it", preset=now, sessions=(), reports=(), library={}, today=TODAY)
    session = session_of(before, datetime(2026, 11, 20, 18, tzinfo=UTC))
    assert situation.same_plan(replace(session, rounds=before.rounds, round_rest=before.round_rest)) == same
