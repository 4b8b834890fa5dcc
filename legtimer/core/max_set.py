"""A "max" set in a timeline: more of it is planned while it is performed, and what is left is dropped when it ends."""

from msgspec.structs import replace

from legtimer.core.preset import GUESSED_REPS, GUESSED_WORK, LONGEST_MAX, MOST_REPS, Block
from legtimer.core.timeline import Timeline, set_segments

AHEAD = 15_000  # milliseconds: before less than this is left of the set, more of it is planned


def planned_ahead(timeline: Timeline, index: int, position: int, block: Block) -> Timeline:
    """The timeline with enough left of the set at `index` after `position` (milliseconds), up to the limit of a set."""
    stop = timeline.set_at(index).stop
    last = timeline.segments[stop - 1]
    at_limit = last.duration >= LONGEST_MAX if last.rep is None else last.rep >= MOST_REPS
    if at_limit or last.end - position >= AHEAD:
        return timeline
    if last.rep is None:
        longer = replace(last, duration=min(last.duration + GUESSED_WORK, LONGEST_MAX))
        return timeline.replaced(stop - 1, stop, [longer])
    plan = replace(last.plan, reps=min(last.rep + GUESSED_REPS, MOST_REPS))
    more = [replace(segment, plan=last.plan) for segment in set_segments(block, plan, last.rep + 1)]
    return timeline.replaced(stop, stop, more)


def ended(timeline: Timeline, index: int, position: int) -> tuple[Timeline, int]:
    """The timeline without what is left of the set at `index` after `position`, and the index of its last segment.

    A rep that is not complete is dropped as a whole, except the first.
    """
    whole, here = timeline.set_at(index), timeline.segments[index]
    if here.rep is None:
        kept = [replace(here, duration=max(1, position - here.start))]
    else:
        last_rep = max(1, here.rep - 1)
        kept = [each for each in timeline.segments[whole.start : whole.stop] if (each.rep or 0) <= last_rep]
    return timeline.replaced(whole.start, whole.stop, kept), whole.start + len(kept) - 1
