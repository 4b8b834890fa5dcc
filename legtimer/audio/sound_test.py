"""A few words to test whether anything can be heard."""

import time
from array import array

from legtimer.audio.playback.player import LEAD_S, Player
from legtimer.audio.playback.sample_clock import NS
from legtimer.audio.render.keep_awake_noise import wake_up
from legtimer.audio.render.mix import VOICE_DRIVE, Mix
from legtimer.audio.render.sample_operations import amplified
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE, Samples

WORDS = ("up", "down", "done")
PAUSE = RATE // 2  # samples


def spoken_words(sounds: SoundLibrary, mix: Mix) -> Samples:
    """Noise that wakes up a speaker, then the words as loud as in a workout, each with half a second of silence."""
    samples, gain = wake_up(mix), mix.gain("voice")
    for word in WORDS:
        samples += amplified(sounds.samples(word), gain, VOICE_DRIVE)
        samples += array("h", bytes(2 * PAUSE))
    return samples


async def play(samples: Samples) -> str | None:
    """Play through the first backend that can; returns the reason if it failed."""
    failures: list[str] = []
    player = Player(failures.append)
    await player.open()
    try:
        if player.backend is None:
            return player.reason
        player.play(samples, 0, time.monotonic_ns() + round(LEAD_S * NS))
        await player.wait_until_ended()
    finally:
        await player.close()
    return failures[0] if failures else None
