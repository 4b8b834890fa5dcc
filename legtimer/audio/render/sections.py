"""Divides a workout into sections that are rendered and played in one piece."""

from itertools import pairwise
from typing import NamedTuple

from legtimer.core.timeline import Timeline

SHORTEST = 3_000  # milliseconds: long enough to order the next section while this one is heard
LONGEST = 300_000  # milliseconds: 26 MB


class Section(NamedTuple):
    """A stretch of a workout, in milliseconds; with `starts_on_key`, it starts only when the person presses a key."""

    start: int
    end: int
    starts_on_key: bool = False


def sections(timeline: Timeline, start: int, *, wait: bool = False) -> list[Section]:
    """The sections from `start` (milliseconds) on: each set with the rest or the preparation before it.

    With `wait`, as in `Workout`, each set starts on a key and is a section of its own.
    """
    found: list[Section] = []
    begin, begins_on_key = start, False
    for before, segment in pairwise(timeline.segments):
        starts_set = segment.under_tension and before.set_key != segment.set_key
        starts_on_key = wait and starts_set
        ends_set = before.under_tension and (starts_set or not segment.under_tension)
        if segment.start > start and (starts_on_key or (ends_set and segment.start - begin >= SHORTEST)):
            found += _divided(Section(begin, segment.start, begins_on_key))
            begin, begins_on_key = segment.start, starts_on_key
    return [*found, *_divided(Section(begin, timeline.duration, begins_on_key))]


def _divided(section: Section) -> list[Section]:
    """Equal parts of a section, none of them too long."""
    length = section.end - section.start
    parts = max(1, -(-length // LONGEST))
    cuts = [section.start + length * part // parts for part in range(parts + 1)]
    return [Section(begin, end, section.starts_on_key and begin == section.start) for begin, end in pairwise(cuts)]
