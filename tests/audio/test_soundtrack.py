"""A workout's sound: which section is handed to the player when, from which sample, to be heard at which moment."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio import soundtrack as module
from legtimer.audio.playback.player import Player
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sections import LONGEST, SHORTEST, Section, sections
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.service import BELL_INSTEAD, BROKE_OFF, SoundService
from legtimer.audio.soundtrack import AHEAD, Soundtrack
from legtimer.audio.track import Track
from legtimer.core.preset import Block, Preset
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Timeline, build_timeline
from legtimer.core.workout import Workout

SOUNDS = Path(__file__).parents[2] / "sounds"
LIBRARY = SoundLibrary(SOUNDS)
BLOCK = Block(name="b", sets=3, reps=2, rest=5, tempo=Tempo(up=1, down=2))
PRESET = Preset(name="p", prepare=4, blocks=(BLOCK,))
TIMELINE = build_timeline(PRESET)  # 0 prepare, 4 set 1, 10 rest, 15 set 2, 21 rest, 26 set 3, 32 end
PIECES = [Section(0, 10_000), Section(10_000, 21_000), Section(21_000, 32_000)]
S = 1_000_000_000
"""Nanoseconds."""


class Order(NamedTuple):
    track: Track
    sample: int
    at: int


class Ears(Player):
    """A player that plays nothing and keeps what it was asked for."""

    unavailable = False
    lead = 0.3

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.stops = 0
        self.begun = threading.Event()

    def play(self, track: Track, sample: int, at: int) -> None:
        self.orders.append(Order(track, sample, at))

    def stop(self) -> None:
        self.stops += 1


class Stand:
    """What a soundtrack plays through, a worker that can be held up, and a clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000 * S
        self.ears = Ears()
        self.rung = 0
        self.worker = ThreadPoolExecutor(1)

    def soundtrack(self, preset: Preset = PRESET, mix: Mix = Mix(), *, wait: bool = False) -> Soundtrack:  # noqa: B008
        return Soundtrack(self.ears, LIBRARY, preset, mix, self.worker, wait=wait, bell=self.ring)

    def ring(self) -> None:
        self.rung += 1

    async def orders(self, count: int) -> list[Order]:
        """All orders, once there are so many and no more are coming."""
        for _ in range(1000):
            if len(self.ears.orders) >= count:
                break
            await asyncio.sleep(0.01)
        await self.rendered()
        assert len(self.ears.orders) == count
        return self.ears.orders

    async def rendered(self) -> None:
        """Whatever is being rendered has been, and has been handed over."""
        await asyncio.wrap_future(self.worker.submit(lambda: None))
        for _ in range(5):
            await asyncio.sleep(0)


@pytest.fixture
async def stand(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stand]:
    stand = Stand()
    monkeypatch.setattr("legtimer.audio.soundtrack.time.monotonic_ns", lambda: stand.now)
    yield stand
    stand.worker.shutdown(cancel_futures=True)


def piece_of_score(section: Section, timeline: Timeline = TIMELINE, mix: Mix = Mix()) -> Track:  # noqa: B008
    return render(timeline, section.start, section.end, mix, LIBRARY, variations=("other",))


# Pieces


def test_a_piece_is_a_set_with_the_rest_before_it() -> None:
    assert sections(TIMELINE, 0) == PIECES


def test_where_sets_wait_for_a_person_each_is_a_piece() -> None:
    assert sections(TIMELINE, 0, wait=True) == [
        Section(0, 4_000),
        Section(4_000, 10_000, waits=True),
        Section(10_000, 15_000),
        Section(15_000, 21_000, waits=True),
        Section(21_000, 26_000),
        Section(26_000, 32_000, waits=True),
    ]


def test_sets_that_wait_are_pieces_even_without_a_rest() -> None:
    block = Block(name="b", sets=2, reps=1, rest=0, tempo=Tempo(up=1, down=2))
    timeline = build_timeline(Preset(name="p", prepare=4, blocks=(block,)))
    assert sections(timeline, 0, wait=True)[-1] == Section(7_000, 10_000, waits=True)


def test_from_the_middle_of_a_set_the_first_piece_is_what_remains_of_it() -> None:
    assert sections(TIMELINE, 5_123) == [Section(5_123, 10_000), *PIECES[1:]]


def test_what_remains_is_never_too_short_to_hand_over_the_next_piece_in() -> None:
    assert sections(TIMELINE, 9_000) == [Section(9_000, 21_000), PIECES[2]]


@given(
    st.integers(0, 400), st.integers(1, 20), st.integers(0, 900), st.integers(0, 3_000_000), st.booleans(),
    st.integers(1, 40),
)  # fmt: skip
def test_pieces_tile_the_workout_from_any_moment(
    prepare: int, sets: int, rest: int, start: int, wait: bool, reps: int
) -> None:
    block = Block(name="b", sets=sets, reps=reps, rest=rest, tempo=Tempo(up=0.5, down=30))
    timeline = build_timeline(Preset(name="p", prepare=prepare, blocks=(block,)))
    start = min(start, timeline.duration - 1)
    found = sections(timeline, start, wait=wait)
    assert [section.start for section in found] == [start, *(section.end for section in found[:-1])]
    assert found[-1].end == timeline.duration
    assert all(0 < section.end - section.start <= LONGEST for section in found)
    assert wait or all(section.end - section.start >= SHORTEST for section in found[:-1])


# What is played when


async def test_the_first_piece_is_heard_from_its_first_sample_when_the_time_comes(stand: Stand) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 0, soundtrack.lead)
    [order] = await stand.orders(1)
    assert (order.sample, order.at) == (0, stand.now + S * 3 // 10)
    assert order.track == piece_of_score(PIECES[0])


async def test_after_a_pause_it_goes_on_from_the_very_sample_and_nothing_is_lost(stand: Stand) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await stand.orders(1)
    soundtrack.silence()
    assert stand.ears.stops == 1
    stand.now += 9 * S
    soundtrack.follow(TIMELINE, 6_000, soundtrack.lead)
    again = (await stand.orders(2))[-1]
    assert (again.sample, again.at) == (6 * 44_100, stand.now + S * 3 // 10)


async def test_while_in_step_nothing_is_ordered_twice(stand: Stand) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    for late in (0, 3, 40, 90, 12):  # milliseconds by which a busy machine looks at the second clock
        stand.now += S // 2
        position = (stand.now - 1_000 * S) // 1_000_000 - late
        soundtrack.follow(TIMELINE, position)
    await stand.orders(1)


async def test_a_clock_that_has_moved_on_is_caught_up_with(stand: Stand) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await stand.orders(1)
    soundtrack.follow(TIMELINE, 5_000)
    assert (await stand.orders(2))[-1].sample == 5 * 44_100


async def test_the_next_piece_is_rendered_long_before_and_ordered_in_time_for_the_same_clock(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[int] = []
    spy(monkeypatch, rendered.append)
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await stand.orders(1)
    assert rendered == [0, 10_000], "the set after the next is not"
    # The clock of the program runs a little late here, as clocks do; the beat must not.
    stand.now += 8_513_000_000
    soundtrack.follow(TIMELINE, 10_000 - AHEAD)
    first, second = await stand.orders(2)
    assert (second.sample, second.at - first.at) == (0, 10_000_000_000)
    assert second.track == piece_of_score(PIECES[1])


async def test_a_set_that_waits_for_a_person_is_not_ordered_ahead_but_its_rest_is(stand: Stand) -> None:
    soundtrack = stand.soundtrack(wait=True)
    soundtrack.follow(TIMELINE, 3_900)
    await stand.orders(1)
    soundtrack.silence()
    soundtrack.follow(TIMELINE, 4_000, soundtrack.lead)
    assert (await stand.orders(2))[-1].sample == 0
    soundtrack.follow(TIMELINE, 9_900)
    *_, rest = await stand.orders(4)
    assert rest.track == piece_of_score(Section(10_000, 15_000))


async def test_a_changed_timeline_sounds_from_here_on_without_a_gap(stand: Stand) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    await stand.orders(1)
    slower = TIMELINE.changed(4, lambda s: 3_000 if s.kind == "down" else s.duration)
    soundtrack.follow(slower, 4_500)
    first, second = await stand.orders(2)
    assert stand.ears.stops == 0
    assert second.track == piece_of_score(Section(4_500, slower.segments[5].start), slower)
    assert second.at == first.at
    assert (first.sample, second.sample) == (round(4.5 * 44_100), 0)


async def test_a_changed_volume_sounds_from_here_on_without_a_gap(stand: Stand) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    await stand.orders(1)
    soundtrack.mix = Mix(master=0.5)
    soundtrack.follow(TIMELINE, 4_500)
    second = (await stand.orders(2))[-1]
    assert stand.ears.stops == 0
    assert second.track == piece_of_score(Section(4_500, 10_000), mix=Mix(master=0.5))


async def test_of_many_changes_at_once_only_the_last_is_rendered_for_long(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    await stand.orders(1)
    rendered: list[int] = []
    spy(monkeypatch, rendered.append)
    hold = threading.Event()
    stand.worker.submit(hold.wait)
    for step in range(1, 20):
        soundtrack.mix = Mix(master=step / 20)
        soundtrack.follow(TIMELINE, 4_500)
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    hold.set()
    last = (await stand.orders(2))[-1]
    assert last.track == piece_of_score(Section(4_500, 10_000), mix=Mix(master=0.95))
    assert rendered == [4_500, 10_000]


async def test_mute_is_silent_at_once_and_renders_nothing_and_sound_comes_back_where_the_time_is(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    await stand.orders(1)
    rendered: list[int] = []
    spy(monkeypatch, rendered.append)
    soundtrack.mix = Mix(mute=True)
    assert stand.ears.stops == 1
    assert soundtrack.lead == 0
    soundtrack.follow(TIMELINE, 5_000)
    await stand.orders(1)
    assert rendered == []
    soundtrack.mix = Mix()
    soundtrack.follow(TIMELINE, 6_000)
    back = (await stand.orders(2))[-1]
    assert back.track.pcm[2 * back.sample :] == piece_of_score(PIECES[0]).pcm[2 * 6 * 44_100 :]


async def test_what_cannot_be_rendered_is_told_and_the_next_piece_sounds(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(start: int) -> None:
        if start == 0:
            raise MemoryError("no memory left")

    spy(monkeypatch, fail)
    soundtrack = stand.soundtrack()
    for _ in range(3):
        soundtrack.follow(TIMELINE, 0)
        await stand.rendered()
    assert soundtrack.problem == "no memory left"
    soundtrack.follow(TIMELINE, 10_500)
    [order] = await stand.orders(1)
    assert order.track == piece_of_score(PIECES[1])


async def test_once_closed_it_is_silent_whatever_is_asked(stand: Stand) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    soundtrack.close()
    soundtrack.follow(TIMELINE, 5_000)
    soundtrack.mix = Mix(master=0.5)
    soundtrack.follow(TIMELINE, 6_000)
    await stand.orders(0)
    stops = stand.ears.stops
    soundtrack.silence()
    assert stand.ears.stops == stops, "the player is somebody else's by now"


def spy(monkeypatch: pytest.MonkeyPatch, look: Callable[[int], None]) -> None:
    """Look at the start of each section that is rendered."""

    def rendering(timeline: Timeline, start: int, end: int, mix: Mix, sounds: SoundLibrary, **more: object) -> Track:
        look(start)
        return render(timeline, start, end, mix, sounds, variations=("other",))

    monkeypatch.setattr(module, "render", rendering)


# The bell


async def test_where_nothing_can_play_the_bell_rings_once_at_each_phase_and_at_the_end(stand: Stand) -> None:
    stand.ears.unavailable = True
    soundtrack = stand.soundtrack()
    for position in range(0, TIMELINE.duration + 1, 250):
        soundtrack.follow(TIMELINE, position)
    assert stand.rung == len(TIMELINE.segments) + 1
    assert soundtrack.lead == 0
    assert stand.ears.orders == []


async def test_no_bell_rings_when_muted_or_where_there_is_sound(stand: Stand) -> None:
    soundtrack = stand.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    stand.ears.unavailable = True
    soundtrack.mix = Mix(mute=True)
    soundtrack.follow(TIMELINE, 5_000)
    assert stand.rung == 0


# The service


async def test_a_new_soundtrack_ends_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    service = SoundService(SOUNDS, None, Settings())
    ears = Ears()
    monkeypatch.setattr(service, "_player", ears)
    first = service.soundtrack(Workout(PRESET))
    second = service.soundtrack(Workout(PRESET))
    first.follow(TIMELINE, 0)
    second.follow(TIMELINE, 4_500)
    for _ in range(1000):
        if ears.orders:
            break
        await asyncio.sleep(0.01)
    assert [order.sample for order in ears.orders] == [round(4.5 * 44_100)]
    second.close()


def test_a_loss_is_told_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("legtimer.audio.service.time.monotonic", lambda: now)
    service = SoundService(SOUNDS, None, Settings())
    ears = Ears()
    monkeypatch.setattr(service, "_player", ears)
    assert service.notice == ""
    service._lose("the sound device went away")
    assert service.notice == BROKE_OFF
    ears.unavailable = True
    service._lose("gave up")
    assert service.notice == BELL_INSTEAD
    now += 20
    assert service.notice == ""
