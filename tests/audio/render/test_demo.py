"""A demo lets the person hear what was changed, and nothing else."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.audio.render.demo import demo
from legtimer.audio.render.mix import STYLES, Mix, Style
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.storage.locations import bundled_folder

SOUNDS = SoundLibrary(bundled_folder("sounds"), Path("none"))
ALL = Mix(glide=1, voice=1, clicks=1, breath=1)


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_heard_by_itself_at_its_volume(style: Style) -> None:
    alone = replace(ALL, **{other: 0.0 for other in STYLES if other != style})
    heard = demo([style], ALL, SOUNDS)
    assert any(heard)
    assert heard == demo(STYLES, alone, SOUNDS)


def test_a_style_that_is_off_and_a_muted_mix_are_silent() -> None:
    assert not demo(["breath"], Mix(breath=0), SOUNDS)
    assert not demo(STYLES, Mix(mute=True), SOUNDS)
