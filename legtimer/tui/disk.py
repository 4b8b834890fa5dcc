"""Disk access from the screens: always in a thread, so that a slow disk never delays a key."""

import asyncio
import threading
from collections.abc import Callable, Iterator
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


class StoppedError(Exception):
    """Nobody waits for the result any more."""


async def collect_sessions(history: History, collect: Callable[[Iterator[Session]], Result]) -> Result:
    """Pass every readable session, newest first, to `collect` in a thread. Cancelling this ends it at the next one."""
    stopped = threading.Event()

    def sessions() -> Iterator[Session]:
        for found in history.iterate():
            if stopped.is_set():
                raise StoppedError
            if isinstance(found, Session):
                yield found

    try:
        return await asyncio.to_thread(lambda: collect(sessions()))
    finally:
        stopped.set()
