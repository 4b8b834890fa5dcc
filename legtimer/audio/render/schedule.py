"""Decides which sound starts at which sample, so that no two of a style are heard at once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.cue_events import GAP, CueEvents
from legtimer.audio.render.cues import CUES, Cue, CueEvent
from legtimer.audio.render.form_cues import form_cues
from legtimer.audio.render.mix import Style
from legtimer.audio.render.reserved import Reserved
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.render.wording import Spoken, Wording
from legtimer.core.timeline import Timeline

CLICK_LENGTH = 200  # milliseconds reserved for a click; if it rings longer, the next click may cut it off
MAX_SHIFT = 1_800  # milliseconds between an event and a cue placed "after" or "before" it
QUEUE_GAP = 200  # milliseconds between two sentences that are said one after the other


def sample_at(milliseconds: int) -> int:
    """The number of the sample at this time, counted from the start of the workout."""
    return (milliseconds * 441 + 5) // 10  # 44.1 samples a millisecond, rounded without floating point


class ScheduledSound(Struct, frozen=True):
    """Sounds of one style, one after the other from sample `start` on, silent from sample `stop` on."""

    style: Style
    sounds: tuple[str, ...]
    start: int
    stop: int


class _Candidate(Struct, frozen=True):
    """A cue at an event: the sample of the event, and the ways to say it."""

    cue: Cue
    at: int
    segment: int
    ways: list[Spoken]


class Schedule:
    """The sounds of a timeline, scheduled set by set when they are first asked for."""

    def __init__(
        self, timeline: Timeline, sounds: SoundLibrary, styles: Sequence[Style], coaching: Coaching | None = None
    ) -> None:
        coaching = coaching or Coaching()
        self._segments = timeline.segments
        self._starts = [sample_at(segment.start) for segment in self._segments]
        self._end = sample_at(timeline.duration)
        self._sounds = sounds
        self._styles = styles
        self._events = CueEvents(timeline, sounds, coaching.broken, coaching.bests)
        self._wording = Wording(timeline, coaching, sounds)
        self._form = form_cues(timeline, coaching, sounds)
        self._cues: defaultdict[tuple[Style, CueEvent], list[Cue]] = defaultdict(list)
        for cue in CUES:
            if cue.count in (None, coaching.count) and coaching.level in cue.coach:
                self._cues[cue.style, cue.event].append(cue)
        self._order = {cue: place for place, cue in enumerate(CUES)}
        self._scheduled: dict[int, list[ScheduledSound]] = {}
        # The segments of the same set and of the same rep, by segment: a word may reach into another phase.
        self._sets = _groups([segment.set_key for segment in self._segments])
        self._reps = _groups([segment.rep_key for segment in self._segments])

    def starting_in(self, index: int) -> list[ScheduledSound]:
        """The sounds that start in the segment at `index`, those of each style in order of time."""
        if index not in self._scheduled:
            of_set = self._sets[index]
            self._scheduled.update((each, []) for each in of_set)
            for style in self._styles:
                for sound in self._schedule_set(of_set, style):
                    segment = bisect_right(self._starts, sound.start, of_set.start, of_set.stop) - 1
                    self._scheduled[segment].append(sound)
        return self._scheduled[index]

    def _schedule_set(self, indices: range, style: Style) -> list[ScheduledSound]:
        candidates = list(self._candidates(indices, style))
        queue = [candidate for candidate in candidates if candidate.cue.placing == "queue"]
        queue.sort(key=lambda candidate: self._order[candidate.cue])
        fixed = [candidate for candidate in candidates if candidate.cue.placing != "queue"]
        fixed.sort(key=lambda candidate: (-candidate.cue.priority, candidate.at))
        reserved = Reserved()
        scheduled = []
        queue_start = 0
        for candidate in (*fixed, *queue):
            sound = self._reserve(candidate, style, indices, reserved, queue_start)
            if sound is not None:
                scheduled.append(sound)
                if candidate.cue.placing == "queue":
                    queue_start = sound.stop
        return sorted(scheduled, key=lambda sound: sound.start)

    def _reserve(
        self, candidate: _Candidate, style: Style, of_set: range, reserved: Reserved, queue_start: int
    ) -> ScheduledSound | None:
        """Reserve samples for the first way to say a cue for which there is room; None if there is none."""
        segment = self._segments[candidate.segment]
        segment_start, segment_end = sample_at(segment.start), sample_at(segment.end)
        for way in candidate.ways:
            length = self._sounds.joined_length(way)
            needed = min(sample_at(CLICK_LENGTH), segment_end - segment_start) if style == "clicks" else length
            start = self._free_start(candidate, needed, of_set, reserved, queue_start)
            if start is not None:
                reserved.add(start, start + needed)
                stop = start + length
                if style == "glide":  # it ends with its segment, where the glide itself may continue
                    stop = min(stop, segment_end)
                return ScheduledSound(style, way, start, stop)
        return None

    def _candidates(self, indices: range, style: Style) -> Iterator[_Candidate]:
        for index in indices:
            kind = self._segments[index].kind
            for event, at, text in self._events_in(index):
                for cue in self._cues[style, event]:
                    if not cue.kinds or kind in cue.kinds:
                        for ways in self._wording.utterances(cue, index, text):
                            yield _Candidate(cue, sample_at(at), index, ways)

    def _events_in(self, index: int) -> Iterator[tuple[CueEvent, int, str]]:
        """The events of a segment, their times in milliseconds, and the texts that they bring, if any."""
        for event, at in self._events.of_segment(index):
            yield event, at, ""
        yield from self._events.texts_of_segment(index)
        for at, line in self._form.get(index, ()):
            yield "form cue", at, line

    def _free_start(
        self, candidate: _Candidate, length: int, of_set: range, reserved: Reserved, queue_start: int
    ) -> int | None:
        """Where `length` samples are free for a cue; None if nowhere.

        A cue that can be shifted keeps a gap to the others; one that belongs exactly on its event does not.
        """
        cue, at = candidate.cue, candidate.at
        segment = self._segments[candidate.segment]
        first, last = sample_at(segment.start), sample_at(segment.end)
        room, gap, shift = sample_at(cue.room), sample_at(GAP), sample_at(MAX_SHIFT)
        if cue.placing == "at":
            inside = at + length <= last or at >= self._end  # nothing comes after the end of the workout
            return at if inside and reserved.is_free(at, at + length + room) else None
        if cue.placing == "over":
            start = min(at, sample_at(self._segments[of_set.stop - 1].end) - length)
            return start if start >= first and reserved.is_free(start, start + length) else None
        if cue.placing == "before":
            rep = self._segments[self._reps[candidate.segment].start]
            return reserved.last_free(length, range(max(sample_at(rep.start), at - length - shift), at), gap, room)
        if cue.placing == "queue":
            return reserved.first_free(length, range(max(at, queue_start), last), last, sample_at(QUEUE_GAP))
        return reserved.first_free(length, range(at, at + shift + 1), last, gap)


def _groups(keys: Sequence[object]) -> list[range]:
    """For each index, the range of neighbours with the same key; an index without a key is a range of its own."""
    groups: list[range] = []
    for key, group in groupby(keys):
        count = len(list(group))
        first = len(groups)
        if key is None:
            groups += [range(index, index + 1) for index in range(first, first + count)]
        else:
            groups += [range(first, first + count)] * count
    return groups
