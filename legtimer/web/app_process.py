"""The process of one app: its input and output are pipes, with a terminal in the browser at their other end."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress

from legtimer.system.processes import SEPARATE, kill, terminate

DRIVER = "legtimer.tui.textual_compat.pipe_driver:PipeDriver"
READ = 65536  # bytes
MAX_UNREAD = 65536  # bytes of input that wait for a busy app
END_TIMEOUT = 3.0  # seconds for the app to save and end, before it is asked in a stronger way


class AppProcess:
    """An app in a terminal of `width` x `height` cells, started by `start`.

    Attributes:
        has_drawn: whether it has drawn anything yet.
    """

    def __init__(self, command: Sequence[str], width: int, height: int) -> None:
        self._command = command
        self._width = width
        self._height = height
        self._process: asyncio.subprocess.Process | None = None
        self.has_drawn = False

    async def start(self, variables: Mapping[str, str]) -> None:
        """Start the process with more environment variables; ctrl+C in the server's terminal does not reach it.

        Raises:
            OSError: it cannot be started.
        """
        size = {"COLUMNS": str(self._width), "LINES": str(self._height)}
        terminal = {"TEXTUAL_DRIVER": DRIVER, "TEXTUAL_COLOR_SYSTEM": "truecolor"}
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **terminal, **size, **variables},
            **SEPARATE,
        )

    def send(self, text: str) -> None:
        """Send what a terminal would. It is lost while much is unread, and before the start or after the end."""
        stdin = None if self._process is None else self._process.stdin
        if stdin is not None and not stdin.is_closing() and stdin.transport.get_write_buffer_size() <= MAX_UNREAD:
            stdin.write(text.encode(errors="ignore"))

    def resize(self, width: int, height: int) -> None:
        """Report a size, in cells; the app then draws everything."""
        self.send(f"\x1b[48;{height};{width};0;0t")

    async def output(self) -> AsyncIterator[bytes]:
        """Yield what the app draws, until it ends."""
        assert self._process is not None
        assert self._process.stdout is not None
        while data := await self._process.stdout.read(READ):
            self.has_drawn = True
            yield data

    async def stop(self) -> None:
        """Close the input, at which the app saves and ends, and wait for that; if it does not end, kill it."""
        process = self._process
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        if not self.has_drawn:  # there is nothing to save yet
            self._kill()
        try:
            for end in (self._terminate, self._kill):
                if await self._ends_in_time():
                    return
                end()
            await self._ends_in_time()
        except asyncio.CancelledError:
            self._kill()
            raise

    def _terminate(self) -> None:
        self._end(terminate)

    def _kill(self) -> None:
        self._end(kill)

    def _end(self, end: Callable[[int], None]) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            # Not by Process.send_signal: if the process has just ended, that would take its exit status, and asyncio
            # would warn of an unknown child process.
            with suppress(OSError):
                end(self._process.pid)

    async def _ends_in_time(self) -> bool:
        """Whether the process ends within END_TIMEOUT. What it still draws is read, or it would wait for that."""
        assert self._process is not None
        try:
            async with asyncio.timeout(END_TIMEOUT):
                async for _ in self.output():
                    pass
                await self._process.wait()
        except TimeoutError:
            return False
        return True
