"""Config and data folders of a person who uses the app, and when its sound is due."""

import shutil
import wave
from importlib.util import find_spec
from pathlib import Path

import pytest

from legtimer.audio.render.mix import Mix
from legtimer.audio.samples import RATE
from legtimer.core.preset import Preset
from legtimer.core.timeline import Timeline, build_timeline
from tests.end_to_end.workouts import written

PULSES = ("click-up", "click-top", "click-down", "click-bottom", "click-work", "end-of-set", "end-of-workout")
SILENT = ("tick", "count")
PULSE = (12_000).to_bytes(2, "little") * round(0.003 * RATE)

GLIDE_ONLY = Mix(voice=0, clicks=0)


class Home:
    """The folders of a person, and a preset in them; `preset` is the path of its file."""

    def __init__(self, folder: Path, preset: Preset) -> None:
        self.folder = folder
        self.sounds = folder / "config" / "sounds"
        self.sounds.mkdir(parents=True)
        self.preset = written(folder, preset)
        self.timeline: Timeline = build_timeline(preset)

    def write_settings(self, settings: str) -> None:
        (self.folder / "config" / "settings.toml").write_text(f"resume_lead = 0\n{settings}")

    def use_pulses_only(self, settings: str = "") -> None:
        """Let a short pulse sound at the start of each phase and rest and at the end, and nothing else."""
        self.write_settings(f"glide = 0.0\nvoice = 0.0\nclicks = 1.0\n{settings}")
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
        """When each rest starts, in milliseconds of the timeline."""
        return [segment.start for segment in self.timeline.segments if segment.kind == "rest"]

    def only(self, backend: str) -> dict[str, str]:
        """The environment in which the player can use no other backend; skips the test if it is not installed."""
        if not find_spec(backend):
            pytest.skip(f"{backend} is not installed")
        hidden = self.folder / "hidden"
        shutil.rmtree(hidden, ignore_errors=True)
        hidden.mkdir()
        for other in {"simpleaudio", "miniaudio"} - {backend}:
            (hidden / f"{other}.py").write_text(f"raise ModuleNotFoundError(name={other!r})\n")
        return {"PYTHONPATH": str(hidden)}
