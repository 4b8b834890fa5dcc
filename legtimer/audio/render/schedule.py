"""Which sound starts at which sample, so that none talks over the next."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from legtimer.audio.render.cue_events import CueEvents
from legtimer.audio.render.cues import CUES, FORM_CUES, LONGEST_SHIFT, OTHER_FORM_CUES, Cue, CueEvent, number_sounds
from legtimer.audio.render.mix import Style
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.settings import CountTiming
from legtimer.core.timeline import Segment, Timeline

GAP = 60  # milliseconds between two words of which one may wait
CLICK_ROOM = 200  # milliseconds a click keeps for itself; what rings on longer, the next click cuts off


def sample_at(milliseconds: int) -> int:
    """The sample that sounds at this moment."""
    return (milliseconds * 441 + 5) // 10


class ScheduledSound(Struct, frozen=True):
    """Sounds of one style, one right after the other from sample `start` on, silent from `stop` on."""

    style: Style
    sounds: tuple[str, ...]
    start: int
    stop: int


class Schedule:
    """What is heard when, worked out rep by rep as it is asked for.

    `variations` holds the variation of each block, for the form cues; blocks it does not reach get the general ones.
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
        self._variations = variations
        self._events = CueEvents(timeline)
        self._cues: defaultdict[tuple[Style, CueEvent], list[Cue]] = defaultdict(list)
        for cue in CUES:
            if cue.count in (None, count):
                self._cues[cue.style, cue.event].append(cue)
        self._planned: dict[int, list[ScheduledSound]] = {}

    def of(self, index: int) -> list[ScheduledSound]:
        """The sounds that start in the segment at `index`, in order of time within each style."""
        if index not in self._planned:
            rep = self._rep_around(index)
            self._planned.update((each, []) for each in rep)
            for style in self._styles:
                for planned in self._plan_rep(rep, style):
                    within = bisect_right(self._starts, planned.start, rep.start, rep.stop) - 1
                    self._planned[within].append(planned)
        return self._planned[index]

    def _rep_around(self, index: int) -> range:
        """The segments of the rep that holds this one: a number may begin before the last phase of its rep."""
        key = self._segments[index].rep_key
        first, last = index, index + 1
        while key and first and self._segments[first - 1].rep_key == key:
            first -= 1
        while key and last < len(self._segments) and self._segments[last].rep_key == key:
            last += 1
        return range(first, last)

    def _plan_rep(self, rep: range, style: Style) -> list[ScheduledSound]:
        wanted = [
            (cue, sample_at(at), self._segments[index])
            for index in rep
            for event, at in self._events.of(index)
            for cue in self._cues[style, event]
            if not cue.kinds or self._segments[index].kind in cue.kinds
        ]
        wanted.sort(key=lambda one: (-one[0].priority, one[1]))
        slots = _Slots(0 if style == "clicks" else sample_at(GAP))
        planned = []
        for cue, at, segment in wanted:
            names = self._names(cue.sound, segment)
            length = sum(len(self._sounds.samples(name)) for name in names)
            first, last = sample_at(segment.start), sample_at(segment.end)
            room = min(sample_at(CLICK_ROOM), last - first) if style == "clicks" else length
            earliest = self._starts[rep.start] if cue.placing == "before" else first
            start = slots.take(cue, at, room, range(earliest, last))
            if start is not None:
                # The glide's own tone takes over where the next segment starts.
                stop = min(start + length, last) if style == "glide" else start + length
                planned.append(ScheduledSound(style, names, start, stop))
        return sorted(planned, key=lambda one: one.start)

    def _names(self, sound: str, segment: Segment) -> tuple[str, ...]:
        if sound == "{number}":
            return number_sounds(segment.rep or 1)
        if sound == "{form}":
            variation = "".join(self._variations[segment.block - 1 : segment.block])
            choice = FORM_CUES.get(variation, OTHER_FORM_CUES)
            return (choice[(segment.set + (segment.rep == 2)) % len(choice)],)
        return (sound,)


class _Slots:
    """Stretches of time, in samples, given away first come first served.

    What may wait, or come sooner, keeps a gap from the others; what belongs on its moment does not give way to one.
    """

    def __init__(self, gap: int) -> None:
        self._gap = gap
        self._taken: list[range] = []

    def take(self, cue: Cue, at: int, length: int, window: range) -> int | None:
        """The sample at which a sound of this length starts, or None where the window has no room for it."""
        if cue.placing == "at" and at >= window.stop:
            return at  # the workout is over, and nothing comes after
        gap = 0 if cue.placing == "at" else self._gap
        for start in self._starts(cue, at, length):
            if window.start <= start and start + length <= window.stop and self._free(start, length, gap):
                self._taken.append(range(start, start + length))
                return start
        return None

    def _starts(self, cue: Cue, at: int, length: int) -> list[int]:
        """Where it might start, best first."""
        shift = sample_at(LONGEST_SHIFT)
        if cue.placing == "after":
            after = [at, *(taken.stop + self._gap for taken in self._taken)]
            return sorted(start for start in after if at <= start <= at + shift)
        if cue.placing == "before":
            latest = at - self._gap - length
            before = [latest, *(taken.start - self._gap - length for taken in self._taken)]
            return sorted((start for start in before if latest - shift <= start <= latest), reverse=True)
        return [at]

    def _free(self, start: int, length: int, gap: int) -> bool:
        return all(start + length + gap <= taken.start or start >= taken.stop + gap for taken in self._taken)
