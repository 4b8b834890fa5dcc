"""Files that can be read but not edited are refused with a reason, and are not changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
import tomlkit
from tomlkit.exceptions import ParseError

from legtimer.core.settings import Settings
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.preset_editing import data_to_edit, edited
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.settings_file import read_settings, write_settings
from legtimer.storage.toml_file import BadFileError, edit_keys
from tests.storage.example_session import FILE

NESTED = f"deep = {'[' * 150}{']' * 150}\n"
NEWER_TOML = "later = {\n  a = 1,\n}\n"
ID = "2026-11-22T18-30-05"
PRESET = "schema = 1\nname = 'Mine'\nsets = 1\nwork = 5\n"


def change_settings(locations: Locations, text: str) -> Path:
    path = locations.settings
    put(path, f"voice = 0.5\n{text}")
    assert read_settings(path)[0] == Settings(voice=0.5)
    with pytest.raises(BadFileError, match="cannot be edited here"):
        write_settings(path, Settings(mute=True))
    return path


def copy_preset(locations: Locations, text: str) -> Path:
    library, path = preset(locations, text)
    with pytest.raises(BadFileError, match="cannot be edited here"):
        library.copy(library.find("mine"), "other", "Other")
    return path


def duplicate_preset(locations: Locations, text: str) -> Path:
    library, path = preset(locations, text)
    with pytest.raises(BadFileError, match="cannot be edited here"):
        library.duplicate(library.find("mine"))
    return path


def edit_preset(locations: Locations, text: str) -> Path:
    library, path = preset(locations, text)
    opened = library.open_for_editing(library.find("mine"))
    with pytest.raises(BadFileError, match="cannot be edited here"):
        library.save(opened, {**opened.data, "sets": 2})
    return path


def edit_session(locations: Locations, text: str) -> Path:
    path = locations.history / "2026" / f"{ID}.toml"
    put(path, text + FILE)
    with pytest.raises(BadFileError, match="cannot be edited here"):
        History(locations).edit(ID, note="mine")
    return path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def preset(locations: Locations, text: str) -> tuple[PresetLibrary, Path]:
    path = locations.own_presets / "mine.toml"
    put(path, PRESET + text)
    return PresetLibrary(locations), path


ACTIONS = [change_settings, copy_preset, duplicate_preset, edit_preset, edit_session]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_file_nested_too_deep_to_be_edited_is_refused_and_kept(
    locations: Locations, action: Callable[[Locations, str], Path]
) -> None:
    path = action(locations, NESTED)
    assert NESTED in path.read_text()
    assert [file for file in path.parent.iterdir() if file != path] == []


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("error", [ParseError(2, 1), RecursionError("too deep")], ids=["newer TOML", "recursion"])
def test_a_file_that_tomlkit_cannot_read_is_refused_and_kept(
    locations: Locations, monkeypatch: pytest.MonkeyPatch, action: Callable[[Locations, str], Path], error: Exception
) -> None:
    """Tomlkit before 0.14 does not know TOML 1.1."""

    def parse(_: str) -> None:
        raise error

    monkeypatch.setattr(tomlkit, "parse", parse)
    path = action(locations, NEWER_TOML)
    assert NEWER_TOML in path.read_text()


def test_a_key_that_does_not_exist_is_removed_without_a_change() -> None:
    assert edit_keys("a = 1 # mine\n", {"b": None}) == "a = 1 # mine\n"


@pytest.mark.parametrize(
    "text",
    [
        "name = 'a'\nblocks = [\n  { name = 'x', sets = 1, reps = 2, tempo = '4-0-2-0' },\n]\n",
        "name = 'a'\n[[blocks]]\nname = 'x'\nsets = 1\nwork = 5\n[[more]]\n[blocks.other]\nz = 1\n",
    ],
    ids=["a table added to an inline table", "a table of a block after another table"],
)
def test_a_layout_that_tomlkit_cannot_edit_is_written_anew(text: str) -> None:
    data = data_to_edit(text)
    (block,) = data["blocks"]
    changed = {**data, "blocks": [{"name": "y", "sets": 1, "work": 3.0, "cues": {"form": ["q", "r"]}}]}
    assert data_to_edit(edited(text, changed)) == changed
    assert data_to_edit(edited(text, {**data, "blocks": [{**block, "sets": 2}]}))["blocks"][0]["sets"] == 2
