"""Screen, sound and session are carried on together, to the same moment; a jump is silent before it sounds."""

import pytest

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Timeline
from legtimer.core.workout import Frame, State, Workout
from legtimer.tui.conductor import DRAWING, IDLE, Conductor, Rooms

PRESET = Preset(name="p", prepare=3, blocks=(Block(name="b", sets=2, reps=1, rest=5, tempo=Tempo(up=1, down=2)),))


class EnoughError(Exception):
    """Ends a loop that has no end."""


class Room:
    """A conductor with everything it touches written down, and a clock that stands still until it is moved."""

    def __init__(self, lead: int = 0) -> None:
        self.lead = lead
        self.now = 1_000_000
        self.heard: list[object] = []
        self.due: list[tuple[int, int]] = []
        self.saved: list[tuple[State, int]] = []
        self.frames: list[Frame] = []
        self.closed = False
        self.slept: list[float] = []
        self.over = 0
        rooms = Rooms(clock=lambda: self.now, sleep=self.sleep, sound=self, diary=self, notice=lambda: "")
        self.conductor = Conductor(Workout(PRESET), rooms, self.frames.append, self.end)

    def follow(self, timeline: Timeline, position: int, wait: int = 0) -> None:
        self.heard.append(position)
        self.due.append((position, wait))

    def silence(self) -> None:
        self.heard.append("silence")

    def save(self, workout: Workout) -> None:
        self.saved.append((workout.state, len(workout.sets)))

    def close(self) -> None:
        self.closed = True

    async def sleep(self, seconds: float) -> None:
        """Moves the clock instead of waiting."""
        self.slept.append(seconds)
        if len(self.slept) == 1000 or self.over:
            raise EnoughError
        self.now += round(seconds * 1000)

    def end(self) -> None:
        self.over += 1

    def wait(self, duration: int) -> None:
        for _ in range(duration // 250):
            self.now += 250
            self.conductor.pulse()


def test_the_session_is_saved_at_the_start_after_every_set_and_at_the_end() -> None:
    room = Room()
    room.conductor.start()
    room.wait(20_000)
    assert room.saved == [(State.READY, 0), (State.RUNNING, 1), (State.COMPLETED, 2), (State.COMPLETED, 2)]
    assert room.over == 1


def test_the_sound_is_given_the_position_of_the_frame() -> None:
    room = Room()
    room.conductor.start()
    room.wait(1000)
    assert room.heard[-1] == room.frames[-1].position == 1000


def test_a_pause_silences_at_once_and_no_pulse_sounds_again() -> None:
    room = Room()
    room.conductor.start()
    room.wait(1000)
    room.conductor.toggle_pause()
    room.wait(3000)
    assert room.heard[-1] == "silence"
    room.conductor.toggle_pause()
    assert room.heard[-2:] == ["silence", 1000]


def test_a_skip_silences_before_it_sounds_from_the_new_place() -> None:
    room = Room()
    room.conductor.start()
    room.conductor.jump(Workout.skip)
    assert room.heard[-2:] == ["silence", 3000]


def test_a_stop_ends_in_silence() -> None:
    room = Room()
    room.conductor.start()
    room.wait(4000)
    room.conductor.jump(Workout.stop)
    assert room.heard[-1] == "silence"
    assert room.over == 1
    assert room.saved[-1] == (State.STOPPED, 1)


async def test_a_pulse_is_due_at_the_end_of_a_segment_when_that_comes_before_the_next_frame() -> None:
    room = Room()
    room.conductor.start()
    with pytest.raises(EnoughError):
        await room.conductor.keep_time(40)
    assert room.frames[-1].state is State.COMPLETED
    begun = {frame.position for frame in room.frames if not frame.elapsed}
    assert begun == {segment.start for segment in room.conductor.workout.timeline.segments}


async def test_nothing_is_looked_at_often_while_paused() -> None:
    room = Room()
    room.conductor.start()
    room.conductor.toggle_pause()
    with pytest.raises(EnoughError):
        await room.conductor.keep_time(40)
    assert set(room.slept) == {IDLE / 1000}


def test_a_sleeping_machine_is_not_sounded_over() -> None:
    room = Room()
    room.conductor.start()
    room.wait(1000)
    room.now += 60_000
    room.conductor.pulse()
    room.wait(1000)
    assert room.heard[-1] == "silence"


def test_leaving_ends_what_is_under_way_and_keeps_it() -> None:
    room = Room()
    room.conductor.start()
    room.wait(4000)
    room.conductor.leave()
    assert room.saved[-1] == (State.STOPPED, 1)
    assert room.heard[-1] == "silence"
    assert room.closed


def test_leaving_keeps_a_set_that_the_sound_got_in_the_way_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Room) -> None:
        raise ValueError("planted")

    room = Room()
    room.conductor.start()
    room.wait(4000)
    monkeypatch.setattr(Room, "silence", fail)
    with pytest.raises(ValueError, match="planted"):
        room.conductor.jump(Workout.break_form)
    assert room.saved[-1][1] == 0
    with pytest.raises(ValueError, match="planted"):
        room.conductor.leave()
    assert room.saved[-1] == (State.RUNNING, 1)
    assert room.closed


def test_the_last_words_ring_out_when_the_screen_closes_after_the_end() -> None:
    room = Room()
    room.conductor.start()
    room.wait(20_000)
    room.conductor.leave()
    assert room.saved.count((State.COMPLETED, 2)) == 2
    assert room.heard[-1] != "silence"
    assert room.closed


def test_time_waits_for_the_sound_to_begin_and_nothing_of_it_is_lost() -> None:
    room = Room(lead=300)
    room.conductor.start()
    assert room.due[-1] == (0, 300 + DRAWING)
    room.wait(250)
    assert room.frames[-1].position == 0
    room.wait(250)
    assert room.frames[-1].position == 200
    assert room.due[-1] == (200, DRAWING)
    room.conductor.toggle_pause()
    room.wait(5000)
    room.conductor.toggle_pause()
    assert room.due[-1] == (200, 300 + DRAWING)


def test_a_wait_for_the_sound_is_neither_time_under_tension_nor_pause() -> None:
    room = Room(lead=300)
    room.conductor.start()
    room.conductor.jump(Workout.skip)
    room.wait(12_000)
    record = room.conductor.workout.sets[0]
    assert (record.tension.total, record.paused) == (3.0, 0.0)


def test_what_moves_nothing_is_not_heard_as_a_gap() -> None:
    room = Room(lead=300)
    room.conductor.start()
    room.wait(1000)
    silences = room.heard.count("silence")
    room.conductor.jump(Workout.break_form)
    room.wait(250)
    assert room.heard.count("silence") == silences
    assert room.frames[-1].position == 950


def test_the_end_of_the_workout_is_heard_but_a_stop_is_not() -> None:
    ended, stopped = Room(), Room()
    ended.conductor.start()
    ended.wait(20_000)
    assert ended.due[-1][0] == ended.conductor.workout.timeline.duration
    stopped.conductor.start()
    stopped.wait(4_000)
    stopped.conductor.jump(Workout.stop)
    assert stopped.heard[-1] == "silence"


def test_frozen_it_is_silent_and_paused_without_drawing() -> None:
    room = Room()
    room.conductor.start()
    room.wait(1000)
    frames = len(room.frames)
    room.conductor.freeze()
    assert room.heard[-1] == "silence"
    assert room.conductor.workout.state is State.PAUSED
    assert len(room.frames) == frames
