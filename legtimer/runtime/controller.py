"""Performs one workout: reads the clock, hands frames to the screen, and keeps sound and session in step."""

from collections.abc import Awaitable, Callable

from legtimer.audio.soundtrack import Soundtrack
from legtimer.core.frame import Frame, SegmentStarted, SetEnded, SleepDetected, State, WorkoutEnded
from legtimer.core.timeline import SegmentKind
from legtimer.core.workout import Workout
from legtimer.runtime.session_writer import NullSessionWriter, SessionWriter

MOVING: frozenset[SegmentKind] = frozenset({"up", "down"})
DRAW_DELAY = 25  # milliseconds from a tick until its frame is visible; the sound is delayed as much
IDLE = 250  # milliseconds between ticks while nothing moves


class WorkoutController:
    """Controls one workout, and advances it by the clock.

    `clock` returns whole milliseconds of a monotonic clock; `sleep` waits for a number of seconds.
    """

    def __init__(
        self,
        workout: Workout,
        *,
        clock: Callable[[], int],
        sleep: Callable[[float], Awaitable[None]],
        soundtrack: Soundtrack,
        session_writer: SessionWriter | NullSessionWriter,
    ) -> None:
        self.workout = workout
        self._clock = clock
        self._sleep = sleep
        self._soundtrack = soundtrack
        self._session_writer = session_writer
        self._show: Callable[[Frame], None] = lambda _: None
        self._over: Callable[[], None] = lambda: None

    @property
    def now(self) -> int:
        """Milliseconds of the clock."""
        return self._clock()

    async def run(self, interval: int) -> None:
        """Tick until cancelled: every `interval` milliseconds while something moves, and as each segment starts."""
        while True:
            await self._sleep(self._until_next_tick(interval) / 1000)
            self.tick()

    def start(self, show: Callable[[Frame], None], over: Callable[[], None]) -> None:
        """Begin the workout now; `show` draws a frame, `over` is called once, when the workout has ended."""
        self._show, self._over = show, over
        self._session_writer.save(self.workout)
        self.jump(Workout.start)

    def toggle_pause(self) -> None:
        """Pause, or resume."""
        self.jump(Workout.pause if self.workout.state is State.RUNNING else Workout.resume)

    def pause_without_drawing(self) -> None:
        """Pause at once, whatever the app is doing; the next tick draws it."""
        self._soundtrack.announce_pause()
        self.workout.pause(self._clock())

    def jump(self, action: Callable[[Workout, int], None]) -> None:
        """Apply an action that moves or stops the workout: the sound restarts, and time waits until it does.

        If the action turns out to move nothing, the sound goes on.
        """
        now = self._clock()
        self._advance(now)
        before = self.workout.place
        action(self.workout, now)
        if self.workout.place != before:
            lead = self._soundtrack.lead
            if self.workout.state is State.PAUSED:
                self._soundtrack.announce_pause()
            else:
                self._soundtrack.silence()
            self.workout.delay(now, lead)
        self.tick()

    def change(self, action: Callable[[Workout, int], None]) -> None:
        """Apply an action that changes what comes later, or the record, but not the position."""
        action(self.workout, self._clock())
        self._session_writer.save(self.workout)
        self.tick()

    def leave(self) -> None:
        """End the workout if it is still under way, and save it: its screen has gone."""
        try:
            if self.workout.under_way:
                try:
                    self._soundtrack.silence()
                    self.workout.stop(self._clock())
                finally:  # whatever fails, save the sets that were done
                    self._session_writer.save(self.workout)
        finally:
            self._session_writer.close()

    def tick(self) -> None:
        """Advance workout, sound and screen to now."""
        now = self._clock()
        self._advance(now)
        if self.workout.state is State.RUNNING:
            self._follow(now)
        self._show(self.workout.frame)

    def _advance(self, now: int) -> None:
        for event in self.workout.advance(now):
            match event:
                case SetEnded():
                    self._session_writer.save(self.workout)
                case WorkoutEnded():
                    self._session_writer.save(self.workout)
                    if self.workout.state is State.COMPLETED:
                        self._follow(now)
                    self._over()
                case SleepDetected():
                    self._soundtrack.announce_pause()
                case SegmentStarted() if self.workout.state is State.WAITING:
                    self._soundtrack.silence()
                case SegmentStarted():
                    pass

    def _follow(self, now: int) -> None:
        delay = self.workout.delay_left(now) + DRAW_DELAY
        self._soundtrack.follow(self.workout.timeline, self.workout.position, delay)

    def _until_next_tick(self, interval: int) -> int:
        if self.workout.state is not State.RUNNING:
            return IDLE
        if delay := self.workout.delay_left(self._clock()):
            return min(IDLE, delay)
        frame = self.workout.frame
        remaining = frame.remaining
        if frame.segment.kind in MOVING:
            # A frame that is begun just before a phase would delay the first of that phase.
            return interval if interval + DRAW_DELAY < remaining else remaining
        return min(IDLE, remaining % 1000 or 1000)  # only the seconds change
