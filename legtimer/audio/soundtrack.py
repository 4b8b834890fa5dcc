"""The sound of a running workout: every section is rendered ahead of its time and played in step with the timeline."""

import asyncio
import time
from bisect import bisect_right
from collections.abc import Callable
from concurrent.futures import Executor

from legtimer.audio.playback.player import Player
from legtimer.audio.render.mix import STYLES, Mix
from legtimer.audio.render.renderer import render
from legtimer.audio.render.schedule import sample_at
from legtimer.audio.render.sections import Section, sections
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.track import Track
from legtimer.core.preset import Preset
from legtimer.core.settings import CountTiming
from legtimer.core.timeline import Timeline, build_timeline

MS = 1_000_000  # nanoseconds
AHEAD = 1_500  # milliseconds before its first moment at which a section is handed to the player
OUT_OF_STEP = 100 * MS  # more than a busy machine can delay us between two looks at its clocks


class Soundtrack:
    """Sounds one workout through a player. It lives in the event loop and never waits.

    All sections of one run, from a start or resume to the next pause, are played by one clock reading, so that no phase
    is shorter or longer for having been handed over in another section.

    Attributes:
        problem: why a section could not be rendered: a line for people, or None.
    """

    def __init__(
        self,
        player: Player,
        sounds: SoundLibrary,
        preset: Preset,
        mix: Mix,
        worker: Executor,
        *,
        count: CountTiming = "complete",
        wait: bool = False,
        bell: Callable[[], None] = lambda: None,
    ) -> None:
        """`worker` renders, one section at a time; `bell` is rung at each phase where the player cannot be heard."""
        self.problem: str | None = None
        self._player = player
        self._sounds = sounds
        self._variations = tuple(block.variation for block in preset.blocks)
        self._mix = mix
        self._worker = worker
        self._count: CountTiming = count
        self._wait = wait
        self._bell = bell
        self._rung: int | None = None  # the start of the segment for which the bell was rung
        self._closed = False
        self._timeline = build_timeline(preset)
        self._position = 0  # milliseconds, as of the last look
        self._begun = 0  # where this run began: nothing before it is heard
        self._zero: int | None = None  # when, in monotonic nanoseconds, the workout would have begun without pauses
        self._tracks: dict[Section, asyncio.Future[Track]] = {}
        self._orders: dict[Section, asyncio.Task[None]] = {}  # in step, as far as the player goes
        self._compose()

    @property
    def mix(self) -> Mix:
        """How loud it all is; a change is heard as soon as it is rendered, without a gap in the beat."""
        return self._mix

    @mix.setter
    def mix(self, mix: Mix) -> None:
        if mix != self._mix:
            self._mix = mix
            if self._muted:
                self.silence()
            self._compose()

    @property
    def _muted(self) -> bool:
        return not any(self._mix.gain(style) for style in STYLES)

    @property
    def _audible(self) -> bool:
        return not (self._closed or self._muted or self._player.unavailable)

    @property
    def lead(self) -> int:
        """Milliseconds to allow for the sound to begin, so that nothing of it is lost."""
        return round(self._player.lead * 1000) if self._audible else 0

    def follow(self, timeline: Timeline, position: int, wait: int = 0) -> None:
        """Sound on from here: `position` is due in `wait` milliseconds. Does nothing while in step."""
        self._position = position
        if timeline is not self._timeline:
            changed = timeline.segments != self._timeline.segments
            self._timeline = timeline
            if changed:
                self._compose()
        self._ring()
        if not self._audible:
            return
        zero = time.monotonic_ns() + (wait - position) * MS
        if self._zero is None or abs(zero - self._zero) > OUT_OF_STEP:
            self._drop_orders()
            self._zero, self._begun = zero, position
        if position < self._pieces[0].start:
            self._compose()
        index = bisect_right(self._pieces, position, key=lambda section: section.start) - 1
        near = self._pieces[max(0, index - 1) : index + 2]
        self._tracks = {section: track for section, track in self._tracks.items() if section in near}
        self._order(self._pieces[index], self._zero)
        for following in self._pieces[index + 1 : index + 2]:
            self._track(following)
            if following.start - position <= AHEAD and not following.waits:
                self._order(following, self._zero)

    def silence(self) -> None:
        """Stop sounding at once."""
        self._drop_orders()
        self._zero = None
        if not self._closed:
            self._player.stop()

    def close(self) -> None:
        """Silent from now on, whatever is asked."""
        self.silence()
        self._drop_tracks()
        self._closed = True

    def _compose(self) -> None:
        """Render anew from here on. What sounds goes on until something takes its place."""
        self._drop_orders()
        self._drop_tracks()
        self._pieces = sections(self._timeline, self._position, wait=self._wait)
        if self._audible:
            self._track(self._pieces[0])

    def _drop_orders(self) -> None:
        for order in self._orders.values():
            order.cancel()
        self._orders.clear()

    def _drop_tracks(self) -> None:
        for track in self._tracks.values():
            track.cancel()
        self._tracks.clear()

    def _order(self, section: Section, zero: int) -> None:
        if section not in self._orders:
            self._orders[section] = asyncio.create_task(self._play(section, max(section.start, self._begun), zero))

    async def _play(self, section: Section, first: int, zero: int) -> None:
        try:
            track = await asyncio.shield(self._track(section))
        except Exception as error:  # a section without sound is no reason to end a workout
            self.problem = str(error) or type(error).__name__
        else:
            self._player.play(track, sample_at(first) - sample_at(section.start), zero + first * MS)

    def _track(self, section: Section) -> asyncio.Future[Track]:
        if section not in self._tracks:
            track = asyncio.get_running_loop().run_in_executor(self._worker, self._render, self._timeline, section)
            track.add_done_callback(_look_at_exception)
            self._tracks[section] = track
        return self._tracks[section]

    def _render(self, timeline: Timeline, section: Section) -> Track:
        return render(
            timeline,
            section.start,
            section.end,
            self._mix,
            self._sounds,
            count=self._count,
            variations=self._variations,
        )

    def _ring(self) -> None:
        """The bell, at the beginning of each segment and at the end."""
        over = self._position >= self._timeline.duration
        segment = self._timeline.duration if over else self._timeline.at(self._position).start
        if self._player.unavailable and not (self._closed or self._muted) and segment != self._rung:
            self._bell()
        self._rung = segment


def _look_at_exception(track: asyncio.Future[Track]) -> None:
    """Keep asyncio from printing what nobody has awaited yet."""
    if not track.cancelled():
        track.exception()
