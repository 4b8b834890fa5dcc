"""What there is to say in each segment of a timeline, and when."""

from collections.abc import Iterator

from legtimer.audio.render.cues import CueEvent
from legtimer.core.timeline import Segment, Timeline

HALF_REPS_FROM = 6  # reps: in a shorter set it only adds words
FORM_FROM = 4  # reps: in a longer set the form cue comes a second time, in its middle
HALF_WORK_FROM = 10_000  # milliseconds
TEN_SECONDS_FROM = 15_000  # milliseconds: in less, "ten seconds" would come right at the start
COUNTDOWN_FROM = 3_000  # milliseconds
FORM_AFTER = 1_000  # milliseconds into the way down


class CueEvents:
    """The moments of a timeline, segment by segment; times in milliseconds from the start of the workout."""

    def __init__(self, timeline: Timeline) -> None:
        self._segments = timeline.segments
        self._reps = {(s.block, s.set): s.rep for s in self._segments if s.rep}

    def of(self, index: int) -> Iterator[tuple[CueEvent, int]]:
        """Everything that happens in the segment at `index`, in no order."""
        segment = self._segments[index]
        before = self._segments[index - 1] if index else None
        after = self._segments[index + 1] if index + 1 < len(self._segments) else None
        yield segment.kind, segment.start
        yield from _time_passing(segment)
        if before and before.under_tension and before.set_key != segment.set_key:
            yield "set ends", segment.start
        if after is None:
            yield "workout ends", segment.end
        if segment.rep:
            yield from self._rep(segment, segment.rep, before, after)

    def _rep(
        self, segment: Segment, rep: int, before: Segment | None, after: Segment | None
    ) -> Iterator[tuple[CueEvent, int]]:
        reps = self._reps[segment.block, segment.set] or rep
        if before is None or before.rep_key != segment.rep_key:
            yield "rep starts", segment.start
            if segment.side:
                yield ("left starts" if segment.side == "left" else "right starts"), segment.start
        if after is None or after.rep_key != segment.rep_key:
            yield "rep ends", segment.end
            if rep == reps - 1:
                yield "last rep next", segment.end
            if 2 * rep == reps and reps >= HALF_REPS_FROM:
                yield "half the reps done", segment.end
            if segment.side and rep < reps:
                yield "side changes next", segment.start
        if segment.kind == "down" and (rep == 2 or (reps >= FORM_FROM and rep == reps // 2 + 1)):
            yield "on the way down", segment.start + FORM_AFTER


def _time_passing(segment: Segment) -> Iterator[tuple[CueEvent, int]]:
    for second in range(1000, segment.duration, 1000):
        yield "second", segment.start + second
    if segment.kind == "work" and segment.duration >= HALF_WORK_FROM:
        yield "half the work done", segment.start + segment.duration // 2
    if segment.kind in ("prepare", "rest", "work"):
        if segment.duration >= TEN_SECONDS_FROM:
            yield "10 s left", segment.end - 10_000
        if segment.duration >= COUNTDOWN_FROM:
            yield "3 s left", segment.end - 3_000
            yield "2 s left", segment.end - 2_000
            yield "1 s left", segment.end - 1_000
