"""A home in which each phase sounds a short pulse and nothing else, and what of it should be heard when."""

import shutil
import wave
from importlib.util import find_spec
from pathlib import Path

import pytest

from legtimer.audio.render.mix import Mix
from legtimer.audio.track import RATE
from legtimer.core.preset import Preset
from legtimer.core.timeline import Timeline, build_timeline
from tests.end_to_end.workouts import written

PULSES = ("click-up", "click-top", "click-down", "click-bottom", "click-work", "end-of-set", "end-of-workout")
SILENT = ("tick", "count")
PULSE = (12_000).to_bytes(2, "little") * round(0.003 * RATE)

GLIDE_ALONE = Mix(voice=0, clicks=0)


class Home:
    """A person's folders, and a preset to perform there: `preset` is the path of its file."""

    def __init__(self, folder: Path, preset: Preset) -> None:
        self.folder = folder
        self.sounds = folder / "config" / "sounds"
        self.sounds.mkdir(parents=True)
        self.preset = written(folder, preset)
        self.timeline: Timeline = build_timeline(preset)

    def choose(self, settings: str) -> None:
        """Write these settings."""
        (self.folder / "config" / "settings.toml").write_text(settings)

    def sound_only_pulses(self) -> None:
        """An own sound for every click: a pulse at the beginning of each phase and each rest, and at the end."""
        self.choose("glide = 0.0\nvoice = 0.0\nclicks = 1.0\n")
        for name in (*PULSES, *SILENT):
            with wave.open(str(self.sounds / f"{name}.wav"), "wb") as file:
                file.setparams((1, 2, RATE, 0, "NONE", ""))
                file.writeframes(PULSE if name in PULSES else bytes(2))

    @property
    def pulses(self) -> list[int]:
        """When each pulse is due, in milliseconds of the timeline."""
        starts = [segment.start for segment in self.timeline.segments if segment.kind != "prepare"]
        return [*starts, self.timeline.duration]

    @property
    def rests(self) -> list[int]:
        """When each rest begins, in milliseconds of the timeline."""
        return [segment.start for segment in self.timeline.segments if segment.kind == "rest"]

    def only(self, output: str) -> dict[str, str]:
        """The environment in which the player can use this library alone; skips the test where there is none."""
        if not find_spec(output):
            pytest.skip(f"{output} is not installed")
        hidden = self.folder / "hidden"
        shutil.rmtree(hidden, ignore_errors=True)
        hidden.mkdir()
        for other in {"simpleaudio", "miniaudio"} - {output}:
            (hidden / f"{other}.py").write_text(f"raise ModuleNotFoundError(name={other!r})\n")
        return {"PYTHONPATH": str(hidden)}
