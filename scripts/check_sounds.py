"""Whether `sounds/` is as its README says: `python -m scripts.check_sounds`. Prints nothing if it is."""

import math

import numpy as np

from legtimer.audio.render.adpcm import decode
from legtimer.core.speech import spoken_stem
from scripts import adpcm
from scripts.make_sounds import CLICKS
from scripts.phrases import SOUNDS, recordings
from scripts.speech import LEVEL, SILENCE, decibels, speech_rms, true_peak

STEMS = {
    "up": "up",
    "left, down": "left-down",
    "Ten-minute beginner’s session": "ten-minute-beginners-session",
    "Élan!": "elan",
    "Tick": "tick-spoken",
    "...": "",
    "word " * 13: "word-word-word-word-word-word-word-word-word-word-word-word-word",
    "words " * 13: "words-words-words-words-words-words-words-words-words-9b0e809b",
}


def check_names() -> None:
    """Each text has the name that the rule gives it, and each file is one that is used."""
    for text, stem in STEMS.items():
        assert spoken_stem(text) == stem, (text, spoken_stem(text))
    assert {path.stem for path in SOUNDS.glob("*.wav")} == {*CLICKS, *recordings()}


def check_decoder() -> None:
    """Two samples by hand, and a tone there and back."""
    assert list(decode(bytes((0, 0, 0, 0, 0x77)), 512)) == [0, 11, 41]
    tone = [round(16_000 * math.sin(index / 8)) for index in range(5_000)]
    back = adpcm.read(adpcm.wav(tone))
    noise = sum((a - b) ** 2 for a, b in zip(tone, back, strict=True)) / sum(a * a for a in tone)
    assert noise < 1e-3, noise


def check_recordings() -> None:
    """Each is as loud as the others, without silence at either end or a peak that would be cut off."""
    for stem in recordings():
        file = (SOUNDS / f"{stem}.wav").read_bytes()
        samples = np.array(adpcm.read(file)) / 32_768
        assert len(file) == 60 + adpcm.BLOCK * math.ceil(len(samples) / adpcm.PER_BLOCK), stem
        assert true_peak(samples) < 1.0, stem
        assert 0.8 * LEVEL < speech_rms(samples) < 1.05 * LEVEL, stem
        loud = np.flatnonzero(decibels(samples, 0.005) > SILENCE - 4)  # encoding moves what is near the edge
        assert loud[0] * 0.005 <= 0.020, stem
        assert len(samples) / adpcm.RATE - (loud[-1] + 1) * 0.005 <= 0.060, stem


if __name__ == "__main__":
    check_names()
    check_decoder()
    check_recordings()
