"""Plays through miniaudio. Imported only in the player process."""

import threading
import time
from collections.abc import Callable, Generator

import miniaudio

from legtimer.audio.playback.audible import audible_samples
from legtimer.audio.playback.sample_clock import NS, SampleClock
from legtimer.audio.samples import RATE

# Covers the pauses of a busy machine. Adds no delay: the device plays the first sample at once, and killing the process
# silences it at once.
BUFFER_MS = 200
MAX_LAG = RATE * 25 // 1000  # samples (25 ms): a device further behind ran dry, and continues with what is due now
DEVICE_TIMEOUT_S = 2.0  # a device that has not asked for samples for this long has disappeared


def probe() -> None:
    """Open the sound card and close it again."""
    _open().close()


def play(pcm: memoryview, clock: SampleClock, on_sounding: Callable[[int], None]) -> None:
    """Play the samples of `pcm`, each at its time by `clock`."""
    source = _SampleSource(pcm, clock)
    samples = source.samples()
    next(samples)
    device = _open()
    stopped = threading.Event()
    device.stop_callback = stopped.set
    device.start(samples)
    on_sounding(source.first_heard_at)
    end = clock.time_of(len(pcm)) + 2 * BUFFER_MS * NS // 1000
    while time.monotonic_ns() < end:
        time.sleep(0.05)
        if stopped.is_set() or time.monotonic_ns() - source.last_request > DEVICE_TIMEOUT_S * NS:
            raise OSError("the sound device disappeared")


def _open() -> "miniaudio.PlaybackDevice":
    silent = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
    audible = sorted(miniaudio.get_enabled_backends() - silent, key=lambda backend: backend.value)
    return miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=RATE,
        buffersize_msec=BUFFER_MS,
        backends=audible,
        app_name="legtimer",
    )


class _SampleSource:
    """Answers the device's requests: the sample due at the first one, then without a gap while it keeps up."""

    def __init__(self, pcm: memoryview, clock: SampleClock) -> None:
        self.last_request = time.monotonic_ns()
        self.first_heard_at = clock.at
        self._pcm = pcm
        self._clock = clock

    def samples(self) -> Generator[bytes, int, None]:
        position: int | None = None
        requested = b""
        while True:
            count = yield requested
            self.last_request = time.monotonic_ns()
            due = self._clock.sample_due(self.last_request)
            if position is None:
                self.first_heard_at = self._clock.time_of(max(due, self._clock.sample))
            if position is None or due - position > MAX_LAG:
                position, first = due, max(due, self._clock.sample)
            requested = audible_samples(self._pcm, first, position, count)
            position += count
