import os
from pathlib import Path

import pytest

from legtimer.storage.locations import Locations
from legtimer.storage.presets import Library, NoSuchPresetError

OWN = "schema = 1\nname = 'Mine'\nlevel = 7\nsets = 1\nwork = 5\n"


@pytest.fixture
def locations(tmp_path: Path) -> Locations:
    locations = Locations(config=tmp_path / "config", data=tmp_path / "data")
    locations.own_presets.mkdir(parents=True)
    return locations


def test_the_library_is_there_before_anything_was_made(tmp_path: Path) -> None:
    library = Library(Locations(config=tmp_path / "none", data=tmp_path / "none"))
    assert {entry.source for entry in library.load()} == {"built-in"}
    assert [*tmp_path.iterdir()] == []


def test_every_built_in_preset_is_without_fault_and_its_neighbours_exist(tmp_path: Path) -> None:
    entries = Library(Locations(config=tmp_path, data=tmp_path)).load()
    presets = {entry.stem: entry.preset for entry in entries}
    assert [entry.faults for entry in entries] == [()] * len(entries)
    for stem, preset in presets.items():
        assert preset is not None
        for block in preset.blocks:
            assert block.cues.caution
            assert block.cues.setup
            assert any("back" in cue.lower() for cue in block.cues.form)
            assert block.tempo is None or block.tempo.down > block.tempo.up
        if preset.harder:
            harder = presets[preset.harder]
            assert harder is not None
            assert harder.easier == stem
        if preset.easier:
            easier = presets[preset.easier]
            assert easier is not None
            assert easier.harder == stem


def test_ones_own_file_wins_over_a_built_in(locations: Locations) -> None:
    (locations.own_presets / "taster.toml").write_text(OWN)
    library = Library(locations)
    entry = library.find("taster")
    assert entry.source == "own"
    assert [each for each in library.load() if each.stem == "taster"] == [entry]


def test_one_bad_file_leaves_the_rest(locations: Locations) -> None:
    (locations.own_presets / "bad.toml").write_text("?")
    (locations.own_presets / "folder.toml").mkdir()
    os.mkfifo(locations.own_presets / "pipe.toml")
    (locations.own_presets / ".#lock.toml").symlink_to("nowhere")
    (locations.own_presets / "notes.txt").write_text("?")
    (locations.own_presets / "mine.toml").write_text(OWN)
    entries = [entry for entry in Library(locations).load() if entry.source == "own"]
    assert [(entry.stem, entry.preset is None) for entry in entries] == [
        ("mine", False), ("bad", True), ("folder", True), ("pipe", True),
    ]  # fmt: skip
    assert all(entry.faults for entry in entries[1:])


def test_a_file_name_that_could_change_a_terminal_is_a_fault(locations: Locations) -> None:
    (locations.own_presets / "a\x1b[2Jb.toml").write_text(OWN)
    Path(os.fsdecode(os.fsencode(locations.own_presets) + b"/\xff.toml")).write_text(OWN)
    for entry in Library(locations).load():
        if entry.source == "own":
            assert entry.preset is None
            assert entry.faults[0].found.isprintable()


def test_a_name_or_a_path_finds_a_preset(locations: Locations, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN)
    entry = Library(locations).find(str(path))
    assert (entry.stem, entry.preset is not None) == ("mine", True)
    assert Library(locations).find("lying-leg-lift").source == "built-in"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("lying-leglift", "did you mean lying-leg-lift"), ("zzz", "`legtimer presets`"), ("", "`"), ("a\x1b[2J", "`")],
)
def test_a_wrong_name_is_told_what_is_near(locations: Locations, name: str, hint: str) -> None:
    with pytest.raises(NoSuchPresetError) as caught:
        Library(locations).find(name)
    assert hint in str(caught.value)
    assert str(caught.value).isprintable()
