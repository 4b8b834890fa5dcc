"""What differs by system about a terminal, and where output goes."""

import errno
import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TextIO

WRITE_TIMEOUT = 1.5  # seconds: a terminal that takes nothing for this long counts as stuck

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes.wintypes import DWORD, HANDLE

    CLOSED_PIPE = (errno.EPIPE, errno.EINVAL)  # numbers of the error of writing to a pipe that nobody reads

    def is_terminal(stream: TextIO) -> bool:
        """Return whether a stream is a console. `isatty` is true for the null device as well."""
        if not stream.isatty():
            return False
        handle = HANDLE(msvcrt.get_osfhandle(stream.fileno()))
        return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(DWORD())))

    @contextmanager
    def single_keys() -> Iterator[None]:
        """Do nothing: on Windows, keys arrive one by one anyway."""
        yield

    def _next_key() -> str:
        return msvcrt.getwch() if is_terminal(sys.stdin) else sys.stdin.read(1)

    def is_closed(descriptor: int) -> bool:
        """Return False: on Windows, an event tells the program that its window was closed."""
        return False

    def write_if_taken(descriptor: int, text: str) -> None:
        """Write to a terminal, if it is still there."""
        with suppress(OSError):
            os.write(descriptor, text.encode(errors="backslashreplace"))

else:
    import termios
    import tty

    CLOSED_PIPE = (errno.EPIPE,)  # numbers of the error of writing to a pipe that nobody reads

    def is_terminal(stream: TextIO) -> bool:
        """Return whether a stream is a terminal."""
        return stream.isatty()

    @contextmanager
    def single_keys() -> Iterator[None]:
        """Have the terminal pass on every key at once, without showing it; do nothing if there is no terminal."""
        if not is_terminal(sys.stdin):
            yield
            return
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor)
            yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    def _next_key() -> str:
        return os.read(sys.stdin.fileno(), 1).decode(errors="replace")

    def is_closed(descriptor: int) -> bool:
        """Return whether the terminal is gone."""
        poll = select.poll()
        poll.register(descriptor, 0)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))

    def write_if_taken(descriptor: int, text: str) -> None:
        """Write to a terminal as long as it takes something: it may be gone, or on a line that is stuck."""
        data = text.encode(errors="backslashreplace")
        blocking = os.get_blocking(descriptor)
        os.set_blocking(descriptor, False)
        try:
            with suppress(OSError):
                while data and select.select([], [descriptor], [], WRITE_TIMEOUT)[1]:
                    data = data[os.write(descriptor, data) :]
        finally:
            os.set_blocking(descriptor, blocking)


def watch_keys(pressed: Callable[[str], object]) -> None:
    """From now on call `pressed`, in a thread, with every character from standard input, until its end."""

    def read() -> None:
        with suppress(OSError, RuntimeError):  # RuntimeError: the event loop that `pressed` calls has ended
            while key := _next_key():
                pressed(key)

    Thread(target=read, name="keys", daemon=True).start()
