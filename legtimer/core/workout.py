"""The running workout: a timeline being performed, with its pauses, skips and steps back.

It has no clock. Every method takes `now`: whole milliseconds of a clock that never goes back and that keeps running
while the machine sleeps. Time passes only in these calls.
"""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.preset import LONGEST_INTERVAL, MOST_REPS, Block, Preset, milliseconds
from legtimer.core.session import SetRecord
from legtimer.core.tally import Tally
from legtimer.core.tempo import LONGEST_PHASE, SHORTEST_MOVE
from legtimer.core.timeline import Segment, build_timeline

SHORTEST_DOWN, LONGEST_DOWN = milliseconds(SHORTEST_MOVE), milliseconds(LONGEST_PHASE)
SHORTEST_REST, LONGEST_REST = 1000, milliseconds(LONGEST_INTERVAL)
SLEEP_GAP = 2000  # milliseconds between two calls; after a longer gap the machine must have slept


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

    `block` has the tempo that holds from the next rep on; `reps` are those completed in this set. `next_block` is the
    exercise of the next segment, in most cases the same one. `lead_in` is what is left of the countdown after a pause.
    """

    preset: Preset
    state: State
    segment: Segment
    block: Block
    reps: int
    next: Segment | None
    next_block: Block
    position: int
    duration: int
    lead_in: int = 0

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


class Workout:
    """A preset being performed; `position` is milliseconds. With `wait`, each set begins only when resumed.

    After a pause, `resume_lead` milliseconds are counted down before it goes on; they count neither as time nor as
    pause.
    """

    def __init__(self, preset: Preset, *, wait: bool = False, resume_lead: int = 0) -> None:
        self.preset = preset
        self.wait = wait
        self.resume_lead = resume_lead
        self.timeline = build_timeline(preset)
        self.state = State.READY
        self.position = 0
        self._index = 0
        self._last_now = 0
        self._delayed_until = 0
        self._leads_in = False
        self._events: list[Event] = []
        self._blocks = list(preset.blocks)  # with the tempo as it was changed on the way
        self._tallies = {
            (number, set_): Tally(number, set_, block.reps or 0, milliseconds(block.work or 0))
            for number, block in enumerate(preset.blocks, 1)
            for set_ in range(1, block.sets + 1)
        }

    # What a person can do

    def start(self, now: int) -> None:
        """Begin with the first segment; call it once."""
        self._last_now = now
        self.state = State.RUNNING
        self._enter(0)

    def pause(self, now: int) -> None:
        """Pause at the current position."""
        self._advance_to(now)
        if self.state is State.RUNNING:
            self.state = State.PAUSED
            self._delayed_until, self._leads_in = now, False

    def resume(self, now: int) -> None:
        """Continue exactly where it was paused, after the lead-in, or begin the set that waits at once."""
        self._advance_to(now)
        if self.state is State.PAUSED and self.resume_lead:
            self._leads_in = True
            self._delayed_until = now + self.resume_lead
        if self.state in (State.PAUSED, State.WAITING):
            self.state = State.RUNNING

    def delay(self, now: int, duration: int) -> None:
        """Stand still for `duration` milliseconds more, which count neither as time nor as pause."""
        self._advance_to(now)
        self._delayed_until = (self._delayed_until if self._leads_in else now) + duration

    def delay_left(self, now: int) -> int:
        """Milliseconds until a delay is over; 0 without one."""
        return max(0, self._delayed_until - now)

    def skip(self, now: int) -> None:
        """Go to the beginning of the next segment; a rep whose last phase is skipped does not count."""
        self._advance_to(now)
        if self.under_way:
            self._leave(to=self._index + 1)

    def step_back(self, now: int) -> None:
        """Go to the beginning of the previous segment; its rep will be counted again."""
        self._advance_to(now)
        if self.under_way:
            self._enter(max(0, self._index - 1))

    def break_form(self, now: int) -> None:
        """The form broke: end the set at its last clean rep."""
        self._advance_to(now)
        here = self._here
        if self.under_way and here.under_tension:
            self._tally().form_broken = True
            self._leave(to=self._index_after(lambda segment: segment.set_key == here.set_key))

    def change_rest(self, now: int, by: int) -> None:
        """Make the current rest, or else the next one, `by` milliseconds longer; a negative number shortens it."""
        self._advance_to(now)
        index = self._index_after(lambda segment: segment.kind != "rest")
        if not self.under_way or index == len(self.timeline.segments):
            return
        rest = self.timeline.segments[index]
        spent = self.position - rest.start if index == self._index else 0
        duration = min(max(rest.duration + by, spent + 1, SHORTEST_REST), LONGEST_REST)
        self.timeline = self.timeline.changed(index, lambda s: duration if s is rest else s.duration)
        self._tally_of(rest).changes.append(f"rest {rest.duration / 1000:g} to {duration / 1000:g} s")

    def change_down(self, now: int, by: int) -> None:
        """Make the lowering `by` milliseconds longer from the next rep of this exercise on; negative shortens it."""
        self._advance_to(now)
        here = self._here
        first = self._index_after(lambda s: s.rep_key == here.rep_key) if here.rep else self._index
        downs = [s for s in self.timeline.segments[first:] if s.kind == "down" and s.block == here.block]
        if not self.under_way or not downs:
            return
        before = downs[0].duration
        duration = min(max(before + by, SHORTEST_DOWN), LONGEST_DOWN)
        self.timeline = self.timeline.changed(
            first, lambda s: duration if s.kind == "down" and s.block == here.block else s.duration
        )
        block = self._blocks[here.block - 1]
        assert block.tempo is not None
        self._blocks[here.block - 1] = replace(block, tempo=replace(block.tempo, down=duration / 1000))
        change = f"down {before / 1000:g} to {duration / 1000:g} s from rep {downs[0].rep}"
        self._tally_of(downs[0]).changes.append(change)

    def correct_reps(self, now: int, by: int) -> None:
        """In the rest after a set: the person counted `by` reps more than the timeline did; negative is fewer."""
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
        """Advance to `now` and return everything that happened since the last call, once and in order."""
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
        """What to show, as of the last call."""
        following = self._segment(self._index + 1)
        return Frame(
            preset=self.preset,
            state=self.state,
            segment=self._here,
            block=self._blocks[self._here.block - 1],
            reps=self._tally().count,
            next=following,
            next_block=self._blocks[(following or self._here).block - 1],
            position=self.position,
            duration=self.timeline.duration,
            lead_in=min(self.delay_left(self._last_now), self.resume_lead) if self._leads_in else 0,
        )

    @property
    def sets(self) -> tuple[SetRecord, ...]:
        """Every set that is over, in order, including the one in which the workout was stopped."""
        records = ((tally, tally.record()) for tally in self._tallies.values())
        return tuple(record for tally, record in records if tally.closed or (tally.stopped and record.tension.total))

    # How time passes

    @property
    def _here(self) -> Segment:
        return self.timeline.segments[self._index]

    def _segment(self, index: int) -> Segment | None:
        """The segment at an index; None after the last one."""
        return self.timeline.segments[index] if index < len(self.timeline.segments) else None

    def _advance_to(self, now: int) -> None:
        gap = max(0, now - max(self._last_now, self._delayed_until))
        self._last_now = max(now, self._last_now)
        if now >= self._delayed_until:
            self._leads_in = False
        if self.state is State.RUNNING and gap > SLEEP_GAP:
            self.state = State.PAUSED
            self._events.append(SleepDetected())
        if self.state in (State.PAUSED, State.WAITING):
            self._tally().paused += gap
        elif self.state is State.RUNNING:
            self._perform(gap)

    def _perform(self, duration: int) -> None:
        """Perform `duration` milliseconds of the timeline, or less where a set waits for a key."""
        while duration and self.state is State.RUNNING:
            segment = self._here
            step = min(duration, segment.end - self.position)
            self._tally().spend(segment, step)
            self.position += step
            duration -= step
            if self.position == segment.end:
                self._count_rep()
                self._leave(to=self._index + 1)

    def _count_rep(self) -> None:
        """Count the rep if its last phase has just been performed."""
        here, following = self._here, self._segment(self._index + 1)
        if here.rep is not None and (following is None or following.rep_key != here.rep_key):
            self._tally().reps.add(here.rep)

    def _leave(self, to: int) -> None:
        """Go on to a later segment, or end the workout where there is none."""
        here = self._here
        following = self._segment(to)
        if here.under_tension and (following is None or following.set_key != here.set_key):
            self._tally().closed = True
            self._events.append(SetEnded())
        if following is not None:
            self._enter(to)
        else:
            self._index = len(self.timeline.segments) - 1
            self.position = self.timeline.duration
            self.state = State.COMPLETED
            self._events.append(WorkoutEnded())

    def _enter(self, index: int) -> None:
        if self.state is State.WAITING:
            self.state = State.RUNNING
        self._index = index
        segment = self._here
        self.position = segment.start
        if segment.under_tension:
            self._tally().reopen(segment.rep or 1)
            begins_set = index == 0 or self.timeline.segments[index - 1].set_key != segment.set_key
            if self.wait and begins_set and self.state is State.RUNNING:
                self.state = State.WAITING
        self._events.append(SegmentStarted(segment))

    def _index_after(self, passed: Callable[[Segment], bool]) -> int:
        """The first index from here on at which `passed` is false; the number of segments if there is none."""
        index = self._index
        while index < len(self.timeline.segments) and passed(self.timeline.segments[index]):
            index += 1
        return index

    def _tally(self) -> Tally:
        return self._tally_of(self._here)

    def _tally_of(self, segment: Segment) -> Tally:
        return self._tallies[segment.block, segment.set]
