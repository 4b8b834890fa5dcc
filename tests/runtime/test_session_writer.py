"""The workout never waits for the disk, and no failure of the disk loses what was done."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session
from legtimer.core.tempo import Tempo
from legtimer.core.workout import Workout
from legtimer.runtime.session_writer import SessionFile, SessionWriter

PRESET = Preset(
    id="abc",
    name="p",
    prepare=1,
    rounds=1,
    round_rest=45,
    blocks=(Block(name="b", sets=3, reps=1, rest=1, tempo=Tempo(up=1, down=1)),),
)
TODAY = datetime(2026, 11, 22, 18, 30, 5, 123456, tzinfo=timezone(timedelta(hours=1)))
PATIENCE = 20  # seconds


class Disk:
    """Accepts saves; fails while `full`, and blocks while `quick` is not set."""

    id = "x"

    def __init__(self) -> None:
        self.full = False
        self.quick = threading.Event()
        self.quick.set()
        self.asked = threading.Semaphore(0)
        self.saved: list[Session] = []
        self.closed = False

    def begin(self, session: Session) -> "Disk":
        self.save(session)
        return self

    def save(self, session: Session) -> None:
        self.asked.release()
        assert self.quick.wait(PATIENCE)
        if self.full:
            raise OSError(28, "No space left on device")
        self.saved.append(session)

    def discard(self) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.saved.clear()

    def close(self) -> None:
        self.closed = True


def nowhere(session: Session) -> Path:
    raise OSError(30, "Read-only file system")


def writer_for(
    begin: Callable[[Session], SessionFile],
    rescue: Callable[[Session], Path] = nowhere,
    clock: Callable[[], int] = lambda: 0,
) -> SessionWriter:
    return SessionWriter("p", PRESET, begin, rescue, lambda: TODAY, clock)


def performed(seconds: int) -> Workout:
    """A workout after so many seconds."""
    workout = Workout(PRESET)
    workout.start(0)
    for now in range(1000, seconds * 1000 + 1, 1000):
        workout.advance(now)
    return workout


def test_start_and_end_are_saved_in_whole_seconds() -> None:
    disk = Disk()
    times = iter([5_000, 65_900])
    session_writer = writer_for(disk.begin, clock=lambda: next(times, 65_900))
    session_writer.save(performed(60))
    session_writer.close()
    session_writer.settle()
    started = TODAY.replace(microsecond=0)
    assert session_writer.session.started == started
    assert session_writer.session.ended == started + timedelta(seconds=60)


def test_the_session_carries_the_plan_and_the_id_of_its_preset_and_has_no_end_while_it_is_running() -> None:
    disk = Disk()
    circuit = replace(PRESET, rounds=2)
    session_writer = SessionWriter("p-file", circuit, disk.begin, nowhere, lambda: TODAY, lambda: 0)
    session_writer.save(performed(3))
    session_writer.close()
    session_writer.settle()
    (saved,) = disk.saved
    assert (saved.preset, saved.preset_id, saved.name) == ("p-file", "abc", "p")
    assert (saved.rounds, saved.round_rest, saved.blocks) == (2, 45, PRESET.blocks)
    assert (saved.status, saved.ended) == ("running", None)


def test_a_write_of_more_than_three_seconds_is_a_warning_until_it_ends() -> None:
    disk, now = Disk(), 0
    disk.quick.clear()
    session_writer = writer_for(disk.begin, clock=lambda: now)
    session_writer.save(performed(3))
    assert disk.asked.acquire(timeout=PATIENCE)
    now = 3000
    assert session_writer.warning is None
    now = 3001
    assert session_writer.warning == "the disk is slow"
    disk.quick.set()
    session_writer.settle()
    assert session_writer.warning is None
    session_writer.close()


def test_save_does_not_wait_for_a_slow_disk_and_the_newest_state_is_written() -> None:
    disk = Disk()
    disk.quick.clear()
    session_writer = writer_for(disk.begin)
    for seconds in (0, 3, 6, 60):
        session_writer.save(performed(seconds))
        assert disk.saved == []
    session_writer.close()
    disk.quick.set()
    session_writer.settle()
    assert disk.saved[-1].status == "completed"
    assert len(disk.saved[-1].sets) == 3
    assert disk.closed


def test_every_save_is_written_at_once() -> None:
    disk = Disk()
    session_writer = writer_for(disk.begin)
    session_writer.retry_interval = 0
    for sets, seconds in enumerate((0, 3, 6, 9)):
        session_writer.save(performed(seconds))
        session_writer.settle()
        assert len(disk.saved[-1].sets) == sets
    session_writer.close()
    session_writer.settle()
    assert len(disk.saved) == 4, "nothing is written twice"


def test_a_failed_write_is_tried_again_without_a_further_save() -> None:
    disk = Disk()
    disk.full = True
    session_writer = writer_for(disk.begin)
    session_writer.retry_interval = 0.001
    session_writer.save(performed(3))
    for _ in range(3):
        assert disk.asked.acquire(timeout=PATIENCE)
    assert session_writer.problem == "No space left on device"
    disk.full = False
    while session_writer.problem is not None:
        assert disk.asked.acquire(timeout=PATIENCE)
    assert [len(session.sets) for session in disk.saved] == [1]
    session_writer.close()


def test_when_the_last_write_fails_a_copy_is_saved_elsewhere(tmp_path: Path) -> None:
    disk, copies = Disk(), []

    def rescue(session: Session) -> Path:
        copies.append(session)
        return tmp_path

    session_writer = writer_for(disk.begin, rescue)
    session_writer.save(performed(0))
    session_writer.settle()
    disk.full = True
    session_writer.save(performed(60))
    session_writer.close()
    session_writer.settle()
    assert (session_writer.problem, session_writer.copy) == ("No space left on device", tmp_path)
    assert copies == [session_writer.session]
    assert (copies[0].status, len(copies[0].sets)) == ("completed", 3)
    assert disk.closed


def test_close_tries_a_failed_write_once_more() -> None:
    disk = Disk()
    disk.full = True
    session_writer = writer_for(disk.begin)
    session_writer.save(performed(60))
    session_writer.settle()
    disk.full = False
    session_writer.close()
    session_writer.settle()
    assert (session_writer.problem, session_writer.copy) == (None, None)
    assert [session.status for session in disk.saved] == ["completed"]


@pytest.mark.parametrize("error", [OSError(30, "Read-only file system"), ValueError("a name that cannot be written")])
def test_a_failed_copy_leaves_the_problem_and_no_path(error: Exception) -> None:
    def fail(session: Session) -> Path:
        raise error

    disk = Disk()
    disk.full = True
    session_writer = writer_for(disk.begin, fail)
    session_writer.save(performed(60))
    session_writer.close()
    session_writer.settle()
    assert (session_writer.problem, session_writer.copy) == ("No space left on device", None)


@pytest.mark.parametrize("full", [False, True])
def test_a_session_without_a_set_is_discarded_and_never_a_problem(full: bool) -> None:
    disk = Disk()
    writer = writer_for(disk.begin)
    workout = performed(0)
    writer.save(workout)
    writer.settle()
    assert len(disk.saved) == 1
    disk.full = full
    workout.stop(500)
    writer.save(workout)
    writer.close()
    writer.settle()
    assert writer.problem is None
    assert len(disk.saved) == full  # then the next start removes the file


def test_settle_returns_at_once_if_nothing_was_saved() -> None:
    session_writer = writer_for(Disk().begin)
    session_writer.close()
    session_writer.settle()
    assert session_writer.problem is None


def test_an_unexpected_error_in_the_thread_is_kept_and_ends_every_wait() -> None:
    bug = RuntimeError("a bug")

    def broken(session: Session) -> Disk:
        raise bug

    session_writer = writer_for(broken)
    session_writer.save(performed(60))
    session_writer.close()
    session_writer.settle()
    assert session_writer.problem == "RuntimeError: a bug"
    assert session_writer.error is bug
    assert not session_writer.saved


def test_a_thread_that_cannot_start_is_reported_and_the_session_is_written_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    disk = Disk()
    session_writer = writer_for(disk.begin)
    session_writer.save(performed(3))
    assert session_writer.warning == "can't start new thread"
    session_writer.save(performed(60))
    session_writer.close()
    session_writer.settle()
    assert [session.status for session in disk.saved] == ["completed"]
    assert session_writer.saved


def test_a_thread_that_starts_at_a_second_attempt_writes_the_newest_state(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    disk = Disk()
    session_writer = writer_for(disk.begin)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        session_writer.save(performed(0))
    session_writer.save(performed(3))
    session_writer.settle()
    assert session_writer.warning is None
    assert len(disk.saved[-1].sets) == 1
    session_writer.close()
