"""The one clock pump of a workout: it looks at the workout, hands frames to the screen, keeps the sound in step and
the session on disk. Nothing else asks the clock.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

from msgspec import Struct

from legtimer.core.timeline import Kind, Timeline
from legtimer.core.workout import Entered, Frame, Over, SetEnded, Slept, State, Workout

MOVING: frozenset[Kind] = frozenset({"up", "down"})
IDLE = 250  # milliseconds between pulses while nothing moves


class Sound(Protocol):
    """What a conductor needs of the audio room. Positions in milliseconds of the timeline."""

    @property
    def lead(self) -> int:
        """Milliseconds to allow for the sound to begin, so that nothing of it is lost."""

    def follow(self, timeline: Timeline, position: int, wait: int = 0) -> None:
        """Sound on from here: `position` is due in `wait` milliseconds. Called at every pulse and at the end of the
        workout; does nothing while in step.
        """

    def silence(self) -> None:
        """Stop sounding at once."""


class Diary(Protocol):
    """What a conductor needs of the storage room."""

    def save(self, workout: Workout) -> None:
        """Write what has been done so far."""

    def close(self) -> None:
        """Nothing more happens in this workout."""


class Rooms(Struct, frozen=True, kw_only=True):
    """What a workout is performed with. `clock` gives whole milliseconds, `sleep` takes seconds.

    `busy` tells that the terminal has not taken yet what was drawn before: then frames are dropped, for what is queued
    would be seen late. `notice` says what a person should know of the rooms: no sound, a full disk; most often nothing.
    """

    clock: Callable[[], int]
    sleep: Callable[[float], Awaitable[None]]
    sound: Sound
    diary: Diary
    notice: Callable[[], str]
    busy: Callable[[], bool] = lambda: False


class Conductor:
    """Leads one workout; `show` draws a frame, `over` is called once when the workout has ended."""

    def __init__(self, workout: Workout, rooms: Rooms, show: Callable[[Frame], None], over: Callable[[], None]) -> None:
        self.workout = workout
        self._rooms = rooms
        self._show = show
        self._over = over

    @property
    def notice(self) -> str:
        """What a person should know of sound and disk; most often nothing."""
        return self._rooms.notice()

    async def keep_time(self, frame: int) -> None:
        """Pulse every `frame` milliseconds, and at the very beginning of each segment, until cancelled."""
        while True:
            await self._rooms.sleep(self._until_next_pulse(frame) / 1000)
            self.pulse()

    def start(self) -> None:
        """Begin the workout now."""
        self._rooms.diary.save(self.workout)
        self.jump(Workout.start)

    def toggle_pause(self) -> None:
        """Pause, or go on."""
        self.jump(Workout.pause if self.workout.state is State.RUNNING else Workout.resume)

    def pause(self) -> None:
        """Pause, if it is not paused already."""
        self.jump(Workout.pause)

    def jump(self, action: Callable[[Workout, int], None]) -> None:
        """Do something that moves or stops the workout: the sound is cut and begins anew, and time waits for that.

        Where it turns out to move nothing, what sounds goes on.
        """
        now = self._rooms.clock()
        self._look(now)
        before = self.workout.state, self.workout.position
        action(self.workout, now)
        if (self.workout.state, self.workout.position) != before:
            self._rooms.sound.silence()
            self.workout.hold(now, now + self._rooms.sound.lead)
        self.pulse()

    def change(self, action: Callable[[Workout, int], None]) -> None:
        """Do something that changes what is to come, or what is on record, but not where we are."""
        action(self.workout, self._rooms.clock())
        self._rooms.diary.save(self.workout)
        self.pulse()

    def leave(self) -> None:
        """Nobody looks any more: end what is still under way, and keep it."""
        try:
            if self.workout.under_way:
                try:
                    self._rooms.sound.silence()
                    self.workout.stop(self._rooms.clock())
                finally:  # whatever is wrong with them, the sets that were done are there
                    self._rooms.diary.save(self.workout)
        finally:
            self._rooms.diary.close()

    def pulse(self) -> None:
        """Carry everything on to now."""
        now = self._rooms.clock()
        self._look(now)
        if self.workout.state is State.RUNNING:
            self._follow(now)
        if not self._rooms.busy():
            self._show(self.workout.frame)

    def _look(self, now: int) -> None:
        for event in self.workout.look(now):
            match event:
                case SetEnded():
                    self._rooms.diary.save(self.workout)
                case Over():
                    self._rooms.diary.save(self.workout)
                    if self.workout.state is State.COMPLETED:
                        self._follow(now)
                    self._over()
                case Slept():
                    self._rooms.sound.silence()
                case Entered() if self.workout.state is State.WAITING:
                    self._rooms.sound.silence()
                case Entered():
                    pass

    def _follow(self, now: int) -> None:
        self._rooms.sound.follow(self.workout.timeline, self.workout.position, self.workout.held(now))

    def _until_next_pulse(self, frame: int) -> int:
        if self.workout.state is not State.RUNNING:
            return IDLE
        segment, remaining = self.workout.frame.segment, self.workout.frame.remaining
        if segment.kind in MOVING:
            return min(frame, remaining)
        return min(IDLE, remaining % 1000 or 1000)  # only the seconds change
