"""Plays through simpleaudio. Imported only in the player process, which runs with the allocator simpleaudio needs."""

import time
from collections.abc import Callable

import simpleaudio

from legtimer.audio.playback.audible import audible_samples
from legtimer.audio.playback.sample_clock import NS, SampleClock
from legtimer.audio.samples import RATE

# A sample is read this long before it is heard: 100 ms of buffer in the library, 100 ms in the sound server.
READ_AHEAD_S = 0.2
# The buffer starts with this much silence. Only once the device runs is it known when it started; the samples are then
# copied in behind the silence, to the place where each is on time.
SILENT_HEAD_S = READ_AHEAD_S + 0.02


def probe() -> None:
    """Open the sound card and close it again."""
    simpleaudio.play_buffer(bytes(2), 1, 2, RATE)


def play(pcm: memoryview, clock: SampleClock, on_sounding: Callable[[int], None]) -> None:
    """Play the samples of `pcm`, each at its time by `clock`."""
    head = round(SILENT_HEAD_S * RATE)
    length = max(0, len(pcm) - clock.sample_due(time.monotonic_ns()))
    buffer = memoryview(bytearray(2 * (head + length)))
    playing = simpleaudio.play_buffer(buffer, 1, 2, RATE)
    start = clock.sample_due(time.monotonic_ns()) + head
    first = max(start, clock.sample)
    for done in range(0, length, RATE):
        part = audible_samples(pcm, first, start + done, min(RATE, length - done))
        buffer[2 * (head + done) :][: len(part)] = part
        if done == 0:
            on_sounding(max(clock.time_of(first), time.monotonic_ns() + round(READ_AHEAD_S * NS)))
    end = time.monotonic_ns() + (head + length) * NS // RATE
    while playing.is_playing():
        time.sleep(0.05)
    if time.monotonic_ns() < end - NS // 2:
        raise OSError("the sound device disappeared")
