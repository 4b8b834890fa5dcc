"""Keeps the player in step with a workout: each section is rendered ahead of time and played when it is due."""

import asyncio
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable
from concurrent.futures import Executor

from msgspec.structs import replace

from legtimer.audio.playback.player import Player
from legtimer.audio.playback.sample_clock import NS
from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.countdown import countdown
from legtimer.audio.render.keep_awake_noise import WAKE_UP, wake_up
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import CUT_FADE, render, spoken
from legtimer.audio.render.sample_operations import fade_in
from legtimer.audio.render.schedule import sample_at
from legtimer.audio.render.sections import Section, sections
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE, Samples
from legtimer.core.settings import Settings
from legtimer.core.timeline import Timeline
from legtimer.core.workout import Workout

MS = 1_000_000  # nanoseconds
OUT_OF_STEP = 100 * MS  # more than a busy machine can delay the second of two clock readings


class Soundtrack:
    """The sound of one workout. It runs in the event loop and never blocks it.

    All sections of one run, from a start or resume to the next pause, refer to one clock reading. A boundary between
    two sections therefore never makes a phase shorter or longer.

    Attributes:
        problem: why a section could not be rendered, or None.
    """

    def __init__(
        self,
        player: Player,
        sounds: SoundLibrary,
        workout: Workout,
        settings: Settings,
        executor: Executor,
        bell: Callable[[], None],
    ) -> None:
        """Sections are rendered in `executor`; `bell` is called at each phase if the player has no sound."""
        self.problem: str | None = None
        self._player = player
        self._sounds = sounds
        self._workout = workout
        self._settings = settings
        self._coaching = self._current_coaching()
        self._mix = Mix.from_settings(settings)
        self._executor = executor
        self._bell = bell
        self._bell_rung_for: int | None = None  # start of a segment, in milliseconds
        self._announcement: asyncio.Task[None] | None = None
        self._closed = False
        self._timeline = workout.timeline
        self._position = 0  # milliseconds, as last reported
        self._countdown = 0  # seconds counted down before this run
        self._wakes_up = False  # faint noise is heard before this run
        self._run_start = 0  # milliseconds: nothing before it is heard in this run
        self._origin: int | None = None  # monotonic nanoseconds at which position 0 would have been due in this run
        self._rendered: dict[Section, asyncio.Future[Samples]] = {}
        self._ordered: dict[Section, asyncio.Task[None]] = {}
        self._plan_sections()

    @property
    def lead(self) -> int:
        """Milliseconds to wait before a start or a jump, so that the first sound is heard whole.

        Ask before `silence`: while nothing is being played, a speaker may be asleep and takes longer. After a pause
        the countdown wakes it up.
        """
        if not self._audible:
            return 0
        asleep = self._origin is None and self._mix.keep_awake_noise and not self._workout.countdown
        return round(self._player.lead * 1000) + (WAKE_UP if asleep else 0)

    @property
    def _audible(self) -> bool:
        return not (self._closed or self._mix.silent or self._player.unavailable)

    def change_settings(self, settings: Settings) -> None:
        """Apply new volumes, and how much is said. They are heard as soon as they are rendered, without a gap."""
        self._settings = settings
        mix, coaching = Mix.from_settings(settings), self._current_coaching()
        if (mix, coaching) != (self._mix, self._coaching):
            self._mix, self._coaching = mix, coaching
            if self._mix.silent:
                self.silence()
            self._plan_sections()

    def follow(self, timeline: Timeline, position: int, delay: int = 0) -> None:
        """Have `position` heard in `delay` milliseconds, and go on from there; call it again and again.

        While the sound is in step, only the next section is prepared.
        """
        self._position = position
        if timeline is not self._timeline and timeline.segments != self._timeline.segments:
            self._timeline = timeline
            self._plan_sections()
        self._ring_bell()
        if not self._audible:
            return
        if self._origin is None:
            self._update_coaching()
        origin = time.monotonic_ns() + (delay - position) * MS
        if self._origin is None or abs(origin - self._origin) > OUT_OF_STEP:
            self._cancel(self._ordered)
            self._origin, self._run_start = origin, position
            self._countdown = self._workout.countdown // 1000
            self._wakes_up = not self._countdown and delay >= WAKE_UP
        if position < self._sections[0].start:
            self._plan_sections()
        index = bisect_right(self._sections, position, key=lambda section: section.start) - 1
        near = self._sections[max(0, index - 1) : index + 2]
        self._rendered = {section: future for section, future in self._rendered.items() if section in near}
        self._order(self._sections[index], self._origin)
        for following in self._sections[index + 1 : index + 2]:
            self._render_ahead(following)
            if following.start - position <= 1000 * self._player.ahead and not following.starts_on_key:
                self._order(following, self._origin)

    def use_new_recordings(self) -> None:
        """Render anew what is neither heard nor due: texts have been spoken that had no recording."""
        if self._origin is None:
            self._plan_sections()
        else:
            self._cancel({section: self._rendered.pop(section) for section in self._rendered.keys() - self._ordered})

    def silence(self) -> None:
        """Stop the sound at once."""
        self._cancel(self._ordered)
        if self._announcement is not None:
            self._announcement.cancel()
        self._origin = None
        if not self._closed:
            self._player.stop()

    def announce_pause(self) -> None:
        """Stop the sound at once, and say that the workout is paused."""
        self.silence()
        if self._audible and self._mix.gain("voice"):
            self._announcement = asyncio.create_task(self._say("paused"))

    async def _say(self, text: str) -> None:
        samples = await asyncio.to_thread(spoken, text, self._mix, self._sounds)
        if samples and self._origin is None and self._audible:
            self._player.play(samples, 0, time.monotonic_ns() + round(self._player.lead * NS))

    def close(self) -> None:
        """Stop the sound; later calls have no effect."""
        self.silence()
        self._cancel(self._rendered)
        self._closed = True

    def _update_coaching(self) -> None:
        """Render anew if sets have ended since, so that the coach has something else to say."""
        coaching = self._current_coaching()
        if coaching != self._coaching:
            self._coaching = coaching
            self._plan_sections()

    def _current_coaching(self) -> Coaching:
        """What the coach has to know by now, including how the sets so far ended."""
        ends = {record.key: record.ended for record in self._workout.sets}
        return replace(
            Coaching.of(self._workout.preset, self._settings),
            broken=frozenset(key for key, ended in ends.items() if ended == "form"),
            complete=all(ended == "done" for ended in ends.values()),
            skipped="skipped" in ends.values(),
            bests=self._workout.bests,
        )

    def _plan_sections(self) -> None:
        """Divide and render anew from the position on. What is playing continues until the new sound replaces it."""
        self._cancel(self._ordered)
        self._cancel(self._rendered)
        self._sections = sections(self._timeline, self._position, wait=self._workout.wait)
        if self._audible:
            self._render_ahead(self._sections[0])

    def _order(self, section: Section, origin: int) -> None:
        if section not in self._ordered:
            first = max(section.start, self._run_start)
            self._ordered[section] = asyncio.create_task(self._play(section, first, origin))

    async def _play(self, section: Section, first: int, origin: int) -> None:
        samples = await asyncio.shield(self._render_ahead(section))
        if not samples:
            return
        start, due = sample_at(first) - sample_at(section.start), origin + first * MS
        if first == self._run_start and (self._countdown or self._wakes_up):  # then go on from the very sample
            lead_in = await asyncio.to_thread(self._lead_in)  # not in the executor, which may be rendering sections
            samples, start, due = lead_in + _from(samples, start), 0, due - len(lead_in) * NS // RATE
        self._player.play(samples, start, due)

    def _lead_in(self) -> Samples:
        return countdown(self._countdown, self._mix, self._sounds) if self._countdown else wake_up(self._mix)

    def _render_ahead(self, section: Section) -> asyncio.Future[Samples]:
        if section not in self._rendered:
            loop = asyncio.get_running_loop()
            self._rendered[section] = loop.run_in_executor(self._executor, self._render, self._timeline, section)
        return self._rendered[section]

    def _render(self, timeline: Timeline, section: Section) -> Samples:
        try:
            return render(timeline, section.start, section.end, self._mix, self._sounds, self._coaching)
        except Exception as error:  # a section without sound is no reason to end a workout
            self.problem = str(error) or type(error).__name__
            return array("h")

    def _ring_bell(self) -> None:
        """Ring at the start of each segment and at the end of the workout, if there is no sound."""
        timeline, position = self._timeline, self._position
        start = timeline.at(position).start if position < timeline.duration else timeline.duration
        if self._player.unavailable and not (self._closed or self._mix.silent) and start != self._bell_rung_for:
            self._bell()
        self._bell_rung_for = start

    @staticmethod
    def _cancel(futures: dict[Section, asyncio.Future[Samples]] | dict[Section, asyncio.Task[None]]) -> None:
        for future in futures.values():
            future.cancel()
        futures.clear()


def _from(samples: Samples, start: int) -> Samples:
    """The samples from number `start` on; sound that starts in its middle fades in, because it would click."""
    later = samples[start:]
    if start:
        fade_in(later, min(CUT_FADE, len(later)))
    return later
