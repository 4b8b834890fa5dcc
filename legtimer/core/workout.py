"""The running workout: a timeline being performed, with its pauses, skips and steps back.

It owns no clock. Every method takes `now`, whole milliseconds of any clock that never goes back and that goes on while
the machine sleeps; between two looks nothing happens.
"""

from enum import Enum

from msgspec import Struct

from legtimer.core.preset import Block, Preset, milliseconds
from legtimer.core.session import SetRecord
from legtimer.core.tally import Tally
from legtimer.core.timeline import Segment, lay_out

SLEPT = 2000  # milliseconds between two looks after which the machine must have slept


class State(Enum):
    """Where a workout is in its life."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"
    STOPPED = "stopped"


class Entered(Struct, frozen=True):
    """A segment has begun."""

    segment: Segment


class SetEnded(Struct, frozen=True):
    """The last segment of a set is over, performed or skipped."""

    block: int
    set: int


class Slept(Struct, frozen=True):
    """The machine slept, or the program was stopped: the workout was paused at the last look."""


class Over(Struct, frozen=True):
    """The workout has come to its end, or was ended."""


Event = Entered | SetEnded | Slept | Over


class Frame(Struct, frozen=True, kw_only=True):
    """All there is to show at one moment. Times in milliseconds."""

    state: State
    segment: Segment
    elapsed: int
    block: Block
    next: Segment | None
    position: int
    duration: int

    @property
    def remaining(self) -> int:
        """What is left of the segment."""
        return self.segment.duration - self.elapsed

    @property
    def progress(self) -> float:
        """How far the segment has come, 0 to 1."""
        return self.elapsed / self.segment.duration


class Workout:
    """A preset being performed."""

    def __init__(self, preset: Preset) -> None:
        self.preset = preset
        self.timeline = lay_out(preset)
        self.state = State.READY
        self.position = 0
        self._index = 0
        self._looked = 0
        self._events: list[Event] = []
        self._tallies: dict[tuple[int, int], Tally] = {}

    # What a person can do

    def start(self, now: int) -> None:
        """Begin at the first segment."""
        if self.state is State.READY:
            self._looked = now
            self.state = State.RUNNING
            self._enter(0)

    def pause(self, now: int) -> None:
        """Stop the time where it is."""
        self._go_on(now)
        if self.state is State.RUNNING:
            self.state = State.PAUSED

    def resume(self, now: int) -> None:
        """Go on from the very millisecond of the pause."""
        self._go_on(now)
        if self.state is State.PAUSED:
            self.state = State.RUNNING

    def skip(self, now: int) -> None:
        """Go to the beginning of the next segment; a rep whose last phase is skipped does not count."""
        self._go_on(now)
        if self._under_way:
            self._leave(to=self._index + 1)

    def back(self, now: int) -> None:
        """Go to the beginning of the segment before this one; its rep will be counted anew."""
        self._go_on(now)
        if self._under_way:
            self._enter(max(0, self._index - 1))

    def stop(self, now: int) -> None:
        """End the workout here."""
        self._go_on(now)
        if self._under_way:
            self._tally().stopped = True
            self.state = State.STOPPED
            self._events.append(Over())

    def look(self, now: int) -> list[Event]:
        """Carry the workout on to `now`: all that has happened since the last look, each thing once and in order."""
        self._go_on(now)
        events, self._events = self._events, []
        return events

    # What can be asked of it

    @property
    def frame(self) -> Frame:
        """What to show, as of the last look."""
        segments = self.timeline.segments
        segment = segments[self._index]
        return Frame(
            state=self.state,
            segment=segment,
            elapsed=self.position - segment.start,
            block=self.preset.blocks[segment.block - 1],
            next=segments[self._index + 1] if self._index + 1 < len(segments) else None,
            position=self.position,
            duration=self.timeline.duration,
        )

    @property
    def sets(self) -> tuple[SetRecord, ...]:
        """Every set that is over, in order, the one in which the workout was stopped among them."""
        records = ((tally, tally.record()) for _, tally in sorted(self._tallies.items()))
        return tuple(record for tally, record in records if tally.closed or (tally.stopped and record.tension.total))

    # How time passes

    @property
    def _under_way(self) -> bool:
        return self.state in (State.RUNNING, State.PAUSED)

    def _go_on(self, now: int) -> None:
        gap = max(0, now - self._looked)
        self._looked = max(now, self._looked)
        if self.state is State.RUNNING and gap > SLEPT:
            self.state = State.PAUSED
            self._events.append(Slept())
        if self.state is State.PAUSED:
            self._tally().paused += gap
        elif self.state is State.RUNNING:
            self._perform(gap)

    def _perform(self, duration: int) -> None:
        """Let `duration` milliseconds of the timeline take place."""
        while duration and self.state is State.RUNNING:
            segment = self.timeline.segments[self._index]
            step = min(duration, segment.end - self.position)
            self._tally().spend(segment, step)
            self.position += step
            duration -= step
            if self.position == segment.end:
                if segment.rep is not None and self._ends_rep():
                    self._tally().reps.add(segment.rep)
                self._leave(to=self._index + 1)

    def _leave(self, to: int) -> None:
        """Leave the current segment forwards."""
        if self._ends_set():
            tally = self._tally()
            tally.closed = True
            self._events.append(SetEnded(tally.block, tally.set))
        if to < len(self.timeline.segments):
            self._enter(to)
        else:
            self.position = self.timeline.duration
            self.state = State.COMPLETED
            self._events.append(Over())

    def _enter(self, index: int) -> None:
        self._index = index
        segment = self.timeline.segments[index]
        self.position = segment.start
        if segment.tense:
            self._tally().reopen(segment.rep or 1)
        self._events.append(Entered(segment))

    def _ends_rep(self) -> bool:
        here, after = self._here_and_after()
        return after is None or (after.set, after.block, after.rep) != (here.set, here.block, here.rep)

    def _ends_set(self) -> bool:
        here, after = self._here_and_after()
        same_set = after is not None and after.tense and (after.set, after.block) == (here.set, here.block)
        return here.tense and not same_set

    def _here_and_after(self) -> tuple[Segment, Segment | None]:
        segments = self.timeline.segments
        after = segments[self._index + 1] if self._index + 1 < len(segments) else None
        return segments[self._index], after

    def _tally(self) -> Tally:
        """The count of the set that the current segment belongs to."""
        segment = self.timeline.segments[self._index]
        block = self.preset.blocks[segment.block - 1]
        key = (segment.block, segment.set)
        if key not in self._tallies:
            self._tallies[key] = Tally(*key, block.reps or 0, milliseconds(block.work or 0))
        return self._tallies[key]
