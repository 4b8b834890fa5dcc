"""A preset laid out in time: what happens at millisecond t. Screen, sound and history all read this."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.plan import Bests, SetKey, SetPlan, set_plans
from legtimer.core.preset import Block, Preset, Side, milliseconds

SegmentKind = Literal["prepare", "up", "top", "down", "bottom", "work", "rest", "switch"]

TENSION_KINDS: frozenset[SegmentKind] = frozenset({"up", "top", "down", "bottom", "work"})
BETWEEN_SETS: frozenset[SegmentKind] = frozenset({"rest", "switch"})


class Segment(Struct, frozen=True, kw_only=True):
    """A stretch of time in which one thing happens. `start` and `duration` are milliseconds of the workout.

    A rest or a switch of sides belongs to the set before it, `prepare` to the first set. `rep` counts from 1; rest,
    switch, `prepare` and `work` have none. `side` is that of the set or, where they alternate, of the rep.
    """

    kind: SegmentKind
    start: int = 0
    duration: int
    plan: SetPlan
    rep: int | None = None
    side: Side | None = None

    @property
    def round(self) -> int:
        """The round, from 1."""
        return self.plan.round

    @property
    def block(self) -> int:
        """The number of the block, from 1."""
        return self.plan.block

    @property
    def set(self) -> int:
        """The number of the set in its block and round, from 1."""
        return self.plan.set

    @property
    def end(self) -> int:
        """The millisecond at which the next segment begins."""
        return self.start + self.duration

    @property
    def under_tension(self) -> bool:
        """Whether this is time under tension."""
        return self.kind in TENSION_KINDS

    @property
    def between_sets(self) -> bool:
        """Whether this is a rest between two sets, or the switch between the sides of one."""
        return self.kind in BETWEEN_SETS

    @property
    def set_key(self) -> SetKey | None:
        """The key of the set, equal for all segments in which one set is performed; None outside sets."""
        return self.plan.key if self.under_tension else None

    @property
    def rep_key(self) -> tuple[SetKey, int] | None:
        """The key of the set and the rep, equal for all phases of one rep; None outside reps."""
        return None if self.rep is None else (self.plan.key, self.rep)


class Timeline:
    """Segments that cover a workout from 0 to its duration, without gap or overlap."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments: tuple[Segment, ...] = tuple(segments)
        self._starts = [segment.start for segment in self.segments]

    @property
    def duration(self) -> int:
        """Milliseconds in all."""
        return self.segments[-1].end

    @property
    def tension(self) -> int:
        """Milliseconds under tension."""
        return sum(segment.duration for segment in self.segments if segment.under_tension)

    def index_at(self, t: int) -> int:
        """The index of the segment that contains millisecond `t`; the first before 0, the last after the end."""
        return max(0, bisect_right(self._starts, t) - 1)

    def at(self, t: int) -> Segment:
        """The segment that contains millisecond `t`."""
        return self.segments[self.index_at(t)]

    def set_at(self, index: int) -> range:
        """The indices of the set in which the segment at `index` is performed."""
        key = self.segments[index].set_key
        first = last = index
        while first and self.segments[first - 1].set_key == key:
            first -= 1
        while last + 1 < len(self.segments) and self.segments[last + 1].set_key == key:
            last += 1
        return range(first, last + 1)

    def changed(self, first: int, duration_of: Callable[[Segment], int]) -> "Timeline":
        """A copy in which each segment from index `first` on lasts `duration_of(segment)` milliseconds."""
        later = [replace(segment, duration=duration_of(segment)) for segment in self.segments[first:]]
        return self.replaced(first, len(self.segments), later)

    def replaced(self, first: int, stop: int, segments: Iterable[Segment]) -> "Timeline":
        """A copy with other segments in place of those from index `first` to before `stop`."""
        return _from_durations([*self.segments[:first], *segments, *self.segments[stop:]])


def build_timeline(preset: Preset, bests: Bests | None = None) -> Timeline:
    """Lay a preset out in time; what lasts 0 is left out. A set that is "max" is as long as the best so far."""
    return _from_durations(segment for segment in _segments(preset, bests) if segment.duration)


def set_segments(block: Block, plan: SetPlan, first_rep: int = 1) -> Iterator[Segment]:
    """The segments of one set from a rep on, without their starts."""
    if plan.work:
        yield Segment(kind="work", duration=plan.work, plan=plan, side=plan.side)
    for rep in range(first_rep, plan.reps + 1):
        side = plan.side
        if block.sides == "alternate":
            side = "left" if rep % 2 else "right"
        for phase, duration in block.rep_phases:
            yield Segment(kind=phase, duration=duration, plan=plan, rep=rep, side=side)


def _from_durations(segments: Iterable[Segment]) -> Timeline:
    """A timeline of these segments one after the other, whatever their starts are."""
    placed: list[Segment] = []
    for segment in segments:
        placed.append(replace(segment, start=placed[-1].end if placed else 0))
    return Timeline(placed)


def _segments(preset: Preset, bests: Bests | None) -> Iterator[Segment]:
    """Every segment in order, without its start."""
    plans = list(set_plans(preset.blocks, preset.rounds, bests))
    yield Segment(kind="prepare", duration=milliseconds(preset.prepare), plan=plans[0], side=plans[0].side)
    for plan, following in pairwise([*plans, None]):
        assert plan is not None
        yield from set_segments(preset.blocks[plan.block - 1], plan)
        if following is not None:
            yield _between(preset, plan, following)


def _between(preset: Preset, plan: SetPlan, following: SetPlan) -> Segment:
    """The rest between two sets, or the switch between two sides."""
    block = preset.blocks[plan.block - 1]
    kind: SegmentKind = "rest"
    if following.round != plan.round:
        seconds = preset.round_rest
    elif following.block != plan.block:
        seconds = block.rest_after
    elif following.set != plan.set:
        seconds = block.rest
    else:
        kind, seconds = "switch", block.switch
    return Segment(kind=kind, duration=milliseconds(seconds), plan=plan, side=plan.side)
