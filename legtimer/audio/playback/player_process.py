"""A player process as the app sees it."""

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any, Self

from msgspec import json

from legtimer.audio.playback.sample_clock import NS, SampleClock
from legtimer.audio.samples import Samples
from legtimer.system.processes import SEPARATE, end_with_this_process, kill

MAIN = "legtimer.audio.playback.player_process_main"
ANSWER_TIMEOUT_S = 5.0  # without an answer for this long a process counts as hung


class SoundError(Exception):
    """A player process cannot play, or stopped; the message is the reason."""


class PlayerProcess:
    """A process that plays once: started early, it waits until `play` is called. Failures raise SoundError."""

    def __init__(self, process: Process, file: int, path: Path) -> None:
        """`file` is the descriptor, `path` the name of the file that passes samples to the process."""
        assert process.stdin is not None
        assert process.stdout is not None
        self.id = process.pid
        self._process = process
        self._stdin, self._stdout = process.stdin, process.stdout
        self._file = file
        self._path = path
        self._writing: asyncio.Future[None] | None = None

    @classmethod
    async def start(cls, task: str, backend: str) -> Self:
        """Start a process, and wait until it is ready to "play" through `backend`, or until its "probe" succeeded."""
        try:
            file, name = tempfile.mkstemp(prefix="legtimer-", suffix=".pcm")
            try:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", "-m", MAIN, task, backend, name),
                    stdin=PIPE,
                    stdout=PIPE,
                    stderr=DEVNULL,
                    # simpleaudio frees memory without holding the interpreter lock, which only malloc survives.
                    env=os.environ | {"PYTHONMALLOC": "malloc"},
                    **SEPARATE,
                )
            except BaseException:
                _delete(file, Path(name))
                raise
        except OSError as error:
            raise SoundError(f"cannot start the player process: {error}") from error
        end_with_this_process(process.pid)
        player = cls(process, file, Path(name))
        try:
            await player._read_message("ready", ANSWER_TIMEOUT_S)
        except BaseException:
            await player.close()
            raise
        return player

    @property
    def alive(self) -> bool:
        """Whether the process is still running."""
        return self._process.returncode is None

    async def play(self, samples: Samples, clock: SampleClock) -> int:
        """Start playing; returns the time (monotonic nanoseconds) at which the first sample is heard."""
        try:
            self._writing = asyncio.get_running_loop().run_in_executor(None, _write_all, self._file, samples)
            await asyncio.shield(self._writing)
            self._stdin.write(json.encode(clock) + b"\n")
        except OSError as error:
            raise SoundError(f"cannot pass the sound to the player process: {error}") from error
        until_due = max(0.0, (clock.at - time.monotonic_ns()) / NS)
        return int(await self._read_message("sounding", until_due + ANSWER_TIMEOUT_S))

    async def wait_until_ended(self) -> None:
        """Wait until the last sample has been played."""
        await self._read_message("ended", None)

    def kill(self) -> None:
        """Silence it at once."""
        if self.alive:
            # Process.kill would take the exit status of a process that has just ended, and asyncio would warn of an
            # unknown child process.
            with contextlib.suppress(OSError):
                kill(self.id)

    async def close(self) -> None:
        """Kill it, and wait until the process and its file are gone."""
        self.kill()
        await self._process.wait()
        self._stdin.close()
        await self._stdout.read()
        if self._writing is not None:
            await asyncio.wait([self._writing])
        _delete(self._file, self._path)

    async def _read_message(self, expected: str, seconds: float | None) -> Any:
        """The value of the next message, which should have the key `expected` and arrive in so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                line = await self._stdout.readline()
            if not line:
                raise SoundError("the player process ended unexpectedly")
            message = json.decode(line)
            if "failed" in message:
                raise SoundError(str(message["failed"]))
            return message[expected]
        except TimeoutError:
            raise SoundError("the player process does not answer") from None
        except (ValueError, TypeError, KeyError):
            raise SoundError("the player process sent an unreadable answer") from None


def _delete(file: int, path: Path) -> None:
    os.close(file)
    path.unlink(missing_ok=True)


def _write_all(file: int, samples: Samples) -> None:
    rest = memoryview(samples).cast("B")
    while rest:
        rest = rest[os.write(file, rest) :]
