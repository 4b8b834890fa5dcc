"""Timeline -> one exact track of sound.

The standard library is enough: the glide is picked from a wave table, reps are alike and each is put together once, and
overlapping sounds are added at the speed of C. A set takes a fifth of a second; numpy would take half of that to
import, and 70 MB on disk.
"""

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from legtimer.audio.render.glide import glide, wave_table
from legtimer.audio.render.mix import STYLES, Mix, Style
from legtimer.audio.render.sample_math import added, quartered
from legtimer.audio.render.schedule import Schedule, ScheduledSound, sample_at
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.render.wav import LONGEST, Samples
from legtimer.audio.track import Track
from legtimer.core.settings import CountTiming
from legtimer.core.timeline import Timeline

CUT_FADE = 220  # samples, 5 ms: a sound cut short, or a track that starts in the middle of one, must not click

HUSH_RAMP = 880  # samples, 20 ms: how fast the glide makes way for a word


def render(
    timeline: Timeline,
    start: int,
    end: int,
    mix: Mix,
    sounds: SoundLibrary,
    *,
    count: CountTiming = "complete",
    variations: Sequence[str] = (),
) -> Track:
    """What is heard from `start` to `end` (milliseconds of the timeline), as one track.

    It is exactly that stretch of the whole workout's sound, so that a track rendered anew from any moment fits on to
    what was heard before. Only a stretch that reaches the end of the timeline is longer: its last sounds ring out.
    `count` says whether a rep is counted when it is complete or as it starts; `variations` holds the variation of each
    block.
    """
    plan = Schedule(timeline, sounds, [style for style in STYLES if mix.gain(style)], count, variations)
    wanted = range(timeline.index_at(start), timeline.index_at(end - 1) + 1)
    following = timeline.index_at(end) + 1  # what starts at the end may cut short what is heard before it
    ringing = timeline.index_at(start - round(LONGEST * 1000))  # a sound from back there may not have ended yet
    planned = _cut_by_the_next(one for index in range(ringing, following) for one in plan.of(index))
    bounds = [*(sample_at(segment.start) for segment in timeline.segments), sample_at(timeline.duration)]
    heard: defaultdict[int, list[ScheduledSound]] = defaultdict(list)
    for one in planned:
        for index in range(bisect_right(bounds, one.start) - 1, bisect_left(bounds, one.stop)):
            heard[index].append(one)

    paint = _Painter(mix, sounds)
    samples = array("h")
    for index in wanted:
        samples += paint.stretch(timeline.segments[index].kind, bounds[index], bounds[index + 1], heard[index])
    origin = bounds[wanted.start]
    first, last = sample_at(start) - origin, sample_at(end) - origin
    if end >= timeline.duration:
        last = max((one.stop for one in planned), default=0) - origin
        samples += paint.stretch("after", bounds[-1], max(bounds[-1], origin + last), heard[len(bounds) - 1])
        last = len(samples)
    samples = samples[first:last]
    if first:
        _fade(samples, rising=True)
    if sys.byteorder == "big":
        samples.byteswap()
    return Track(samples.tobytes())


class _Painter:
    """Turns what is planned into samples. Reps are alike, so each different stretch is put together once."""

    def __init__(self, mix: Mix, sounds: SoundLibrary) -> None:
        self._mix = mix
        self._sounds = sounds
        self._table = wave_table(mix.gain("glide"))
        self._stretches: dict[tuple[str, int, tuple[ScheduledSound, ...]], Samples] = {}
        self._loud: dict[tuple[Style, str], Samples] = {}

    def stretch(self, kind: str, start: int, stop: int, heard: Iterable[ScheduledSound]) -> Samples:
        """Samples `start` to `stop`: the glide of this kind of segment, and whatever of `heard` falls inside."""
        own = tuple(replace(one, start=one.start - start, stop=one.stop - start) for one in heard)
        key = kind, stop - start, own
        if key not in self._stretches:
            samples = glide(kind, stop - start, self._table)
            for one in own:
                if one.style == "voice":
                    _hush(samples, max(0, one.start), min(one.stop, len(samples)))
            for one in own:
                _add(samples, one.start, self.sound(one))
            self._stretches[key] = samples
        return self._stretches[key]

    def sound(self, planned: ScheduledSound) -> Samples:
        """The samples of one planned sound, cut where it has to stop."""
        samples = array("h")
        for name in planned.sounds:
            samples += self._at_gain(name, planned.style)
        length = planned.stop - planned.start
        if length < len(samples):
            samples = samples[:length]
            _fade(samples, rising=False)
        return samples

    def _at_gain(self, name: str, style: Style) -> Samples:
        if (style, name) not in self._loud:
            factor = round(self._mix.gain(style) * 65_536)
            self._loud[style, name] = array("h", [value * factor >> 16 for value in self._sounds.samples(name)])
        return self._loud[style, name]


def _cut_by_the_next(planned: Iterable[ScheduledSound]) -> list[ScheduledSound]:
    """Each sound stopped where the next of its style starts: that is why the styles' shares can add up to 1."""
    by_style: dict[Style, list[ScheduledSound]] = {style: [] for style in STYLES}
    for one in planned:
        earlier = by_style[one.style]
        if earlier and earlier[-1].stop > one.start:
            earlier[-1] = replace(earlier[-1], stop=one.start)
        earlier.append(one)
    return [one for style in STYLES for one in by_style[style]]


def _add(samples: Samples, start: int, more: Samples) -> None:
    """Add `more` to the samples from `start` on; what would lie before the first or after the last is dropped."""
    more = more[max(0, -start) :][: len(samples) - max(0, start)]
    here = slice(max(0, start), max(0, start) + len(more))
    samples[here] = added(samples[here], more)


def _hush(samples: Samples, start: int, stop: int) -> None:
    """Turn the glide down under a word, to a quarter and softly at both ends, so that both are understood."""
    ramp = min(HUSH_RAMP, (stop - start) // 2)
    samples[start + ramp : stop - ramp] = quartered(samples[start + ramp : stop - ramp])
    for step in range(ramp):
        for index in (start + step, stop - 1 - step):
            samples[index] -= samples[index] * step * 3 // (ramp * 4)


def _fade(samples: Samples, *, rising: bool) -> None:
    length = min(CUT_FADE, len(samples))
    for step in range(length):
        index = step if rising else len(samples) - 1 - step
        samples[index] = samples[index] * step // length
