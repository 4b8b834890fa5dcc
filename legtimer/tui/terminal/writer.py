"""The line to the terminal. However slow it is, or gone, nothing that writes to it ever waits."""

import os
import select
import time
from collections import deque
from collections.abc import Callable
from threading import Condition, Event, Thread

SLICE = 2048  # bytes handed over at a time, so that an end in the middle comes soon
DEAD = 1.5  # seconds without a byte taken, after which nothing more is to be expected
LOOK = 1.0  # seconds between two looks at an idle line
CANCEL = b"\x18"  # ends an escape sequence of which the rest does not come


class TerminalWriter(Thread):
    """Writes to a file descriptor, in order.

    It calls, in this thread, `taken` whenever nothing is left to write, and `gone` once, when there is no other end.
    """

    def __init__(self, descriptor: int, taken: Callable[[], None], gone: Callable[[], None]) -> None:
        super().__init__(name="terminal-writer", daemon=True)
        self._descriptor = descriptor
        self._taken = taken
        self._gone = gone
        self._slices: deque[bytes] = deque()
        self._news = Condition()
        self._moved = time.monotonic()
        self._writing = False
        self._stopped = False
        self._dead = Event()

    @property
    def dead(self) -> bool:
        """Whether there is no other end."""
        return self._dead.is_set()

    @property
    def busy(self) -> bool:
        """Whether something is still on its way: what comes now would come late."""
        return not self.dead and (self._writing or bool(self._slices))

    def write(self, text: str) -> None:
        """Put something at the end of the queue."""
        data = text.encode(errors="replace")
        with self._news:
            self._slices.extend(data[start : start + SLICE] for start in range(0, len(data), SLICE))
            self._news.notify()

    def forget(self) -> None:
        """Drop whatever is not written yet."""
        with self._news:
            if self._slices:
                self._slices.clear()
                self._slices.append(CANCEL)

    def stop(self) -> None:
        """Write what is left, for as long as any of it is taken."""
        self._moved = time.monotonic()
        with self._news:
            self._stopped = True
            self._news.notify()
        while self.is_alive() and time.monotonic() - self._moved < DEAD:
            self.join(0.05)

    def run(self) -> None:
        """Write until told to stop, or until there is nobody to write to."""
        try:
            while True:
                with self._news:
                    self._writing = False
                    self._news.wait_for(lambda: self._slices or self._stopped, LOOK)
                    piece = self._slices.popleft() if self._slices else b""
                    self._writing = bool(piece)
                if piece:
                    self._write(piece)
                    if not self._slices:
                        self._writing = False
                        self._taken()
                elif self._stopped:
                    return
                elif self._hung_up():
                    raise BrokenPipeError
        except OSError:
            self._dead.set()
            self._gone()

    def _write(self, piece: bytes) -> None:
        # Not through a file object: its lock would be held by a write that never ends, when the program wants to.
        while piece:
            try:
                piece = piece[os.write(self._descriptor, piece) :]
            except BlockingIOError:  # somebody else has made the terminal so
                select.select([], [self._descriptor], [], LOOK)
            else:
                self._moved = time.monotonic()

    def _hung_up(self) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, 0)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
