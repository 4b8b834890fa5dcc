"""The real program in a real pseudo-terminal: keys go in, the screen that a person would see comes out."""

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
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pyte

PATIENCE = 30.0  # seconds to wait for anything
NORMALLY_ON = (b"7", b"25")  # lines wrap, the cursor is seen


class Terminal:
    """legtimer with `arguments`, started in `columns` x `rows` cells; its folders are below `home`."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        controlling: bool = True,
        stderr: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.transcript = b""  # all that the program has written
        self._master, slave = pty.openpty()
        self.resize(columns, rows)
        self._attributes = termios.tcgetattr(self._master)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "legtimer", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave if stderr is None else os.open(stderr, os.O_CREAT | os.O_WRONLY),
            start_new_session=True,
            preexec_fn=_take_terminal if controlling else None,  # noqa: PLW1509 - there is no other way
            env=_environment(home, environment or {}),
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

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window, as a person would with the mouse."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: str) -> None:
        """Type `keys` as the terminal sends them."""
        os.write(self._master, keys.encode())

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.screen.display)

    def read(self, patience: float = 0.05) -> None:
        """Take in what the program has drawn, waiting at most `patience` seconds for it to draw anything."""
        while select.select([self._master], [], [], patience)[0]:
            try:
                written = os.read(self._master, 65536)
            except OSError:  # the other end has been closed
                return
            self.transcript += written
            self._stream.feed(written)
            patience = 0

    def take(self, amount: int) -> None:
        """Take in at most that many bytes of what the program has drawn, if there are any."""
        if select.select([self._master], [], [], 0)[0]:
            with suppress(OSError):  # the other end has been closed
                self.transcript += os.read(self._master, amount)

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Draw until `condition` holds.

        Raises:
            AssertionError: it did not come to hold, with the screen as it was.
        """
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not come:\n{self.text}"
            self.read()

    def wait_for(self, text: str) -> None:
        """Draw until `text` is on the screen."""
        self.wait_until(lambda: text in self.text, repr(text))

    def wait_for_end(self) -> int:
        """Draw until the program has ended; its exit status."""
        self.wait_until(lambda: self.process.poll() is not None, "the end")
        status = self.process.poll()
        assert status is not None
        return status

    def hang_up(self) -> None:
        """Close the window."""
        if self._master >= 0:
            os.close(self._master)
        self._master = -1

    def wait_until_stopped(self) -> None:
        """Draw until the program has been stopped, as the shell would."""
        flags = os.WSTOPPED | os.WNOHANG
        self.wait_until(lambda: os.waitid(os.P_PID, self.process.pid, flags) is not None, "a stop")

    @property
    def left_behind(self) -> list[str]:
        """What the program has changed in the terminal and not put back."""
        last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.transcript))
        left = [f"mode {mode.decode()}" for mode, state in last.items() if (state == b"h") != (mode in NORMALLY_ON)]
        if len(re.findall(rb"\x1b\[>\d+u", self.transcript)) != self.transcript.count(b"\x1b[<u"):
            left.append("keyboard protocol")
        if termios.tcgetattr(self._master) != self._attributes:
            left.append("line discipline")
        return left

    def kill(self) -> None:
        """End the program as the power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _environment(home: Path, more: Mapping[str, str]) -> dict[str, str]:
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
