"""Plays sound on time: starts it at any sample, replaces it without a gap, stops it at once."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence

from legtimer.audio.playback.backends import ASSUMED_LATENCY_S, BACKENDS
from legtimer.audio.playback.player_process import PlayerProcess, SoundError
from legtimer.audio.playback.probe import probe_backends
from legtimer.audio.playback.sample_clock import NS, SampleClock
from legtimer.audio.samples import Samples

LEAD_S = 0.3  # sound ordered at least this many seconds ahead is heard from its first sample
REMOTE_LEAD_S = 0.6  # the same in a browser, where the line is fast
AHEAD_S = 1.5  # seconds before its start at which the next sound should be ordered
REMOTE_AHEAD_S = 15.0  # the same in a browser: on a slow line it takes that long to get there
OPENING_S = 1.0  # the same while the backends are still being probed
RETRY_DELAYS_S = (0.0, 1.0, 4.0)  # before each attempt to restart sound that failed; after the last the player gives up
STABLE_AFTER_S = 10.0  # sound that lasted this many seconds worked: a later failure starts the retries anew


class Player:
    """Plays one thing at a time, in a process of its own; a standby process is ready for the next.

    It belongs to the event loop in which `open` is called. Only the coroutines wait. It restarts sound that fails.
    """

    def __init__(
        self,
        on_failure: Callable[[str], None] = lambda _: None,
        latency: float = ASSUMED_LATENCY_S,
        remote: Sequence[str] = (),
    ) -> None:
        """`remote` names those of REMOTE_BACKENDS to use instead of the sound card, in order of preference."""
        self.backend: str | None = None  # the name of the library that plays; None without sound, or after giving up
        self.reason = "sound has not been started"  # why this backend, or why none
        self.latency = 0.0 if remote else latency  # seconds from handing a sample to the library until it is heard
        self._remote = remote
        self.on_failure = on_failure  # called with the reason whenever sound fails
        self._opened = asyncio.Event()
        self._standby: asyncio.Task[PlayerProcess] | None = None
        self._active: set[PlayerProcess] = set()
        self._starting: asyncio.Task[None] | None = None
        self._sounding: asyncio.Task[None] | None = None
        self._playbacks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Choose a backend and start a standby process: a fraction of a second, during which `play` may be called."""
        statuses = await probe_backends(self._remote or BACKENDS, stop_at_first=True)
        faults = [f"{status.name}: {status.fault}" for status in statuses if status.fault]
        self.backend = next((status.name for status in statuses if not status.fault), None)
        self.reason = "; ".join([*faults, f"playing through {self.backend}" if self.backend else "no sound"])
        self._opened.set()
        if self.backend:
            await asyncio.wait([self._prepare_standby()])

    @property
    def unavailable(self) -> bool:
        """Whether it is certain that nothing can be played."""
        return self._opened.is_set() and self.backend is None

    @property
    def lead(self) -> float:
        """Seconds ahead at which sound must be ordered to be heard from its first sample."""
        if not self._opened.is_set():
            return OPENING_S
        return REMOTE_LEAD_S if self._remote else LEAD_S

    @property
    def ahead(self) -> float:
        """Seconds before the end of a sound at which the one after it should be ordered."""
        # Not before this one is heard: it would be replaced.
        return REMOTE_AHEAD_S if self._remote and self.sounding else AHEAD_S

    @property
    def sounding(self) -> bool:
        """Whether what was ordered last is being heard."""
        return self._sounding is not None and self._starting is None

    @property
    def process_ids(self) -> list[int]:
        """The ids of the running processes: those that play, and the one on standby once it is ready."""
        processes = list(self._active)
        standby = self._standby
        if standby and standby.done() and not standby.cancelled() and not standby.exception():
            processes.append(standby.result())
        return [process.id for process in processes if process.alive]

    def play(self, samples: Samples, first: int, at: int) -> None:
        """Play `samples` from number `first` on, which is heard at `at` (`time.monotonic_ns()`).

        If `at` is in the past, or less than `lead` away, playing starts with the sample that is due when the sound
        card is ready. What is playing now stops when the new sound starts.
        """
        if self._starting:
            self._starting.cancel()
        clock = SampleClock(first, at - round(self.latency * NS))  # handed over this much before it is heard
        self._starting = asyncio.create_task(self._play(samples, clock))
        self._playbacks.add(self._starting)
        self._starting.add_done_callback(self._playbacks.discard)

    def stop(self) -> None:
        """Silence at once."""
        for process in self._active:
            process.kill()
        for playback in (self._starting, self._sounding):
            if playback:
                playback.cancel()
        self._starting = self._sounding = None

    async def wait_until_ended(self) -> None:
        """Wait until nothing plays, nor is about to."""
        while self._playbacks:
            await asyncio.wait(self._playbacks)

    async def close(self) -> None:
        """Stop, and end all processes."""
        self.stop()
        await self.wait_until_ended()
        if self._standby:
            self._standby.cancel()
            with contextlib.suppress(asyncio.CancelledError, SoundError):
                await (await self._standby).close()
            self._standby = None

    async def _play(self, samples: Samples, clock: SampleClock) -> None:
        await self._opened.wait()
        delays = iter(RETRY_DELAYS_S)
        while self.backend and clock.sample_due(time.monotonic_ns()) < len(samples):
            heard_since = None
            try:
                async with self._process() as process:
                    first_heard = await process.play(samples, clock)
                    await asyncio.sleep((first_heard - time.monotonic_ns()) / NS + self.latency)
                    heard_since = time.monotonic()
                    self._replace_sounding()
                    await process.wait_until_ended()
                    break
            except SoundError as error:
                if heard_since is None and self._starting is asyncio.current_task() and self._sounding:
                    # A sound card may admit only one user: free it, and try again.
                    self._replace_sounding()
                    continue
                if heard_since is not None and time.monotonic() - heard_since > STABLE_AFTER_S:
                    delays = iter(RETRY_DELAYS_S)
                delay = next(delays, None)
                if delay is None:
                    self.backend = None
                    self.reason = f"{error}; gave up after {len(RETRY_DELAYS_S)} attempts to restart the sound"
                self.on_failure(str(error) if self.backend else self.reason)
                await asyncio.sleep(delay or 0.0)
        self._replace_sounding()
        self._sounding = None

    def _replace_sounding(self) -> None:
        """Stop what is playing, unless the calling task plays it."""
        if self._starting is asyncio.current_task():
            if self._sounding:
                self._sounding.cancel()
            self._sounding, self._starting = self._starting, None

    @contextlib.asynccontextmanager
    async def _process(self) -> AsyncIterator[PlayerProcess]:
        process = await self._take_standby()
        self._active.add(process)
        try:
            yield process
        finally:
            self._active.discard(process)
            await process.close()

    async def _take_standby(self) -> PlayerProcess:
        while True:
            standby = self._prepare_standby()
            # `wait` does not pass a cancellation on: if this is cancelled, the next playback takes the process.
            await asyncio.wait([standby])
            if standby is not self._standby:
                continue
            self._standby = None
            process = standby.result()
            if process.alive:
                self._prepare_standby()
                return process
            await process.close()

    def _prepare_standby(self) -> asyncio.Task[PlayerProcess]:
        if self._standby is None:
            self._standby = asyncio.create_task(PlayerProcess.start("play", str(self.backend)))
            # Marks its exception as seen: asyncio would print one that no playback fetches.
            self._standby.add_done_callback(lambda task: task.cancelled() or task.exception())
        return self._standby
