"""The app's sound: one soundtrack at a time, and what it says when there is no sound."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.audio.render.demo import demo
from legtimer.audio.render.keep_awake_noise import wake_up
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.schedule import sample_at
from legtimer.audio.samples import RATE
from legtimer.audio.service import BELL_INSTEAD, SOUND_LOST, SoundService
from legtimer.core.preset import Preset
from legtimer.core.settings import Settings
from legtimer.core.workout import Workout
from tests.audio.soundtrack_setup import BLOCK, LIBRARY, MS, PRESET, SOUNDS, TIMELINE, S, Setup, watch_rendering


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
            await setup.orders(1)  # rendering takes no time on the test's clock
    [order] = await setup.orders(1)
    cue_due = order.at + (len(wake_up(Mix())) + sample_at(up.start) - order.first) * S // RATE
    assert cue_due == start + (lead + up.start) * MS
    assert cue_due - order.ordered_at >= lead * MS


async def test_a_new_soundtrack_closes_the_one_before(setup: Setup, service: SoundService) -> None:
    first = service.soundtrack(Workout(PRESET))
    second = service.soundtrack(Workout(PRESET))
    first.follow(TIMELINE, 0)
    second.follow(TIMELINE, 4_500)
    assert [order.first for order in await setup.orders(1)] == [round(4.5 * RATE)]


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


async def test_muted_nobody_is_told_of_a_bell_until_the_sound_is_wanted(setup: Setup) -> None:
    setup.player.unavailable = True
    service = SoundService(SOUNDS, None, Settings(mute=True), setup.player)
    await service.open()
    assert service.messages == []
    assert service.notice == ""
    service.settings = Settings()
    assert service.notice == BELL_INSTEAD
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


async def test_a_sample_is_as_loud_as_its_style_is_set_and_a_silent_one_stops_the_sample_before(
    setup: Setup, service: SoundService
) -> None:
    for settings in (Settings(clicks=1.0), Settings(clicks=0.2)):
        service.settings = settings
        service.play_demo(["clicks"])
        await setup.orders(len(setup.player.orders) + 1)
    loud, soft = (max(order.samples) for order in setup.player.orders)
    assert 0 < soft < loud
    service.settings = Settings(clicks=0.0)
    service.play_demo(["clicks"])
    await setup.wait_until_rendered()
    await asyncio.sleep(0)
    assert setup.player.stops == 1
    assert len(setup.player.orders) == 2


async def test_a_sample_that_is_asked_for_replaces_the_one_that_is_being_rendered(
    setup: Setup, service: SoundService
) -> None:
    service.play_demo(["voice"])
    service.play_demo(["clicks"])
    [order] = await setup.orders(1)
    assert order.samples == demo(["clicks"], Mix(), LIBRARY)
