"""Playing through miniaudio. Only ever imported in the player process."""

import time
from collections.abc import Callable, Generator

import miniaudio

from legtimer.audio.playback.remaining import RemainingSamples
from legtimer.audio.playback.sample_clock import NS, SampleClock

BUFFER_MS = 200
"""Enough for a busy machine. It delays nothing: the first sample sounds at once all the same, and a killed
process is silent at once."""

SLIP_MS = 25
"""A device this far behind has run dry (it was asleep, or the machine too busy): go on with what is due."""

GONE_AFTER_S = 2.0
"""A device that has asked for nothing for so long is gone."""


def probe() -> None:
    """Open the device and close it again; raises what the library raises where that can't be done."""
    _open(44_100).close()


def play(pcm: memoryview, sample_clock: SampleClock, sounding: Callable[[int], None]) -> None:
    """Play the 16-bit samples of `pcm` at the times `sample_clock` says, to the end.

    `sounding` is told when (monotonic nanoseconds) the first of them is heard.

    Raises:
        OSError: the device went away.
        Exception: whatever the library raises where there is no device.
    """
    feed = _Feed(pcm, sample_clock)
    samples = feed.samples()
    next(samples)
    device = _open(sample_clock.rate)
    device.stop_callback = feed.stop
    device.start(samples)
    sounding(feed.begins)
    end = sample_clock.time_of(len(pcm)) + 2 * BUFFER_MS * NS // 1000
    while time.monotonic_ns() < end:
        time.sleep(0.05)
        if feed.stopped or time.monotonic_ns() - feed.asked > GONE_AFTER_S * NS:
            raise OSError("the sound device went away")


def _open(rate: int) -> "miniaudio.PlaybackDevice":
    silent = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
    audible = sorted(miniaudio.get_enabled_backends() - silent, key=lambda backend: backend.value)
    return miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=rate,
        buffersize_msec=BUFFER_MS,
        backends=audible,
        app_name="legtimer",
    )


class _Feed:
    """Gives the device what it asks for: the sample that is due now, and from there on without a gap."""

    def __init__(self, pcm: memoryview, sample_clock: SampleClock) -> None:
        self.pcm = pcm
        self.sample_clock = sample_clock
        self.asked = time.monotonic_ns()
        self.begins = sample_clock.at
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True

    def samples(self) -> Generator[bytes, int, None]:
        slip = SLIP_MS * self.sample_clock.rate // 1000
        count = yield b""
        position = self._due()
        excerpt = RemainingSamples(self.pcm, max(position, self.sample_clock.sample))
        self.begins = self.sample_clock.time_of(excerpt.first)
        while True:
            asked_for = excerpt.samples(position, count)
            position += count
            count = yield asked_for
            due = self._due()
            if due - position > slip:
                position = due
                excerpt = RemainingSamples(self.pcm, max(position, self.sample_clock.sample))

    def _due(self) -> int:
        self.asked = time.monotonic_ns()
        return self.sample_clock.due(self.asked)
