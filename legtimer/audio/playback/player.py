"""Plays tracks: starts them from any sample, cuts them, and keeps them on time."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable

from legtimer.audio.playback.child import PlayerChild, SoundError
from legtimer.audio.playback.probe import probe_outputs
from legtimer.audio.playback.sample_clock import NS, SampleClock
from legtimer.audio.track import Track

ASSUMED_LATENCY_S = 0.02
"""From handing a sample over to hearing it. No library tells. PipeWire and PulseAudio add a period, 10 to
25 ms, bare ALSA less. From 0 to 50 ms in truth, sound and screen are less than a frame (33 ms) apart."""

LEAD_S = 0.3
"""What begins at least this long after it was ordered is heard from its first sample."""

OPENING_S = 1.0
"""The same while it is still being found out what can play."""

RETRY_AFTER_S = (0.0, 1.0, 4.0)
"""Pauses between attempts to get the sound back. After these the player gives up."""

STEADY_S = 10.0
"""Sound that lasted so long worked: a loss after it is a new one."""


class Player:
    """Plays one track at a time in a process of its own, with another process ready to take over.

    It belongs to the event loop in which `open` is called; nothing but `open` and `close` waits for anything.

    Attributes:
        output: the name of the library that plays, or None where there is no sound.
        reason: why that one, or why none: a line for people.
        latency: seconds from handing a sample over to hearing it; `play` has allowed for it.
    """

    def __init__(self, on_lost: Callable[[str], None], latency: float = ASSUMED_LATENCY_S) -> None:
        """Nothing starts yet.

        Args:
            on_lost: told why, in the words of whatever failed, when sound fails. The player itself tries to get it
                back; when it has given up, `output` is None.
            latency: seconds, as in the attribute.
        """
        self.output: str | None = None
        self.reason = "sound has not been started"
        self.latency = latency
        self._on_lost = on_lost
        self._opened = asyncio.Event()
        self._spare: asyncio.Task[PlayerChild] | None = None
        self._playing: set[PlayerChild] = set()
        self._coming: asyncio.Task[None] | None = None
        self._sounding: asyncio.Task[None] | None = None
        self._performances: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Find out what can play and get ready: a fraction of a second, in which `play` may be called."""
        candidates = await probe_outputs(all_of_them=False)
        faults = [f"{candidate.name}: {candidate.fault}" for candidate in candidates if candidate.fault]
        self.output = next((candidate.name for candidate in candidates if not candidate.fault), None)
        self.reason = "; ".join([*faults, f"playing through {self.output}" if self.output else "no sound"])
        self._opened.set()
        if self.output:
            await asyncio.wait([self._prepare_spare()])

    @property
    def unavailable(self) -> bool:
        """Whether it is known that nothing can be heard."""
        return self._opened.is_set() and self.output is None

    @property
    def lead(self) -> float:
        """Seconds after which what is ordered now is heard from its first sample."""
        return LEAD_S if self._opened.is_set() else OPENING_S

    def play(self, track: Track, sample: int, at: int) -> None:
        """Play `track` so that `sample` is heard at `at` (`time.monotonic_ns()`), the rest accordingly.

        Nothing before `sample` is heard. Where `at` is past, or less than `LEAD_S` away, it begins with the
        sample that is due when the sound card is ready. What plays now is cut when the new sound begins.
        """
        if self._coming:
            self._coming.cancel()
        self._coming = asyncio.create_task(self._perform(track, SampleClock(sample, at, track.rate)))
        self._performances.add(self._coming)
        self._coming.add_done_callback(self._performances.discard)

    def stop(self) -> None:
        """Silence, now."""
        for child in self._playing:
            child.kill()
        for performance in (self._coming, self._sounding):
            if performance:
                performance.cancel()
        self._coming = self._sounding = None

    async def close(self) -> None:
        """Silence, and no process left."""
        self.stop()
        if self._performances:
            await asyncio.wait(self._performances)
        if self._spare:
            self._spare.cancel()
            with contextlib.suppress(asyncio.CancelledError, SoundError):
                child = await self._spare
                child.kill()
                await child.gone()
            self._spare = None

    async def _perform(self, track: Track, sample_clock: SampleClock) -> None:
        await self._opened.wait()
        pauses = iter(RETRY_AFTER_S)
        while self.output and sample_clock.due(time.monotonic_ns()) < len(track):
            begun = None
            try:
                async with self._child() as child:
                    begins = await child.play(track, sample_clock.earlier(self.latency))
                    await asyncio.sleep((begins - time.monotonic_ns()) / NS + self.latency)
                    begun = time.monotonic()
                    self._take_over()
                    await child.end()
                    break
            except SoundError as loss:
                if begun is None and self._coming is asyncio.current_task() and self._sounding:
                    # A sound card may admit only one user.
                    self._take_over()
                    continue
                if begun is not None and time.monotonic() - begun > STEADY_S:
                    pauses = iter(RETRY_AFTER_S)
                await self._recover(str(loss), next(pauses, None))
        self._take_over()
        self._sounding = None

    def _take_over(self) -> None:
        """Cut what sounds, if it is not the performance that calls."""
        if self._coming is asyncio.current_task():
            if self._sounding:
                self._sounding.cancel()
            self._sounding, self._coming = self._coming, None

    async def _recover(self, loss: str, pause: float | None) -> None:
        if pause is None:
            self.output = None
            self.reason = f"{loss}; gave up after {len(RETRY_AFTER_S)} attempts to get the sound back"
            self._on_lost(self.reason)
        else:
            self._on_lost(loss)
            await asyncio.sleep(pause)

    @contextlib.asynccontextmanager
    async def _child(self) -> AsyncIterator[PlayerChild]:
        """The spare, which is killed afterwards."""
        child = await self._take_spare()
        self._playing.add(child)
        try:
            yield child
        finally:
            self._playing.discard(child)
            child.kill()
            await child.gone()

    async def _take_spare(self) -> PlayerChild:
        while True:
            spare = self._prepare_spare()
            # Waited for from outside: when this is cancelled, the spare is for whoever comes next.
            await asyncio.wait([spare])
            if spare is not self._spare:
                continue
            self._spare = None
            child = spare.result()
            if child.alive:
                self._prepare_spare()
                return child
            await child.gone()

    def _prepare_spare(self) -> asyncio.Task[PlayerChild]:
        if self._spare is None:
            self._spare = asyncio.create_task(PlayerChild.start(str(self.output)))
            self._spare.add_done_callback(_look_at_exception)
        return self._spare


def _look_at_exception(task: asyncio.Task[PlayerChild]) -> None:
    """Keep asyncio from printing what nobody has awaited yet."""
    if not task.cancelled():
        task.exception()
