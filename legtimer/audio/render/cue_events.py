"""The events of a timeline that a cue can mark, and when they happen."""

from collections.abc import Iterator

from legtimer.audio.render.cues import CueEvent
from legtimer.core.timeline import Segment, Timeline

HALF_REPS_MIN = 6  # reps: in a shorter set "half the reps done" is not worth saying
SECOND_FORM_CUE_MIN = 4  # reps: a set at least this long gets a second form cue, in its middle
HALF_WORK_MIN = 10_000  # milliseconds: the same for "half the work done"
TEN_SECONDS_MIN = 15_000  # milliseconds: in a shorter segment "10 s left" would come right at the start
COUNTDOWN_MIN = 3_000  # milliseconds
FORM_CUE_DELAY = 1_000  # milliseconds into the way down


class CueEvents:
    """The events of a timeline, by segment; times in milliseconds from the start of the workout."""

    def __init__(self, timeline: Timeline) -> None:
        self._segments = timeline.segments
        self._reps = {(s.block, s.set): s.rep for s in self._segments if s.rep}

    def of_segment(self, index: int) -> Iterator[tuple[CueEvent, int]]:
        """The events of the segment at `index` and their times, in no particular order."""
        segment = self._segments[index]
        before = self._segments[index - 1] if index else None
        after = self._segments[index + 1] if index + 1 < len(self._segments) else None
        yield segment.kind, segment.start
        yield from _by_time(segment)
        if before and before.under_tension and before.set_key != segment.set_key:
            yield "set ends", segment.start
        if after is None:
            yield "workout ends", segment.end
        if segment.rep:
            starts_rep = before is None or before.rep_key != segment.rep_key
            ends_rep = after is None or after.rep_key != segment.rep_key
            yield from self._of_rep(segment, segment.rep, starts_rep, ends_rep)

    def _of_rep(self, segment: Segment, rep: int, starts_rep: bool, ends_rep: bool) -> Iterator[tuple[CueEvent, int]]:
        reps = self._reps[segment.block, segment.set] or rep
        if starts_rep:
            yield "rep starts", segment.start
            if segment.side:
                yield ("left starts" if segment.side == "left" else "right starts"), segment.start
        if ends_rep:
            yield "rep ends", segment.end
            if rep == reps - 1:
                yield "last rep next", segment.end
            if 2 * rep == reps and reps >= HALF_REPS_MIN:
                yield "half the reps done", segment.end
            if segment.side and rep < reps:
                yield "side changes next", segment.start
        if segment.kind == "down" and (rep == 2 or (reps >= SECOND_FORM_CUE_MIN and rep == reps // 2 + 1)):
            yield "on the way down", segment.start + FORM_CUE_DELAY


def _by_time(segment: Segment) -> Iterator[tuple[CueEvent, int]]:
    """The events that depend on nothing but the time since the start of the segment, or until its end."""
    for second in range(1000, segment.duration, 1000):
        yield "second", segment.start + second
    if segment.kind == "work" and segment.duration >= HALF_WORK_MIN:
        yield "half the work done", segment.start + segment.duration // 2
    if segment.kind in ("prepare", "rest", "work"):
        if segment.duration >= TEN_SECONDS_MIN:
            yield "10 s left", segment.end - 10_000
        if segment.duration >= COUNTDOWN_MIN:
            yield "3 s left", segment.end - 3_000
            yield "2 s left", segment.end - 2_000
            yield "1 s left", segment.end - 1_000
