"""What is read in a thread ends when nobody waits for it any more."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.tui.disk import StoppedError, collect_sessions
from tests.storage.example_session import FIRST_SET, SESSION, SOON

DONE = replace(SESSION, status="completed", ended=SOON, sets=(FIRST_SET,))


async def test_a_reading_that_is_cancelled_ends_at_the_next_session_and_makes_no_result_of_the_rest(
    tmp_path: Path,
) -> None:
    history = History(Locations(config=tmp_path / "config", data=tmp_path / "data"))
    for day in range(3):
        history.add(replace(DONE, started=DONE.started + timedelta(days=day)))
    reading, cancelled, over = threading.Event(), threading.Event(), threading.Event()
    results: list[int | type[Exception]] = []

    def collect(sessions: Iterator[Session]) -> int:
        next(sessions)
        reading.set()
        cancelled.wait(20)
        try:
            results.append(len(list(sessions)))
        except StoppedError:
            results.append(StoppedError)
        over.set()
        return 0

    task = asyncio.create_task(collect_sessions(history, collect))
    assert await asyncio.to_thread(reading.wait, 20)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    cancelled.set()
    assert await asyncio.to_thread(over.wait, 20)
    assert results == [StoppedError]
