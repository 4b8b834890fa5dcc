"""The terminal as the app needs it, where Textual's own driver would hang, or leave something behind.

It writes to standard output and never waits for it, has frames dropped where they would come late, says only what the
terminal can show, notices when the terminal is gone, and gets it back in order after a stop that nobody announced.
"""

import signal
import sys
import termios
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, Protocol, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition, Resize
from textual.geometry import Size
from textual.message import Message

from legtimer.tui.terminal.writer import DEAD, TerminalWriter

# An update that the terminal holds back may have lost its end; and Textual leaves the mouse counting in pixels.
ENDED = "\x1b[?2026l\x1b[?1016l"
# Every terminal answers this. Unlike a line that has taken something, the answer tells that it is on the screen.
QUESTION = "\x1b[6n"
QUICK = 0.2  # seconds within which a terminal answers that shows things at once, be it far away


class Pace(NamedTuple):
    """How far to run ahead of a terminal, in characters: after how many it is asked, and how many are too many."""

    ask: int
    hold: int


SLOW, FAST = Pace(512, 2048), Pace(4096, 8192)
DEAF = 10.0  # seconds without an answer, after which none is expected any more


class Question(NamedTuple):
    """Where the cursor is, asked when so many characters were written and so many of them not shown, at that second."""

    written: int
    on_the_way: int
    asked: float


class Owner(Protocol):
    """What the terminal needs of the app."""

    glyphs: Mapping[int, str] | None

    def hold_frames(self) -> None:
        """What is drawn now would come late."""

    def go_on(self) -> None:
        """Draw again."""

    def draw_anew(self) -> None:
        """Nothing of what was drawn is there any more."""

    def hang_up(self) -> None:
        """The terminal is gone."""


class TerminalDriver(LinuxDriver):
    """Textual's driver of a terminal, hardened."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert sys.__stdout__ is not None
        self._output = sys.__stdout__.fileno()
        self._owner = cast(Owner, app)
        self._writer: TerminalWriter | None = None
        self._holding = False
        self._answers = False
        # Characters: in all, of them when last asked, and of those the ones that are on the screen for sure.
        self._written = self._asked = self._shown = 0
        self._due: deque[Question] = deque()
        self._pace = SLOW

    @property
    def busy(self) -> bool:
        """Whether the terminal has not shown yet what was written before."""
        return self._behind or (self._writer is not None and self._writer.busy)

    @property
    def _behind(self) -> bool:
        return self._answers and self._written - self._shown > self._pace.hold

    def write(self, data: str) -> None:
        """Write, at once or as soon as the terminal takes it."""
        if self._writer is not None:
            glyphs = self._owner.glyphs
            self._writer.write(data if glyphs is None else data.translate(glyphs))
            self._written += len(data)

    def flush(self) -> None:
        """A frame is complete: hold the next until this one has been taken."""
        if self._answers and self._written - self._asked >= self._pace.ask:
            self._ask()
        if not self._holding and self.busy:
            self._holding = True
            self._owner.hold_frames()
            self._look()  # it may have been taken meanwhile

    def start_application_mode(self) -> None:
        """Take over the terminal."""
        if self._writer is None:
            self._writer = TerminalWriter(self._output, self._taken, partial(self._call, self._owner.hang_up))
            self._writer.start()
        self._due.clear()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # Textual's own reads the size in the handler: if another signal comes right then, the older size is told last.
        signal.signal(signal.SIGWINCH, lambda *_: self._call(self._tell_size))
        self._ask()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, without first showing what it has not seen yet."""
        if self._writer is not None:
            self._writer.forget()
            self._await_answers(self._writer)
        self.write(ENDED)
        super().stop_application_mode()

    def close(self) -> None:
        """Let the terminal take the last of it."""
        super().close()
        if self._writer is not None:
            self._writer.stop()
            self._writer = None

    def process_message(self, message: Message) -> None:
        """Keep the answers of the terminal; everything else is for the app."""
        if isinstance(message, CursorPosition):
            self._answers = True
            if self._due:
                self._hear(self._due.popleft())
            if self._holding:
                self._call(self._look)
        else:
            super().process_message(message)

    def _tell_size(self) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self._app.post_message(Resize(size, size))

    def _ask(self) -> None:
        self.write(QUESTION)
        self._asked = self._written
        question = Question(self._asked, self._asked - self._shown, time.monotonic())
        self._due.append(question)
        self._call(partial(self._loop.call_later, DEAF, self._expect_no_more, question))

    def _hear(self, question: Question) -> None:
        self._shown = question.written
        if time.monotonic() - question.asked >= QUICK:
            self._pace = SLOW
        elif question.on_the_way >= SLOW.ask:  # a few characters are soon shown by any
            self._pace = FAST

    def _await_answers(self, line: TerminalWriter) -> None:
        """Hear what is due, which somebody else would take for keys."""
        since = time.monotonic()
        while self._answers and self._due and not line.dead and time.monotonic() - since < DEAD:
            time.sleep(0.01)

    def _expect_no_more(self, unanswered: Question) -> None:
        """Something on the way has swallowed the answers, if that one has not come by now."""
        if unanswered in self._due:
            self._answers = False
            self._due.clear()
            self._look()

    def _taken(self) -> None:
        if self._holding:  # set before the line is looked at once more: nothing is missed
            self._call(self._look)

    def _look(self) -> None:
        """Have the app draw again if there is no reason any more why not."""
        if self._holding and not self.busy:
            self._holding = False
            self._owner.go_on()
        elif self._holding and self._behind and not self._due:  # a slower pace asks sooner than was asked before
            self._ask()

    def _sigcont_application(self, *arguments: object) -> None:
        # After SIGSTOP, which nobody is told of, the terminal was never given back: taking it over a second time would
        # read keys twice, and give it back raw in the end.
        if self._writer is not None:
            self.suspend_application_mode()
        super()._sigcont_application(*arguments)
        self._call(self._owner.draw_anew)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except (OSError, termios.error):
            self._call(self._owner.hang_up)
        except Exception as error:
            self._call(partial(self._app._handle_exception, error))

    def _call(self, function: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the app has ended meanwhile
            self._loop.call_soon_threadsafe(function)
