"""The sound of a workout: which section is passed to the player, from which sample, to be heard at which time."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.audio import soundtrack as module
from legtimer.audio.playback.player import Player
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import render, spoken
from legtimer.audio.render.schedule import sample_at
from legtimer.audio.render.sections import LONGEST, SHORTEST, Section, sections
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.render.wording import Coaching
from legtimer.audio.samples import RATE, Samples
from legtimer.audio.service import BELL_INSTEAD, SOUND_LOST, SoundService
from legtimer.audio.soundtrack import ORDER_AHEAD, Soundtrack
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
SECTIONS = [Section(0, 10_000), Section(10_000, 21_000), Section(21_000, 32_000)]
S = 1_000_000_000  # nanoseconds
MS = 1_000_000  # nanoseconds


class Order(NamedTuple):
    """What the player was asked to play: `first` and `at` as in `Player.play`, and when it was asked."""

    samples: Samples
    first: int
    at: int
    ordered_at: int


class FakePlayer(Player):
    """A player that plays nothing and records what it was asked for."""

    unavailable = False
    lead = 0.3

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[Order] = []
        self.stops = 0
        self.opened = 0
        self.now = 1_000 * S

    async def open(self) -> None:
        self.opened += 1

    async def close(self) -> None:
        self.stop()

    def play(self, samples: Samples, first: int, at: int) -> None:
        self.orders.append(Order(samples, first, at, self.now))

    def stop(self) -> None:
        self.stops += 1


class Setup:
    """A fake player, an executor that a test can block, and a clock that only the test moves."""

    def __init__(self) -> None:
        self.player = FakePlayer()
        self.bells = 0
        self.executor = ThreadPoolExecutor(1)

    def soundtrack(self, *, wait: bool = False) -> Soundtrack:
        workout = Workout(PRESET, wait=wait)
        return Soundtrack(self.player, LIBRARY, workout, Settings(), self.executor, self.ring_bell)

    def ring_bell(self) -> None:
        self.bells += 1

    async def orders(self, count: int) -> list[Order]:
        """All orders, once there are `count` and no more follow."""
        for _ in range(1000):
            if len(self.player.orders) >= count:
                break
            await asyncio.sleep(0.01)
        await self.wait_until_rendered()
        assert len(self.player.orders) == count
        return self.player.orders

    async def wait_until_rendered(self) -> None:
        """Wait until everything that is being rendered is rendered and ordered."""
        await asyncio.wrap_future(self.executor.submit(lambda: None))
        for _ in range(5):
            await asyncio.sleep(0)


@pytest.fixture
async def setup(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Setup]:
    setup = Setup()
    monkeypatch.setattr("legtimer.audio.soundtrack.time.monotonic_ns", lambda: setup.player.now)
    yield setup
    setup.executor.shutdown(cancel_futures=True)


def rendered(section: Section, timeline: Timeline = TIMELINE, mix: Mix = Mix()) -> Samples:  # noqa: B008
    return render(timeline, section.start, section.end, mix, LIBRARY, Coaching.of(PRESET, Settings()))


def watch_rendering(monkeypatch: pytest.MonkeyPatch, watch: Callable[[int], None]) -> None:
    """Call `watch` with the start of each section before it is rendered."""

    def watched(timeline: Timeline, start: int, *more: object) -> Samples:
        watch(start)
        return render(timeline, start, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "render", watched)


# Sections


def test_a_section_is_a_set_with_the_rest_or_preparation_before_it() -> None:
    assert sections(TIMELINE, 0) == SECTIONS


def test_with_wait_each_set_is_a_section_that_starts_on_a_key() -> None:
    assert sections(TIMELINE, 0, wait=True) == [
        Section(0, 4_000),
        Section(4_000, 10_000, starts_on_key=True),
        Section(10_000, 15_000),
        Section(15_000, 21_000, starts_on_key=True),
        Section(21_000, 26_000),
        Section(26_000, 32_000, starts_on_key=True),
    ]


def test_with_wait_each_set_is_a_section_also_without_a_rest_between() -> None:
    block = Block(name="b", sets=2, reps=1, rest=0, tempo=Tempo(up=1, down=2))
    timeline = build_timeline(Preset(name="p", prepare=4, blocks=(block,)))
    assert sections(timeline, 0, wait=True)[-1] == Section(7_000, 10_000, starts_on_key=True)


def test_from_the_middle_of_a_set_the_first_section_is_the_remainder() -> None:
    assert sections(TIMELINE, 5_123) == [Section(5_123, 10_000), *SECTIONS[1:]]


def test_a_short_remainder_is_joined_with_the_next_section() -> None:
    assert sections(TIMELINE, 9_000) == [Section(9_000, 21_000), SECTIONS[2]]


@given(
    st.integers(0, 400), st.integers(1, 20), st.integers(0, 900), st.integers(0, 3_000_000), st.booleans(),
    st.integers(1, 40),
)  # fmt: skip
def test_sections_cover_the_workout_without_gap_or_overlap_from_any_time(
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


# What is ordered, and when


async def test_at_the_start_the_first_section_is_ordered_whole_and_the_lead_ahead(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0, soundtrack.lead)
    [order] = await setup.orders(1)
    assert (order.first, order.at) == (0, setup.player.now + S * 3 // 10)
    assert order.samples == rendered(SECTIONS[0])


async def test_pausing_stops_the_sound_and_says_paused(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await setup.orders(1)
    soundtrack.announce_pause()
    assert setup.player.stops == 1
    order = (await setup.orders(2))[-1]
    assert order.samples == spoken("paused", Mix(), LIBRARY)
    assert (order.first, order.at) == (0, setup.player.now + S * 3 // 10)


async def test_going_on_at_once_says_nothing_of_the_pause(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await setup.orders(1)
    soundtrack.announce_pause()
    soundtrack.silence()
    soundtrack.follow(TIMELINE, 1_000)
    await asyncio.sleep(0.1)
    assert [len(order.samples) for order in await setup.orders(2)] == [10 * RATE] * 2


async def test_without_a_voice_a_pause_is_silent(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.change_settings(Settings(voice=0))
    soundtrack.announce_pause()
    await asyncio.sleep(0.1)
    await setup.orders(0)


async def test_after_a_set_that_ended_because_form_broke_the_rest_says_so(setup: Setup) -> None:
    workout = Workout(PRESET)
    soundtrack = Soundtrack(setup.player, LIBRARY, workout, Settings(), setup.executor, setup.ring_bell)
    workout.start(0)
    for now in range(0, 7_001, 500):
        workout.advance(now)
    soundtrack.follow(TIMELINE, workout.position)
    await setup.orders(1)
    workout.break_form(7_001)
    soundtrack.silence()
    soundtrack.follow(workout.timeline, workout.position)
    order = (await setup.orders(2))[-1]
    broken = replace(Coaching.of(PRESET, Settings()), broken=frozenset({(1, 1)}), complete=False)
    assert order.samples == render(TIMELINE, 10_000, 21_000, Mix(), LIBRARY, broken)


async def test_how_much_is_said_changes_during_a_workout(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await setup.orders(1)
    soundtrack.change_settings(Settings(coach="few"))
    soundtrack.follow(TIMELINE, 0)
    order = (await setup.orders(2))[-1]
    assert order.samples == render(TIMELINE, 0, 10_000, Mix(), LIBRARY, Coaching.of(PRESET, Settings(coach="few")))


async def test_after_a_pause_playing_continues_at_the_sample_of_the_position(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await setup.orders(1)
    soundtrack.silence()
    assert setup.player.stops == 1
    setup.player.now += 9 * S
    soundtrack.follow(TIMELINE, 6_000, soundtrack.lead)
    again = (await setup.orders(2))[-1]
    assert (again.first, again.at) == (6 * RATE, setup.player.now + S * 3 // 10)


async def test_while_the_clocks_differ_by_less_than_100_ms_nothing_is_ordered_again(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    for late in (0, 3, 40, 90, 12):  # milliseconds between the two clock readings of a busy machine
        setup.player.now += S // 2
        position = (setup.player.now - 1_000 * S) // 1_000_000 - late
        soundtrack.follow(TIMELINE, position)
    await setup.orders(1)


async def test_when_the_position_jumps_playing_continues_there(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await setup.orders(1)
    soundtrack.follow(TIMELINE, 5_000)
    assert (await setup.orders(2))[-1].first == 5 * RATE


async def test_the_next_section_is_rendered_ahead_and_ordered_relative_to_the_first(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[int] = []
    watch_rendering(monkeypatch, starts.append)
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    await setup.orders(1)
    assert starts == [0, 10_000], "not the section after the next"
    # The app reads its clock late, as happens; the beat must not be late.
    setup.player.now += 8_513_000_000
    soundtrack.follow(TIMELINE, 10_000 - ORDER_AHEAD)
    first, second = await setup.orders(2)
    assert (second.first, second.at - first.at) == (0, 10_000_000_000)
    assert second.samples == rendered(SECTIONS[1])


async def test_a_set_that_starts_on_a_key_is_not_ordered_ahead_but_the_rest_after_it_is(setup: Setup) -> None:
    soundtrack = setup.soundtrack(wait=True)
    soundtrack.follow(TIMELINE, 3_900)
    await setup.orders(1)
    soundtrack.silence()
    soundtrack.follow(TIMELINE, 4_000, soundtrack.lead)
    assert (await setup.orders(2))[-1].first == 0
    soundtrack.follow(TIMELINE, 9_900)
    *_, rest = await setup.orders(4)
    assert rest.samples == rendered(Section(10_000, 15_000))


async def test_a_changed_timeline_is_heard_from_the_position_on_without_a_gap(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    await setup.orders(1)
    slower = TIMELINE.changed(4, lambda s: 3_000 if s.kind == "down" else s.duration)
    soundtrack.follow(slower, 4_500)
    first, second = await setup.orders(2)
    assert setup.player.stops == 0
    assert second.samples == rendered(Section(4_500, slower.segments[5].start), slower)
    assert second.at == first.at
    assert (first.first, second.first) == (round(4.5 * RATE), 0)


async def test_a_changed_volume_is_heard_from_the_position_on_without_a_gap(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    await setup.orders(1)
    soundtrack.change_settings(Settings(master=0.5))
    soundtrack.follow(TIMELINE, 4_500)
    second = (await setup.orders(2))[-1]
    assert setup.player.stops == 0
    assert second.samples == rendered(Section(4_500, 10_000), mix=Mix(master=0.5))


async def test_of_many_changes_in_quick_succession_only_the_last_is_rendered(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    await setup.orders(1)
    starts: list[int] = []
    watch_rendering(monkeypatch, starts.append)
    hold = threading.Event()
    setup.executor.submit(hold.wait)
    for step in range(1, 20):
        soundtrack.change_settings(Settings(master=step / 20))
        soundtrack.follow(TIMELINE, 4_500)
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    hold.set()
    last = (await setup.orders(2))[-1]
    assert last.samples == rendered(Section(4_500, 10_000), mix=Mix(master=0.95))
    assert starts == [4_500, 10_000]


async def test_muting_stops_sound_and_rendering_and_unmuting_continues_at_the_position(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    await setup.orders(1)
    starts: list[int] = []
    watch_rendering(monkeypatch, starts.append)
    soundtrack.change_settings(Settings(mute=True))
    assert setup.player.stops == 1
    assert soundtrack.lead == 0
    soundtrack.follow(TIMELINE, 5_000)
    await setup.orders(1)
    assert starts == []
    soundtrack.change_settings(Settings())
    soundtrack.follow(TIMELINE, 6_000)
    back = (await setup.orders(2))[-1]
    assert back.samples[back.first :] == rendered(SECTIONS[0])[6 * RATE :]


async def test_a_section_that_cannot_be_rendered_is_reported_and_the_next_one_plays(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(start: int) -> None:
        if start == 0:
            raise MemoryError("no memory left")

    watch_rendering(monkeypatch, fail)
    soundtrack = setup.soundtrack()
    for _ in range(3):
        soundtrack.follow(TIMELINE, 0)
        await setup.wait_until_rendered()
    assert soundtrack.problem == "no memory left"
    soundtrack.follow(TIMELINE, 10_500)
    [order] = await setup.orders(1)
    assert order.samples == rendered(SECTIONS[1])


async def test_a_closed_soundtrack_ignores_all_calls(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    soundtrack.close()
    soundtrack.follow(TIMELINE, 5_000)
    soundtrack.change_settings(Settings(master=0.5))
    soundtrack.follow(TIMELINE, 6_000)
    await setup.orders(0)
    stops = setup.player.stops
    soundtrack.silence()
    assert setup.player.stops == stops, "the player belongs to the next soundtrack"


# The bell


async def test_without_sound_the_bell_rings_once_per_segment_and_at_the_end(setup: Setup) -> None:
    setup.player.unavailable = True
    soundtrack = setup.soundtrack()
    for position in range(0, TIMELINE.duration + 1, 250):
        soundtrack.follow(TIMELINE, position)
    assert setup.bells == len(TIMELINE.segments) + 1
    assert soundtrack.lead == 0
    assert setup.player.orders == []


async def test_the_bell_does_not_ring_with_sound_or_when_muted(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 0)
    setup.player.unavailable = True
    soundtrack.change_settings(Settings(mute=True))
    soundtrack.follow(TIMELINE, 5_000)
    assert setup.bells == 0


async def test_after_stepping_back_before_the_first_section_it_is_rendered_anew(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    soundtrack.change_settings(Settings(master=0.5))
    soundtrack.follow(TIMELINE, 4_500)
    await setup.orders(1)
    soundtrack.silence()
    soundtrack.follow(TIMELINE, 0)
    assert (await setup.orders(2))[-1].samples == rendered(SECTIONS[0], mix=Mix(master=0.5))


# The service


@pytest.fixture
async def service(setup: Setup) -> AsyncIterator[SoundService]:
    service = SoundService(SOUNDS, None, Settings(wait=True), setup.player)
    yield service
    await service.close()


async def test_with_wait_on_the_first_cue_of_a_trial_rep_is_ordered_at_least_the_lead_before_it_is_due(
    setup: Setup, service: SoundService
) -> None:
    """A trial rep never waits for a key, whatever the settings say."""
    workout = Workout(Preset(name="trial", prepare=3, blocks=(replace(BLOCK, sets=1, reps=1),)), wait=False)
    soundtrack = service.soundtrack(workout)
    start, up = setup.player.now, workout.timeline.segments[1]
    lead = soundtrack.lead
    for position in range(0, up.end, 50):
        setup.player.now = start + (position + lead) * MS if position else start
        soundtrack.follow(workout.timeline, position, 0 if position else lead)
        if position == 0:
            while not setup.player.orders:  # rendering takes no time on the test's clock
                await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    [order] = setup.player.orders
    cue_due = order.at + (sample_at(up.start) - order.first) * S // RATE
    assert cue_due == start + (lead + up.start) * MS
    assert cue_due - order.ordered_at >= lead * MS


async def test_a_new_soundtrack_closes_the_one_before(setup: Setup, service: SoundService) -> None:
    first = service.soundtrack(Workout(PRESET))
    second = service.soundtrack(Workout(PRESET))
    first.follow(TIMELINE, 0)
    second.follow(TIMELINE, 4_500)
    while not setup.player.orders:
        await asyncio.sleep(0.01)
    assert [order.first for order in setup.player.orders] == [round(4.5 * RATE)]


async def test_without_a_sound_card_a_new_workout_looks_for_one_again(setup: Setup, service: SoundService) -> None:
    setup.player.unavailable = True
    service.soundtrack(Workout(PRESET))
    await asyncio.sleep(0)
    assert setup.player.opened == 1


async def test_a_changed_setting_changes_the_volume_of_the_running_workout(setup: Setup, service: SoundService) -> None:
    soundtrack = service.soundtrack(Workout(PRESET))
    soundtrack.follow(TIMELINE, 0)
    service.settings = Settings(mute=True)
    assert service.settings.mute
    assert soundtrack.lead == 0
    assert setup.player.stops == 1


async def test_opening_reports_missing_sound_and_unusable_own_sounds_by_name_or_by_number(
    setup: Setup, tmp_path: Path
) -> None:
    setup.player.unavailable = True
    (tmp_path / "up.wav").write_bytes(b"rubbish")
    service = SoundService(SOUNDS, tmp_path, Settings(), setup.player)
    await service.open()
    assert service.notice == BELL_INSTEAD
    assert service.messages == [
        "No sound: the terminal bell rings instead. `legtimer doctor` says why.",
        "Your own up.wav is not used: not a WAV file.",
    ]
    await service.close()
    for name in ("down", "rest"):
        (tmp_path / f"{name}.wav").write_bytes(b"rubbish")
    service = SoundService(SOUNDS, tmp_path, Settings(), setup.player)
    await service.open()
    assert service.messages[1:] == ["3 of your own sounds are not used: `legtimer doctor` says why."]
    service.soundtrack(Workout(PRESET))
    await service.close()


async def test_a_failure_is_shown_for_15_seconds(
    setup: Setup, service: SoundService, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("legtimer.audio.service.time.monotonic", lambda: now)
    service.soundtrack(Workout(PRESET))
    assert service.notice == ""
    setup.player.on_failure("the sound device disappeared")
    assert service.notice == SOUND_LOST
    setup.player.unavailable = True
    setup.player.on_failure("gave up")
    assert service.notice == BELL_INSTEAD
    now += 20
    assert service.notice == ""


async def test_a_section_that_cannot_be_rendered_is_shown(
    service: SoundService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise MemoryError

    watch_rendering(monkeypatch, fail)
    soundtrack = service.soundtrack(Workout(PRESET))
    while soundtrack.problem is None:
        await asyncio.sleep(0.01)
    assert service.notice == "no sound for a while: MemoryError"
