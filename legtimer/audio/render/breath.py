"""The breath: a soft noise that swells through an inhale (down) and falls through an exhale (up)."""

from array import array
from functools import cache
from random import Random

from legtimer.audio.samples import RATE, Samples

FULL = 32_767
_LENGTH = RATE  # samples of noise, repeated
_SMOOTH = 6  # passes of averaging two neighbours: softer than white noise
_BLOCK = 64  # samples with the same level
PEAK_AT = {"up": 0.12, "down": 0.85}  # where in the phase it is loudest; other kinds of segment have no breath


def breath(kind: str, count: int, gain: float) -> Samples:
    """The breath of one segment, `count` samples long, with its peak at `gain` times full scale."""
    if kind not in PEAK_AT or not gain:
        return array("h", bytes(2 * count))
    noise = _noise()
    samples = array("h")
    top = PEAK_AT[kind] * count
    for start in range(0, count, _BLOCK):
        middle = start + _BLOCK / 2
        level = middle / top if middle < top else max(0.0, (count - middle) / (count - top))
        factor = round(gain * level * level * 65_536)
        place = start % (_LENGTH - _BLOCK)
        samples.extend([value * factor >> 16 for value in noise[place : place + _BLOCK]])
    return samples[:count]


@cache
def _noise() -> Samples:
    random = Random(1)
    values = [random.uniform(-1, 1) for _ in range(_LENGTH)]
    for _ in range(_SMOOTH):
        values = [(value + before) / 2 for value, before in zip(values, [values[-1], *values], strict=False)]
    loudest = max(map(abs, values))
    return array("h", [round(value / loudest * FULL) for value in values])
