"""Files that are open elsewhere, read-only or named like a device: where Windows differs, each is reported."""

from pathlib import Path
from threading import Timer

import pytest

from legtimer.storage import atomic
from legtimer.storage.locations import Locations
from legtimer.storage.preset_file import read_preset
from legtimer.storage.preset_library import PresetLibrary
from legtimer.system import files
from tests import needs

PRESET = "schema = 1\nname = 'Mine'\nsets = 1\nreps = 2\ntempo = '4-0-2-0'\n"


def test_a_file_that_another_program_soon_closes_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old")
    file = path.open()
    Timer(0.3, file.close).start()
    atomic.write(path, "new")
    assert path.read_text() == "new"


def test_a_preset_that_another_program_soon_closes_is_deleted_and_restored(tmp_path: Path) -> None:
    locations = Locations(config=tmp_path, data=tmp_path)
    locations.own_presets.mkdir()
    path = locations.own_presets / "mine.toml"
    path.write_text(PRESET)
    library = PresetLibrary(locations)
    file = path.open()
    Timer(0.3, file.close).start()
    change = library.delete(library.find("mine"))
    assert not path.exists()
    library.undo(change)
    assert path.read_text() == PRESET


@needs.file_sharing
def test_a_file_that_another_program_keeps_open_is_left_unchanged_with_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "RETRY_DELAYS", (0.01,))
    path = tmp_path / "a.toml"
    path.write_text("old")
    with path.open(), pytest.raises(PermissionError):
        atomic.write(path, "new")
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]


@needs.device_names
def test_the_name_of_a_device_is_not_read_as_a_preset() -> None:
    assert [fault.found for fault in read_preset(Path("NUL"))[1]] == ["a pipe or a device"]


@needs.any_case
def test_a_preset_is_found_by_its_name_in_any_case(tmp_path: Path) -> None:
    locations = Locations(config=tmp_path, data=tmp_path)
    locations.own_presets.mkdir()
    (locations.own_presets / "Taster.TOML").write_text(PRESET)
    library = PresetLibrary(locations)
    assert library.find("taster").source == "own"
    assert len([entry for entry in library.load() if entry.stem.lower() == "taster"]) == 1
