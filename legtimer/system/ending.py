"""Requests of the system that the program end: signals, and on Windows console control events."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

HANG_UP = 128 + 1  # exit code: the terminal is gone. 1 is SIGHUP, a number that Windows does not define

End = Callable[[int], None]

if sys.platform == "win32":
    import ctypes
    import time
    from ctypes.wintypes import BOOL, DWORD

    EXIT_CODES = {0: 128 + signal.SIGINT, 1: 128 + signal.SIGBREAK}  # ctrl+C and ctrl+Break; the others: HANG_UP
    FOREVER = 3600.0  # seconds; the system waits no longer than 5
    _HandlerRoutine = ctypes.WINFUNCTYPE(BOOL, DWORD)
    _handlers: list[object] = []  # what is registered must not be garbage-collected

    def watch_requests(loop: asyncio.AbstractEventLoop, end: End) -> None:
        """From now on call `end` in the event loop, with an exit code, whenever the system asks the program to end.

        Requests other than ctrl+C and ctrl+Break (a closed window, logging off) give it 5 seconds. After the loop has
        ended, they still give it that time, to write the session. Windows may log off without a request, as
        docs/testing.md says.
        """

        def handle(event: int) -> bool:
            handled = True
            try:
                loop.call_soon_threadsafe(end, EXIT_CODES.get(event, HANG_UP))
            except RuntimeError:  # the loop has ended
                handled = event not in EXIT_CODES  # else Python raises KeyboardInterrupt
            if event not in EXIT_CODES:
                time.sleep(FOREVER)  # the system kills the program as soon as this returns
            return handled

        handler = _HandlerRoutine(handle)
        _handlers.append(handler)
        ctypes.windll.kernel32.SetConsoleCtrlHandler(handler, True)

else:
    SIGNALS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)

    def watch_requests(loop: asyncio.AbstractEventLoop, end: End) -> None:
        """From now on call `end` in the event loop, with an exit code, whenever the system asks the program to end."""
        for number in SIGNALS:
            loop.add_signal_handler(number, end, 128 + number)

        # Unlike a handler of the loop, it remains when the loop has ended: a shell sends SIGHUP a second time, which
        # would kill the process while it writes the session.
        def hang_up(*_: object) -> None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(end, HANG_UP)

        signal.signal(signal.SIGHUP, hang_up)
