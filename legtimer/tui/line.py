"""The line to the terminal. However slow it is, or gone, nothing that writes to it ever waits."""

import os
import select
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread

SLICE = 512  # bytes handed over at a time, so that an end in the middle comes soon
DEAD = 3.0  # seconds without a byte taken, after which nothing more is to be expected
LOOK = 1.0  # seconds between two looks at an idle line


class Line(Thread):
    """Writes to a file descriptor, in order; `gone` is called once, in this thread, when there is no other end."""

    def __init__(self, descriptor: int, gone: Callable[[], None]) -> None:
        super().__init__(name="terminal-line", daemon=True)
        self._descriptor = descriptor
        self._gone = gone
        self._pieces: SimpleQueue[bytes | None] = SimpleQueue()
        self._taken = time.monotonic()
        self._writing = False
        self._dead = Event()

    @property
    def busy(self) -> bool:
        """Whether something is still on its way: what comes now would come late."""
        return not self._dead.is_set() and (self._writing or not self._pieces.empty())

    def write(self, text: str) -> None:
        """Put something at the end of the queue."""
        if not self._dead.is_set():
            self._pieces.put(text.encode(errors="replace"))

    def forget(self) -> None:
        """Drop whatever has not begun to be written."""
        while not self._pieces.empty():
            self._pieces.get()

    def stop(self) -> None:
        """Write what is left, for as long as any of it is taken."""
        self._pieces.put(None)
        self._taken = time.monotonic()
        while self.is_alive() and time.monotonic() - self._taken < DEAD:
            self.join(0.05)

    def run(self) -> None:
        """Write until told to stop."""
        while True:
            try:
                piece = self._pieces.get(timeout=LOOK)
            except Empty:
                if self._hung_up():
                    self._die()
                continue
            if piece is None:
                return
            if not self._dead.is_set():
                self._write(piece)

    def _write(self, piece: bytes) -> None:
        # Not through a file object: its lock would be held by a write that never ends, when the program wants to.
        self._writing = True
        try:
            while piece:
                written = os.write(self._descriptor, piece[:SLICE])
                self._taken = time.monotonic()
                piece = piece[written:]
        except BlockingIOError:  # somebody else has made the terminal so
            select.select([], [self._descriptor], [], LOOK)
            self._write(piece)
        except OSError:
            self._die()
        finally:
            self._writing = False

    def _hung_up(self) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, 0)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))

    def _die(self) -> None:
        if not self._dead.is_set():
            self._dead.set()
            self._gone()
