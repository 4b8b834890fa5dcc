"""The sound of a running workout: every stretch is rendered ahead of its time and played in step with the timeline."""

import asyncio
import time
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from legtimer.audio.cues import Count
from legtimer.audio.mix import Mix
from legtimer.audio.player import Player
from legtimer.audio.score import render
from legtimer.audio.sounds import SoundLibrary
from legtimer.audio.track import Track
from legtimer.core.preset import Preset
from legtimer.core.timeline import Timeline

AHEAD = 1500  # milliseconds before its first moment at which a stretch is handed to the player


class Stretch(NamedTuple):
    """What is played as one piece: a rest, or the time to get ready, and the set after it. In milliseconds."""

    start: int
    end: int


def stretches(timeline: Timeline, *, wait: bool = False) -> list[Stretch]:
    """What to play piece by piece; with `wait` a set, which begins when it pleases, is a piece of its own."""
    starts = [
        segment.start
        for before, segment in pairwise(timeline.segments)
        if not segment.tense or (wait and not before.tense)
    ]
    return [Stretch(*bounds) for bounds in pairwise([0, *starts, timeline.duration])]


class Soundtrack:
    """Sounds one workout through a player. It lives in the event loop and never waits."""

    def __init__(
        self,
        player: Player,
        sounds: SoundLibrary,
        preset: Preset,
        mix: Mix,
        *,
        count: Count = "complete",
        wait: bool = False,
    ) -> None:
        self._player = player
        self._sounds = sounds
        self._variations = tuple(block.variation for block in preset.blocks)
        self._mix = mix
        self._count: Count = count
        self._wait = wait
        self._timeline: Timeline | None = None
        self._stretches: list[Stretch] = []
        self._tracks: dict[Stretch, asyncio.Task[Track]] = {}
        self._orders: dict[Stretch, asyncio.Task[None]] = {}  # in step, as far as the player goes

    @property
    def mix(self) -> Mix:
        """How loud it all is; a change is heard as soon as it is rendered, without a gap in the beat."""
        return self._mix

    @mix.setter
    def mix(self, mix: Mix) -> None:
        if mix != self._mix:
            self._mix = mix
            self._forget()

    def follow(self, timeline: Timeline, position: int) -> None:
        """Sound on from here: `position` (milliseconds) is due now. Does nothing while in step."""
        if timeline is not self._timeline:
            self._forget()
            self._timeline = timeline
            self._stretches = stretches(timeline, wait=self._wait)
        index = bisect_right(self._stretches, position, key=lambda stretch: stretch.start) - 1
        self._order(timeline, self._stretches[index], position)
        for following in self._stretches[index + 1 : index + 2]:
            self._render(timeline, following)
            if following.start - position <= AHEAD and not self._wait:
                self._order(timeline, following, position)

    def silence(self) -> None:
        """Stop sounding at once."""
        for order in self._orders.values():
            order.cancel()
        self._orders.clear()
        self._player.stop()

    def _forget(self) -> None:
        """What has been rendered no longer holds; what sounds goes on until something takes its place."""
        for task in (*self._orders.values(), *self._tracks.values()):
            task.cancel()
        self._orders.clear()
        self._tracks.clear()

    def _order(self, timeline: Timeline, stretch: Stretch, position: int) -> None:
        if stretch not in self._orders:
            at = time.monotonic_ns() + (stretch.start - position) * 1_000_000
            self._orders[stretch] = asyncio.create_task(self._play(self._render(timeline, stretch), at))

    async def _play(self, track: asyncio.Task[Track], at: int) -> None:
        self._player.play(await asyncio.shield(track), 0, at)

    def _render(self, timeline: Timeline, stretch: Stretch) -> asyncio.Task[Track]:
        if stretch not in self._tracks:
            self._tracks = {old: track for old, track in self._tracks.items() if old.end == stretch.start}
            self._tracks[stretch] = asyncio.create_task(
                asyncio.to_thread(
                    render,
                    timeline,
                    stretch.start,
                    stretch.end,
                    self._mix,
                    self._sounds,
                    count=self._count,
                    variations=self._variations,
                )
            )
        return self._tracks[stretch]
