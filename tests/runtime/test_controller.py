"""Screen, sound and session follow the same position; every jump silences the sound before it starts again."""

from itertools import pairwise

import pytest

from legtimer.audio.soundtrack import Soundtrack
from legtimer.core.frame import Frame, State
from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Timeline
from legtimer.core.workout import Workout
from legtimer.runtime.controller import DRAW_DELAY, IDLE, WorkoutController
from legtimer.runtime.session_writer import NullSessionWriter

PRESET = Preset(name="p", prepare=3, blocks=(Block(name="b", sets=2, reps=1, rest=5, tempo=Tempo(up=1, down=2)),))
HOLD = Preset(name="p", prepare=0, blocks=(Block(name="b", sets=2, work="max", rest=20),))


class EnoughError(Exception):
    """Ends a loop that has no end."""


class RecordingSoundtrack(Soundtrack):
    """Plays nothing; keeps what it was asked for."""

    def __init__(self, lead: int) -> None:
        self._lead = lead
        self.calls: list[object] = []
        self.due: list[tuple[int, int]] = []

    @property
    def lead(self) -> int:
        self.calls.append("lead?")
        return self._lead

    def follow(self, timeline: Timeline, position: int, wait: int = 0) -> None:
        self.timeline = timeline
        self.calls.append(position)
        self.due.append((position, wait))

    def silence(self) -> None:
        self.calls.append("silence")

    def announce_pause(self) -> None:
        self.calls.append("paused")


class RecordingWriter(NullSessionWriter):
    """Writes nothing; keeps what it was asked for."""

    def __init__(self) -> None:
        self.saved: list[tuple[State, int]] = []
        self.closed = False

    def save(self, workout: Workout) -> None:  # type: ignore[override]
        self.saved.append((workout.state, len(workout.sets)))

    def close(self) -> None:
        self.closed = True


class Performance:
    """A controller with a recording soundtrack and writer, and a clock that only the test moves."""

    def __init__(self, lead: int = 0, preset: Preset = PRESET, *, wait: bool = False) -> None:
        self.now = 1_000_000
        self.soundtrack = RecordingSoundtrack(lead)
        self.writer = RecordingWriter()
        self.frames: list[Frame] = []
        self.slept: list[float] = []
        self.over = 0
        self.controller = WorkoutController(
            Workout(preset, wait=wait),
            clock=lambda: self.now,
            sleep=self.sleep,
            soundtrack=self.soundtrack,
            session_writer=self.writer,
        )

    async def sleep(self, seconds: float) -> None:
        """Moves the clock instead of waiting."""
        self.slept.append(seconds)
        if len(self.slept) == 1000 or self.over:
            raise EnoughError
        self.now += round(seconds * 1000)

    def start(self) -> None:
        self.controller.start(self.frames.append, self.end)

    def end(self) -> None:
        self.over += 1

    def wait(self, duration: int) -> None:
        for _ in range(duration // 250):
            self.now += 250
            self.controller.tick()


def test_the_session_is_saved_at_the_start_after_every_set_and_at_the_end() -> None:
    performance = Performance()
    performance.start()
    performance.wait(20_000)
    assert performance.writer.saved == [
        (State.READY, 0),
        (State.RUNNING, 1),
        (State.COMPLETED, 2),
        (State.COMPLETED, 2),
    ]
    assert performance.over == 1


def test_the_sound_is_given_the_position_of_the_frame() -> None:
    performance = Performance()
    performance.start()
    performance.wait(1000)
    assert performance.soundtrack.calls[-1] == performance.frames[-1].position == 1000


def test_the_sound_is_given_the_timeline_as_it_was_changed() -> None:
    performance = Performance()
    performance.start()
    performance.controller.change(lambda workout, now: workout.change_rest(now, by=10_000))
    performance.wait(1000)
    assert performance.soundtrack.timeline == performance.controller.workout.timeline


def test_a_set_that_waits_for_its_key_is_silent() -> None:
    performance = Performance(wait=True)
    performance.start()
    performance.controller.jump(Workout.resume)
    performance.wait(20_000)
    assert performance.frames[-1].state is State.WAITING
    assert performance.soundtrack.calls[-1] == "silence"


def test_a_pause_silences_at_once_and_ticks_start_no_sound() -> None:
    performance = Performance()
    performance.start()
    performance.wait(1000)
    performance.controller.toggle_pause()
    performance.wait(3000)
    assert performance.soundtrack.calls[-1] == "paused"
    performance.controller.toggle_pause()
    assert performance.soundtrack.calls[-3:] == ["lead?", "silence", 1000], "the lead depends on what is being heard"


def test_a_skip_silences_and_then_plays_from_the_new_position() -> None:
    performance = Performance()
    performance.start()
    performance.controller.jump(Workout.skip)
    assert performance.soundtrack.calls[-2:] == ["silence", 3000]


def test_a_stop_silences_the_sound_and_saves_the_session() -> None:
    performance = Performance()
    performance.start()
    performance.wait(4000)
    performance.controller.jump(Workout.stop)
    assert performance.soundtrack.calls[-1] == "silence"
    assert performance.over == 1
    assert performance.writer.saved[-1] == (State.STOPPED, 1)


async def test_there_is_a_tick_at_the_start_of_every_segment() -> None:
    performance = Performance()
    performance.start()
    with pytest.raises(EnoughError):
        await performance.controller.run(40)
    assert performance.frames[-1].state is State.COMPLETED
    begun = {frame.position for frame in performance.frames if not frame.elapsed}
    assert begun == {segment.start for segment in performance.controller.workout.timeline.segments}


async def test_ticks_are_frequent_while_the_legs_move_and_rare_while_only_the_seconds_change() -> None:
    performance = Performance()
    performance.start()
    with pytest.raises(EnoughError):
        await performance.controller.run(40)
    moments = pairwise(performance.frames)
    longest: dict[str, int] = {}
    for before, after in moments:
        kind = before.segment.kind
        longest[kind] = max(after.position - before.position, longest.get(kind, 0))
    assert longest == {"prepare": IDLE, "up": 40, "down": 40, "rest": IDLE}
    left = {frame.remaining for frame in performance.frames if frame.segment.kind == "rest"}
    assert left >= {5000, 4000, 3000, 2000, 1000}, "the seconds change on time"


async def test_no_frame_is_begun_so_late_in_a_phase_that_it_would_delay_the_first_of_the_next() -> None:
    performance = Performance()
    performance.start()
    with pytest.raises(EnoughError):
        await performance.controller.run(47)
    moving = [frame for frame in performance.frames if frame.segment.kind in ("up", "down")]
    assert min(frame.remaining for frame in moving if frame.remaining) >= DRAW_DELAY


async def test_while_time_waits_for_the_sound_the_next_tick_is_when_it_begins() -> None:
    performance = Performance(lead=300)
    performance.start()
    with pytest.raises(EnoughError):
        await performance.controller.run(40)
    assert performance.slept[:2] == [IDLE / 1000, (300 - IDLE) / 1000]
    assert [frame.position for frame in performance.frames[:3]] == [0, 0, 0]


async def test_ticks_are_rare_while_paused() -> None:
    performance = Performance()
    performance.start()
    performance.controller.toggle_pause()
    with pytest.raises(EnoughError):
        await performance.controller.run(40)
    assert set(performance.slept) == {IDLE / 1000}


def test_after_the_machine_has_slept_the_workout_is_silent() -> None:
    performance = Performance()
    performance.start()
    performance.wait(1000)
    performance.now += 60_000
    performance.controller.tick()
    performance.wait(1000)
    assert performance.soundtrack.calls[-1] == "paused"


def test_leaving_stops_a_running_workout_and_saves_it() -> None:
    performance = Performance()
    performance.start()
    performance.wait(4000)
    performance.controller.leave()
    assert performance.writer.saved[-1] == (State.STOPPED, 1)
    assert performance.soundtrack.calls[-1] == "silence"
    assert performance.writer.closed


def test_leaving_saves_the_last_set_although_silencing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Soundtrack) -> None:
        raise ValueError("planted")

    performance = Performance()
    performance.start()
    performance.wait(4000)
    monkeypatch.setattr(RecordingSoundtrack, "silence", fail)
    with pytest.raises(ValueError, match="planted"):
        performance.controller.jump(Workout.break_form)
    assert performance.writer.saved[-1][1] == 0
    with pytest.raises(ValueError, match="planted"):
        performance.controller.leave()
    assert performance.writer.saved[-1] == (State.RUNNING, 1)
    assert performance.writer.closed


def test_closing_the_screen_after_the_end_does_not_cut_the_last_words() -> None:
    performance = Performance()
    performance.start()
    performance.wait(20_000)
    performance.controller.leave()
    assert performance.writer.saved.count((State.COMPLETED, 2)) == 2
    assert performance.soundtrack.calls[-1] != "silence"
    assert performance.writer.closed


def test_time_waits_until_the_sound_begins() -> None:
    performance = Performance(lead=300)
    performance.start()
    assert performance.soundtrack.due[-1] == (0, 300 + DRAW_DELAY)
    performance.wait(250)
    assert performance.frames[-1].position == 0
    performance.wait(250)
    assert performance.frames[-1].position == 200
    assert performance.soundtrack.due[-1] == (200, DRAW_DELAY)
    performance.controller.toggle_pause()
    performance.wait(5000)
    performance.controller.toggle_pause()
    assert performance.soundtrack.due[-1] == (200, 300 + DRAW_DELAY)


def test_waiting_for_the_sound_counts_neither_as_tension_nor_as_pause() -> None:
    performance = Performance(lead=300)
    performance.start()
    performance.controller.jump(Workout.skip)
    performance.wait(12_000)
    record = performance.controller.workout.sets[0]
    assert (record.tension.total, record.paused) == (3.0, 0.0)


def test_an_action_without_effect_does_not_interrupt_the_sound() -> None:
    performance = Performance(lead=300)
    performance.start()
    performance.wait(1000)
    silences = performance.soundtrack.calls.count("silence")
    performance.controller.jump(Workout.break_form)
    performance.wait(250)
    assert performance.soundtrack.calls.count("silence") == silences
    assert performance.frames[-1].position == 950


def test_the_sound_plays_to_the_end_of_a_workout_but_not_after_a_stop() -> None:
    ended, stopped = Performance(), Performance()
    ended.start()
    ended.wait(20_000)
    assert ended.soundtrack.due[-1][0] == ended.controller.workout.timeline.duration
    stopped.start()
    stopped.wait(4_000)
    stopped.controller.jump(Workout.stop)
    assert stopped.soundtrack.calls[-1] == "silence"


def test_pause_without_drawing_silences_and_draws_nothing() -> None:
    performance = Performance()
    performance.start()
    performance.wait(1000)
    frames = len(performance.frames)
    performance.controller.pause_without_drawing()
    assert performance.soundtrack.calls[-1] == "paused"
    assert performance.controller.workout.state is State.PAUSED
    assert len(performance.frames) == frames


def test_a_key_that_ends_a_hold_restarts_the_sound_although_the_position_stays_the_same() -> None:
    performance = Performance(preset=HOLD)
    performance.start()
    performance.wait(7000)
    performance.soundtrack.calls.clear()
    performance.controller.jump(Workout.skip)
    assert performance.frames[-1].segment.kind == "rest"
    assert performance.frames[-1].position == 7000
    assert performance.soundtrack.calls == ["lead?", "silence", 7000]
    assert performance.writer.saved[-1] == (State.RUNNING, 1)


def test_a_change_is_saved_at_once_and_drawn() -> None:
    performance = Performance()
    performance.start()
    performance.wait(1000)
    performance.controller.change(lambda workout, now: workout.change_rest(now, by=10_000))
    assert performance.writer.saved[-1] == (State.RUNNING, 0)
    assert performance.frames[-1].position == performance.controller.now - 1_000_000 == 1000


def test_a_computer_that_slept_finds_the_workout_paused_and_silent() -> None:
    performance = Performance()
    performance.start()
    performance.wait(1000)
    performance.now += 3_600_000
    performance.controller.tick()
    assert performance.frames[-1].state is State.PAUSED
    assert performance.soundtrack.calls[-1] == "paused"
