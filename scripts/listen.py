"""What a recogniser hears in whole workouts: `make listen`, or `python -m scripts.listen STEM...` for some presets.

Each built-in preset is rendered with the default settings, glide and clicks included, and whisper-base writes down what
it hears. The share of the spoken words that were found is written into benchmarks/RESULTS.md, where the figures of
other presets are kept.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import render
from legtimer.audio.render.schedule import Schedule, ScheduledSound
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE
from legtimer.core.preset import Preset
from legtimer.core.settings import Settings
from legtimer.core.timeline import build_timeline
from legtimer.storage.preset_file import read_preset
from scripts.hear_sounds import missed, recogniser, transcript, words
from scripts.listening_results import update
from scripts.phrases import PRESETS, SOUNDS, texts_by_stem

TITLE = "How many of the spoken words a recogniser finds in a whole workout"
LONGEST = 26 * RATE  # samples: the recogniser listens to half a minute at once
MARGIN = RATE // 5  # samples before the first and after the last word of a stretch


def listen(model: Any, preset: Preset, texts: dict[str, str]) -> tuple[int, int]:
    """How many words were found, and how many were spoken. Prints those that were missed."""
    timeline, library, settings = build_timeline(preset), SoundLibrary(SOUNDS), Settings()
    coaching = Coaching.of(preset, settings)
    schedule = Schedule(timeline, library, ["voice"], coaching)
    said = [sound for index in range(len(timeline.segments)) for sound in schedule.starting_in(index)]
    samples = render(timeline, 0, timeline.duration, Mix.from_settings(settings), library, coaching)
    sound = np.frombuffer(samples.tobytes(), np.int16) / 32_768
    found = total = 0
    for stretch in stretches(said):
        first, last = max(0, stretch[0].start - MARGIN), stretch[-1].stop + MARGIN
        heard = transcript(model, sound[first:last], RATE)
        wanted = [word for each in stretch for name in each.sounds for word in words(texts[name])]
        wrong = missed(wanted, words(heard))
        found, total = found + len(wanted) - len(wrong), total + len(wanted)
        if wrong:
            print(f"{first / RATE:7.1f} s: {' '.join(wanted[place] for place in wrong)} | {heard.strip()}", flush=True)
    return found, total


def stretches(said: list[ScheduledSound]) -> Iterator[list[ScheduledSound]]:
    """Utterances that follow each other, as many as are listened to at once."""
    stretch: list[ScheduledSound] = []
    for sound in said:
        if stretch and sound.stop - stretch[0].start > LONGEST:
            yield stretch
            stretch = []
        stretch.append(sound)
    yield stretch


def main(stems: list[str]) -> None:
    """Listen to the presets named, or to all."""
    texts = texts_by_stem()
    built_in = sorted(path.stem for path in PRESETS.glob("*.toml"))
    with tempfile.TemporaryDirectory() as folder:
        model = recogniser(Path(folder))
        for stem in stems or built_in:
            preset, _ = read_preset(PRESETS / f"{stem}.toml")
            assert preset is not None
            found, total = listen(model, preset, texts)
            row = [f"{found / total:.1%}", str(total)]
            print(stem, *row, flush=True)
            update(TITLE, ["preset", "found", "of"], {stem: row}, known=built_in.__contains__)


if __name__ == "__main__":
    main(sys.argv[1:])
