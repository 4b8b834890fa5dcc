"""The running workout: a timeline being performed, with its pauses, skips and steps back.

It owns no clock. Every method takes `now`, whole milliseconds of any clock that never goes back and that goes on while
the machine sleeps; between two looks nothing happens.
"""

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.preset import LONGEST_PAUSE, MOST_REPS, Block, Preset, milliseconds
from legtimer.core.session import SetRecord
from legtimer.core.tally import Tally
from legtimer.core.tempo import LONGEST_PHASE, SHORTEST_MOVE
from legtimer.core.timeline import Segment, build_timeline

SHORTEST_DOWN, LONGEST_DOWN = milliseconds(SHORTEST_MOVE), milliseconds(LONGEST_PHASE)
LONGEST_REST = milliseconds(LONGEST_PAUSE)
SLEPT = 2000  # milliseconds between two looks after which the machine must have slept


class State(Enum):
    """Where a workout is in its life."""

    READY = "ready"
    RUNNING = "running"
    WAITING = "waiting"
    PAUSED = "paused"
    COMPLETED = "completed"
    STOPPED = "stopped"


class SegmentStarted(Struct, frozen=True):
    """A segment has begun."""

    segment: Segment


class SetEnded(Struct, frozen=True):
    """The last segment of a set is over, performed or skipped."""

    block: int
    set: int


class SleepDetected(Struct, frozen=True):
    """The machine slept, or the program was stopped: the workout was paused at the last look."""


class WorkoutEnded(Struct, frozen=True):
    """The workout has come to its end, or was ended."""


Event = SegmentStarted | SetEnded | SleepDetected | WorkoutEnded


class Frame(Struct, frozen=True, kw_only=True):
    """All there is to show at one moment. Times in milliseconds.

    `block` has the tempo as it is from the next rep on; `reps` are those done in this set.
    """

    state: State
    segment: Segment
    elapsed: int
    block: Block
    reps: int
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
    """A preset being performed; with `wait`, each set begins only when it is resumed."""

    def __init__(self, preset: Preset, *, wait: bool = False) -> None:
        self.preset = preset
        self.wait = wait
        self.timeline = build_timeline(preset)
        self.state = State.READY
        self.position = 0
        self._index = 0
        self._last_now = 0
        self._held_until = 0
        self._events: list[Event] = []
        self._tallies: dict[tuple[int, int], Tally] = {}
        self._blocks = list(preset.blocks)

    # What a person can do

    def start(self, now: int) -> None:
        """Begin at the first segment."""
        if self.state is State.READY:
            self._last_now = now
            self.state = State.RUNNING
            self._enter(0)

    def pause(self, now: int) -> None:
        """Stop the time where it is."""
        self._advance_to(now)
        if self.state is State.RUNNING:
            self.state = State.PAUSED

    def resume(self, now: int) -> None:
        """Go on from the very millisecond of the pause, or begin the set that waits."""
        self._advance_to(now)
        if self.state in (State.PAUSED, State.WAITING):
            self.state = State.RUNNING

    def hold(self, now: int, until: int) -> None:
        """Let no time pass until then, which counts neither as time nor as pause: sound takes a moment to begin."""
        self._advance_to(now)
        self._held_until = until

    def held(self, now: int) -> int:
        """Milliseconds until time goes on, where it is held."""
        return max(0, self._held_until - now)

    def skip(self, now: int) -> None:
        """Go to the beginning of the next segment; a rep whose last phase is skipped does not count."""
        self._advance_to(now)
        if self.under_way:
            self._stop_waiting()
            self._leave(to=self._index + 1)

    def back(self, now: int) -> None:
        """Go to the beginning of the segment before this one; its rep will be counted anew."""
        self._advance_to(now)
        if self.under_way:
            self._stop_waiting()
            self._enter(max(0, self._index - 1))

    def break_form(self, now: int) -> None:
        """The lower back came off the floor: the set ends at its last clean rep."""
        self._advance_to(now)
        if self.under_way and self._here.under_tension:
            self._stop_waiting()
            self._tally().form_broken = True
            self._leave(to=self._first_after_set())

    def change_rest(self, now: int, by: int) -> None:
        """Make the rest under way, or else the next one to come, longer or shorter `by` milliseconds."""
        self._advance_to(now)
        rests = (i for i, s in enumerate(self.timeline.segments[self._index :], self._index) if s.kind == "rest")
        index = next(rests, None)
        if not self.under_way or index is None:
            return
        rest = self.timeline.segments[index]
        spent = self.position - rest.start if index == self._index else 0
        duration = min(max(rest.duration + by, spent + 1, 1000), LONGEST_REST)
        self.timeline = self.timeline.changed(index, lambda s: duration if s is rest else s.duration)
        self._tally_of(rest).changes.append(f"rest {rest.duration / 1000:g} to {duration / 1000:g} s")

    def change_down(self, now: int, by: int) -> None:
        """Make the lowering slower or faster `by` milliseconds, from the next rep of this exercise on."""
        self._advance_to(now)
        first, block = self._first_of_next_rep(), self._here.block
        downs = [s for s in self.timeline.segments[first:] if s.kind == "down" and s.block == block]
        if not self.under_way or not downs:
            return
        was = downs[0].duration
        duration = min(max(was + by, SHORTEST_DOWN), LONGEST_DOWN)
        self.timeline = self.timeline.changed(
            first, lambda s: duration if s.kind == "down" and s.block == block else s.duration
        )
        tempo = self._blocks[block - 1].tempo
        assert tempo is not None
        self._blocks[block - 1] = replace(self._blocks[block - 1], tempo=replace(tempo, down=duration / 1000))
        self._tally_of(downs[0]).changes.append(f"down {was / 1000:g} to {duration / 1000:g} s from rep {downs[0].rep}")

    def correct_reps(self, now: int, by: int) -> None:
        """In the rest after a set: the person counted `by` reps more or fewer than the timeline did."""
        self._advance_to(now)
        if self.under_way and self._here.kind == "rest":
            tally = self._tally()
            tally.corrected = min(max(tally.count + by, 0), MOST_REPS)

    def stop(self, now: int) -> None:
        """End the workout here."""
        self._advance_to(now)
        if self.under_way:
            self._tally().stopped = True
            self.state = State.STOPPED
            self._events.append(WorkoutEnded())

    def advance(self, now: int) -> list[Event]:
        """Carry the workout on to `now`: all that has happened since the last look, each thing once and in order."""
        self._advance_to(now)
        events, self._events = self._events, []
        return events

    # What can be asked of it

    @property
    def under_way(self) -> bool:
        """Whether it has begun and is not over."""
        return self.state in (State.RUNNING, State.WAITING, State.PAUSED)

    @property
    def frame(self) -> Frame:
        """What to show, as of the last look."""
        segment = self._here
        return Frame(
            state=self.state,
            segment=segment,
            elapsed=self.position - segment.start,
            block=self._blocks[segment.block - 1],
            reps=self._tally().count,
            next=self._after,
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
    def _here(self) -> Segment:
        return self.timeline.segments[self._index]

    @property
    def _after(self) -> Segment | None:
        following = self._index + 1
        return self.timeline.segments[following] if following < len(self.timeline.segments) else None

    def _advance_to(self, now: int) -> None:
        gap = max(0, now - max(self._last_now, self._held_until))
        self._last_now = max(now, self._last_now)
        if self.state is State.RUNNING and gap > SLEPT:
            self.state = State.PAUSED
            self._events.append(SleepDetected())
        if self.state in (State.PAUSED, State.WAITING):
            self._tally().paused += gap
        elif self.state is State.RUNNING:
            self._perform(gap)

    def _perform(self, duration: int) -> None:
        """Let `duration` milliseconds of the timeline take place."""
        while duration and self.state is State.RUNNING:
            segment = self._here
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
        following = self.timeline.segments[to] if to < len(self.timeline.segments) else None
        if self._here.under_tension and (following is None or not _same_set(self._here, following)):
            tally = self._tally()
            tally.closed = True
            self._events.append(SetEnded(tally.block, tally.set))
        if following is not None:
            self._enter(to)
        else:
            self._index = len(self.timeline.segments) - 1
            self.position = self.timeline.duration
            self.state = State.COMPLETED
            self._events.append(WorkoutEnded())

    def _enter(self, index: int) -> None:
        begins_set = index == 0 or not _same_set(self.timeline.segments[index - 1], self.timeline.segments[index])
        self._index = index
        segment = self._here
        self.position = segment.start
        if segment.under_tension:
            self._tally().reopen(segment.rep or 1)
            if self.wait and begins_set and self.state is State.RUNNING:
                self.state = State.WAITING
        self._events.append(SegmentStarted(segment))

    def _stop_waiting(self) -> None:
        if self.state is State.WAITING:
            self.state = State.RUNNING

    def _ends_rep(self) -> bool:
        here, after = self._here, self._after
        return after is None or not _same_set(here, after) or after.rep != here.rep

    def _first_after_set(self) -> int:
        later = enumerate(self.timeline.segments[self._index :], self._index)
        return next((i for i, s in later if not _same_set(self._here, s)), len(self.timeline.segments))

    def _first_of_next_rep(self) -> int:
        here = self._here
        if here.rep is None:
            return self._index
        later = enumerate(self.timeline.segments[self._index :], self._index)
        return next((i for i, s in later if not _same_set(here, s) or s.rep != here.rep), len(self.timeline.segments))

    def _tally(self) -> Tally:
        return self._tally_of(self._here)

    def _tally_of(self, segment: Segment) -> Tally:
        """The count of the set that a segment belongs to."""
        block = self.preset.blocks[segment.block - 1]
        key = (segment.block, segment.set)
        if key not in self._tallies:
            self._tallies[key] = Tally(*key, block.reps or 0, milliseconds(block.work or 0))
        return self._tallies[key]


def _same_set(one: Segment, other: Segment) -> bool:
    """Whether both are time under tension of one set."""
    return one.under_tension and other.under_tension and (one.block, one.set) == (other.block, other.set)
