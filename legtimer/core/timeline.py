"""A preset laid out in time: what happens at millisecond t. Screen, sound and history all read this one."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.preset import Block, Preset, milliseconds

SegmentKind = Literal["prepare", "up", "top", "down", "bottom", "work", "rest"]
Side = Literal["left", "right"]

TENSION_KINDS: frozenset[SegmentKind] = frozenset({"up", "top", "down", "bottom", "work"})


class Segment(Struct, frozen=True, kw_only=True):
    """A stretch of time in which one thing happens. Times in milliseconds from the start of the workout.

    `block`, `set` and `rep` count from 1. A rest belongs to the set before it, `prepare` to the first set; both, and
    work intervals, have no rep.
    """

    kind: SegmentKind
    start: int
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


class Timeline:
    """Segments that tile a workout from 0 to its duration, without gap or overlap."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments: tuple[Segment, ...] = tuple(segments)
        self._starts = [segment.start for segment in self.segments]

    @property
    def duration(self) -> int:
        """Milliseconds from the first to the last moment."""
        return self.segments[-1].end

    def index_at(self, t: int) -> int:
        """Which segment holds millisecond `t`, in O(log n); before 0 the first, after the end the last."""
        return max(0, bisect_right(self._starts, t) - 1)

    def at(self, t: int) -> Segment:
        """The segment that holds millisecond `t`."""
        return self.segments[self.index_at(t)]

    def changed(self, first: int, duration_of: Callable[[Segment], int]) -> "Timeline":
        """The same up to segment number `first`; from there on each lasts `duration_of(segment)` milliseconds."""
        later = [replace(segment, duration=duration_of(segment)) for segment in self.segments[first:]]
        return _in_a_row([*self.segments[:first], *later])


def build_timeline(preset: Preset) -> Timeline:
    """Lay a preset out in time."""
    return _in_a_row([piece for piece in _pieces(preset) if piece.duration])


def _in_a_row(pieces: Sequence[Segment]) -> Timeline:
    starts = accumulate((piece.duration for piece in pieces), initial=0)
    return Timeline(replace(piece, start=start) for piece, start in zip(pieces, starts, strict=False))


def _pieces(preset: Preset) -> Iterator[Segment]:
    """Every segment in order, its start left at 0."""
    yield Segment(kind="prepare", start=0, duration=milliseconds(preset.prepare), block=1, set=1)
    for number, block in enumerate(preset.blocks, 1):
        for set_ in range(1, block.sets + 1):
            yield from _set_pieces(block, number, set_)
            if set_ < block.sets:
                yield Segment(kind="rest", start=0, duration=milliseconds(block.rest), block=number, set=set_)
        if number < len(preset.blocks):
            yield Segment(kind="rest", start=0, duration=milliseconds(block.rest_after), block=number, set=block.sets)


def _set_pieces(block: Block, number: int, set_: int) -> Iterator[Segment]:
    if block.work is not None:
        yield Segment(kind="work", start=0, duration=milliseconds(block.work), block=number, set=set_)
    for rep in range(1, (block.reps or 0) + 1):
        for phase, duration in block.rep_phases:
            yield Segment(
                kind=phase, start=0, duration=duration, block=number, set=set_, rep=rep, side=_side(block, rep)
            )


def _side(block: Block, rep: int) -> Side | None:
    if block.sides == "both":
        return None
    return "left" if rep % 2 else "right"
