"""The running workout: a timeline being performed, with its pauses, skips and steps back.

It has no clock. Every method takes `now`: whole milliseconds of a clock that never goes back and that keeps running
while the machine sleeps. Time passes only in these calls.
"""

from collections.abc import Callable

from msgspec.structs import replace

from legtimer.core import max_set
from legtimer.core.frame import Event, Frame, SegmentStarted, SetEnded, SleepDetected, State, WorkoutEnded
from legtimer.core.plan import Bests, set_plans
from legtimer.core.preset import LONGEST_INTERVAL, MOST_REPS, Preset, milliseconds
from legtimer.core.session import SetRecord
from legtimer.core.tally import Tallies, Tally
from legtimer.core.tempo import LONGEST_PHASE, SHORTEST_MOVE
from legtimer.core.timeline import Segment, build_timeline

SHORTEST_DOWN, LONGEST_DOWN = milliseconds(SHORTEST_MOVE), milliseconds(LONGEST_PHASE)
SHORTEST_REST, LONGEST_REST = 1000, milliseconds(LONGEST_INTERVAL)
MAX_BEGINS_IN = 1000  # milliseconds shown before a set that a key began; the sound may take a little longer to start
SLEEP_GAP = 2000  # milliseconds between two calls; after a longer gap the machine must have slept


class Workout:
    """A preset being performed; `position` is in milliseconds. With `wait`, each set begins only at a `resume`.

    After a pause, `resume_lead` milliseconds are counted down before it goes on; they count neither as time nor as
    pause. `bests` are those of earlier sessions.
    """

    def __init__(self, preset: Preset, *, wait: bool = False, resume_lead: int = 0, bests: Bests | None = None) -> None:
        self.preset = preset
        self.wait = wait
        self.resume_lead = resume_lead
        self.timeline = build_timeline(preset, bests)
        self.state = State.READY
        self.position = 0
        self._index = 0
        self._last_now = 0
        self._delayed_until = 0
        self._leads_in = False
        self._overtime = 0
        self._events: list[Event] = []
        self._blocks = list(preset.blocks)  # with the tempo as it was changed on the way
        self._tallies = Tallies(set_plans(preset.blocks, preset.rounds, bests), bests or {})

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
        """Continue after the lead-in, exactly where it was paused; or begin, at once, the set that waits."""
        self._advance_to(now)
        if self.state is State.PAUSED and self.resume_lead:
            self._leads_in = True
            self._delayed_until = now + self.resume_lead
        if self.state in (State.PAUSED, State.WAITING):
            self.state = State.RUNNING
            self._overtime = 0

    def delay(self, now: int, duration: int) -> None:
        """Stand still for `duration` milliseconds more, which count neither as time nor as pause."""
        self._advance_to(now)
        self._delayed_until = (self._delayed_until if self._leads_in else now) + duration

    def delay_left(self, now: int) -> int:
        """Milliseconds until a delay is over; 0 without one."""
        return max(0, self._delayed_until - now)

    def skip(self, now: int) -> None:
        """Go to the beginning of the next segment, or end a "max" set.

        A rep whose last phase is skipped does not count.
        """
        self._advance_to(now)
        if self._in_max_set:
            self._end_set()
        elif self.under_way:
            self._leave(to=self._index + 1)

    def step_back(self, now: int) -> None:
        """Go to the beginning of the previous segment; its rep will be counted again."""
        self._advance_to(now)
        if self.under_way:
            self._enter(max(0, self._index - 1))

    def break_form(self, now: int) -> None:
        """The form broke: end the set at its last clean rep. For a "max" set that is the way to be done."""
        self._advance_to(now)
        if self.under_way and self._here.under_tension:
            self._end_set()

    def change_rest(self, now: int, by: int) -> None:
        """Make the current rest or switch, or else the next rest, `by` milliseconds longer; negative shortens it."""
        self._advance_to(now)
        index = self._index if self._here.between_sets else self._index_after(lambda segment: segment.kind != "rest")
        if not self.under_way or index == len(self.timeline.segments):
            return
        rest = self.timeline.segments[index]
        spent = self.position - rest.start if index == self._index else 0
        duration = min(max(rest.duration + by, spent + 1, SHORTEST_REST), LONGEST_REST)
        self.timeline = self.timeline.changed(index, lambda s: duration if s is rest else s.duration)
        self._tallies[rest.plan].changes.append(f"{rest.kind} {rest.duration / 1000:g} to {duration / 1000:g} s")

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
        self._tallies[downs[0].plan].changes.append(change)

    def correct_reps(self, now: int, by: int) -> None:
        """In the rest after a set, count `by` reps more than the timeline did; negative counts fewer."""
        self._advance_to(now)
        if self.under_way and self._here.between_sets:
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
    def place(self) -> tuple[State, int, int]:
        """Where it stands: state, index of the segment, and position."""
        return self.state, self._index, self.position

    @property
    def frame(self) -> Frame:
        """What to show, as of the last call."""
        following = self._segment(self._index + 1)
        subject = self._here if self._here.under_tension else following or self._here
        return Frame(
            preset=self.preset,
            state=self.state,
            segment=self._here,
            block=self._blocks[self._here.block - 1],
            reps=self._tally().count,
            best=self.bests.get(subject.block) if subject.plan.max else None,
            next=following,
            next_block=self._blocks[(following or self._here).block - 1],
            position=self.position,
            duration=self.timeline.duration,
            lead_in=self.countdown,
            begins_in=self._begins_in(),
            overtime=self._overtime,
        )

    @property
    def countdown(self) -> int:
        """Milliseconds left of the countdown after a pause, as of the last call; 0 without one."""
        return min(self.delay_left(self._last_now), self.resume_lead) if self._leads_in else 0

    @property
    def bests(self) -> Bests:
        """The most done in a "max" set of each exercise that has them, in earlier sessions and in this one so far."""
        return self._tallies.bests

    @property
    def sets(self) -> tuple[SetRecord, ...]:
        """Every set that is over, in order, including the one in which the workout was stopped."""
        return self._tallies.records

    # How time passes

    @property
    def _in_max_set(self) -> bool:
        return self.under_way and self._here.under_tension and self._here.plan.max

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
        if self.state is State.PAUSED:
            self._tally().paused += gap
        elif self.state is State.WAITING:
            self._wait(gap)
        elif self.state is State.RUNNING:
            self._perform(gap)

    def _wait(self, duration: int) -> None:
        """Wait for the key that begins a set: the rest before it goes on."""
        self._overtime += duration
        before = self.timeline.segments[max(0, self._index - 1)]
        if before.between_sets:
            self._tallies[before.plan].spend(before, duration)

    def _perform(self, duration: int) -> None:
        """Perform `duration` milliseconds of the timeline, or less where a set waits for a key."""
        while duration and self.state is State.RUNNING:
            segment = self._plan_ahead()
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

    def _plan_ahead(self) -> Segment:
        """Where it is now, with enough planned after it if it is in a "max" set."""
        if self._in_max_set:
            block = self._blocks[self._here.block - 1]
            self.timeline = max_set.planned_ahead(self.timeline, self._index, self.position, block)
        return self._here

    def _end_set(self) -> None:
        """End the set here: a "max" set is then done, in any other the form broke."""
        if self._in_max_set:
            self.timeline, self._index = max_set.ended(self.timeline, self._index, self.position)
        else:
            self._tally().form_broken = True
        self._leave(to=self.timeline.set_at(self._index).stop)

    def _enter(self, index: int) -> None:
        if self.state is State.WAITING:
            self.state = State.RUNNING
        self._index = index
        self._overtime = 0
        segment = self._here
        self.position = segment.start
        if segment.under_tension:
            self._tally().reopen(segment.rep or 1)
            if self.wait and self._begins_set(index) and self.state is State.RUNNING:
                self.state = State.WAITING
        self._events.append(SegmentStarted(segment))

    def _begins_set(self, index: int) -> bool:
        segment = self.timeline.segments[index]
        return segment.under_tension and (index == 0 or self.timeline.segments[index - 1].set_key != segment.set_key)

    def _begins_in(self) -> int:
        """Milliseconds shown until a set begins for which a key was pressed; 0 otherwise."""
        at_start = self.position == self._here.start and self._begins_set(self._index)
        if self.state is not State.RUNNING or self._leads_in or not at_start:
            return 0
        return min(self.delay_left(self._last_now), MAX_BEGINS_IN)

    def _index_after(self, passed: Callable[[Segment], bool]) -> int:
        """The first index from here on at which `passed` is false; the number of segments if there is none."""
        index = self._index
        while index < len(self.timeline.segments) and passed(self.timeline.segments[index]):
            index += 1
        return index

    def _tally(self) -> Tally:
        return self._tallies[self._here.plan]
