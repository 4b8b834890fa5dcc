"""What the workout screen shows of rounds, of sets for each side, and of sets that go on until a key ends them."""

from pathlib import Path

import pytest

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from tests.tui.stage import Stage

TEMPO = Tempo(up=2, down=4)
SQUAT = Block(name="Squat", sets=1, reps=2, rest_after=8, tempo=TEMPO, cues=Cues(setup=("Feet wide",)))
CIRCUIT = Preset(
    name="Circuit", prepare=5, rounds=3, round_rest=20, blocks=(SQUAT, Block(name="Plank", sets=1, work=10))
)
SIDE_PLANK = Preset(
    name="Side plank", prepare=5, blocks=(Block(name="Side plank", sets=2, work=10, rest=10, sides="each", switch=6),)
)
LIFTS = Preset(name="Lifts", prepare=5, blocks=(Block(name="Lifts", sets=2, reps="max", rest=20, tempo=TEMPO),))
HOLD = Preset(name="Hold", prepare=5, blocks=(Block(name="Hold", sets=2, work="max", rest=20),))


async def test_a_circuit_shows_the_round_and_announces_the_next_one(tmp_path: Path) -> None:
    async with Stage(tmp_path, CIRCUIT).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(5 + 1)
        assert stage.big("set") == "ROUND 1/3"
        assert "round 1 of 3" in stage.text
        await stage.wait(11 + 8 + 10 + 1)
        assert (stage.big("word"), stage.big("breath")) == ("NEXT", "Squat")
        assert (stage.big("fraction"), stage.big("set")) == ("2/3", "ROUND")
        assert "round 2 of 3" in stage.text
        assert "Feet wide" not in stage.text, "whoever has done it once knows the set-up"


async def test_each_side_is_named_and_the_switch_is_counted_down(tmp_path: Path) -> None:
    async with Stage(tmp_path, SIDE_PLANK).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(5 + 1)
        assert (stage.big("word"), stage.big("set")) == ("WORK", "LEFT")
        assert stage.figure.side == "left"
        await stage.wait(10)
        assert (stage.big("word"), stage.big("seconds"), stage.big("breath")) == ("TURN", "5", "RIGHT")
        await stage.wait(6)
        assert (stage.big("word"), stage.big("set"), stage.figure.side) == ("WORK", "RIGHT", "right")


@pytest.mark.parametrize("key", ["f", "right", "pagedown"])
async def test_a_key_ends_a_set_of_as_many_as_you_can_which_is_done_and_becomes_the_best(
    tmp_path: Path, key: str
) -> None:
    async with Stage(tmp_path, LIFTS).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(5 + 2 * 6 + 1)
        assert (stage.big("fraction"), stage.big("set")) == ("REP 3", "SET 1/2")
        await stage.press(key)
        assert (stage.big("word"), stage.big("breath")) == ("REST", "2 DONE")
        await stage.wait(20 + 6)
        assert (stage.big("fraction"), stage.big("set")) == ("REP 2", "BEST 2")
        await stage.wait(12)
        assert (stage.big("fraction"), stage.big("set")) == ("REP 4", "NEW BEST 3")


async def test_a_hold_counts_up_until_a_key_ends_it(tmp_path: Path) -> None:
    async with Stage(tmp_path, HOLD).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(5 + 7)
        assert (stage.big("word"), stage.big("seconds")) == ("WORK", "7")
        assert "f or → ends the set" in stage.text
        await stage.press("f")
        assert stage.big("breath") == "7 S DONE"
        await stage.wait(20 + 1)
        assert (stage.big("seconds"), stage.big("fraction"), stage.big("set")) == ("1", "7", "BEST")


async def test_while_a_set_waits_for_its_key_the_seconds_over_the_rest_are_counted(tmp_path: Path) -> None:
    async with Stage(tmp_path, SIDE_PLANK, settings=Settings(wait=True)).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(5 + 4)
        assert (stage.big("word"), stage.big("seconds")) == ("READY", "+4")
