"""Disk access from the screens: always in a thread, so that a slow disk never delays a key."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any, ParamSpec, TypeVar

from textual.screen import Screen

from legtimer.core.printable import error_reason
from legtimer.core.session import Session
from legtimer.storage.history import History

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


async def call_disk(
    screen: Screen[Any],
    failure: str,
    function: Callable[Parameters, Result],
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> Result | None:
    """Call a function in a thread. An OSError or ValueError is shown as `failure: reason`, and None is returned."""
    try:
        return await asyncio.to_thread(function, *args, **kwargs)
    except (OSError, ValueError) as error:
        screen.notify(f"{failure}: {error_reason(error)}.", severity="error", markup=False)
        return None


async def collect_sessions(history: History, collect: Callable[[Iterator[Session]], Result]) -> Result:
    """Pass every readable session, newest first, to `collect` in a thread. Cancelling this ends the reading."""
    stopped = threading.Event()

    def read() -> Result:
        sessions = (found for found in history.iterate() if isinstance(found, Session))
        return collect(takewhile(lambda _: not stopped.is_set(), sessions))

    try:
        return await asyncio.to_thread(read)
    finally:
        stopped.set()
