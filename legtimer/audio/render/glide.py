"""The glide: a tone that rises during up, falls during down, and stays level in the holds."""

import math
from array import array
from functools import cache
from itertools import pairwise

from legtimer.audio.render.sample_operations import fade_out
from legtimer.audio.samples import RATE, Samples

LOW, HIGH = 261.63, 523.25  # hertz: one octave from middle C

# The pitch at the start and end of each kind of segment, in hertz. It rises during a work interval, so that the time
# left can be heard; it stays level where nobody knows the end. Rest, switch and prepare are silent.
PITCHES = {
    "up": (LOW, HIGH),
    "top": (HIGH, HIGH),
    "down": (HIGH, LOW),
    "bottom": (LOW, LOW),
    "work": (LOW, HIGH),
    "max": (LOW, LOW),
}

HARMONICS = (1.0, 0.35, 0.14, 0.05)  # level of the fundamental and of its overtones
ATTACK, RELEASE = round(0.015 * RATE), round(0.025 * RATE)  # samples
PAUSE = round(0.001 * RATE)  # samples of silence before the next phase

_PERIOD = 1 << 15  # samples of one period in the wave table
_BLOCK = 32  # samples read with the same step: so few that the noise of rounding the step stays 50 dB down


def wave_table(gain: float) -> Samples:
    """Two periods of the tone, with its peak at `gain` times full scale."""
    period = array("h", [round(gain * value) for value in _full_scale_period()])
    return period + period


def glide(kind: str, count: int, table: Samples) -> Samples:
    """The tone of one segment, `count` samples long; silence for kinds without a tone.

    A slice with a step reads the table at the speed of C. The step changes from block to block; each block starts at
    the place in the table where the one before ended.
    """
    if kind not in PITCHES:
        return array("h", bytes(2 * count))
    sounding = max(0, count - PAUSE)
    tone = array("h")
    for passed, next_passed in pairwise(_steps_passed(*PITCHES[kind], sounding)):
        place = (_PERIOD // 4 + passed * _BLOCK) % _PERIOD
        step = next_passed - passed
        tone += table[place : place + step * _BLOCK : step]
    tone = tone[:sounding]
    attack = min(ATTACK, len(tone) // 2)
    for index in range(attack):
        tone[index] = tone[index] * (index + 1) // attack
    fade_out(tone, min(RELEASE, len(tone) // 2))
    return tone + array("h", bytes(2 * (count - sounding)))


def _steps_passed(first: float, last: float, count: int) -> list[int]:
    """The table places passed, per sample of a block, before each block: from `first` to `last` hertz exponentially."""
    step = first * _PERIOD / RATE
    blocks = range(-(-count // _BLOCK) + 1)
    if first == last:
        return [round(step * block) for block in blocks]
    bend = math.log(last / first) * _BLOCK / max(1, count)  # per block
    return [round(step / bend * math.expm1(bend * block)) for block in blocks]


@cache
def _full_scale_period() -> list[float]:
    sine = [math.sin(2 * math.pi * index / _PERIOD) for index in range(_PERIOD)]
    period = [0.0] * _PERIOD
    for number, level in enumerate(HARMONICS, 1):
        overtone = (sine * number)[::number]
        period = [value + level * more for value, more in zip(period, overtone, strict=True)]
    peak = max(period)
    return [value / peak * 32_767 for value in period]
