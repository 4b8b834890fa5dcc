"""The sound of one app on its way to the page: player processes hand it over on a connection of this computer.

See `legtimer.audio.playback.backends.browser` for the other end.
"""

import asyncio
import hmac
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from legtimer.audio.samples import RATE

MAX_LENGTH = 600 * RATE  # samples, twice the longest section of a soundtrack
MAX_LINE = 200  # bytes
HAND_OVER_TIMEOUT = 10.0  # seconds
ENDING = 50.0  # milliseconds before the end of a track from which a new one does not change it, but follows it


@dataclass(frozen=True)
class Track:
    """16-bit samples: number `first` of `pcm` is heard at `at` (monotonic nanoseconds), and those before it are not.

    Tracks with the same `clock` keep one beat.
    """

    number: int
    first: int
    at: int
    pcm: bytes
    clock: int

    @property
    def length(self) -> int:
        """The number of samples."""
        return len(self.pcm) // 2

    @property
    def due(self) -> float:
        """When its first sample of all is heard, or would have been, in monotonic milliseconds."""
        return self.at / 1e6 - self.first * 1000 / RATE

    @property
    def end(self) -> float:
        """When its last sample has been heard, in monotonic milliseconds."""
        return self.due + self.length * 1000 / RATE

    @property
    def description(self) -> dict[str, float]:
        """What the page is told of it."""
        return {name: getattr(self, name) for name in ("number", "first", "due", "length", "clock")}


class Tracks:
    """What the app wants to be heard, oldest first. An older track is heard until a newer one starts.

    `on_change` is called whenever that changes.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._token = secrets.token_hex(16)
        self._numbers = count(1)
        self._tracks: dict[int, Track] = {}
        self._server: asyncio.Server | None = None

    async def open(self) -> str:
        """Listen for player processes; returns what LINK, in the environment of the app, has to be.

        Raises:
            OSError: no port of this computer can be bound.
        """
        self._server = await asyncio.start_server(self._receive, "127.0.0.1", 0, limit=MAX_LINE)
        return f"{self._server.sockets[0].getsockname()[1]}:{self._token}"

    def close(self) -> None:
        """Listen no longer."""
        if self._server is not None:
            self._server.close()

    @property
    def wanted(self) -> list[Track]:
        """All tracks, the newest last."""
        return list(self._tracks.values())

    def get(self, number: int) -> Track | None:
        """The track of that number, while it is wanted."""
        return self._tracks.get(number)

    async def _receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        track = None
        try:
            async with asyncio.timeout(HAND_OVER_TIMEOUT):
                if not hmac.compare_digest(await reader.readline(), f"{self._token}\n".encode()):
                    return
                writer.write(b"ok\n")
                track = await self._read_track(reader)
            self._tracks[track.number] = track
            self._on_change()
            await reader.read()  # until the process is killed, or has waited for the end of the sound
        except (OSError, TimeoutError, ValueError, TypeError, KeyError, asyncio.IncompleteReadError):
            pass  # the process was killed, or is not one of ours
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
            if track is not None and self._tracks.pop(track.number, None) is not None:
                self._on_change()

    async def _read_track(self, reader: asyncio.StreamReader) -> Track:
        order = json.loads(await reader.readline())
        first, at, length = (int(order[key]) for key in ("sample", "at", "length"))
        if not 0 <= length <= MAX_LENGTH:
            raise ValueError("too long")
        pcm = await reader.readexactly(2 * length)
        number = next(self._numbers)
        return Track(number, first, at, pcm, clock=self._clock_at(at / 1e6) or number)

    def _clock_at(self, time: float) -> int | None:
        """The clock of the track that is heard at a time, in monotonic milliseconds, unless it is just ending."""
        heard = (track for track in reversed(self._tracks.values()) if track.due <= time < track.end - ENDING)
        return next((track.clock for track in heard), None)
