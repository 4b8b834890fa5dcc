"""What the drivers share: output that never blocks, and input that waits while the app is busy."""

import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from threading import Event
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.message import Message

from legtimer.tui.terminal.writer import TerminalWriter
from legtimer.tui.textual_compat.base_app import BaseApp

FRAME_TIMEOUT = 0.03  # seconds that the terminal may take for a frame before the next ones are dropped
MAX_BACKLOG = 500  # messages that wait in the app, above which no more input is read
BACKLOG_POLL = 0.02  # seconds between checks of the backlog


class QueuedDriver(Driver):
    """A driver of a `BaseApp` that writes in a thread. `exit_event` ends its input."""

    exit_event: Event

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert sys.__stdout__ is not None
        self._output = sys.__stdout__.fileno()
        assert isinstance(app, BaseApp)
        self._owner = app
        self._writer: TerminalWriter | None = None
        self._holding = False
        self._checking = False

    def write(self, data: str) -> None:
        """Queue `data` for the terminal."""
        if self._writer is not None:
            glyphs = self._owner.glyphs
            self._writer.write(data if glyphs is None else data.translate(glyphs))

    def flush(self) -> None:
        """Drop further frames if this one is not written soon; Textual calls it after each frame."""
        time.sleep(0)  # lets the writer begin: while this thread is busy, Python would keep it waiting for 5 ms
        if not self._checking and self._writer is not None and self._writer.busy:
            self._checking = True
            self._loop.call_later(FRAME_TIMEOUT, self._hold_if_busy)

    def _start_writer(self) -> None:
        if self._writer is None:
            self._writer = TerminalWriter(self._output, self._written, partial(self._call, self._owner.hang_up))
            self._writer.start()

    def _stop_writer(self) -> None:
        if self._writer is not None:
            self._writer.stop()
            self._writer = None

    def _hold_if_busy(self) -> None:
        self._checking = False
        if not self._holding and self._writer is not None and self._writer.busy:
            self._holding = True
            self._owner.hold_frames()
            self._resume_if_idle()  # the writer may have become idle in between

    def _written(self) -> None:
        if self._holding:
            self._call(self._resume_if_idle)

    def _resume_if_idle(self) -> None:
        if self._holding and not (self._writer is not None and self._writer.busy):
            self._holding = False
            self._owner.resume_frames()

    def send_message(self, message: Message) -> None:
        """Post a message. Textual's version creates a coroutine, and Python warns if the app ends before it runs."""
        self._call(partial(self._app.post_message, message))

    def _process_input(self, messages: Iterable[Message]) -> None:
        """Pass messages to the app, then wait while it is too busy for more: a flood of keys would fill the memory."""
        for message in messages:
            self.process_message(message)
        while self._owner.backlog > MAX_BACKLOG and not self.exit_event.is_set():
            time.sleep(BACKLOG_POLL)

    def _call(self, function: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the event loop has ended
            self._loop.call_soon_threadsafe(function)
