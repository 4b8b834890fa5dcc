"""The terminal as the app needs it, where Textual's own driver would hang, or leave something behind.

It writes to standard output and never waits for it, says only what the terminal can show, notices when the terminal is
gone, and gets it back in order after a stop that nobody announced.
"""

import sys
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Protocol, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from legtimer.tui.line import Line

# An update that the terminal holds back may have lost its end; and Textual leaves the mouse counting in pixels.
ENDED = "\x1b[?2026l\x1b[?1016l"


class Owner(Protocol):
    """What the terminal needs of the app."""

    glyphs: Mapping[int, str] | None

    def hang_up(self) -> None:
        """The terminal is gone."""

    def fail(self, error: Exception) -> None:
        """Something happened that should not have: there is no going on."""


class Terminal(LinuxDriver):
    """Textual's driver of a terminal, hardened."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert sys.__stdout__ is not None
        self._output = sys.__stdout__.fileno()
        self._owner = cast(Owner, app)
        self._line: Line | None = None
        self._stopped_by_shell = False

    @property
    def busy(self) -> bool:
        """Whether the terminal has not taken yet what was written before."""
        return self._line is not None and self._line.busy

    def write(self, data: str) -> None:
        """Write, at once or as soon as the terminal takes it."""
        if self._line is not None:
            glyphs = self._owner.glyphs
            self._line.write(data if glyphs is None else data.translate(glyphs))

    def start_application_mode(self) -> None:
        """Take over the terminal."""
        if self._line is None:
            self._line = Line(self._output, partial(self._call, self._owner.hang_up))
            self._line.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, without first showing it what it has not seen yet."""
        if self._line is not None:
            self._line.forget()
        self.write(ENDED)
        super().stop_application_mode()

    def close(self) -> None:
        """Let the terminal take the last of it."""
        super().close()
        if self._line is not None:
            self._line.stop()
            self._line = None

    def _sigtstp_application(self, *arguments: object) -> None:
        self._stopped_by_shell = True
        super()._sigtstp_application(*arguments)

    def _sigcont_application(self, *arguments: object) -> None:
        # After SIGSTOP the terminal was never given back: taking it over a second time would read keys twice, and
        # give it back raw in the end.
        if not self._stopped_by_shell and self._auto_restart and self._line is not None:
            self.suspend_application_mode()
            self._must_signal_resume = True
        self._stopped_by_shell = False
        super()._sigcont_application(*arguments)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except (OSError, termios.error):
            self._call(self._owner.hang_up)
        except Exception as error:
            self._call(partial(self._owner.fail, error))

    def _call(self, function: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the app has ended meanwhile
            self._loop.call_soon_threadsafe(function)
