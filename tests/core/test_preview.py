"""The preview: one rep of each exercise, repeated."""

from legtimer.core.frame import State
from legtimer.core.preset import Block, Preset
from legtimer.core.preview import RepPreview, one_rep
from legtimer.core.tempo import Tempo

TEMPO = Tempo(up=2, down=4)
ROUTINE = Preset(
    name="p",
    prepare=10,
    blocks=(
        Block(name="lift", sets=3, reps=10, tempo=TEMPO),
        Block(name="taps", sets=2, reps=12, tempo=TEMPO, sides="alternate"),
        Block(name="hold", sets=4, work=20),
    ),
)
BRIEF = Preset(name="p", rounds=3, blocks=(Block(name="hold", sets=2, work=2.5), *ROUTINE.blocks))


def test_one_rep_keeps_one_rep_per_side_and_five_seconds_of_work() -> None:
    preset = one_rep(ROUTINE, prepare=3)
    assert preset.prepare == 3
    assert [(block.sets, block.reps, block.work) for block in preset.blocks] == [
        (1, 1, None),
        (1, 2, None),
        (1, None, 5),
    ]


def test_a_routine_of_several_rounds_is_shown_once_with_a_second_between_its_exercises() -> None:
    preset = one_rep(BRIEF)
    assert (preset.rounds, preset.blocks[0].work) == (1, 2.5)
    assert [block.rest_after for block in preset.blocks] == [1, 1, 1, 1]


def test_a_frame_shows_the_exercise_itself_running_and_none_after_it() -> None:
    preview = RepPreview(ROUTINE)
    for elapsed in range(0, preview.at(0).duration, 500):
        frame = preview.at(elapsed)
        assert (frame.state, frame.reps, frame.next) == (State.RUNNING, 0, None)
        assert frame.block is frame.next_block is frame.preset.blocks[frame.segment.block - 1]


def test_the_preview_starts_again_after_its_last_exercise() -> None:
    preview = RepPreview(ROUTINE)
    duration = preview.at(0).duration
    assert (preview.at(0).segment.kind, preview.at(1000).segment.kind) == ("prepare", "up")
    assert preview.at(duration - 1).segment.kind == "work"
    assert preview.at(duration + 1500) == preview.at(1500)
    assert preview.at(1500).block.name == "lift"


def test_the_still_frame_is_halfway_through_the_first_movement() -> None:
    still = RepPreview(ROUTINE).still
    assert (still.segment.kind, still.progress) == ("up", 0.5)


def test_the_columns_of_a_drawing_are_equal_parts_of_the_movement() -> None:
    preview = RepPreview(ROUTINE)
    begin, end = 1000, preview.at(0).duration
    frames = preview.columns(10)
    part = (end - begin) // 10
    assert [frame.position for frame in frames] == [begin + part // 2 + part * number for number in range(10)]
    assert [preview.column(frame.position, 10) for frame in frames] == list(range(10))
    assert preview.column(begin, 10) == 0
    assert preview.column(end + 999, 10) is None
