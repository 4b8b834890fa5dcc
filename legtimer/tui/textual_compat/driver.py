"""The driver of a Unix terminal: `textual.drivers.linux_driver.LinuxDriver` with what it lacks.

- Writing never blocks, and frames are dropped while the terminal is slow. LinuxDriver queues every frame, and waits for
  the terminal at the end.
- Any input is accepted, and a closed terminal ends the app (see `TerminalInput`). LinuxDriver's input thread reads a
  closed terminal again and again, with all of a processor.
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
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from functools import partial
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

from legtimer.tui.terminal.writer import TerminalWriter
from legtimer.tui.textual_compat.base_app import BaseApp
from legtimer.tui.textual_compat.input import TerminalInput

assert sys.platform != "win32"

# Ends a synchronised update that was cut, and mouse reports in pixels, which LinuxDriver leaves on.
RESET_MODES = "\x1b[?2026l\x1b[?1016l"
FRAME_TIMEOUT = 0.03  # seconds that the terminal may take for a frame before the next ones are dropped
CONTINUE_DELAY = 0.05  # seconds in which several SIGCONT count as one
POLL = 0.1  # seconds between two looks at whether the input thread should end


class Mode(Enum):
    """Whether the terminal is the app's: not yet, now, not while the app is stopped, or not any more."""

    NEW, ACTIVE, SUSPENDED, ENDED = range(4)


class TerminalDriver(LinuxDriver):
    """Drives the terminal of a `BaseApp`."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert sys.__stdout__ is not None
        self._output = sys.__stdout__.fileno()
        assert isinstance(app, BaseApp)
        self._owner = app
        self._writer: TerminalWriter | None = None
        self._mode = Mode.NEW
        self._holding = False
        self._checking = False
        self._continuing = False

    # Output

    def write(self, data: str) -> None:
        """Queue `data` for the terminal."""
        if self._writer is not None:
            glyphs = self._owner.glyphs
            self._writer.write(data if glyphs is None else data.translate(glyphs))

    def flush(self) -> None:
        """Drop further frames if this one is not written soon; Textual calls it after each frame."""
        if not self._checking:
            self._checking = True
            self._loop.call_later(FRAME_TIMEOUT, self._hold_if_busy)

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

    # Start, stop and end

    def start_application_mode(self) -> None:
        """Take over the terminal."""
        if self._writer is None:
            self._writer = TerminalWriter(self._output, self._written, partial(self._call, self._owner.hang_up))
            self._writer.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
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
        if self._writer is not None:
            self._writer.stop()
            self._writer = None

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
                for message in parser.feed(data):
                    self.process_message(message)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except (OSError, termios.error):
            self._call(self._owner.hang_up)
        except Exception as error:
            self._call(partial(self._app._handle_exception, error))

    def _call(self, function: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the event loop has ended
            self._loop.call_soon_threadsafe(function)
