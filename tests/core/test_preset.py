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


def test_a_block_without_either_or_with_both_is_told_what_was_found_and_what_is_expected() -> None:
    for block, said in (
        (Block(name="b", sets=1), ["reps: found neither reps nor work, expected reps and tempo, or work"]),
        (Block(name="b", sets=1, tempo=TEMPO), ["reps: found no reps, expected reps and tempo, or work"]),
        (Block(name="b", sets=1, reps=5), ["tempo: found no tempo, expected reps and tempo, or work"]),
        (
            Block(name="b", sets=1, reps=5, work=20, sides="alternate"),
            [
                "reps: found reps beside work, expected either work, or reps and tempo",
                "sides: found alternate beside work, expected each: the whole set left, then right; or both",
            ],
        ),
        (Block(name="b", sets=2, reps=(5, 4, 3), tempo=TEMPO), ["sets: found 2, expected 3, as many as reps lists"]),
    ):
        assert [f"{fault.key}: {fault.text}" for fault in block_faults(block)] == said


def test_lowering_faster_than_lifting_is_a_warning() -> None:
    assert keys(Block(name="b", sets=1, reps=5, tempo=Tempo(up=3, down=2))) == [("tempo.down", "warning")]


def test_a_workout_longer_than_four_hours_is_an_error() -> None:
    block = Block(name="b", sets=4, work=3600, rest=0)
    assert [*preset_faults(Preset(name="p", prepare=0, blocks=(block,)))] == []
    (fault,) = preset_faults(Preset(name="p", prepare=1, blocks=(block,)))
    assert (fault.severity, fault.found) == ("error", "a workout of 241 minutes")


def test_a_fault_as_text_has_what_was_found_and_what_was_expected() -> None:
    assert Fault("sets", "0", "a whole number from 1 to 50").text == "found 0, expected a whole number from 1 to 50"
