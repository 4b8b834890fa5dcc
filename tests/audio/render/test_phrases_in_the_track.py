"""Every phrase of every built-in preset is in the sound, whole and at its sample."""

import pytest

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.mix import VOICE_DRIVE, Mix
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sample_operations import amplified
from legtimer.core.settings import Settings
from tests.audio.render.test_coach import LIBRARY, STEMS, Listing, preset

VOICE_ONLY = Mix(glide=0, clicks=0, keep_awake_noise=False)


@pytest.mark.parametrize("stem", STEMS)
def test_every_phrase_of_a_preset_is_in_the_sound_whole_at_its_sample(stem: str) -> None:
    here = preset(stem)
    listing = Listing(here)
    timeline = listing.timeline
    samples = render(timeline, 0, timeline.duration, VOICE_ONLY, LIBRARY, Coaching.of(here, Settings()))
    assert len(listing.sounds) > len(timeline.segments) / 3
    for sound in listing.sounds:
        phrase = amplified(LIBRARY.joined(sound.sounds), VOICE_ONLY.gain("voice"), VOICE_DRIVE)
        assert samples[sound.start : sound.start + len(phrase)] == phrase, sound
