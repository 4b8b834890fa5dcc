"""What a workout reports: its state, what has happened, and all there is to show at one moment."""

from enum import Enum

from msgspec import Struct

from legtimer.core.preset import Block, Preset
from legtimer.core.timeline import Segment


class State(Enum):
    """What a workout is doing."""

    READY = "ready"
    RUNNING = "running"
    WAITING = "waiting"  # for a key, at the beginning of a set
    PAUSED = "paused"
    COMPLETED = "completed"
    STOPPED = "stopped"


class SegmentStarted(Struct, frozen=True):
    """A segment has begun."""

    segment: Segment


class SetEnded(Struct, frozen=True):
    """The last segment of a set is over, performed or skipped."""


class SleepDetected(Struct, frozen=True):
    """The machine slept or the program was suspended: the workout was paused where it was before."""


class WorkoutEnded(Struct, frozen=True):
    """The workout was completed or stopped."""


Event = SegmentStarted | SetEnded | SleepDetected | WorkoutEnded


class Frame(Struct, frozen=True, kw_only=True):
    """All there is to show at one moment. Times in milliseconds.

    `block` has the tempo that holds from the next rep on; `reps` are those completed in this set. `best` is the most
    done so far in a "max" set, of the exercise that is next in a rest: reps, or milliseconds of work. `next_block` is
    the exercise of the next segment, in most cases the same one. `lead_in` is what is left of the countdown after a
    pause, `overtime` how long a set has been waiting for its key, `begins_in` how long it takes to begin after it.
    """

    preset: Preset
    state: State
    segment: Segment
    block: Block
    reps: int
    best: int | None = None
    next: Segment | None
    next_block: Block
    position: int
    duration: int
    lead_in: int = 0
    begins_in: int = 0
    overtime: int = 0

    @property
    def elapsed(self) -> int:
        """Milliseconds since the segment began."""
        return self.position - self.segment.start

    @property
    def remaining(self) -> int:
        """Milliseconds until the segment ends."""
        return self.segment.end - self.position

    @property
    def progress(self) -> float:
        """The part of the segment that is over, 0 to 1."""
        return self.elapsed / self.segment.duration
