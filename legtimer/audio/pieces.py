"""What of a workout is rendered and played as one piece of sound."""

from itertools import pairwise
from typing import NamedTuple

from legtimer.core.timeline import Segment, Timeline

SHORTEST = 3_000  # milliseconds: time enough to hand over the next piece while this one sounds
LONGEST = 300_000  # milliseconds: 26 MB


class Piece(NamedTuple):
    """From one moment of a workout to another, in milliseconds; `waits` if it begins only when it pleases a person."""

    start: int
    end: int
    waits: bool = False


def pieces(timeline: Timeline, start: int, *, wait: bool = False) -> list[Piece]:
    """The pieces from `start` (milliseconds) on: each set with the rest before it, or the time to get ready.

    With `wait`, sets begin when it pleases a person, so each is a piece of its own.
    """
    cuts = {start: False}
    for before, segment in pairwise(timeline.segments):
        begins_set = segment.tense and _set_of(before) != _set_of(segment)
        waits = wait and begins_set
        ends_set = before.tense and (begins_set or not segment.tense)
        if segment.start > start and (waits or (ends_set and segment.start - max(cuts) >= SHORTEST)):
            cuts[segment.start] = waits
    return [
        piece
        for (begin, waits), end in zip(cuts.items(), [*list(cuts)[1:], timeline.duration], strict=True)
        for piece in _divided(Piece(begin, end, waits))
    ]


def _divided(piece: Piece) -> list[Piece]:
    length = piece.end - piece.start
    parts = max(1, -(-length // LONGEST))
    cuts = [piece.start + length * part // parts for part in range(parts + 1)]
    return [Piece(begin, end, piece.waits and begin == piece.start) for begin, end in pairwise(cuts)]


def _set_of(segment: Segment) -> tuple[bool, int, int]:
    return segment.tense, segment.block, segment.set
