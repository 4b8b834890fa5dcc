"""A text, read aloud: by hibari-tts with its voice `heart`, then trimmed and brought to one loudness."""

import math
from typing import Any

import numpy as np
from hibari import Hibari
from numpy.typing import NDArray

from scripts.adpcm import RATE

FloatArray = NDArray[np.float64]

PACE = 0.95  # of the voice's own: a phrase said once, across a room
LOW_CUT = 150.0  # hertz: what lies below only uses up room

LEVEL = 0.15  # of full scale, rms of what is loud enough to count as speech
SPEECH = -25.0  # decibels below the loudest 20 ms from which on it counts
KNEE, CEILING = 0.55, 0.8  # of full scale: peaks above the first are bent over, none reaches the second

SILENCE = -46.0  # decibels below the loudest 5 ms
LEAD, TAIL = 0.012, 0.035  # seconds kept before and after
FADE_IN, FADE_OUT = 0.003, 0.020  # seconds

# Words that the voice swallows at the end of a clause unless they are given their full stress.
SWALLOWED = {"ˌʌp": "ˈʌp", "dˌWn": "dˈWn", "ɡˌO": "ɡˈO", "ˌɔn": "ˈɔn"}


class Speaker:
    """Reads texts aloud, the same text always to the same samples."""

    def __init__(self) -> None:
        self._voice: Any = Hibari()

    def say(self, text: str, pace: float = PACE, after: str = "") -> FloatArray:
        """A text at RATE, ready for its file, between -1 and 1; cut off before `after` where that follows it."""
        whole = f"{text} {after}".strip()
        ended = whole[0].upper() + whole[1:] + ("" if whole[-1] in ".,:;!?…" else ".")
        sentences = [stressed(phonemes) for phonemes in self._voice.phonemize(ended)]
        spoken = [self._voice.from_phonemes(phonemes, pace, seed=0) for phonemes in sentences]
        samples = prepared(np.concatenate(spoken).astype(np.float64), self._voice.sample_rate)
        return faded(levelled(trimmed(before_the_pause(samples)) if after else samples))


def stressed(phonemes: str) -> str:
    """With full stress on each word at the end of a clause."""
    for weak, full in SWALLOWED.items():
        for end in ".,:;!?…":
            phonemes = phonemes.replace(f"{weak}{end}", f"{full}{end}")
    return phonemes


def prepared(samples: FloatArray, rate: int) -> FloatArray:
    """Brought to RATE without the lowest frequencies, and trimmed."""
    return trimmed(at_rate(without_rumble(samples, rate), rate, RATE))


def before_the_pause(samples: FloatArray) -> FloatArray:
    """What comes before the quietest place that is neither near the beginning nor near the end."""
    hop = round(0.020 * RATE)
    smooth = np.convolve(10 ** (decibels(samples, 0.020) / 20), np.ones(3), "same")
    first, last = len(smooth) // 4, 2 * len(smooth) // 3
    return samples[: hop * (first + int(smooth[first:last].argmin()))]


def without_rumble(samples: FloatArray, rate: int) -> FloatArray:
    """Softer and softer below LOW_CUT."""
    hertz = np.fft.rfftfreq(len(samples), 1 / rate)
    return np.fft.irfft(np.fft.rfft(samples) * hertz**2 / (hertz**2 + LOW_CUT**2), len(samples))


def at_rate(samples: FloatArray, rate: int, new: int) -> FloatArray:
    """The same sound with another number of samples in a second."""
    padded = np.pad(samples, (0, -len(samples) % (rate // math.gcd(rate, new))))
    spectrum, count = np.fft.rfft(padded), len(padded) * new // rate
    shared = min(len(spectrum), count // 2 + 1)
    return np.fft.irfft(spectrum[:shared], count) * (count / len(padded))


def trimmed(samples: FloatArray) -> FloatArray:
    """Without the silence at both ends."""
    loud = np.flatnonzero(decibels(samples, 0.005) > SILENCE)
    hop = round(0.005 * RATE)
    first, last = loud[0] * hop - round(LEAD * RATE), (loud[-1] + 1) * hop + round(TAIL * RATE)
    return samples[max(0, first) : last]


def decibels(samples: FloatArray, seconds: float) -> FloatArray:
    """How loud each stretch of so many seconds is, against the loudest."""
    hop = round(seconds * RATE)
    stretches = samples[: len(samples) // hop * hop].reshape(-1, hop)
    loudness = np.sqrt((stretches**2).mean(axis=1))
    against: FloatArray = 20 * np.log10(loudness / loudness.max() + 1e-9)
    return against


def speech_rms(samples: FloatArray) -> float:
    """The root of the mean square of what is speech, pauses left out."""
    hop = round(0.020 * RATE)
    whole = samples[: len(samples) // hop * hop].reshape(-1, hop)
    return float(np.sqrt((whole[decibels(samples, 0.020) > SPEECH] ** 2).mean()))


def levelled(samples: FloatArray) -> FloatArray:
    """To LEVEL, its peaks bent over softly."""
    gain = LEVEL / speech_rms(samples)
    for _ in range(20):
        bent = bent_over(gain * samples)
        gain *= LEVEL / speech_rms(bent)
    return bent


def bent_over(samples: FloatArray) -> FloatArray:
    """As it is up to KNEE, and beyond it ever less, so that nothing passes CEILING."""
    room = CEILING - KNEE
    above = np.maximum(0.0, np.abs(samples) - KNEE)
    return np.sign(samples) * (np.minimum(np.abs(samples), KNEE) + room * np.tanh(above / room))


def true_peak(samples: FloatArray) -> float:
    """The highest point of the curve through the samples, looked at four times as closely."""
    return float(np.abs(at_rate(np.pad(samples, 256), 1, 4)).max())


def faded(samples: FloatArray) -> FloatArray:
    """Straight ramps at both ends."""
    place = np.arange(len(samples))
    rise, fall = (place + 1) / (FADE_IN * RATE), (len(samples) - place) / (FADE_OUT * RATE)
    return samples * np.minimum(1.0, np.minimum(rise, fall))
