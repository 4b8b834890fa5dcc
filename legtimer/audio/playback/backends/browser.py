"""Plays in the browser that shows the app: hands the samples to `legtimer serve`, which gives them to the page.

The connection stays open for as long as the sound is wanted. Its end, when this process is killed, silences the page.
"""

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from legtimer.audio.playback.sample_clock import NS, SampleClock

LINK = "LEGTIMER_SOUND_LINK"  # environment variable with `port:token`, set by `legtimer serve`
TIMEOUT_S = 5.0  # for the server to accept the samples
TAIL_S = 0.5  # the page may be this much behind, and is not cut off before its end


def probe() -> None:
    """Connect to the server, and disconnect again."""
    with _connection():
        pass


def play(pcm: memoryview, clock: SampleClock, on_sounding: Callable[[int], None]) -> None:
    """Have the samples of `pcm` played by the page, each at its time by `clock`."""
    with handed_over(pcm, clock) as server:
        on_sounding(max(clock.at, time.monotonic_ns()))
        until_end = (clock.time_of(len(pcm)) - time.monotonic_ns()) / NS + TAIL_S
        server.settimeout(max(TAIL_S, until_end))
        try:
            server.recv(1)  # the server sends nothing: this returns only if it ends the connection
        except TimeoutError:
            return
        raise OSError("the server has ended")


@contextmanager
def handed_over(pcm: memoryview, clock: SampleClock) -> Iterator[socket.socket]:
    """Keep the samples with the server."""
    with _connection() as server:
        order = {"sample": clock.sample, "at": clock.at, "length": len(pcm)}
        server.sendall(json.dumps(order).encode() + b"\n")
        server.sendall(pcm.cast("B"))
        yield server


@contextmanager
def _connection() -> Iterator[socket.socket]:
    port, _, token = os.environ.get(LINK, "").partition(":")
    if not port.isdigit():
        raise OSError("this app was not started by `legtimer serve`")
    with socket.create_connection(("127.0.0.1", int(port)), timeout=TIMEOUT_S) as server:
        server.sendall(token.encode() + b"\n")
        if server.recv(3) != b"ok\n":
            raise OSError("`legtimer serve` does not accept the sound")
        yield server
