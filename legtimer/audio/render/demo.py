"""One quick rep, to hear how loud a style of sound is."""

from array import array
from collections.abc import Collection

from msgspec.structs import replace

from legtimer.audio.render.mix import STYLES, Mix, Style
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import Samples
from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import build_timeline

TEMPO = Tempo(up=1.5, top=0, down=2, bottom=0)
REP = Preset(name="Demo", prepare=0, blocks=(Block(name="Demo", sets=1, reps=1, tempo=TEMPO),))


def demo(styles: Collection[Style], mix: Mix, sounds: SoundLibrary) -> Samples:
    """One rep, up and down, in these styles, as loud as in a workout; empty if they are off."""
    others = {style: 0.0 for style in STYLES if style not in styles}
    mix = replace(mix, **others, keep_awake_noise=False)
    timeline = build_timeline(REP)
    # One millisecond less leaves out what is heard at the end of a workout.
    return array("h") if mix.silent else render(timeline, 0, timeline.duration - 1, mix, sounds)
