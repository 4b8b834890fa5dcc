"""Turns a timeline into samples.

The standard library is enough: the glide is read from a wave table, equal reps are rendered once, and overlapping
sounds are added in bulk. A set takes a fifth of a second; importing NumPy takes half of that, and 70 MB on disk.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from legtimer.audio.render.breath import breath
from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.glide import PITCHES, glide, wave_table
from legtimer.audio.render.keep_awake_noise import keep_awake_noise
from legtimer.audio.render.mix import DUCKED, STYLES, VOICE_DRIVE, Mix, Style
from legtimer.audio.render.sample_operations import add_sound, amplified, duck, fade_in, fade_out
from legtimer.audio.render.schedule import Schedule, ScheduledSound, sample_at
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.render.wav import MAX_SECONDS
from legtimer.audio.samples import Samples
from legtimer.core.speech import spoken_stem
from legtimer.core.timeline import Segment, Timeline

SILENT = ("prepare", "rest", "switch")
CUT_FADE = 220  # samples (5 ms): sound that starts or ends abruptly would click


def render(
    timeline: Timeline,
    start: int,
    end: int,
    mix: Mix,
    sounds: SoundLibrary,
    coaching: Coaching | None = None,
) -> Samples:
    """The sound of the timeline from `start` to `end`, in milliseconds.

    It equals that stretch of the whole workout's sound, so a section rendered anew from any moment continues what was
    heard before. If it reaches the end of the timeline it is longer, so that the last sounds end by themselves.
    `coaching` says what the voice has to know besides the timeline.
    """
    schedule = Schedule(timeline, sounds, [style for style in STYLES if mix.gain(style)], coaching)
    # A sound that started before may still be heard, and one that starts at the end may cut an earlier one short.
    considered = range(timeline.index_at(start - round(MAX_SECONDS * 1000)), timeline.index_at(end) + 1)
    scheduled = _without_overlaps(sound for index in considered for sound in schedule.starting_in(index))
    kinds = [*(_glide_kind(segment) for segment in timeline.segments), "after the end"]
    bounds = [*(sample_at(segment.start) for segment in timeline.segments), sample_at(timeline.duration)]
    bounds.append(max([bounds[-1], *(sound.stop for sound in scheduled)]))
    heard_in = _by_segment(scheduled, bounds)

    renderer = _SegmentRenderer(mix, sounds)
    samples = array("h")
    to_the_end = end >= timeline.duration
    rendered = range(timeline.index_at(start), timeline.index_at(end - 1) + 1 + to_the_end)
    for index in rendered:
        samples += renderer.segment(kinds[index], bounds[index], bounds[index + 1], heard_in[index])
    first = sample_at(start) - bounds[rendered.start]
    samples = samples[first:] if to_the_end else samples[first : first + sample_at(end) - sample_at(start)]
    if first:
        fade_in(samples, min(CUT_FADE, len(samples)))
    return samples


def spoken(text: str, mix: Mix, sounds: SoundLibrary) -> Samples:
    """A phrase by itself; empty without a recording."""
    return amplified(sounds.samples(spoken_stem(text)), mix.gain("voice"), VOICE_DRIVE)


def _by_segment(scheduled: Iterable[ScheduledSound], bounds: Sequence[int]) -> defaultdict[int, list[ScheduledSound]]:
    """The sounds that are heard in each segment, by its index; `bounds` are the first samples of the segments."""
    heard_in: defaultdict[int, list[ScheduledSound]] = defaultdict(list)
    for sound in scheduled:
        for index in range(bisect_right(bounds, sound.start) - 1, bisect_left(bounds, sound.stop)):
            heard_in[index].append(sound)
    return heard_in


def _glide_kind(segment: Segment) -> str:
    return "max" if segment.kind == "work" and segment.plan.max else segment.kind


class _SegmentRenderer:
    """Renders segments; equal ones, as in equal reps, only once."""

    def __init__(self, mix: Mix, sounds: SoundLibrary) -> None:
        self._mix = mix
        self._sounds = sounds
        self._table = wave_table(mix.gain("glide"))
        self._segments: dict[tuple[str, int, tuple[ScheduledSound, ...]], Samples] = {}
        self._at_gain: dict[tuple[Style, tuple[str, ...]], Samples] = {}

    def segment(self, kind: str, start: int, stop: int, heard: Iterable[ScheduledSound]) -> Samples:
        """Samples `start` to `stop`: the glide of this kind of segment, and what of `heard` falls into it."""
        shifted = tuple(replace(sound, start=sound.start - start, stop=sound.stop - start) for sound in heard)
        key = kind, stop - start, shifted
        if key not in self._segments:
            samples = glide(kind, stop - start, self._table)
            if kind in SILENT:
                add_sound(samples, 0, keep_awake_noise(len(samples), self._mix))
            if gain := self._mix.gain("breath"):
                add_sound(samples, 0, breath(kind, len(samples), gain))
            for sound in shifted:
                if sound.style == "voice" and kind in PITCHES:
                    duck(samples, sound.start, sound.stop)
            for sound in shifted:
                add_sound(samples, sound.start, self._samples(sound))
            self._segments[key] = samples
        return self._segments[key]

    def _samples(self, scheduled: ScheduledSound) -> Samples:
        """The samples of a scheduled sound, cut where it has to stop."""
        samples = self._utterance(scheduled.sounds, scheduled.style)
        length = scheduled.stop - scheduled.start
        if length < len(samples):
            samples = samples[:length]
            fade_out(samples, min(CUT_FADE, length))
        return samples

    def _utterance(self, sounds: tuple[str, ...], style: Style) -> Samples:
        """The sounds as loud as they are heard."""
        if (style, sounds) not in self._at_gain:
            gain = self._mix.gain(style)
            if style == "glide" and self._mix.gain("voice"):
                gain *= DUCKED  # the countdown is spoken as well
            drive = VOICE_DRIVE if style == "voice" else 1.0
            self._at_gain[style, sounds] = amplified(self._sounds.joined(sounds), gain, drive)
        return self._at_gain[style, sounds]


def _without_overlaps(scheduled: Iterable[ScheduledSound]) -> list[ScheduledSound]:
    """Each sound stopped where the next one of its style starts; without this the sum could clip."""
    by_style: dict[Style, list[ScheduledSound]] = {style: [] for style in STYLES}
    for sound in scheduled:
        earlier = by_style[sound.style]
        if earlier and earlier[-1].stop > sound.start:
            earlier[-1] = replace(earlier[-1], stop=sound.start)
        earlier.append(sound)
    return [sound for style in STYLES for sound in by_style[style]]
