"""The countdown before a workout goes on after a pause."""

from legtimer.audio.render.keep_awake_noise import keep_awake_noise
from legtimer.audio.render.mix import VOICE_DRIVE, Mix
from legtimer.audio.render.sample_operations import add_sound, amplified
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE, Samples
from legtimer.core.speech import spoken_number, spoken_stem


def countdown(seconds: int, mix: Mix, sounds: SoundLibrary) -> Samples:
    """`seconds` seconds of sound (at most 10): each starts with the number of seconds left, and a click."""
    samples = keep_awake_noise(RATE * seconds, mix)
    for second in range(seconds):
        number = sounds.samples(spoken_stem(spoken_number(seconds - second)))[:RATE]
        add_sound(samples, second * RATE, amplified(number, mix.gain("voice"), VOICE_DRIVE))
        add_sound(samples, second * RATE, amplified(sounds.samples("count")[:RATE], mix.gain("clicks")))
    return samples
