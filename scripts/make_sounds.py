"""Make every sound in `sounds/` again: `python -m scripts.make_sounds`, with `pip install hibari-tts==0.2.1`.

The clicks are computed here and come out the same to the byte, as 16-bit mono at 22.05 kHz; what is said comes from
`scripts/speech.py`. A WAV file that nothing here makes is removed.
"""

import math
import wave
from array import array
from collections.abc import Sequence

import numpy as np

from scripts import adpcm
from scripts.adpcm import RATE
from scripts.phrases import SOUNDS, recordings
from scripts.speech import FloatArray, Speaker, true_peak

FULL = 32_767
HIGHEST = 0.97  # of full scale: the true peak of a recording as it is decoded

WOOD = ((1.0, 1.0, 0.035), (3.93, 0.35, 0.012), (9.2, 0.12, 0.004))  # (ratio, level, decay in seconds)
BELL = ((1.0, 1.0, 0.45), (2.0, 0.45, 0.27), (3.01, 0.22, 0.15), (4.2, 0.08, 0.08))
SOFT = ((1.0, 1.0, 0.10), (2.0, 0.30, 0.06), (3.0, 0.10, 0.04))

BELL_DRIVE = 3.0

LOW, FIFTH, HIGH = 523.25, 783.99, 1046.5  # hertz: C5, G5, C6

# name: (peak, partials, ((start in seconds, hertz), ...))
CLICKS = {
    "click-up": (0.9, WOOD, ((0.0, LOW), (0.06, HIGH))),
    "click-top": (0.8, WOOD, ((0.0, HIGH), (0.06, HIGH))),
    "click-down": (0.9, WOOD, ((0.0, HIGH), (0.06, LOW))),
    "click-bottom": (0.8, WOOD, ((0.0, LOW), (0.06, LOW))),
    "click-work": (0.9, WOOD, ((0.0, FIFTH), (0.06, FIFTH), (0.12, HIGH))),
    "tick": (0.3, WOOD, ((0.0, 1568.0),)),
    "count": (0.6, SOFT, ((0.0, FIFTH),)),
    "end-of-set": (0.95, BELL, ((0.0, HIGH), (0.16, FIFTH), (0.32, LOW))),
    "end-of-workout": (0.95, BELL, ((0.0, LOW), (0.14, 659.26), (0.28, FIFTH), (0.42, HIGH), (0.70, HIGH))),
    "soft-count": (0.7, SOFT, ((0.0, 261.63),)),
}

Samples = Sequence[float]


def write(name: str, samples: Samples) -> None:
    """Samples between -1 and 1 into a file of that folder."""
    with wave.open(str(SOUNDS / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", (round(sample * FULL) for sample in samples)).tobytes())


def click(peak: float, partials: Sequence[tuple[float, float, float]], notes: Sequence[tuple[float, float]]) -> Samples:
    """Struck notes: each partial decays by itself; an attack of 1 ms, and the end faded over 5 ms."""
    longest = max(decay for _, _, decay in partials)
    samples = [0.0] * round(RATE * (notes[-1][0] + 4 * longest))
    for start, hertz in notes:
        first = round(start * RATE)
        for index in range(first, len(samples)):
            t = (index - first) / RATE
            samples[index] += min(1.0, (t + 1 / RATE) / 0.001) * sum(
                level * math.exp(-t / decay) * math.cos(2 * math.pi * hertz * ratio * t)
                for ratio, level, decay in partials
            )
    if partials is BELL:  # as loud as a word at a third of its peak
        samples = [math.tanh(BELL_DRIVE * sample) for sample in scale(samples, 1.0)]
    return fade(scale(samples, peak), fade_in=0.0)


def scale(samples: Samples, peak: float) -> Samples:
    """The loudest sample at `peak`."""
    loudest = max(map(abs, samples))
    return [sample * peak / loudest for sample in samples]


def fade(samples: Samples, fade_in: float = 0.002, fade_out: float = 0.005) -> Samples:
    """Straight ramps at both ends, in seconds."""
    count, rise, fall = len(samples), fade_in * RATE, fade_out * RATE
    return [
        sample * min(1.0, (index + 1) / rise if rise else 1.0, (count - index) / fall)
        for index, sample in enumerate(samples)
    ]


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
    for name, (peak, partials, notes) in CLICKS.items():
        write(name, click(peak, partials, notes))
    speaker = Speaker()
    for stem, said in texts.items():
        (SOUNDS / f"{stem}.wav").write_bytes(speech(speaker.say(*said)))


if __name__ == "__main__":
    main()
