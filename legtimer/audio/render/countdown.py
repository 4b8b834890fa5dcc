"""The countdown before a workout goes on after a pause."""

from array import array

from legtimer.audio.render.mix import Mix
from legtimer.audio.render.sample_operations import add_sound
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE, Samples

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CLICK = "count"


def countdown(seconds: int, mix: Mix, sounds: SoundLibrary) -> Samples:
    """A number and a click at each of the last `seconds` (at most 10), which are as many seconds of samples."""
    samples = array("h", bytes(2 * RATE * seconds))
    for second in range(seconds):
        for name, gain in ((WORDS[seconds - second - 1], mix.gain("voice")), (CLICK, mix.gain("clicks"))):
            sound = array("h", (int(sample * gain) for sample in sounds.samples(name)[:RATE]))
            add_sound(samples, second * RATE, sound)
    return samples
