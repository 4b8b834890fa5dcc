"""Runs a program in a pseudo-terminal, reads its output at once, and measures what it costs."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

COLUMNS, ROWS = 120, 36
SETTLING = 2.0  # seconds
WINDOW = 200  # bytes that a searched text may take, with its colour codes
_ESCAPES = re.compile(rb"\x1b(\[[0-9;?<>=]*[a-zA-Z]|[()][0-9A-B]|[=>]|\][^\x07]*\x07|P[^\x1b]*\x1b\\)")


class Cost(NamedTuple):
    """`processor` in seconds per second, `output` in bytes per second, `memory` in MiB."""

    processor: float
    output: float
    memory: float


def environment_of(home: str) -> dict[str, str]:
    """A true-colour terminal and an empty home; bytecode is kept, as for an installed program."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **own,
        "HOME": home,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LEGTIMER_CONFIG_DIR": f"{home}/config",
        "LEGTIMER_DATA_DIR": f"{home}/data",
    }


class Start(NamedTuple):
    """How a program is started: its command, a text that its first frame has, and keys that set it going."""

    command: list[str]
    first_text: bytes
    keys: bytes = b""


def first_frames(starts: Mapping[str, Start], environment: dict[str, str], times: int) -> dict[str, float]:
    """Return the median of the seconds until the first frame of each program, started alternately so many times."""
    taken: dict[str, list[float]] = {name: [] for name in starts}
    for _ in range(times):
        for name, start in starts.items():
            program = Program(start.command, environment)
            taken[name].append(program.seconds_until(start.first_text))
            program.close()
    return {name: median(seconds) for name, seconds in taken.items()}


def running_cost(start: Start, environment: dict[str, str], seconds: float) -> Cost:
    """Measure what a program costs in so many seconds, from `SETTLING` seconds after its first frame."""
    program = Program(start.command, environment)
    program.seconds_until(start.first_text)
    program.type(start.keys)
    program.cost(SETTLING)
    cost = program.cost(seconds)
    program.close()
    return cost


class Program:
    """A program started with this environment."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._started = time.monotonic()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=environment
        )
        os.close(slave)

    def seconds_until(self, text: bytes) -> float:
        """Seconds from the start of the program until it has drawn `text`."""
        last = b""
        while text not in _ESCAPES.sub(b"", last):
            # Search only new output and the end of the old: searching all of it again would be measured too.
            last = last[-WINDOW:] + self._read(30.0)
        return time.monotonic() - self._started

    def type(self, keys: bytes) -> None:
        """Send keys to the program."""
        os.write(self._master, keys)

    def cost(self, seconds: float) -> Cost:
        """Measure what the program costs in the next `seconds`."""
        started, before, written = time.monotonic(), self._processor_seconds(), 0
        while (left := started + seconds - time.monotonic()) > 0:
            written += len(self._read(left))
        return Cost((self._processor_seconds() - before) / seconds, written / seconds, self._memory())

    def close(self) -> None:
        """Kill the program."""
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _read(self, timeout: float) -> bytes:
        if not select.select([self._master], [], [], timeout)[0]:
            return b""
        try:
            output = os.read(self._master, 1 << 16)
            os.write(self._master, b"\x1b[1;1R" * output.count(b"\x1b[6n"))  # answer cursor position queries
        except OSError:  # it has ended
            time.sleep(min(timeout, 0.01))
            return b""
        return output

    def _processor_seconds(self) -> float:
        # In nanoseconds. /proc/PID/stat is sampled a hundred times a second and misses short bursts.
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def _memory(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        match = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert match
        return int(match[1]) / 1024
