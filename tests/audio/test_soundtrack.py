"""What the player is asked to play: which section, from which sample, to be heard at which time; and the bell."""

import asyncio
import math
import threading

import pytest
from msgspec.structs import replace

from legtimer.audio.playback.player import AHEAD_S
from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.countdown import countdown
from legtimer.audio.render.keep_awake_noise import WAKE_UP, wake_up
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import CUT_FADE, render, spoken
from legtimer.audio.render.sections import Section
from legtimer.audio.samples import RATE, Samples
from legtimer.audio.soundtrack import Soundtrack
from legtimer.core.frame import State
from legtimer.core.preset import Block, Preset
from legtimer.core.settings import Settings
from legtimer.core.timeline import Timeline
from legtimer.core.workout import Workout
from legtimer.runtime.controller import DRAW_DELAY
from tests.audio.soundtrack_setup import BLOCK, LIBRARY, MS, PRESET, SECTIONS, TIMELINE, S, Setup, watch_rendering


def rendered(section: Section, timeline: Timeline = TIMELINE, mix: Mix = Mix()) -> Samples:  # noqa: B008
    return render(timeline, section.start, section.end, mix, LIBRARY, Coaching.of(PRESET, Settings()))


async def test_at_the_start_noise_that_wakes_up_a_speaker_is_heard_and_then_the_first_section(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    assert soundtrack.lead == 300 + WAKE_UP
    soundtrack.follow(TIMELINE, 0, soundtrack.lead)
    [order] = await setup.orders(1)
    assert (order.first, order.at) == (0, setup.player.now + S * 3 // 10)
    assert order.samples == wake_up(Mix()) + rendered(SECTIONS[0])
    assert 20 * math.log10(max(order.samples[: len(wake_up(Mix()))]) / 32_768) == pytest.approx(-55, abs=1)


async def test_without_the_noise_a_start_takes_no_longer_than_the_player_does(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.change_settings(Settings(keep_awake_noise=False))
    assert soundtrack.lead == 300
    soundtrack.follow(TIMELINE, 0, soundtrack.lead)
    [order] = await setup.orders(1)
    assert (order.first, order.at) == (0, setup.player.now + S * 3 // 10)
    assert order.samples == rendered(SECTIONS[0], mix=Mix(keep_awake_noise=False))


@pytest.mark.parametrize(
    ("block", "prepare"), [(BLOCK, 0), (replace(BLOCK, reps="max"), 0), (BLOCK, 4)], ids=["reps", "max", "prepared"]
)
async def test_a_set_that_a_key_begins_is_heard_from_its_beginning_after_the_noise(
    setup: Setup, block: Block, prepare: float
) -> None:
    workout = Workout(Preset(name="p", prepare=prepare, blocks=(block,)), wait=True)
    performance = setup.performed(workout)
    performance.start(lambda _: None, lambda: None)
    while workout.state is not State.WAITING:
        performance.wait(100)
    performance.wait(60_000)
    before = len(await setup.settled())
    performance.toggle_pause()
    order = (await setup.orders(before + 1))[-1]
    noise = wake_up(Mix())
    assert order.samples[: len(noise)] == noise
    assert max(order.samples[len(noise) :][: RATE // 10]) > 3_000, "the first word"
    assert order.ordered_at + 0.29 * S <= order.at <= order.ordered_at + 0.33 * S
    assert order.at + len(noise) * S // RATE == setup.player.now + (1_100 + DRAW_DELAY) * MS
    performance.wait(1_000)
    assert workout.frame.begins_in == 100
    performance.wait(200)
    assert (workout.frame.elapsed, workout.frame.begins_in) == (100, 0), "picture and sound agree"


async def test_what_follows_a_skip_or_a_countdown_needs_no_noise_first(setup: Setup) -> None:
    workout = Workout(PRESET, resume_lead=2_000)
    performance = setup.performed(workout)
    performance.start(lambda _: None, lambda: None)
    await setup.orders(1)
    performance.wait(2_000)
    performance.jump(Workout.skip)
    skipped = (await setup.orders(2))[-1]
    assert skipped.first == 4 * RATE
    performance.toggle_pause()
    await setup.orders(3)  # "paused"
    performance.toggle_pause()
    resumed = (await setup.orders(4))[-1]
    assert resumed.samples[: 2 * RATE] == countdown(2, Mix(), LIBRARY)
    assert workout.delay_left(setup.player.now // MS) == 2_300


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
    assert [len(order.samples) for order in await setup.orders(2)] == [10 * RATE] * 2


async def test_without_a_voice_a_pause_is_silent(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.change_settings(Settings(voice=0))
    soundtrack.announce_pause()
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
    broken = replace(Coaching.of(PRESET, Settings()), broken=frozenset({(1, 1, 1, None)}), complete=False)
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
    noise = wake_up(Mix())
    assert (again.first, again.at) == (0, setup.player.now + S * 3 // 10)
    assert again.samples[: len(noise)] == noise
    assert again.samples[len(noise) + CUT_FADE :] == rendered(SECTIONS[0])[6 * RATE + CUT_FADE :]


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


async def test_after_stepping_back_before_the_first_section_it_is_rendered_anew(setup: Setup) -> None:
    soundtrack = setup.soundtrack()
    soundtrack.follow(TIMELINE, 4_500)
    soundtrack.change_settings(Settings(master=0.5))
    soundtrack.follow(TIMELINE, 4_500)
    await setup.orders(1)
    soundtrack.silence()
    soundtrack.follow(TIMELINE, 0)
    assert (await setup.orders(2))[-1].samples == rendered(SECTIONS[0], mix=Mix(master=0.5))


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
    soundtrack.follow(TIMELINE, 10_000 - round(1000 * AHEAD_S))
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
