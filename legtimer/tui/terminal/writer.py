"""Writes to the terminal in a thread, so that nothing waits for a slow or closed terminal."""

import logging
import os
import select
import time
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread

from legtimer.system.terminal import is_closed

CHUNK = 2048  # bytes written at a time
STOP_TIMEOUT = 1.5  # seconds without progress, after which `stop` waits no longer
POLL = 1.0  # seconds between checks whether an idle terminal is still there
CANCEL = b"\x18"  # ends an incomplete escape sequence


logger = logging.getLogger(__name__)


class TerminalWriter(Thread):
    """Writes to a file descriptor, in order.

    In its own thread it calls `on_idle` whenever the queue is empty, and `on_closed` once if the terminal is gone.
    """

    def __init__(self, descriptor: int, on_idle: Callable[[], None], on_closed: Callable[[], None]) -> None:
        super().__init__(name="terminal-writer", daemon=True)
        self._descriptor = descriptor
        self._on_idle = on_idle
        self._on_closed = on_closed
        self._chunks: deque[bytes] = deque()
        self._changed = Condition()
        self._last_progress = time.monotonic()
        self._writing = False
        self._stopped = False
        self._closed = False  # the terminal is gone

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return not self._closed and (self._writing or bool(self._chunks))

    def write(self, text: str) -> None:
        """Add a text to the queue."""
        data = text.encode(errors="replace")
        with self._changed:
            self._chunks.extend(data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
            self._changed.notify()

    def forget(self) -> None:
        """Drop what is not written yet."""
        with self._changed:
            if self._chunks:
                self._chunks.clear()
                self._chunks.append(CANCEL)

    def stop(self) -> None:
        """Write the rest, and wait for that as long as there is progress."""
        self._last_progress = time.monotonic()
        with self._changed:
            self._stopped = True
            self._changed.notify()
        while self.is_alive() and time.monotonic() - self._last_progress < STOP_TIMEOUT:
            self.join(0.05)

    def run(self) -> None:
        """Write until `stop` is called or the terminal is gone."""
        try:
            while True:
                with self._changed:
                    self._writing = False
                    self._changed.wait_for(lambda: self._chunks or self._stopped, POLL)
                    chunk = self._chunks.popleft() if self._chunks else b""
                    self._writing = bool(chunk)
                if chunk:
                    self._write(chunk)
                    if not self._chunks:
                        self._writing = False
                        self._on_idle()
                elif self._stopped:
                    return
                elif is_closed(self._descriptor):
                    raise BrokenPipeError
        except Exception as error:
            if not isinstance(error, OSError):
                logger.exception("the terminal writer failed")
            self._closed = True
            self._on_closed()

    def _write(self, chunk: bytes) -> None:
        # Not through a file object: a write that never returns would hold its lock at the end of the program.
        while chunk:
            try:
                chunk = chunk[os.write(self._descriptor, chunk) :]
            except BlockingIOError:  # another program has made the terminal non-blocking
                select.select([], [self._descriptor], [], POLL)
            else:
                self._last_progress = time.monotonic()
