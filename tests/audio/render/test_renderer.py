"""The rendered sound: exact in time and pitch, balanced in loudness, and never clipped."""

import math
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legtimer.audio.render.mix import DUCKED, PEAK, STYLES, VOICE_DRIVE, Mix, Style
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sample_operations import amplified
from legtimer.audio.render.schedule import Schedule, sample_at
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE, Samples
from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Timeline, build_timeline

LIBRARY = SoundLibrary(Path(__file__).parents[3] / "sounds")
ONLY: dict[Style, Mix] = {
    "glide": Mix(glide=1, voice=0, clicks=0, keep_awake_noise=False),
    "voice": Mix(glide=0, voice=1, clicks=0, keep_awake_noise=False),
    "clicks": Mix(glide=0, voice=0, clicks=1, keep_awake_noise=False),
}


def block(**changes: object) -> Block:
    return Block(**({"name": "Lifts", "sets": 2, "reps": 3, "rest": 5.0, "tempo": Tempo(up=2, down=4)} | changes))  # type: ignore[arg-type]


SHAPES = {
    "no holds": (block(),),
    "holds at both ends": (block(tempo=Tempo(up=1.5, top=1, down=3.5, bottom=0.75)),),
    "uneven milliseconds": (block(tempo=Tempo(up=1.237, top=0.333, down=2.717, bottom=0.001)),),
    "lowering first": (block(first="down", tempo=Tempo(up=1, top=0.5, down=3)),),
    "as fast as possible": (block(reps=8, tempo=Tempo(up=0.3, down=0.3)),),
    "alternating sides": (block(sides="alternate", tempo=Tempo(up=1, down=2, bottom=1)),),
    "no rest between sets": (block(rest=0.0),),
    "intervals": (Block(name="Plank", sets=2, work=20.0, rest=10.0),),
    "two exercises": (block(sets=1, rest_after=4.0), Block(name="Plank", sets=1, work=12.5)),
}


@cache
def timeline_of(shape: str) -> Timeline:
    return build_timeline(Preset(name=shape, prepare=4.0, blocks=SHAPES[shape]))


@cache
def whole(timeline: Timeline, mix: Mix) -> Samples:
    return render(timeline, 0, timeline.duration, mix, LIBRARY)


def loudness(samples: Sequence[int]) -> float:
    """Decibels relative to full scale."""
    return 20 * math.log10(math.sqrt(sum(value * value for value in samples) / len(samples)) / 32_768)


def hertz(samples: Sequence[int]) -> float:
    """The pitch of a tone, from the rising zero crossings: one per period."""
    rises = [
        index + before / (before - after)
        for index, (before, after) in enumerate(pairwise(samples))
        if before < 0 <= after
    ]
    return RATE * (len(rises) - 1) / (rises[-1] - rises[0])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("style", ["glide", "clicks"])
def test_each_phase_starts_within_one_sample_of_its_time(shape: str, style: Style) -> None:
    timeline = timeline_of(shape)
    samples = whole(timeline, ONLY[style])
    for segment in timeline.segments:
        if segment.under_tension and segment.duration > 50:
            start = round(segment.start * RATE / 1000)
            before = samples[max(0, start - (30 if style == "glide" else 2)) : start]
            quiet = max(map(abs, before), default=0)
            assert style == "clicks" or not quiet
            assert max(map(abs, samples[start : start + 2])) > quiet, f"{segment} is late"


@pytest.mark.parametrize("shape", SHAPES)
def test_in_the_full_mix_each_click_is_within_one_sample_of_its_time(shape: str) -> None:
    timeline = timeline_of(shape)
    samples = whole(timeline, Mix())
    for segment in timeline.segments:
        if segment.kind in ("up", "down"):
            if shape == "no rest between sets" and segment.rep == 1:
                continue  # the sound of the end of the set replaces it
            click = LIBRARY.samples(f"click-{segment.kind}")[:400]
            start = round(segment.start * RATE / 1000)
            correlation = {
                shift: sum(map(int.__mul__, click, samples[start + shift : start + shift + len(click)]))
                for shift in range(-30, 31)
            }
            best = max(correlation.values())
            assert min(abs(shift) for shift, value in correlation.items() if value == best) <= 1


@pytest.mark.parametrize("shape", SHAPES)
def test_the_glide_rises_during_up_falls_during_down_and_is_level_in_holds(shape: str) -> None:
    timeline = timeline_of(shape)
    samples = whole(timeline, ONLY["glide"])
    for segment in timeline.segments:
        if not segment.under_tension or segment.duration < 250:
            continue
        start, end = sample_at(segment.start) + 700, sample_at(segment.end) - 1200
        parts = [start + (end - start) * part // 4 for part in range(5)]
        pitches = [hertz(samples[first:last]) for first, last in pairwise(parts)]
        steps = [later / earlier for earlier, later in pairwise(pitches)]
        if segment.kind in ("up", "work"):
            assert all(step > 1.1 for step in steps)
        elif segment.kind == "down":
            assert all(step < 0.91 for step in steps)
        else:
            assert all(step == pytest.approx(1, abs=0.005) for step in steps)
            assert pitches[0] == pytest.approx({"top": 523.25, "bottom": 261.63}[segment.kind], rel=0.005)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_glide_has_no_jumps_and_is_silent_in_prepare_and_rest_until_the_countdown(shape: str) -> None:
    timeline = timeline_of(shape)
    samples = whole(timeline, ONLY["glide"])
    peak = max(map(abs, samples))
    assert max(abs(later - earlier) for earlier, later in pairwise(samples)) < 0.2 * peak
    for segment in timeline.segments:
        if not segment.under_tension:
            silent = samples[sample_at(segment.start) : sample_at(max(segment.start, segment.end - 3000))]
            assert not any(silent)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_word_is_heard_whole_at_its_sample_also_across_segments(shape: str) -> None:
    timeline = timeline_of(shape)
    samples = whole(timeline, ONLY["voice"])
    schedule = Schedule(timeline, LIBRARY, ["voice"])
    for index in range(len(timeline.segments)):
        for sound in schedule.starting_in(index):
            expected = amplified(LIBRARY.joined(sound.sounds), PEAK["voice"], VOICE_DRIVE)
            assert samples[sound.start : sound.stop] == expected


@pytest.mark.parametrize("shape", SHAPES)
def test_the_sound_has_no_jump_where_two_segments_meet(shape: str) -> None:
    timeline = timeline_of(shape)
    samples = whole(timeline, Mix(clicks=0))
    spoken = [
        sound
        for index in range(len(timeline.segments))
        for sound in Schedule(timeline, LIBRARY, ["voice"]).starting_in(index)
    ]
    for segment in timeline.segments[1:]:
        join = sample_at(segment.start)
        if not any(sound.start < join < sound.stop for sound in spoken):
            assert abs(samples[join] - samples[join - 1]) < 150


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_clips_at_full_volume(shape: str) -> None:
    timeline = timeline_of(shape)
    samples = whole(timeline, Mix(glide=1, voice=1, clicks=1, breath=1))
    assert max(map(abs, samples)) < 32_767


def test_nothing_clips_even_with_full_scale_own_sounds(tmp_path: Path) -> None:
    """Each style stays below its own peak, even if every file is as loud and as long as possible."""
    assert PEAK["voice"] + PEAK["glide"] * DUCKED + PEAK["clicks"] + PEAK["breath"] < 0.998  # the rest: the noise
    assert PEAK["glide"] + PEAK["clicks"] + PEAK["breath"] < 0.998
    for name in LIBRARY.names:
        write_square(tmp_path / f"{name}.wav", seconds=9.0 if name.startswith(("click", "end", "tick")) else 0.4)
    loud = SoundLibrary(Path(__file__).parents[3] / "sounds", tmp_path)
    timeline = timeline_of("holds at both ends")
    samples = render(timeline, 0, timeline.duration, Mix(glide=1, voice=1, clicks=1, breath=1), loud)
    assert not loud.faults
    assert 20_000 < max(map(abs, samples)) < 32_767


def write_square(path: Path, seconds: float) -> None:
    import wave  # noqa: PLC0415

    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((array("h", [32_767] * 50 + [-32_768] * 50) * round(seconds * RATE / 100)).tobytes())


def test_at_default_volumes_the_styles_are_balanced() -> None:
    """Words are 3 to 9 dB louder than the glide; clicks are not louder than it, but less than 12 dB quieter."""
    defaults = Mix()
    timeline = timeline_of("holds at both ends")
    heard = {}
    for style in ("glide", "voice", "clicks"):
        volumes = {each: getattr(defaults, each) * (each == style) for each in STYLES}
        samples = whole(timeline, Mix(keep_awake_noise=False, **volumes))
        windows = [samples[start : start + 2205] for start in range(0, len(samples) - 2205, 2205)]
        sounding = sorted(loudness(window) for window in windows if max(map(abs, window)) > 100)
        heard[style] = sounding[int(len(sounding) * 0.8)] if style != "clicks" else sounding[int(len(sounding) * 0.95)]
    assert 3 < heard["voice"] - heard["glide"] < 9
    assert -12 < heard["clicks"] - heard["glide"] < 3


@settings(max_examples=40, deadline=None)
@given(data=st.data(), shape=st.sampled_from(sorted(SHAPES)))
def test_rendering_any_stretch_gives_that_stretch_of_the_whole(data: st.DataObject, shape: str) -> None:
    """So a change during a set does not move the beat, nor lose or repeat a sound."""
    timeline = timeline_of(shape)
    everything = whole(timeline, Mix())
    start = data.draw(st.integers(0, timeline.duration - 1))
    end = data.draw(st.integers(start, timeline.duration + 5000))
    part = render(timeline, start, end, Mix(), LIBRARY)
    first = sample_at(start)
    expected = everything[first:] if end >= timeline.duration else everything[first : sample_at(end)]
    assert len(part) == len(expected)
    assert part[220:] == expected[220:]  # the first 5 ms are faded in


def test_the_last_sounds_are_not_cut_off_at_the_end_of_the_workout() -> None:
    timeline = timeline_of("no holds")
    samples = whole(timeline, Mix())
    end = sample_at(timeline.duration)
    assert len(samples) == end + max(len(LIBRARY.samples("done")), len(LIBRARY.samples("end-of-workout")))
    assert any(samples[end : end + 2])
    assert max(map(abs, samples[-50:])) < 50


def test_muted_sound_is_silent_and_of_the_same_length() -> None:
    timeline = timeline_of("no holds")
    assert not any(render(timeline, 0, timeline.duration, Mix(mute=True), LIBRARY))
    assert len(whole(timeline, Mix(mute=True))) == sample_at(timeline.duration)
    assert not any(whole(timeline, Mix(master=0)))


def test_under_a_word_the_glide_is_12_db_quieter() -> None:
    timeline = timeline_of("no holds")
    word = next(sound for sound in Schedule(timeline, LIBRARY, ["voice"]).starting_in(1) if sound.sounds == ("up",))
    with_words = whole(timeline, Mix(glide=1, voice=0.001, clicks=0))
    alone = whole(timeline, ONLY["glide"])
    inside = slice(word.start + 1000, word.stop - 1000)
    assert loudness(alone[inside]) - loudness(with_words[inside]) == pytest.approx(12, abs=1)


def test_a_faint_noise_keeps_speakers_awake_in_preparation_and_rest() -> None:
    timeline = timeline_of("no holds")
    samples = whole(timeline, Mix(glide=0, clicks=0))
    for segment in timeline.segments:
        if segment.kind == "prepare":
            stretch = samples[sample_at(segment.start + 1500) : sample_at(segment.start + 1900)]
            assert loudness(stretch) == pytest.approx(-60, abs=1)
    up = timeline.segments[1]
    assert not any(samples[sample_at(up.start + 1000) : sample_at(up.start + 1900)]), "no noise in a set"
    rest = next(segment for segment in timeline.segments if segment.kind == "rest")
    quiet = slice(sample_at(rest.start + 1500), sample_at(rest.start + 1900))
    assert any(samples[quiet])
    assert not any(whole(timeline, Mix(glide=0, clicks=0, keep_awake_noise=False))[quiet])


def test_the_breath_swells_through_the_way_down_and_falls_through_the_way_up() -> None:
    timeline = timeline_of("no holds")
    samples = whole(timeline, Mix(glide=0, voice=0, clicks=0, breath=1, keep_awake_noise=False))
    for segment in timeline.segments:
        start, end = sample_at(segment.start), sample_at(segment.end)
        if segment.kind not in ("up", "down"):
            assert not any(samples[start:end])
            continue
        first, second = samples[start : (start + end) // 2], samples[(start + end) // 2 : end]
        louder = loudness(second) - loudness(first)
        assert louder > 6 if segment.kind == "down" else louder < -6
        assert max(map(abs, samples[start:end])) <= PEAK["breath"] * 32_768
    assert whole(timeline, Mix()) == whole(timeline, Mix(breath=0))


@pytest.mark.parametrize("volume", [-0.1, 1.1, math.nan])
def test_a_volume_outside_0_to_1_is_rejected(volume: float) -> None:
    with pytest.raises(ValueError, match="voice volume"):
        Mix(voice=volume)
