"""Make every sound in `sounds/` again: `python -m scripts.make_sounds`, with `pip install hibari-tts==0.2.1`.

The clicks are computed here, as 16-bit mono at 22.05 kHz; what is said comes from `scripts/speech.py`. A WAV file that
nothing here makes is removed.
"""

import wave
from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scripts import adpcm
from scripts.adpcm import RATE
from scripts.phrases import SOUNDS, recordings
from scripts.speech import FloatArray, Speaker, at_rate, true_peak

FULL = 32_767
HIGHEST = 0.97  # of full scale: the true peak of a recording as it is decoded
CLICK_PEAK = 0.95  # of full scale
OVERSAMPLED = 4  # times RATE, for the overtones that bending adds
ATTACK, END = 0.001, 0.020  # seconds: straight ramps


class Timbre(NamedTuple):
    """How a struck note sounds.

    Each partial is (ratio to the note, level, decay in seconds). `drive` bends the peaks over: the same peak is louder.
    """

    partials: tuple[tuple[float, float, float], ...]
    drive: float


WOOD = Timbre(((1.0, 1.0, 0.08), (3.93, 0.5, 0.04), (9.2, 0.12, 0.006)), 6.0)
SOFT = Timbre(((1.0, 1.0, 0.12), (2.0, 0.30, 0.07), (3.0, 0.10, 0.04)), 5.0)
BELL = Timbre(((1.0, 1.0, 0.45), (2.0, 0.45, 0.27), (3.01, 0.22, 0.15), (4.2, 0.08, 0.08)), 3.0)

LOW, FIFTH, HIGH = 523.25, 783.99, 1046.5  # hertz: C5, G5, C6

# name: (timbre, ((start in seconds, hertz), ...))
CLICKS = {
    "click-up": (WOOD, ((0.0, LOW), (0.06, HIGH))),
    "click-top": (WOOD, ((0.0, HIGH), (0.06, HIGH))),
    "click-down": (WOOD, ((0.0, HIGH), (0.06, LOW))),
    "click-bottom": (WOOD, ((0.0, LOW), (0.06, LOW))),
    "click-work": (WOOD, ((0.0, FIFTH), (0.06, FIFTH), (0.12, HIGH))),
    "tick": (WOOD, ((0.0, 1568.0),)),
    "count": (SOFT, ((0.0, FIFTH),)),
    "soft-count": (SOFT, ((0.0, 261.63),)),
    "end-of-set": (BELL, ((0.0, HIGH), (0.16, FIFTH), (0.32, LOW))),
    "end-of-workout": (BELL, ((0.0, LOW), (0.14, 659.26), (0.28, FIFTH), (0.42, HIGH), (0.70, HIGH))),
}


def click(timbre: Timbre, notes: Sequence[tuple[float, float]]) -> FloatArray:
    """Notes struck one after the other, at RATE."""
    rate = OVERSAMPLED * RATE
    ring = 4 * max(decay for _, _, decay in timbre.partials)
    samples = np.zeros(round((notes[-1][0] + ring) * rate))
    for start, hertz in notes:
        t = np.arange(len(samples) - round(start * rate)) / rate
        struck = np.minimum(1.0, t / ATTACK)
        for ratio, level, decay in timbre.partials:
            samples[-len(t) :] += struck * level * np.exp(-t / decay) * np.cos(2 * np.pi * hertz * ratio * t)
    bent = np.tanh(timbre.drive * samples / np.abs(samples).max())
    left = (len(bent) - np.arange(len(bent))) / rate
    faded = at_rate(bent * np.minimum(1.0, left / END), rate, RATE)
    return CLICK_PEAK * faded / true_peak(faded)


def write_pcm(name: str, samples: FloatArray) -> None:
    """Samples between -1 and 1 into a 16-bit file of that folder."""
    with wave.open(str(SOUNDS / f"{name}.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(array("h", (round(sample * FULL) for sample in samples.tolist())).tobytes())


def speech(samples: FloatArray) -> bytes:
    """The WAV file of what was said; a little softer where encoding it would pass full scale."""
    while True:
        file = adpcm.wav([round(sample * FULL) for sample in samples.tolist()])
        peak = true_peak(np.array(adpcm.read(file)) / FULL)
        if peak <= HIGHEST:
            return file
        samples *= 0.98 * HIGHEST / peak


def main() -> None:
    """Write every file."""
    texts = recordings()
    for path in SOUNDS.glob("*.wav"):
        if path.stem not in CLICKS and path.stem not in texts:
            path.unlink()
    for name, (timbre, notes) in CLICKS.items():
        write_pcm(name, click(timbre, notes))
    speaker = Speaker()
    for stem, said in texts.items():
        (SOUNDS / f"{stem}.wav").write_bytes(speech(speaker.say(*said)))


if __name__ == "__main__":
    main()
