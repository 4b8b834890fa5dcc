"""The driver for `legtimer serve`: the terminal is in a browser, at the other end of two pipes.

The pipes carry what a terminal would: keys and sizes come as escape sequences. Unlike
`textual.drivers.web_driver.WebDriver` it never blocks, accepts any input, and ends the app when a pipe is closed.
"""

from functools import partial
from threading import Event, Thread
from typing import Any

from textual.app import App
from textual.drivers._input_reader import InputReader
from textual.events import Resize
from textual.message import Message

from legtimer.tui.textual_compat.input import TerminalInput
from legtimer.tui.textual_compat.queued_driver import QueuedDriver

# The alternate screen, no cursor, bracketed paste, and all mouse events.
MODES = (1049, 2004, 1000, 1003, 1006)
QUERY_SYNCHRONISED_UPDATES = "\x1b[?2026$p"


class PipeDriver(QueuedDriver):
    """Reads from standard input and writes to standard output, both pipes."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.exit_event = Event()
        self._reader = InputReader()

    def start_application_mode(self) -> None:
        """Take over the terminal in the browser."""
        self._start_writer()
        self._set_modes()
        self.write(QUERY_SYNCHRONISED_UPDATES)
        # Not waited for at the end: on Windows, reading a pipe cannot be interrupted.
        Thread(target=self._read_input, name="pipe-input", daemon=True).start()

    def process_message(self, message: Message) -> None:
        """Pass a message to the app. A size may come from a page that was just opened, and is still blank."""
        super().process_message(message)
        if isinstance(message, Resize):
            self._call(self._draw_everything)

    def _draw_everything(self) -> None:
        self._set_modes()
        self._owner.redraw()

    def _set_modes(self) -> None:
        self.write("".join(f"\x1b[?{mode}h" for mode in MODES))
        self.write("\x1b[?25l")

    def disable_input(self) -> None:
        """Read no more input."""
        self.exit_event.set()
        self._reader.close()

    def stop_application_mode(self) -> None:
        """Give the terminal back; frames that are not written yet are dropped."""
        self.disable_input()
        if self._writer is not None:
            self._writer.forget()
        self.write("".join(f"\x1b[?{mode}l" for mode in reversed(MODES)))
        self.write("\x1b[?25h")

    def close(self) -> None:
        """Wait for the browser to take the last output, if it does."""
        self._stop_writer()

    def _read_input(self) -> None:
        parser = TerminalInput()
        try:
            for data in self._reader:
                self._process_input(parser.feed(data))
        except OSError:
            pass
        except Exception as error:
            self._call(partial(self._owner.report_error, error))
        if not self.exit_event.is_set():
            self._call(self._owner.hang_up)
