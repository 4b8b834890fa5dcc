"""The rules for a valid preset that involve several keys."""

from legtimer.core.preset import Block, Fault, Preset, block_faults, preset_faults
from legtimer.core.tempo import Tempo

TEMPO = Tempo(up=2, down=4)


def keys(block: Block) -> list[tuple[str, str]]:
    return [(fault.key, fault.severity) for fault in block_faults(block)]


def test_a_block_has_either_reps_and_tempo_or_work() -> None:
    assert keys(Block(name="b", sets=1, reps=5, tempo=TEMPO)) == []
    assert keys(Block(name="b", sets=1, work=20)) == []
    assert keys(Block(name="b", sets=1, reps=5)) == [("tempo", "error")]
    assert keys(Block(name="b", sets=1, tempo=TEMPO)) == [("reps", "error")]
    assert keys(Block(name="b", sets=1)) == [("reps", "error")]
    assert keys(Block(name="b", sets=1, work=20, reps=5, tempo=TEMPO)) == [("reps", "error"), ("tempo", "error")]


def test_lowering_faster_than_lifting_is_a_warning() -> None:
    assert keys(Block(name="b", sets=1, reps=5, tempo=Tempo(up=3, down=2))) == [("tempo.down", "warning")]


def test_a_workout_longer_than_four_hours_is_an_error() -> None:
    block = Block(name="b", sets=4, work=3600, rest=0)
    assert [*preset_faults(Preset(name="p", prepare=0, blocks=(block,)))] == []
    (fault,) = preset_faults(Preset(name="p", prepare=1, blocks=(block,)))
    assert (fault.severity, fault.found) == ("error", "a workout of 241 minutes")


def test_a_fault_as_text_has_what_was_found_and_what_was_expected() -> None:
    assert Fault("sets", "0", "a whole number from 1 to 50").text == "found 0, expected a whole number from 1 to 50"
