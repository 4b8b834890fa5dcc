"""A player process, seen from the app."""

import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any, Self

from legtimer.audio.playback.sample_clock import NS, SampleClock
from legtimer.audio.track import Track

PATIENCE_S = 5.0
"""A process that has not done by then what it was asked to hangs."""


class SoundError(Exception):
    """A player process can't play, or no longer; the text says why."""


class PlayerChild:
    """One process that can play one track; ready and waiting until it is told to."""

    def __init__(self, process: Process, file: int, path: Path | None) -> None:
        """`file` (a descriptor) at `path` is where the process looks for its track."""
        self._process = process
        self._file = file
        self._path = path
        self._writing: asyncio.Future[None] | None = None

    @classmethod
    async def start(cls, output: str) -> Self:
        """Start a process that will play through `output`, and wait until it is ready.

        Raises:
            SoundError: it can't be started, or can't play.
        """
        try:
            file, path = tempfile.mkstemp(prefix="legtimer-", suffix=".pcm")
        except OSError as error:
            raise SoundError(f"no temporary file for the sound: {error}") from error
        try:
            child = cls(await _spawn("play", output, path), file, Path(path))
        except BaseException:
            _remove(file, Path(path))
            raise
        try:
            await child._hear("ready", PATIENCE_S)
        except BaseException:
            child.kill()
            await child.gone()
            raise
        return child

    @classmethod
    async def probe(cls, output: str) -> None:
        """Find out in a process of its own whether `output` can play.

        Raises:
            SoundError: it can't.
        """
        child = cls(await _spawn("probe", output), -1, None)
        try:
            await child._hear("ready", PATIENCE_S)
        finally:
            child.kill()
            await child.gone()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.returncode is None

    async def play(self, track: Track, sample_clock: SampleClock) -> int:
        """Play, and say when (monotonic nanoseconds) the first sample sounds.

        Raises:
            SoundError: it did not.
        """
        try:
            self._writing = asyncio.get_running_loop().run_in_executor(None, _write_all, self._file, track.pcm)
            await asyncio.shield(self._writing)
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(sample_clock).encode() + b"\n")
        except OSError as error:
            raise SoundError(f"the sound could not be handed over: {error}") from error
        until_then = max(0.0, (sample_clock.at - time.monotonic_ns()) / NS)
        return int(await self._hear("sounding", until_then + PATIENCE_S))

    async def end(self) -> None:
        """Wait until the track has been played to its end.

        Raises:
            SoundError: it was cut short.
        """
        await self._hear("ended", None)

    def kill(self) -> None:
        """Silence, now."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def gone(self) -> None:
        """Wait until nothing is left of a process that has ended or was killed."""
        await self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            await self._process.stdout.read()
        if self._writing is not None:
            await asyncio.wait([self._writing])
        if self._path is not None:
            _remove(self._file, self._path)

    async def _hear(self, expected: str, seconds: float | None) -> Any:
        """The value of the process's next message, which should be `expected`."""
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(seconds):
                line = await self._process.stdout.readline()
            message = json.loads(line) if line else {}
            if "failed" in message:
                raise SoundError(str(message["failed"]))
            if line:
                return message[expected]
        except TimeoutError:
            raise SoundError("the sound process does not answer") from None
        except (ValueError, TypeError, KeyError):
            raise SoundError("the sound process answers with nonsense") from None
        raise SoundError("the sound process has ended unexpectedly")


async def _spawn(*arguments: str) -> Process:
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "legtimer.audio.playback.process",
            *arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            # simpleaudio frees memory without holding the interpreter's lock; only malloc can bear it.
            env=os.environ | {"PYTHONMALLOC": "malloc"},
            # Control-C is for the app alone.
            start_new_session=True,
        )
    except OSError as error:
        raise SoundError(f"the sound process could not be started: {error}") from error


def _remove(file: int, path: Path) -> None:
    os.close(file)
    path.unlink(missing_ok=True)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
