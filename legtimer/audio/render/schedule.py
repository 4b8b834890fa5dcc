"""Decides which sound starts at which sample, so that no two of a style are heard at once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from legtimer.audio.render.cue_events import CueEvents
from legtimer.audio.render.cues import (
    CUES,
    FORM_CUES,
    MAX_SHIFT,
    OTHER_FORM_CUES,
    Cue,
    CueEvent,
    Placing,
    number_sounds,
)
from legtimer.audio.render.mix import Style
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.settings import CountTiming
from legtimer.core.timeline import Segment, Timeline

GAP = 60  # milliseconds between two words, if one of them can be shifted
CLICK_LENGTH = 200  # milliseconds reserved for a click; the next click may cut off what it rings on after that


def sample_at(milliseconds: int) -> int:
    """The number of the sample at this time, counted from the start of the workout."""
    return (milliseconds * 441 + 5) // 10


class ScheduledSound(Struct, frozen=True):
    """Sounds of one style, one right after the other from sample `start` on, silent from sample `stop` on."""

    style: Style
    sounds: tuple[str, ...]
    start: int
    stop: int


class Schedule:
    """The sounds of a timeline, scheduled rep by rep when they are first asked for.

    `variations` holds the variation of each block, for the form cues; blocks beyond its end get the general ones.
    """

    def __init__(
        self,
        timeline: Timeline,
        sounds: SoundLibrary,
        styles: Sequence[Style],
        count: CountTiming = "complete",
        variations: Sequence[str] = (),
    ) -> None:
        self._segments = timeline.segments
        self._starts = [sample_at(segment.start) for segment in self._segments]
        self._sounds = sounds
        self._styles = styles
        self._variations = dict(enumerate(variations, 1))
        self._events = CueEvents(timeline)
        self._cues: defaultdict[tuple[Style, CueEvent], list[Cue]] = defaultdict(list)
        for cue in CUES:
            if cue.count in (None, count):
                self._cues[cue.style, cue.event].append(cue)
        self._scheduled: dict[int, list[ScheduledSound]] = {}
        # The segments of the same rep, by segment: a cue may start in an earlier phase than its event's.
        self._reps: dict[int, range] = {}
        for _, group in groupby(range(len(self._segments)), lambda index: self._segments[index].rep_key or index):
            first, *others = group
            rep = range(first, first + 1 + len(others))
            self._reps.update(dict.fromkeys(rep, rep))

    def starting_in(self, index: int) -> list[ScheduledSound]:
        """The sounds that start in the segment at `index`, those of each style in order of time."""
        if index not in self._scheduled:
            rep = self._reps[index]
            self._scheduled.update((each, []) for each in rep)
            for style in self._styles:
                for sound in self._schedule_rep(rep, style):
                    segment = bisect_right(self._starts, sound.start, rep.start, rep.stop) - 1
                    self._scheduled[segment].append(sound)
        return self._scheduled[index]

    def _schedule_rep(self, rep: range, style: Style) -> list[ScheduledSound]:
        candidates = [
            (cue, sample_at(at), self._segments[index])
            for index in rep
            for event, at in self._events.of_segment(index)
            for cue in self._cues[style, event]
            if not cue.kinds or self._segments[index].kind in cue.kinds
        ]
        candidates.sort(key=lambda candidate: (-candidate[0].priority, candidate[1]))
        gap = 0 if style == "clicks" else sample_at(GAP)
        reserved: list[range] = []
        scheduled = []
        for cue, at, segment in candidates:
            names = self._names(cue.sound, segment)
            length = sum(len(self._sounds.samples(name)) for name in names)
            first, last = sample_at(segment.start), sample_at(segment.end)
            needed = min(sample_at(CLICK_LENGTH), last - first) if style == "clicks" else length
            earliest = self._starts[rep.start] if cue.placing == "before" else first
            start = _free_start(cue.placing, at, needed, range(earliest, last), gap, reserved)
            if start is not None:
                reserved.append(range(start, start + needed))
                # A sound of the glide style ends with its segment, where the glide itself may continue.
                stop = min(start + length, last) if style == "glide" else start + length
                scheduled.append(ScheduledSound(style, names, start, stop))
        return sorted(scheduled, key=lambda sound: sound.start)

    def _names(self, sound: str, segment: Segment) -> tuple[str, ...]:
        """The files to play for the sound of a cue."""
        if sound == "{number}":
            return number_sounds(segment.rep or 1)
        if sound == "{form}":
            choice = FORM_CUES.get(self._variations.get(segment.block, ""), OTHER_FORM_CUES)
            return (choice[(segment.set + (segment.rep == 2)) % len(choice)],)
        return (sound,)


def _free_start(
    placing: Placing, at: int, length: int, window: range, gap: int, reserved: Sequence[range]
) -> int | None:
    """Where `length` samples in the window are free for a cue whose event is at sample `at`; None if nowhere.

    A cue that can be shifted keeps a gap to the others; one that belongs exactly on its event does not.
    """
    shift = sample_at(MAX_SHIFT)
    if placing == "at":
        if at >= window.stop:
            return at  # the end of the workout: nothing comes after it
        starts, gap = [at], 0
    elif placing == "after":
        later = [at, *(taken.stop + gap for taken in reserved)]
        starts = sorted(start for start in later if at <= start <= at + shift)
    else:
        latest = at - gap - length
        earlier = [latest, *(taken.start - gap - length for taken in reserved)]
        starts = sorted((start for start in earlier if latest - shift <= start <= latest), reverse=True)
    for start in starts:
        inside = window.start <= start and start + length <= window.stop
        if inside and all(start + length + gap <= taken.start or start >= taken.stop + gap for taken in reserved):
            return start
    return None
