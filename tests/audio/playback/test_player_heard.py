"""What a person hears of the player, by way of a sound card that is recorded."""

import asyncio
import random
import time
from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from itertools import pairwise
from pathlib import Path

import pytest

from legtimer.audio.playback.player import LEAD_S, Player
from legtimer.audio.track import RATE, Track
from tests.busy import every_core_busy
from tests.sound_card import SoundCard, plug_in

pytestmark = [pytest.mark.sound, pytest.mark.slow]

MS = 1_000_000
"""Nanoseconds."""

CARD_MS = 15
"""How far off the virtual card's own notion of time may be."""


def clicks(seconds: float, every_s: float = 0.1) -> Track:
    """A click of 3 ms at the start and every `every_s` after."""
    gap = round(every_s * RATE)
    one = array("h", [12_000] * 132 + [0] * (gap - 132))
    return Track((one * round(seconds / every_s)).tobytes())


def noise(seconds: float) -> Track:
    """Sound of which each section is unlike any other."""
    return Track(array("h", random.Random(7).choices(range(-3000, 3000), k=round(seconds * RATE))).tobytes())


def from_now(seconds: float) -> int:
    return time.monotonic_ns() + round(seconds * 1e9)


@asynccontextmanager
async def player() -> AsyncIterator[tuple[Player, list[str]]]:
    losses: list[str] = []
    player = Player(losses.append, latency=0.0)
    await player.open()
    assert player.output, player.reason
    try:
        yield player, losses
    finally:
        await player.close()


async def half_busy() -> None:
    """Keep the event loop from its work half of the time."""
    while True:
        until = time.monotonic() + 0.02
        while time.monotonic() < until:
            pass
        await asyncio.sleep(0.02)


async def heard(card: SoundCard, moment: int) -> None:
    await asyncio.to_thread(card.listen_until, moment)


def place(card: SoundCard, track: Track, sample: int, begin: int, length: int = 64) -> int | None:
    """The number of the sample heard from `begin` on in which `sample` of the track arrived."""
    return card.find(track.pcm[2 * sample : 2 * (sample + length)], begin)


@pytest.mark.parametrize("load", ["idle", "loaded"])
async def test_clicks_keep_time_however_busy_the_machine(sound_card: SoundCard, output: str, load: str) -> None:
    if load == "loaded" and not sound_card.keeps_time:
        pytest.skip("the virtual card needs the right to real-time priority to keep time on a busy machine")
    track, before = clicks(8.0), sound_card.now()
    async with player() as (ears, losses):
        hurry = asyncio.create_task(half_busy()) if load == "loaded" else None
        with every_core_busy() if load == "loaded" else nullcontext():
            at = from_now(LEAD_S + 0.5)
            ears.play(track, 0, at)
            await heard(sound_card, at + 8200 * MS)
        if hurry:
            hurry.cancel()
    onsets = sound_card.onsets(before)
    assert len(onsets) == 80
    errors = sorted(abs(later - earlier - RATE // 10) / RATE for earlier, later in pairwise(onsets))
    assert errors[int(0.99 * len(errors))] < 0.001
    drift = (onsets[-1] - onsets[0]) / (79 * RATE / 10) - 1
    assert abs(drift) < 50e-6
    off = (sound_card.time_of(onsets[0]) - at) / MS
    print(
        f"\n{output} {load}: worst interval {errors[-1] * 1000:.3f} ms, "
        f"drift {drift * 1e6:.1f} ppm, start {off:.2f} ms off"
    )
    assert abs(off) < CARD_MS
    assert losses == []


async def test_pause_is_silent_within_150_ms(sound_card: SoundCard, output: str) -> None:
    track = noise(5.0)
    async with player() as (ears, _):
        before = sound_card.now()
        ears.play(track, 0, from_now(LEAD_S))
        await heard(sound_card, from_now(1.0))
        paused = time.monotonic_ns()
        ears.stop()
        await heard(sound_card, paused + 600 * MS)
    last = sound_card.last_sound(before)
    assert last is not None
    after = (sound_card.time_of(last) - paused) / MS
    print(f"\n{output}: silent {after:.1f} ms after the pause")
    assert after < 150


async def test_resume_goes_on_at_the_very_sample(sound_card: SoundCard, output: str) -> None:
    track = noise(4.0)
    async with player() as (ears, _):
        ears.play(track, 0, from_now(LEAD_S))
        await heard(sound_card, from_now(1.0))
        ears.stop()
        await heard(sound_card, from_now(0.4))
        before, at, sample = sound_card.now(), from_now(LEAD_S), 50_000
        ears.play(track, sample, at)
        await heard(sound_card, at + 500 * MS)
    # The first 5 ms fade in, so look right behind them.
    arrived = place(sound_card, track, sample + 300, before)
    assert arrived is not None
    assert abs(sound_card.time_of(arrived - 300) - at) < CARD_MS * MS
    silent = sound_card.samples(arrived - 300 - 2000, arrived - 300)
    assert not any(silent), "nothing before the sample is heard"


async def test_swap_in_mid_track_keeps_the_beat(sound_card: SoundCard, output: str) -> None:
    """Changing the volume, say: a track of the same beat takes over, within 10 ms of where the old one would be."""
    track = noise(6.0)
    softer = Track(array("h", [sample // 2 for sample in array("h", track.pcm)]).tobytes())
    shifts = []
    async with player() as (ears, _):
        before, at = sound_card.now(), from_now(LEAD_S)
        ears.play(track, 0, at)
        await heard(sound_card, at + 1000 * MS)
        for i, new in enumerate([softer, track, softer, track]):
            ears.play(new, 0, at)
            await heard(sound_card, at + (2000 + i * 1000) * MS)
            probe = round((1.7 + i) * RATE)
            arrived = place(sound_card, new, probe, before)
            assert arrived is not None
            shifts.append(arrived - probe)
        first = place(sound_card, track, RATE // 2, before)
        assert first is not None
        # No gap: between the tracks something is heard in every 10 ms.
        begin = first - RATE // 2 + 10
        everything = sound_card.samples(begin, begin + 5 * RATE)
        gaps = [i for i in range(0, len(everything), 441) if not any(everything[i : i + 441])]
        assert gaps == []
    off = [(shift - (first - RATE // 2)) / RATE * 1000 for shift in shifts]
    print(f"\n{output}: after each swap the beat is {', '.join(f'{shift:.2f}' for shift in off)} ms off the first")
    assert max(map(abs, off)) < 10


async def test_killed_process_is_replaced_at_the_right_sample(sound_card: SoundCard, output: str) -> None:
    track = noise(6.0)
    async with player() as (ears, losses):
        before, at = sound_card.now(), from_now(LEAD_S)
        ears.play(track, 0, at)
        await heard(sound_card, at + 1000 * MS)
        (child,) = ears._playing
        child.kill()
        await heard(sound_card, at + 3000 * MS)
    first, later = place(sound_card, track, RATE // 2, before), place(sound_card, track, RATE * 5 // 2, before)
    assert first is not None
    assert later is not None
    print(f"\n{output}: {(later - first - 2 * RATE) / RATE * 1000:.2f} ms off after the loss")
    assert abs(later - first - 2 * RATE) < 0.005 * RATE
    # How often that is told is for test_player.py to hold; here nothing else may have gone wrong.
    assert set(losses) == {"the sound process has ended unexpectedly"}


async def test_a_card_that_vanishes_costs_the_sound_and_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    card = plug_in(tmp_path)
    try:
        for name, value in card.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("legtimer.audio.playback.player.RETRY_AFTER_S", (0.0, 0.1))
        async with player() as (ears, losses):
            ears.play(noise(60.0), 0, from_now(LEAD_S))
            await asyncio.sleep(1.0)
            assert card.last_sound(0)
            card.vanish()
            gone = time.monotonic()
            for _ in range(400):
                if ears.output is None:
                    break
                await asyncio.sleep(0.05)
            print(f"\n{output}: {time.monotonic() - gone:.1f} s, {losses}")
            assert ears.output is None
            assert len(losses) == 3
            assert "gave up" in ears.reason
    finally:
        card.close()
