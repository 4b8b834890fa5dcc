"""The tracks of an app on their way to the page: which are wanted, and which of them keep one beat."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from legtimer.audio.samples import RATE
from legtimer.web.tracks import Tracks

SECOND = 1_000_000_000  # nanoseconds


class Sent:
    """Tracks with what they were last, whenever that changed."""

    def __init__(self) -> None:
        self.tracks = Tracks(self._note)
        self.changes = 0
        self._changed = asyncio.Event()
        self.link = ""

    def _note(self) -> None:
        self.changes += 1
        self._changed.set()

    async def open(self) -> None:
        self.link = await self.tracks.open()

    @asynccontextmanager
    async def track(self, at: float, seconds: float, first: int = 0) -> AsyncIterator[None]:
        """A track that a player process wants to be heard, from `at`, in seconds, until it is killed."""
        port, _, token = self.link.partition(":")
        _, writer = await asyncio.open_connection("127.0.0.1", int(port))
        length = round(seconds * RATE)
        order = {"sample": first, "at": round(at * SECOND), "length": length}
        writer.write(f"{token}\n{json.dumps(order)}\n".encode() + bytes(2 * length))
        await self.change()
        yield
        writer.close()
        await self.change()

    async def change(self) -> None:
        async with asyncio.timeout(10):
            await self._changed.wait()
        self._changed.clear()

    @property
    def clocks(self) -> list[int]:
        return [track.clock for track in self.tracks.wanted]


@pytest.fixture
async def sent() -> AsyncIterator[Sent]:
    sent = Sent()
    await sent.open()
    yield sent
    sent.tracks.close()


async def test_a_track_is_wanted_until_its_process_ends(sent: Sent) -> None:
    async with sent.track(at=5, seconds=1, first=RATE // 2):
        (track,) = sent.tracks.wanted
        assert track.description == {"number": 1, "first": RATE // 2, "due": 4500.0, "length": RATE, "clock": 1}
        assert sent.tracks.get(1) is track
    assert sent.tracks.wanted == []


async def test_what_replaces_a_track_in_its_middle_keeps_its_clock_and_the_next_set_has_another(sent: Sent) -> None:
    async with sent.track(at=5, seconds=10):
        async with sent.track(at=8, seconds=10):
            assert sent.clocks == [1, 1]
        async with sent.track(at=15, seconds=10), sent.track(at=9, seconds=6):
            assert sent.clocks == [1, 3, 1]


async def test_a_connection_without_the_token_is_closed_and_changes_nothing(sent: Sent) -> None:
    port = int(sent.link.partition(":")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"wrong\n")
    assert await reader.read() == b""
    writer.close()
    assert sent.changes == 0
