"""Playing through simpleaudio. Only ever imported in the player process, whose memory allocator suits it."""

import time
from collections.abc import Callable

import simpleaudio

from legtimer.audio.playback.remaining import RemainingSamples
from legtimer.audio.playback.sample_clock import NS, SampleClock

TAKEN_S = 0.2
"""So far ahead of what is heard (100 ms in the library, 100 ms in the sound server) samples are taken."""

HEAD_S = TAKEN_S + 0.02
"""When the device began we know only after it has begun. What is taken until then is silence; what comes after it is
put in place as soon as we know."""


def probe() -> None:
    """Open the device and close it again; raises what the library raises where that can't be done."""
    simpleaudio.play_buffer(bytes(2), 1, 2, 44_100)


def play(pcm: memoryview, sample_clock: SampleClock, sounding: Callable[[int], None]) -> None:
    """Play the 16-bit samples of `pcm` at the times `sample_clock` says, to the end.

    `sounding` is told when (monotonic nanoseconds) the first of them is heard.

    Raises:
        OSError: the device went away.
        Exception: whatever the library raises where there is no device.
    """
    head = round(HEAD_S * sample_clock.rate)
    length = max(0, len(pcm) - sample_clock.due(time.monotonic_ns()))
    buffer = memoryview(bytearray(2 * (head + length)))
    playing = simpleaudio.play_buffer(buffer, 1, 2, sample_clock.rate)
    start = sample_clock.due(time.monotonic_ns()) + head
    excerpt = RemainingSamples(pcm, max(start, sample_clock.sample))
    for done in range(0, length, sample_clock.rate):
        part = excerpt.samples(start + done, min(sample_clock.rate, length - done))
        buffer[2 * (head + done) :][: len(part)] = part
        if done == 0:
            heard_from = time.monotonic_ns() + round(TAKEN_S * NS)
            sounding(max(sample_clock.time_of(excerpt.first), heard_from))
    end = time.monotonic_ns() + (head + length) * NS // sample_clock.rate
    while playing.is_playing():
        time.sleep(0.05)
    if time.monotonic_ns() < end - NS // 2:
        raise OSError("the sound device went away")
