"""Every built-in preset is as loud as speech on phones should be, measured as EBU R 128 says."""

from functools import cache
from statistics import median

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.cues import CUES
from legtimer.audio.render.mix import VOICE_DRIVE, Mix
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sample_operations import amplified
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE, Samples
from legtimer.core.settings import Settings
from legtimer.core.timeline import build_timeline
from legtimer.storage.locations import bundled_folder
from legtimer.storage.preset_file import read_preset

LIBRARY = SoundLibrary(bundled_folder("sounds"))
STEMS = sorted(path.stem for path in bundled_folder("presets").glob("*.toml"))
CHUNK = 10 * RATE  # samples of which the true peak is found at once
FloatArray = NDArray[np.float64]


@cache
def meter() -> pyloudnorm.Meter:
    return pyloudnorm.Meter(RATE)


def full_scale(samples: Samples) -> FloatArray:
    return np.frombuffer(samples.tobytes(), np.int16) / 32_768


def true_peak(sound: FloatArray) -> float:
    """In decibels: the highest value of the sound at four times its rate."""
    peak = 0.0
    for start in range(0, len(sound), CHUNK):
        spectrum = np.fft.rfft(sound[start : start + CHUNK + 1000])
        count = 4 * (2 * (len(spectrum) - 1))
        peak = max(peak, float(np.abs(np.fft.irfft(spectrum, count)).max()) * 4)
    return float(20 * np.log10(peak))


def momentary(sound: FloatArray) -> float:
    """The loudness of the loudest 400 ms, in LUFS."""
    quiet = np.zeros(RATE * 4 // 10)
    weighted = np.concatenate([quiet, sound, quiet])
    for stage in meter()._filters.values():
        weighted = stage.apply_filter(weighted)
    energy = np.cumsum(weighted**2)
    return float(-0.691 + 10 * np.log10((energy[len(quiet) :] - energy[: -len(quiet)]).max() / len(quiet)))


@pytest.mark.slow
@pytest.mark.parametrize("stem", STEMS)
def test_a_preset_has_minus_16_lufs_and_its_true_peak_stays_below_minus_1_db(stem: str) -> None:
    preset, _ = read_preset(bundled_folder("presets") / f"{stem}.toml")
    assert preset is not None
    timeline = build_timeline(preset)
    sound = full_scale(render(timeline, 0, timeline.duration, Mix(), LIBRARY, Coaching.of(preset, Settings())))
    assert meter().integrated_loudness(sound) == pytest.approx(-16, abs=1)
    assert true_peak(sound) <= -1


WORDS = ("up", "down", "hold", "go", "left-down", "one", "five", "seven", "last-one", "half-way", "rest-sixty-seconds")
CLICKS = sorted({name for cue in CUES if cue.style == "clicks" for name in cue.sounds})


@pytest.mark.parametrize("click", CLICKS)
def test_bells_ticks_and_accents_are_within_6_lu_of_the_words(click: str) -> None:
    mix = Mix()
    words = [amplified(LIBRARY.samples(word), mix.gain("voice"), VOICE_DRIVE) for word in WORDS]
    spoken = median(momentary(full_scale(word)) for word in words)
    assert momentary(full_scale(amplified(LIBRARY.samples(click), mix.gain("clicks")))) == pytest.approx(spoken, abs=6)
