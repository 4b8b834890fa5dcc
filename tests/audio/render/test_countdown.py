"""The countdown before a workout goes on after a pause."""

from legtimer.audio.render.countdown import countdown
from legtimer.audio.render.mix import VOICE_DRIVE, Mix
from legtimer.audio.render.sample_operations import amplified
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE
from legtimer.storage.locations import bundled_folder


def test_each_second_starts_with_its_number_as_loud_as_in_a_workout() -> None:
    library = SoundLibrary(bundled_folder("sounds"))
    samples = countdown(3, Mix(clicks=0, keep_awake_noise=False), library)
    assert len(samples) == 3 * RATE
    for second, word in enumerate(("three", "two", "one")):
        number = amplified(library.samples(word)[:RATE], Mix().gain("voice"), VOICE_DRIVE)
        assert samples[second * RATE :][: len(number)] == number
