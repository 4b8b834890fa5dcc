"""Operations on many samples at once, with the standard library alone."""

import math
import sys
from array import array
from functools import lru_cache

from legtimer.audio.samples import Samples

LINEAR = 0.5  # of full scale: below it, amplifying does not bend
DUCK_RAMP = 880  # samples (20 ms) in which the glide gets quieter for a word, and louder again after it


def add_sound(samples: Samples, start: int, sound: Samples) -> None:
    """Add `sound` to `samples` from number `start` on; what falls outside `samples` is dropped. No sum may overflow.

    Each array is read as one large integer of 16 bits per sample, so that one addition adds all samples. Flipping the
    top bits maps -32768..32767 to 0..65535: without negative numbers no sample borrows from the next. This halves the
    time of a whole rendering (ten minutes: 0.8 s, not 1.7 s).
    """
    start, sound = max(0, start), sound[max(0, -start) :]
    sound = sound[: max(0, len(samples) - start)]
    place = slice(start, start + len(sound))
    top_bits = _to_integer(array("H", [0x8000]) * len(sound))
    total = (_to_integer(samples[place]) ^ top_bits) + (_to_integer(sound) ^ top_bits) - top_bits
    samples[place] = array("h", (total ^ top_bits).to_bytes(2 * len(sound), sys.byteorder))


def amplified(samples: Samples, gain: float, drive: float = 1.0) -> Samples:
    """The samples times `drive`, with all above half of full scale bent towards full scale; then times `gain`."""
    if drive == 1:
        factor = round(gain * 65_536)
        return array("h", [value * factor >> 16 for value in samples])
    table = _bent(gain, drive)
    return array("h", [table[value] for value in samples])


@lru_cache(8)
def _bent(gain: float, drive: float) -> Samples:
    """The output for each input: at the index 0 to 32767, then -32768 to -1."""
    positive = []
    for value in range(32_769):
        level = value * drive / 32_768
        if level > LINEAR:
            level = LINEAR + (1 - LINEAR) * math.tanh((level - LINEAR) / (1 - LINEAR))
        positive.append(int(level * gain * 32_767))
    return array("h", [*positive[:32_768], *(-value for value in reversed(positive[1:]))])


def duck(samples: Samples, start: int, stop: int) -> None:
    """Lower samples `start` to `stop` by 12 dB, so that the word spoken there stands out, with ramps before and after.

    Whatever lies outside `samples`, ramps included, is ignored.
    """
    level = slice(max(0, start), max(0, stop))
    samples[level] = _quartered(samples[level])
    for step in range(1, DUCK_RAMP):
        for index in (start - step, stop - 1 + step):
            if 0 <= index < len(samples):
                samples[index] -= samples[index] * (DUCK_RAMP - step) * 3 // (DUCK_RAMP * 4)


def _quartered(samples: Samples) -> Samples:
    """Each sample divided by 4, rounded down, all at once; as in `add_sound`, the samples are shifted to 0..65535."""
    count = len(samples)
    top_bits, low_bits, offset = (_to_integer(array("H", [bits]) * count) for bits in (0x8000, 0x3FFF, 0x6000))
    total = (((_to_integer(samples) ^ top_bits) >> 2) & low_bits) + offset
    return array("h", (total ^ top_bits).to_bytes(2 * count, sys.byteorder))


def fade_in(samples: Samples, length: int) -> None:
    """Raise the first `length` samples from silence."""
    for step in range(length):
        samples[step] = samples[step] * step // length


def fade_out(samples: Samples, length: int) -> None:
    """Lower the last `length` samples to silence."""
    for step in range(length):
        samples[-1 - step] = samples[-1 - step] * step // length


def _to_integer(samples: Samples) -> int:
    return int.from_bytes(samples.tobytes(), sys.byteorder)
