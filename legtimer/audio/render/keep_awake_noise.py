"""Faint noise that keeps a sleepy speaker awake. After silence, a Bluetooth speaker swallows the first word."""

from array import array
from functools import cache
from random import Random

from legtimer.audio.render.mix import Mix
from legtimer.audio.samples import RATE, Samples

WAKE_UP = 800  # milliseconds of noise before the first sound
PEAK = 57  # of 32,768: -60 dB of full scale, RMS


def keep_awake_noise(count: int, mix: Mix) -> Samples:
    """`count` samples of noise, the same each time; silence where it is off or nothing else is heard either."""
    if not mix.keep_awake_noise or mix.silent:
        return array("h", bytes(2 * count))
    period = _period()
    return (period * (count // len(period) + 1))[:count]


def wake_up(mix: Mix) -> Samples:
    """What is heard before the first sound; empty without the noise."""
    heard = mix.keep_awake_noise and not mix.silent
    return keep_awake_noise(WAKE_UP * RATE // 1000, mix) if heard else array("h")


@cache
def _period() -> Samples:
    """A second of white noise."""
    random = Random(2)
    return array("h", [random.randint(-PEAK, PEAK) for _ in range(RATE)])
