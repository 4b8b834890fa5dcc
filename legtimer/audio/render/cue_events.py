"""The events of a timeline that a cue can mark, and when they happen."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from legtimer.audio.render.cues import CueEvent
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE
from legtimer.core.speech import spoken_number, spoken_stem
from legtimer.core.timeline import Segment, Timeline

HALF_REPS_MIN = 8  # reps: in a shorter set "half the reps done" is not worth saying
HALF_WORK_MIN = 10_000  # milliseconds: the same for "half the work done"
TEN_SECONDS_MIN = 15_000  # milliseconds: in a shorter segment "10 s left" would come right at the start
THIRTY_SECONDS_MIN = 45_000  # milliseconds
COUNTDOWN_MIN = 3_000  # milliseconds
WAKE_UP = 800  # milliseconds before the first word, in which a Bluetooth speaker wakes up
COUNT_STEPS = (2, 5, 10)  # in a set of fast reps every second, fifth or tenth is counted aloud
COUNT_INTERVAL = 3_500  # milliseconds: the least time between two such numbers
GAP = 60  # milliseconds between two words, if one of them can be shifted


class CueEvents:
    """The events of a timeline, by segment; times in milliseconds from the start of the workout.

    `broken` holds block and set of the sets that were ended because form broke.
    """

    def __init__(self, timeline: Timeline, sounds: SoundLibrary, broken: Collection[tuple[int, int]] = ()) -> None:
        self._segments = timeline.segments
        self._broken = broken
        self._reps: dict[tuple[int, int], int] = {}
        by_set: defaultdict[tuple[int, int], list[Segment]] = defaultdict(list)
        for segment in self._segments:
            if segment.rep:
                self._reps[segment.block, segment.set] = segment.rep
                by_set[segment.block, segment.set].append(segment)
        self._counting = {key: _counting(of_set, sounds) for key, of_set in by_set.items()}

    def of_segment(self, index: int) -> Iterator[tuple[CueEvent, int]]:
        """The events of the segment at `index` and their times, in no particular order."""
        segment = self._segments[index]
        before = self._segments[index - 1] if index else None
        after = self._segments[index + 1] if index + 1 < len(self._segments) else None
        yield segment.kind, segment.start
        yield from _by_time(segment)
        if segment.kind in ("prepare", "rest") and after:
            yield from self._announcement(segment, after)
        if before and before.under_tension and before.set_key != segment.set_key:
            yield "set ends", segment.start
        if after is None:
            yield "workout ends", segment.end
        if segment.rep:
            starts_rep = before is None or before.rep_key != segment.rep_key
            ends_rep = after is None or after.rep_key != segment.rep_key
            yield from self._of_rep(segment, segment.rep, starts_rep, ends_rep)

    def _announcement(self, segment: Segment, after: Segment) -> Iterator[tuple[CueEvent, int]]:
        if (segment.block, segment.set) in self._broken and segment.kind == "rest":
            yield "set broken off", segment.start
        if segment.kind == "prepare":
            yield "exercise follows", segment.start + WAKE_UP
        else:
            yield ("next set follows" if after.block == segment.block else "next exercise follows"), segment.start

    def _of_rep(self, segment: Segment, rep: int, starts_rep: bool, ends_rep: bool) -> Iterator[tuple[CueEvent, int]]:
        left = self._reps[segment.block, segment.set] - rep
        step, with_more = self._counting[segment.block, segment.set]
        if step == 1:
            if starts_rep:
                yield "rep starts", segment.start
            if ends_rep:
                yield "rep ends", segment.end
                if left == 1:
                    yield "last rep next", segment.end
                if left == 3 and with_more:
                    yield "three reps left", segment.end
                if left == rep and left + rep >= HALF_REPS_MIN and with_more:
                    yield "half the reps done", segment.end
            return
        if rep % step == 0 and left > 3:
            if starts_rep:
                yield "fast rep starts", segment.start
            if ends_rep:
                yield "fast rep ends", segment.end
        if ends_rep and left == 1:
            yield "fast last rep next", segment.end
        if ends_rep and left == 2:
            yield "fast two reps left", segment.end
        if ends_rep and left == 3:
            yield "fast three reps left", segment.end


def _by_time(segment: Segment) -> Iterator[tuple[CueEvent, int]]:
    """The events that depend on nothing but the time since the start of the segment, or until its end."""
    for second in range(1000, segment.duration, 1000):
        yield "second", segment.start + second
    if segment.kind == "work" and segment.duration >= HALF_WORK_MIN:
        yield "half the work done", segment.start + segment.duration // 2
    if segment.kind in ("prepare", "rest", "work"):
        if segment.duration >= THIRTY_SECONDS_MIN:
            yield "30 s left", segment.end - 30_000
        if segment.duration >= TEN_SECONDS_MIN:
            yield "10 s left", segment.end - 10_000
        if segment.duration >= COUNTDOWN_MIN:
            yield "3 s left", segment.end - 3_000
            yield "2 s left", segment.end - 2_000
            yield "1 s left", segment.end - 1_000


def _counting(segments: Sequence[Segment], sounds: SoundLibrary) -> tuple[int, bool]:
    """Every how many reps of a set are counted aloud, and whether there is time for "three more" after the number.

    Every rep is counted (1) if after the word of its last moving phase there is time for the number.
    """
    reps: defaultdict[int, list[Segment]] = defaultdict(list)
    for segment in segments:
        reps[segment.rep or 0].append(segment)
    room = shortest = segments[-1].end  # milliseconds
    for phases in reps.values():
        end = phases[-1].end
        shortest = min(shortest, end - phases[0].start)
        move = next(phase for phase in reversed(phases) if phase.kind in ("up", "down"))
        room = min(room, end - move.start - spoken_ms(move.kind, sounds) - 2 * GAP)
    number = max(spoken_ms(spoken_number(rep), sounds) for rep in reps)
    if room >= number:
        more = max(spoken_ms(text, sounds) for text in ("three more", "half way"))
        return 1, room >= number + more + 2 * GAP
    return next((step for step in COUNT_STEPS if step * shortest >= COUNT_INTERVAL), COUNT_STEPS[-1]), False


def spoken_ms(text: str, sounds: SoundLibrary) -> int:
    """Milliseconds that a text takes; 0 if it has no recording."""
    return sounds.length(spoken_stem(text)) * 1000 // RATE
