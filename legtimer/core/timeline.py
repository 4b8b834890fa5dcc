"""A preset laid out in time: what happens at millisecond t. Screen, sound and history all read this."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.preset import Block, Preset, milliseconds

SegmentKind = Literal["prepare", "up", "top", "down", "bottom", "work", "rest"]
Side = Literal["left", "right"]

TENSION_KINDS: frozenset[SegmentKind] = frozenset({"up", "top", "down", "bottom", "work"})


class Segment(Struct, frozen=True, kw_only=True):
    """A stretch of time in which one thing happens. `start` and `duration` are milliseconds of the workout.

    `block`, `set` and `rep` count from 1. A rest belongs to the set before it, `prepare` to the first set. Rest,
    `prepare` and `work` have no rep.
    """

    kind: SegmentKind
    start: int = 0
    duration: int
    block: int
    set: int
    rep: int | None = None
    side: Side | None = None

    @property
    def end(self) -> int:
        """The millisecond at which the next segment begins."""
        return self.start + self.duration

    @property
    def under_tension(self) -> bool:
        """Whether this is time under tension."""
        return self.kind in TENSION_KINDS

    @property
    def set_key(self) -> tuple[int, int] | None:
        """Block and set, equal for all segments in which one set is performed; None for prepare and rest."""
        return (self.block, self.set) if self.under_tension else None

    @property
    def rep_key(self) -> tuple[int, int, int] | None:
        """Block, set and rep, equal for all phases of one rep; None outside reps."""
        return None if self.rep is None else (self.block, self.set, self.rep)


class Timeline:
    """Segments that cover a workout from 0 to its duration, without gap or overlap."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments: tuple[Segment, ...] = tuple(segments)
        self._starts = [segment.start for segment in self.segments]

    @property
    def duration(self) -> int:
        """Milliseconds in all."""
        return self.segments[-1].end

    def index_at(self, t: int) -> int:
        """The index of the segment that contains millisecond `t`; the first before 0, the last after the end."""
        return max(0, bisect_right(self._starts, t) - 1)

    def at(self, t: int) -> Segment:
        """The segment that contains millisecond `t`."""
        return self.segments[self.index_at(t)]

    def changed(self, first: int, duration_of: Callable[[Segment], int]) -> "Timeline":
        """A copy in which each segment from index `first` on lasts `duration_of(segment)` milliseconds."""
        later = [replace(segment, duration=duration_of(segment)) for segment in self.segments[first:]]
        return _from_durations([*self.segments[:first], *later])


def build_timeline(preset: Preset) -> Timeline:
    """Lay a preset out in time; what lasts 0 is left out."""
    return _from_durations(segment for segment in _segments(preset) if segment.duration)


def _from_durations(segments: Iterable[Segment]) -> Timeline:
    """A timeline of these segments one after the other, whatever their starts are."""
    placed: list[Segment] = []
    for segment in segments:
        placed.append(replace(segment, start=placed[-1].end if placed else 0))
    return Timeline(placed)


def _segments(preset: Preset) -> Iterator[Segment]:
    """Every segment in order, without its start."""
    yield Segment(kind="prepare", duration=milliseconds(preset.prepare), block=1, set=1)
    for number, block in enumerate(preset.blocks, 1):
        for set_ in range(1, block.sets + 1):
            yield from _set_segments(block, number, set_)
            if set_ < block.sets:
                yield Segment(kind="rest", duration=milliseconds(block.rest), block=number, set=set_)
        if number < len(preset.blocks):
            yield Segment(kind="rest", duration=milliseconds(block.rest_after), block=number, set=block.sets)


def _set_segments(block: Block, number: int, set_: int) -> Iterator[Segment]:
    if block.work is not None:
        yield Segment(kind="work", duration=milliseconds(block.work), block=number, set=set_)
    for rep in range(1, (block.reps or 0) + 1):
        side: Side | None = None if block.sides == "both" else "left" if rep % 2 else "right"
        for phase, duration in block.rep_phases:
            yield Segment(kind=phase, duration=duration, block=number, set=set_, rep=rep, side=side)
