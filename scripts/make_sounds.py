"""Makes all sounds in `sounds/`: `python3 scripts/make_sounds.py`, with flite 2.2 (`apt install flite`).

The clicks are computed, and are the same to the byte each time; the words are spoken by flite's voice `rms`.
All files are 16-bit mono at 22.05 kHz.
"""

import math
import subprocess
import tempfile
import wave
from array import array
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

SOUNDS = Path(__file__).parents[1] / "sounds"
RATE = 22_050
FULL = 32_767

VOICE = "rms"
STRETCH = 1.15  # a little slower than flite's default, to be understood from a distance
LOW_CUT, HIGH_CUT = 0.8, 0.45  # coefficients of one-pole filters, against the glide below and hiss above
HISS = 0.9  # ratio of the slope's RMS to the signal's RMS above which a sound counts as an s, and is lowered
HISS_FLOOR = 0.3  # the lowest gain for an s
VOICE_RMS = 0.22  # of full scale
SILENCE = 0.025  # of the word's peak: what is quieter at both ends is trimmed

WORDS = (
    "up", "down", "hold", "last rep", "rest", "left", "right", "switch", "half way", "ten seconds",
    "go", "done", "get ready", "lower slowly", "slow down", "back flat",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
)  # fmt: skip

WOOD = ((1.0, 1.0, 0.035), (3.93, 0.35, 0.012), (9.2, 0.12, 0.004))  # (ratio, level, decay in seconds)
BELL = ((1.0, 1.0, 0.30), (2.0, 0.45, 0.18), (3.01, 0.22, 0.10), (4.2, 0.08, 0.05))
SOFT = ((1.0, 1.0, 0.10), (2.0, 0.30, 0.06), (3.0, 0.10, 0.04))

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
    "end-of-set": (0.8, BELL, ((0.0, HIGH), (0.16, FIFTH), (0.32, LOW))),
    "end-of-workout": (0.8, BELL, ((0.0, LOW), (0.14, 659.26), (0.28, FIFTH), (0.42, HIGH), (0.70, HIGH))),
    "soft-count": (0.7, SOFT, ((0.0, 261.63),)),
}

Samples = Sequence[float]


def write(name: str, samples: Samples) -> None:
    """Write samples between -1 and 1 as a file in SOUNDS."""
    with wave.open(str(SOUNDS / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", (round(sample * FULL) for sample in samples)).tobytes())


def click(peak: float, partials: Sequence[tuple[float, float, float]], notes: Sequence[tuple[float, float]]) -> Samples:
    """Struck notes: partials that decay independently, with an attack of 1 ms and a fade-out of 5 ms."""
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
    return fade(scale(samples, peak), fade_in=0.0)


def scale(samples: Samples, peak: float) -> Samples:
    """Scale the samples so that the loudest is at `peak`."""
    loudest = max(map(abs, samples))
    return [sample * peak / loudest for sample in samples]


def fade(samples: Samples, fade_in: float = 0.002, fade_out: float = 0.005) -> Samples:
    """Linear fades at both ends, in seconds."""
    count, rise, fall = len(samples), fade_in * RATE, fade_out * RATE
    return [
        sample * min(1.0, (index + 1) / rise if rise else 1.0, (count - index) / fall)
        for index, sample in enumerate(samples)
    ]


def speak(text: str) -> tuple[int, Samples]:
    """The text spoken by flite: the rate in hertz, and samples between -1 and 1."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "word.wav"
        setting = f"duration_stretch={STRETCH}"
        subprocess.run(["flite", "-voice", VOICE, "--setf", setting, "-t", text, str(path)], check=True)
        with wave.open(str(path), "rb") as file:
            frames = array("h", file.readframes(file.getnframes()))
            return file.getframerate(), [frame / FULL for frame in frames]


def resample(samples: Samples, rate: int, half_width: int = 24) -> Samples:
    """Resample to RATE, which must be higher, with a windowed sinc of `half_width` samples to either side."""

    def at(position: float) -> float:
        centre = math.floor(position)
        total = 0.0
        for index in range(max(0, centre - half_width + 1), min(len(samples), centre + half_width + 1)):
            x = position - index
            window = 0.5 + 0.5 * math.cos(math.pi * x / half_width)
            total += samples[index] * window * (math.sin(math.pi * x) / (math.pi * x) if x else 1.0)
        return total

    return [at(index * rate / RATE) for index in range(len(samples) * RATE // rate)]


def trim(samples: Samples) -> Samples:
    """Cut off the silence at both ends."""
    threshold = SILENCE * max(map(abs, samples))
    loud = [index for index, sample in enumerate(samples) if abs(sample) > threshold]
    margin = round(0.004 * RATE)
    return samples[max(0, loud[0] - margin) : loud[-1] + margin]


def rms(samples: Samples) -> float:
    """The root mean square: the loudness."""
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))


def level(samples: Samples) -> Samples:
    """Bring the loudness to VOICE_RMS, with soft clipping, so that no peak exceeds full scale."""
    gain = VOICE_RMS / rms(samples)
    for _ in range(20):
        clipped = [math.tanh(gain * sample) for sample in samples]
        gain *= VOICE_RMS / rms(clipped)
    return [0.98 * sample for sample in clipped]


def band_pass(samples: Samples) -> Samples:
    """Lower the bass, which the glide masks, and the treble, which is mostly hiss."""
    output, last = [], 0.0
    for earlier, later in pairwise((0.0, *samples)):
        last = (1 - HIGH_CUT) * (later - LOW_CUT * earlier) + HIGH_CUT * last
        output.append(last)
    return output


def reduce_hiss(samples: Samples, hop: int = 110) -> Samples:
    """Lower each s: the gain is computed every `hop` samples and interpolated linearly."""
    gains = []
    for middle in range(0, len(samples) + hop, hop):
        part = samples[max(0, middle - hop) : middle + hop]
        slope = rms([later - earlier for earlier, later in pairwise((*part[:1], *part))]) if part else 0.0
        gains.append(max(HISS_FLOOR, min(1.0, (HISS * rms(part) / slope) ** 2)) if slope else 1.0)
    return [
        sample * (gains[index // hop] + (gains[index // hop + 1] - gains[index // hop]) * (index % hop) / hop)
        for index, sample in enumerate(samples)
    ]


def word(text: str) -> Samples:
    """The samples of a word, ready to be written."""
    rate, samples = speak(text)
    return fade(level(trim(reduce_hiss(band_pass(resample(samples, rate))))))


def main() -> None:
    """Write every file."""
    for name, (peak, partials, notes) in CLICKS.items():
        write(name, click(peak, partials, notes))
    for text in WORDS:
        write(text.replace(" ", "-"), word(text))


if __name__ == "__main__":
    main()
