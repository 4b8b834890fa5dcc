"""The glide: a warm tone that rises through up, falls through down, and stays level in the holds."""

import math
from array import array
from functools import cache
from itertools import pairwise

from legtimer.audio.render.wav import RATE, Samples

LOW, HIGH = 261.63, 523.25  # hertz: one octave from middle C

# The pitch at which each kind of segment begins and ends. A work interval rises all through, so that one hears how
# much is left; rest and prepare are silent.
PITCHES = {
    "up": (LOW, HIGH),
    "top": (HIGH, HIGH),
    "down": (HIGH, LOW),
    "bottom": (LOW, LOW),
    "work": (LOW, HIGH),
}

HARMONICS = (1.0, 0.35, 0.14, 0.05)
ATTACK, RELEASE = round(0.015 * RATE), round(0.025 * RATE)  # samples
BREATH = round(0.001 * RATE)  # samples of silence before the next phase

_PERIOD = 1 << 15  # samples of one period in the wave table
_BLOCK = 32  # samples with one step: short enough that rounding the step to whole table places stays 50 dB down


def wave_table(gain: float) -> Samples:
    """Two periods of the tone, its peak at `gain` of full scale."""
    period = array("h", [round(gain * value) for value in _full_scale_period()])
    return period + period


def glide(kind: str, count: int, table: Samples) -> Samples:
    """The tone of one segment, `count` samples long; silence for kinds that have none.

    Every sample is picked from the table, which a slice with a step does at the speed of C; the step changes every
    few samples and the place in the table never jumps.
    """
    if kind not in PITCHES:
        return array("h", bytes(2 * count))
    sounding = max(0, count - BREATH)
    tone = array("h")
    for passed, next_passed in pairwise(_steps_passed(*PITCHES[kind], sounding)):
        place = (_PERIOD // 4 + passed * _BLOCK) % _PERIOD
        step = next_passed - passed
        tone += table[place : place + step * _BLOCK : step]
    tone = tone[:sounding]
    _soften(tone)
    return tone + array("h", bytes(2 * (count - sounding)))


def _steps_passed(first: float, last: float, count: int) -> list[int]:
    """The sum of all steps before each block, the pitch moving from `first` to `last` hertz evenly by ear."""
    step = first * _PERIOD / RATE
    blocks = range(-(-count // _BLOCK) + 1)
    if first == last:
        return [round(step * block) for block in blocks]
    bend = math.log(last / first) * _BLOCK / max(1, count)  # per block
    return [round(step / bend * math.expm1(bend * block)) for block in blocks]


def _soften(tone: Samples) -> None:
    attack, release = min(ATTACK, len(tone) // 2), min(RELEASE, len(tone) // 2)
    for index in range(attack):
        tone[index] = tone[index] * (index + 1) // attack
    for index in range(release):
        tone[-1 - index] = tone[-1 - index] * index // release


@cache
def _full_scale_period() -> list[float]:
    sine = [math.sin(2 * math.pi * index / _PERIOD) for index in range(_PERIOD)]
    first, second, third, fourth = (
        [level * value for value in (sine * number)[::number]] for number, level in enumerate(HARMONICS, 1)
    )
    period = [a + b + c + d for a, b, c, d in zip(first, second, third, fourth, strict=True)]
    peak = max(period)
    return [value / peak * 32_767 for value in period]
