"""A few words to find out whether anything can be heard."""

import asyncio
import sys
import time
from array import array

from legtimer.audio.playback.player import LEAD_S, Player
from legtimer.audio.playback.sample_clock import NS
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.track import RATE, Track

WORDS = ("up", "down", "done")
PAUSE = RATE // 2  # samples


def trial(sounds: SoundLibrary, mix: Mix) -> Track:
    """The words, each followed by half a second of silence, as loud as in a workout."""
    samples = array("h")
    for word in WORDS:
        samples += array("h", (int(sample * mix.gain("voice")) for sample in sounds.samples(word)))
        samples += array("h", bytes(2 * PAUSE))
    if sys.byteorder == "big":
        samples.byteswap()
    return Track(samples.tobytes())


async def play(track: Track) -> str | None:
    """Play it through the first output that can; why that failed, or None if it did not."""
    losses: list[str] = []
    player = Player(losses.append)
    await player.open()
    try:
        if player.output is None:
            return player.reason
        player.play(track, 0, time.monotonic_ns() + round(LEAD_S * NS))
        await asyncio.sleep(LEAD_S + len(track) / track.rate)
    finally:
        await player.close()
    return losses[0] if losses else None
