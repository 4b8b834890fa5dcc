"""The connection of one open page."""

import asyncio
import json
import time
from collections import deque
from contextlib import suppress
from itertools import chain, repeat

from aiohttp import web

IN_FLIGHT = 64 * 1024  # bytes of output that the page has not drawn yet, above which it gets no more
FIRST_TIMES = [0.1] * 5  # seconds between the first times that are sent, soon enough for a sound that goes on
TIME_INTERVAL = 1.0  # seconds between the others; a page counts on getting something in 6 seconds
CANCEL = b"\x18"  # ends an incomplete escape sequence


class PageConnection:
    """A page with its web socket. Nothing waits for it.

    A slow or interrupted line loses output: once the page has drawn what it was sent, it needs the whole screen again.

    Attributes:
        size: columns and rows that fit it.
        may_sound: whether the person has allowed the page to play sound.
    """

    def __init__(self, websocket: web.WebSocketResponse, name: str, size: tuple[int, int]) -> None:
        """`name` is the same when the page connects again."""
        self.name = name
        self.size = size
        self.may_sound = False
        self._websocket = websocket
        self._outbox: asyncio.Queue[str | bytes] = asyncio.Queue()  # its size is bounded by IN_FLIGHT
        self._in_flight: deque[int] = deque()
        self._behind = False

    async def send_time(self) -> None:
        """Send the time of the clock by which sound is due, in milliseconds, again and again until cancelled.

        The page finds the difference of the clocks, and that its line is not lost.
        """
        for pause in chain(FIRST_TIMES, repeat(TIME_INTERVAL)):
            self.send("time", time.monotonic_ns() / 1e6)
            await asyncio.sleep(pause)

    async def send_all(self) -> None:
        """Send what `draw` and `send` are given, until cancelled or until the page has gone."""
        with suppress(ConnectionError):
            while True:
                match await self._outbox.get():
                    case str(text):
                        await self._websocket.send_str(text)
                    case output:
                        await self._websocket.send_bytes(output)

    def draw(self, output: bytes) -> None:
        """Send output of the app; it is lost if the page has not drawn enough yet."""
        self._behind = self._behind or sum(self._in_flight) > IN_FLIGHT
        if not self._behind:
            self._in_flight.append(len(output))
            self._outbox.put_nowait(output)

    def note_drawn(self) -> bool:
        """Take note that the page has drawn one more piece of output; returns whether it needs the whole screen now."""
        if self._in_flight:
            self._in_flight.popleft()
        if not self._behind or self._in_flight:
            return False
        self._behind = False
        self.draw(CANCEL)
        return True

    def send(self, *message: object) -> None:
        """Send a message: its kind, and its data."""
        self._outbox.put_nowait(json.dumps(message))

    async def close(self, code: int, reason: str) -> None:
        """Close the connection; the page shows the reason."""
        await self._websocket.close(code=code, message=reason.encode())
