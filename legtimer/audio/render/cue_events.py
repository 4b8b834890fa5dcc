"""The events of a timeline that a cue can mark, and when they happen."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from legtimer.audio.render.cues import CueEvent
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE
from legtimer.core.plan import Bests, SetKey
from legtimer.core.speech import spoken_duration, spoken_number, spoken_stem
from legtimer.core.timeline import Segment, Timeline

HALF_REPS_MIN = 8  # reps: in a shorter set "half the reps done" is not worth saying
HALF_WORK_MIN = 10_000  # milliseconds: the same for "half the work done"
TEN_SECONDS_MIN = 15_000  # milliseconds: in a shorter segment "10 s left" would come right at the start
COUNTDOWN_MIN = 3_000  # milliseconds
COUNT_STEPS = (2, 5, 10)  # in a set of fast reps every second, fifth or tenth is counted aloud
COUNT_INTERVAL = 3_500  # milliseconds: the least time between two such numbers
# How often the time that has passed is said, as (until, every) in milliseconds; and the same for the time left, counted
# back from the end.
PASSED_EVERY = ((60_000, 15_000), (600_000, 30_000))
LEFT_EVERY = ((120_000, 30_000), (600_000, 60_000))
FAST_LEFT: dict[int, CueEvent] = {1: "fast last rep next", 2: "fast two reps left", 3: "fast three reps left"}
GAP = 60  # milliseconds between two words, if one of them can be shifted


class CueEvents:
    """The events of a timeline, by segment; times in milliseconds from the start of the workout.

    `broken` holds the keys of the sets that were ended because form broke, `bests` the bests of "max" sets.
    """

    def __init__(
        self,
        timeline: Timeline,
        sounds: SoundLibrary,
        broken: Collection[SetKey] = (),
        bests: Bests | None = None,
    ) -> None:
        self._segments = timeline.segments
        self._broken = broken
        self._bests: Mapping[int, int] = bests or {}
        self._reps: dict[SetKey, int] = {}
        by_set: defaultdict[SetKey, list[Segment]] = defaultdict(list)
        for segment in self._segments:
            if segment.rep:
                self._reps[segment.plan.key] = segment.rep
                by_set[segment.plan.key].append(segment)
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
        best = self._bests.get(segment.block) if segment.plan.max else None
        if best is not None:
            yield from _new_best(segment, best, starts_rep=before is None or before.rep_key != segment.rep_key)

    def texts_of_segment(self, index: int) -> Iterator[tuple[CueEvent, int, str]]:
        """The events that bring their own text: how long a "max" set of work has lasted, or a rest still lasts."""
        segment = self._segments[index]
        if segment.kind == "work" and segment.plan.max:
            for passed in _marks(PASSED_EVERY, segment.duration - 1):
                yield "time passed", segment.start + passed, spoken_duration(passed // 1000)
        if not segment.under_tension:
            for left in _marks(LEFT_EVERY, segment.duration - TEN_SECONDS_MIN):
                yield "time left", segment.end - left, spoken_duration(left // 1000)

    def _announcement(self, segment: Segment, after: Segment) -> Iterator[tuple[CueEvent, int]]:
        if segment.plan.key in self._broken and segment.kind == "rest":
            yield "set broken off", segment.start
        if segment.kind == "prepare":
            yield "exercise follows", segment.start
            return
        if after.round != segment.round:
            yield "next round follows", segment.start
        if after.block != segment.block:
            yield "next exercise follows", segment.start
        elif after.round == segment.round:
            yield "next set follows", segment.start

    def _of_rep(self, segment: Segment, rep: int, starts_rep: bool, ends_rep: bool) -> Iterator[tuple[CueEvent, int]]:
        left = self._reps[segment.plan.key] - rep
        step, with_more = self._counting[segment.plan.key]
        open_ended = segment.plan.max
        if step == 1:
            if starts_rep:
                yield "rep starts", segment.start
            if ends_rep:
                yield "rep ends", segment.end
                yield from ((event, segment.end) for event in _left(rep, left, with_more=with_more) if not open_ended)
        else:
            if rep % step == 0 and (left > 3 or open_ended):
                if starts_rep:
                    yield "fast rep starts", segment.start
                if ends_rep:
                    yield "fast rep ends", segment.end
            if ends_rep and left in FAST_LEFT and not open_ended:
                yield FAST_LEFT[left], segment.end


def _marks(steps: Sequence[tuple[int, int]], last: int) -> Iterator[int]:
    """The times at which something is said, up to `last`, in milliseconds; `steps` are (until, every)."""
    mark = 0
    for until, every in steps:
        while mark + every <= min(until, last):
            mark += every
            yield mark


def _left(rep: int, left: int, *, with_more: bool) -> Iterator[CueEvent]:
    """What there is to say of the reps that are left after this one; `with_more` if there is time for more."""
    if left == 1:
        yield "last rep next"
    if left == 3 and with_more:
        yield "three reps left"
    if left == rep and left + rep >= HALF_REPS_MIN and with_more:
        yield "half the reps done"


def _by_time(segment: Segment) -> Iterator[tuple[CueEvent, int]]:
    """The events that depend on nothing but the time since the start of the segment, or until its end."""
    for second in range(1000, segment.duration, 1000):
        yield "second", segment.start + second
    if segment.under_tension and segment.plan.max:
        return
    if segment.kind == "work" and segment.duration >= HALF_WORK_MIN:
        yield "half the work done", segment.start + segment.duration // 2
    if segment.rep is None:
        if segment.duration >= TEN_SECONDS_MIN:
            yield "10 s left", segment.end - 10_000
        if segment.duration >= COUNTDOWN_MIN:
            yield "3 s left", segment.end - 3_000
            yield "2 s left", segment.end - 2_000
            yield "1 s left", segment.end - 1_000


def _new_best(segment: Segment, best: int, *, starts_rep: bool) -> Iterator[tuple[CueEvent, int]]:
    """Once more was done in a "max" set than ever before: one rep more, or one second."""
    if segment.kind == "work" and segment.duration > best + 1000:
        yield "new best", segment.start + best + 1000
    elif starts_rep and segment.rep == best + 2:
        yield "new best", segment.start


def _counting(segments: Sequence[Segment], sounds: SoundLibrary) -> tuple[int, bool]:
    """How many reps of a set apart two numbers are said, and whether there is time for "three more" after a number.

    Every rep is counted (1) if there is time for its number after the word for its last moving phase.
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
