"""Short workouts for the tests, and their sessions."""

import tomllib
from pathlib import Path
from typing import Any

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from tests.preset_text import preset_text


def lifts(name: str, tempo: Tempo, *, sets: int = 2, reps: int = 2, rest: float = 1.0, prepare: float = 1.0) -> Preset:
    """Lying leg lifts; times in seconds."""
    block = Block(name=name, variation="lying", sets=sets, reps=reps, rest=rest, tempo=tempo)
    return Preset(name=name, prepare=prepare, blocks=(block,))


SHORT = lifts("Short test", Tempo(up=0.5, top=0.2, down=1.0, bottom=0.3))
QUICK = lifts("Kürbis", Tempo(up=0.4, top=0, down=0.6, bottom=0), sets=1, reps=1, prepare=0.3)
ONE_SET = {"up": 1.0, "top": 0.4, "down": 2.0, "bottom": 0.6}  # seconds under tension in one set of SHORT


def written(home: Path, preset: Preset) -> str:
    """Write a preset file, and return its path."""
    path = home / "test.toml"
    path.write_text(preset_text(preset))
    return str(path)


def the_session(home: Path) -> dict[str, Any]:
    """The only session on disk."""
    (path,) = (home / "data" / "history").rglob("*.toml")
    return tomllib.loads(path.read_text())
