"""What is reported about a session: what was saved, or why not and where it is."""

from pathlib import Path

from legtimer.core.preset import Block, Preset
from legtimer.core.workout import Workout
from legtimer.runtime.saved import saved_line, unsaved_lines
from legtimer.runtime.session_writer import SessionWriter
from tests.runtime.test_session_writer import TODAY, Disk, nowhere, performed, writer_for

INTERVALS = Preset(name="i", prepare=0, blocks=(Block(name="b", sets=2, work=10, rest=5),))


def test_a_saved_session_of_reps_is_reported_in_sets_and_reps() -> None:
    disk = Disk()
    session_writer = writer_for(disk.begin)
    session_writer.save(performed(5))
    session_writer.close()
    assert unsaved_lines(session_writer) == []
    assert saved_line(session_writer) == "Saved: p, 1 set, 1 of 3 reps."


def test_a_saved_session_of_work_is_reported_in_seconds() -> None:
    disk = Disk()
    session_writer = SessionWriter("i", INTERVALS, disk.begin, nowhere, lambda: TODAY, lambda: 0)
    workout = Workout(INTERVALS)
    workout.start(0)
    for now in range(1000, 13_000, 1000):
        workout.advance(now)
    session_writer.save(workout)
    session_writer.close()
    assert saved_line(session_writer) == "Saved: i, 1 set, 10 of 20 s of work."


def test_nothing_is_reported_of_a_session_in_which_nothing_was_done() -> None:
    disk = Disk()
    session_writer = writer_for(disk.begin)
    session_writer.save(performed(0))
    session_writer.close()
    assert saved_line(session_writer) is None


def test_an_unsaved_session_is_reported_with_the_reason_and_the_place_of_its_copy() -> None:
    disk = Disk()
    disk.full = True
    copy = Path("/rescued/x.toml")
    session_writer = writer_for(disk.begin, lambda _: copy)
    session_writer.save(performed(5))
    session_writer.close()
    why, where = unsaved_lines(session_writer)
    assert why.startswith("This session could not be saved: No space left on device")
    assert where == f"A copy is in {copy}. The next start moves it into your history."
    assert saved_line(session_writer) is None


def test_a_session_whose_last_sets_could_not_be_saved_is_not_reported_as_saved() -> None:
    disk = Disk()
    session_writer = writer_for(disk.begin)
    session_writer.save(performed(3))
    session_writer.settle()
    disk.full = True
    session_writer.save(performed(5))
    session_writer.close()
    assert session_writer.session.id
    assert saved_line(session_writer) is None


def test_a_session_that_cannot_be_saved_anywhere_is_printed() -> None:
    disk = Disk()
    disk.full = True
    session_writer = writer_for(disk.begin)
    session_writer.save(performed(5))
    session_writer.close()
    _, nor, *held = unsaved_lines(session_writer)
    assert nor.startswith("Nor could a copy be saved elsewhere.")
    assert 'name = "p"' in held
