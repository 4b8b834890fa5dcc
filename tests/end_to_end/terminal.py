"""The real program in a real pseudo-terminal, which a test types into and reads."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pyte

PATIENCE = 30.0  # seconds to wait for anything
NORMALLY_ON = (b"7", b"25")  # lines wrap, the cursor is seen


class Terminal:
    """legtimer with `arguments`, or the command `words`, in a terminal of `columns` x `rows` cells.

    The folders of legtimer are below `home`. The terminal answers queries unless `answering` is false; unless
    `controlling` is true, closing it sends no SIGHUP. `drawing` is everything that the program has written, except its
    standard error if that goes to the file `errors`.
    """

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        answering: bool = True,
        controlling: bool = True,
        errors: Path | None = None,
        words: Sequence[str] = (),
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        if answering:
            self.screen.write_process_input = self._answer  # type: ignore[method-assign]
        self.drawing = b""
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        self.resize(columns, rows)
        self._attributes = termios.tcgetattr(self._master)
        self.process = subprocess.Popen(
            words or command(*arguments),
            stdin=slave,
            stdout=slave,
            stderr=slave if errors is None else os.open(errors, os.O_CREAT | os.O_WRONLY),
            start_new_session=True,
            preexec_fn=_take_control if controlling else None,  # noqa: PLW1509 - TIOCSCTTY must be called in the child
            env=environment_of(home, environment or {}),
        )
        os.close(slave)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Close the window."""
        if self._master >= 0:
            os.close(self._master)
        self._master = -1

    def resize(self, columns: int, rows: int) -> None:
        """Resize the window."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: str) -> None:
        """Type `keys` as the terminal sends them."""
        with suppress(OSError):  # the program has ended
            os.write(self._master, keys.encode())

    def _answer(self, data: str) -> None:
        self.press(data)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.screen.display)

    def read(self, patience: float = 0.05) -> None:
        """Read what the program has written, after waiting at most `patience` seconds for its first output."""
        while select.select([self._master], [], [], patience)[0]:
            try:
                self._take_in(os.read(self._master, 65536))
            except OSError:  # the other end has been closed
                return
            patience = 0

    def take(self, most: int) -> None:
        """Read at most so many bytes of what the program has written."""
        if select.select([self._master], [], [], 0)[0]:
            with suppress(OSError):  # the other end has been closed
                self._take_in(os.read(self._master, most))

    def moment_of(self, text: str) -> int:
        """Return when the program next writes `text`, without escapes in it, in monotonic nanoseconds."""
        begin = len(self.drawing)
        deadline = time.monotonic() + PATIENCE
        while self.drawing.find(text.encode(), begin) < 0:
            assert time.monotonic() < deadline, f"{text!r} did not appear:\n{self.text}"
            if select.select([self._master], [], [], 0.05)[0]:
                moment = time.monotonic_ns()
                self._take_in(os.read(self._master, 65536))
        return moment

    @property
    def bells(self) -> int:
        """How often the bell has rung."""
        titles = re.compile(rb"\x1b\][^\a\x1b]*\a")  # end with the same character
        return titles.sub(b"", self.drawing).count(b"\a")

    def _take_in(self, drawing: bytes) -> None:
        self.drawing += drawing
        self._stream.feed(drawing)

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Read until `condition` holds.

        Raises:
            AssertionError: it did not hold in time; shows the screen.
        """
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not appear:\n{self.text}"
            self.read()

    def wait_for(self, text: str) -> None:
        """Read until `text` is on the screen."""
        self.wait_until(lambda: text in self.text, repr(text))

    def wait_for_end(self) -> int:
        """Read until the program has ended, and return its exit status."""
        self.wait_until(lambda: self.process.poll() is not None, "the end")
        status = self.process.poll()
        assert status is not None
        return status

    @property
    def left_behind(self) -> list[str]:
        """What the program has changed in the terminal and not restored."""
        last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.drawing))
        left = [f"mode {mode.decode()}" for mode, state in last.items() if (state == b"h") != (mode in NORMALLY_ON)]
        if len(re.findall(rb"\x1b\[>\d+u", self.drawing)) != self.drawing.count(b"\x1b[<u"):
            left.append("keyboard protocol")
        if termios.tcgetattr(self._master) != self._attributes:
            left.append("line discipline")
        return left

    def kill(self) -> None:
        """Kill the program."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def command(*arguments: str) -> list[str]:
    """Return the command that starts legtimer."""
    return [sys.executable, "-m", "legtimer", *arguments]


def _take_control() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def environment_of(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a modern terminal, with folders below `home`, and `more`."""
    kept = {name: os.environ[name] for name in ("PATH", "PULSE_SERVER", "ALSA_CONFIG_PATH") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LEGTIMER_CONFIG_DIR": str(home / "config"),
        "LEGTIMER_DATA_DIR": str(home / "data"),
        **more,
    }
