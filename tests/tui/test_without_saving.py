"""With `--no-save` a workout changes no file."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.tui.app import LegtimerApp
from tests.preset_text import preset_text
from tests.tui.stage import PRESET, Stage


@pytest.mark.parametrize("save", [True, False])
async def test_a_preset_of_ones_own_gets_an_id_and_a_session_only_if_workouts_are_saved(
    tmp_path: Path, save: bool
) -> None:
    path = tmp_path / "config" / "presets" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text(preset_text(PRESET))
    stage = Stage(tmp_path, run=str(path))
    stage.services = replace(stage.services, save=save)
    stage.app = LegtimerApp(stage.services)
    async with stage.open():
        await stage.wait(20)
    assert ("id = " in path.read_text()) == save
    assert len(list(stage.history.paths())) == save
