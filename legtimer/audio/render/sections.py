"""What of a workout is rendered and played as one section of sound."""

from itertools import pairwise
from typing import NamedTuple

from legtimer.core.timeline import Timeline

SHORTEST = 3_000  # milliseconds: time enough to hand over the next section while this one sounds
LONGEST = 300_000  # milliseconds: 26 MB


class Section(NamedTuple):
    """From one moment of a workout to another, in milliseconds; `waits` if it begins only when it pleases a person."""

    start: int
    end: int
    waits: bool = False


def sections(timeline: Timeline, start: int, *, wait: bool = False) -> list[Section]:
    """The sections from `start` (milliseconds) on: each set with the rest before it, or the time to get ready.

    With `wait`, sets begin when it pleases a person, so each is a section of its own.
    """
    cuts = {start: False}
    for before, segment in pairwise(timeline.segments):
        begins_set = segment.under_tension and before.set_key != segment.set_key
        waits = wait and begins_set
        ends_set = before.under_tension and (begins_set or not segment.under_tension)
        if segment.start > start and (waits or (ends_set and segment.start - max(cuts) >= SHORTEST)):
            cuts[segment.start] = waits
    return [
        section
        for (begin, waits), end in zip(cuts.items(), [*list(cuts)[1:], timeline.duration], strict=True)
        for section in _divided(Section(begin, end, waits))
    ]


def _divided(section: Section) -> list[Section]:
    length = section.end - section.start
    parts = max(1, -(-length // LONGEST))
    cuts = [section.start + length * part // parts for part in range(parts + 1)]
    return [Section(begin, end, section.waits and begin == section.start) for begin, end in pairwise(cuts)]
