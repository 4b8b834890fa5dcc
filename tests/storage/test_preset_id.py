"""The id by which sessions know a preset of the user's own, however its file and its name change."""

from pathlib import Path

import pytest

from legtimer.core.preset import Preset
from legtimer.storage.locations import Locations
from legtimer.storage.preset_editing import ID_COMMENT, with_id
from legtimer.storage.preset_library import PresetEntry, PresetLibrary
from legtimer.storage.toml_file import BadFileError

TEXT = """\
#:schema ./preset.schema.json
# Mine.

schema = 1
name = "Mine" # a comment
sets = 2
reps = 6
tempo = { up = 2, down = 4 }
"""


@pytest.fixture
def library(tmp_path: Path) -> PresetLibrary:
    locations = Locations(config=tmp_path / "config", data=tmp_path / "data")
    locations.own_presets.mkdir(parents=True)
    (locations.own_presets / "mine.toml").write_text(TEXT)
    return PresetLibrary(locations)


def valid(entry: PresetEntry) -> Preset:
    assert entry.preset is not None
    return entry.preset


def test_an_own_preset_gets_an_id_in_a_line_of_its_own_and_keeps_it(library: PresetLibrary) -> None:
    entry = library.identify(library.find("mine"))
    line = f'id = "{valid(entry).id}"  # {ID_COMMENT}\n'
    assert entry.path.read_text() == TEXT.replace("schema = 1\n", f"schema = 1\n{line}")
    assert library.find("mine") == entry == library.identify(entry)


def test_two_presets_get_different_ids(library: PresetLibrary) -> None:
    mine = library.find("mine")
    copy = library.duplicate(mine)
    assert valid(library.identify(mine)).id != valid(library.identify(copy)).id


def test_a_built_in_preset_and_a_file_elsewhere_are_left_alone(library: PresetLibrary, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine.toml"
    elsewhere.write_text(TEXT)
    for name in ("taster", str(elsewhere)):
        entry = library.find(name)
        before = entry.path.read_bytes()
        assert library.identify(entry) == entry
        assert entry.path.read_bytes() == before


def test_a_preset_whose_file_has_disappeared_can_be_used_without_an_id(library: PresetLibrary) -> None:
    entry = library.find("mine")
    entry.path.unlink()
    assert library.identify(entry) == entry
    assert not entry.path.exists()


def test_a_copy_has_no_id(library: PresetLibrary) -> None:
    entry = library.identify(library.find("mine"))
    copy, started = library.duplicate(entry), library.find(str(library.copy(entry, "other", "Other")))
    assert [valid(each).id for each in (copy, started)] == [None, None]


def test_saving_in_the_editor_keeps_the_id(library: PresetLibrary) -> None:
    entry = library.identify(library.find("mine"))
    opened = library.open_for_editing(entry)
    assert valid(library.save(opened, {**opened.data, "name": "Renamed"})).id == valid(entry).id


def test_an_id_is_added_with_the_line_endings_of_the_file() -> None:
    assert with_id('schema = 1\r\nname = "a"\r\n', "x") == f'schema = 1\r\nid = "x"  # {ID_COMMENT}\r\nname = "a"\r\n'


def test_without_a_schema_the_id_is_above_the_first_key() -> None:
    assert with_id('# a\nname = "a"\n', "x") == f'# a\nid = "x"  # {ID_COMMENT}\nname = "a"\n'


def test_a_layout_that_an_id_does_not_fit_into_is_refused() -> None:
    with pytest.raises(BadFileError, match="no line"):
        with_id('schema = """\n1"""\nname = "a"\n', "x")
