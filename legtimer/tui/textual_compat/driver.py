"""The driver of a Unix terminal: `textual.drivers.linux_driver.LinuxDriver` with what it lacks.

- Writing never blocks, and frames are dropped while the terminal is slow (see `QueuedDriver`). LinuxDriver queues every
  frame, and waits for the terminal at the end.
- Any input is accepted, and a closed terminal ends the app (see `TerminalInput`). LinuxDriver's input thread reads a
  closed terminal again and again, which keeps a processor busy.
- SIGCONT is handled in the event loop, and only while the app runs. LinuxDriver handles it between any two steps of the
  end as well, and starts an input thread that never ends; and after SIGSTOP it takes over a terminal that it never gave
  back (https://github.com/Textualize/textual/issues/1582).
- SIGWINCH reads the size in the event loop: of two signals at once LinuxDriver may report the older size last.
"""

import os
import selectors
import signal
import sys
import termios
from enum import Enum
from functools import partial
from typing import Any

from textual.app import App
from textual.constants import DISABLE_KITTY_KEY
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

from legtimer.tui.textual_compat.input import REPORT_PLACES, TerminalInput
from legtimer.tui.textual_compat.queued_driver import QueuedDriver

assert sys.platform != "win32"

# Ends a synchronised update that was cut off, and mouse reports in pixels, which LinuxDriver leaves on.
RESET_MODES = "\x1b[?2026l\x1b[?1016l"
CONTINUE_DELAY = 0.05  # seconds in which several SIGCONT count as one
POLL = 0.1  # seconds between checks whether the input thread should end


class Mode(Enum):
    """Whether the terminal is the app's: not yet, now, not while the app is stopped, or not any more."""

    NEW, ACTIVE, SUSPENDED, ENDED = range(4)


class TerminalDriver(QueuedDriver, LinuxDriver):
    """Drives the terminal of a `BaseApp`."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._mode = Mode.NEW
        self._continuing = False

    # Start, stop and end

    def start_application_mode(self) -> None:
        """Take over the terminal."""
        self._start_writer()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not DISABLE_KITTY_KEY:
            self.write(REPORT_PLACES)
        signal.signal(signal.SIGWINCH, lambda *_: self._call(self._report_size))
        self._mode = Mode.ACTIVE

    def suspend_application_mode(self) -> None:
        """Give the terminal back until the app is continued."""
        self._mode = Mode.SUSPENDED
        super().suspend_application_mode()

    def disable_input(self) -> None:
        """Read no more input; unless the app is being suspended, this begins its end."""
        if self._mode is not Mode.SUSPENDED:
            self._mode = Mode.ENDED
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was; frames that are not written yet are dropped."""
        if self._writer is not None:
            self._writer.forget()
        self.write(RESET_MODES)
        super().stop_application_mode()

    def close(self) -> None:
        """Wait for the terminal to take the last output, if it does."""
        super().close()
        self._stop_writer()

    # Signals

    def _report_size(self) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self._app.post_message(Resize(size, size))

    def _sigtstp_application(self, *arguments: object) -> None:
        if self._mode is Mode.ACTIVE:
            self._app.app_suspend_signal.publish(self._app)
            super()._sigtstp_application(*arguments)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        self._call(self._schedule_continue)

    def _schedule_continue(self) -> None:
        if not self._continuing:
            self._continuing = True
            self._loop.call_later(CONTINUE_DELAY, self._continue)

    def _continue(self) -> None:
        self._continuing = False
        if self._mode not in (Mode.ACTIVE, Mode.SUSPENDED) or not self._auto_restart:
            return
        if self._mode is Mode.ACTIVE:  # stopped by SIGSTOP, without notice
            self.suspend_application_mode()
        self.resume_application_mode()
        self._owner.redraw()

    # Input

    def run_input_thread(self) -> None:
        """Read input until `exit_event` is set or the terminal is gone."""
        parser = TerminalInput()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = b""
                if selector.select(POLL):
                    data = os.read(self.fileno, 4096)
                    if not data:
                        self._call(self._owner.hang_up)
                        return
                self._process_input(parser.feed(data))

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except (OSError, termios.error):
            self._call(self._owner.hang_up)
        except Exception as error:
            self._call(partial(self._app._handle_exception, error))
