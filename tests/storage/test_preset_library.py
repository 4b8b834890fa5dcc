"""The library: the user's presets replace built-in ones, and nothing in the folder is overwritten or lost."""

import os
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from msgspec.structs import replace

from legtimer.core.tempo import Tempo
from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import ChangedOnDiskError, PresetEntry, PresetLibrary, UnknownPresetError
from tests import needs

OWN = "schema = 1\nname = 'Mine'\nlevel = 7\nsets = 1\nwork = 5\n"


@pytest.fixture
def locations(tmp_path: Path) -> Locations:
    locations = Locations(config=tmp_path / "config", data=tmp_path / "data")
    locations.own_presets.mkdir(parents=True)
    return locations


def test_without_own_presets_there_are_the_built_in_ones_and_nothing_is_created(tmp_path: Path) -> None:
    library = PresetLibrary(Locations(config=tmp_path / "none", data=tmp_path / "none"))
    assert {entry.source for entry in library.load()} == {"built-in"}
    assert [*tmp_path.iterdir()] == []


def test_an_own_preset_replaces_the_built_in_one_of_its_name(locations: Locations) -> None:
    (locations.own_presets / "taster.toml").write_text(OWN)
    library = PresetLibrary(locations)
    entry = library.find("taster")
    assert entry.source == "own"
    assert [each for each in library.load() if each.stem == "taster"] == [entry]


@needs.pipes
@needs.links
def test_bad_files_are_listed_with_faults_after_the_others(locations: Locations) -> None:
    (locations.own_presets / "bad.toml").write_text("?")
    (locations.own_presets / "folder.toml").mkdir()
    os.mkfifo(locations.own_presets / "pipe.toml")
    (locations.own_presets / ".#lock.toml").symlink_to("nowhere")
    (locations.own_presets / "notes.txt").write_text("?")
    (locations.own_presets / "mine.toml").write_text(OWN)
    entries = [entry for entry in PresetLibrary(locations).load() if entry.source == "own"]
    assert [(entry.stem, entry.preset is None) for entry in entries] == [
        ("mine", False), ("bad", True), ("folder", True), ("pipe", True),
    ]  # fmt: skip
    assert all(entry.faults for entry in entries[1:])


@needs.control_characters
def test_a_file_name_that_could_change_a_terminal_is_a_fault(locations: Locations) -> None:
    (locations.own_presets / "a\x1b[2Jb.toml").write_text(OWN)
    Path(os.fsdecode(os.fsencode(locations.own_presets) + b"/\xff.toml")).write_text(OWN)
    for entry in PresetLibrary(locations).load():
        if entry.source == "own":
            assert entry.preset is None
            assert entry.faults[0].found.isprintable()


def test_a_preset_is_found_by_name_and_by_path(locations: Locations, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN)
    entry = PresetLibrary(locations).find(str(path))
    assert (entry.stem, entry.source, entry.preset is not None) == ("mine", "own", True)
    assert PresetLibrary(locations).find("lying-leg-lift").source == "built-in"


def test_a_file_of_the_current_folder_is_found_by_its_name_alone(
    locations: Locations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text(OWN)
    monkeypatch.chdir(tmp_path)
    assert PresetLibrary(locations).find("mine.toml").preset is not None


def test_an_unknown_preset_is_named_in_the_message(locations: Locations) -> None:
    with pytest.raises(UnknownPresetError, match="no preset is called 'leglift'"):
        PresetLibrary(locations).find("leglift")


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_name_with_an_accent_is_found_in_either_form_of_unicode(
    locations: Locations, on_disk: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"]
) -> None:
    """Keyboards give é as one character, some file systems store it as two."""
    path = locations.own_presets / f"{normalize(on_disk, 'jambe-levée')}.toml"
    path.write_text(OWN)
    library = PresetLibrary(locations)
    entry = library.find(normalize(typed, "jambe-levée"))
    assert entry.path.read_text() == OWN
    copy = library.duplicate(entry)
    assert normalize("NFC", copy.stem) == "jambe-levée-2"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("lying-leglift", "did you mean lying-leg-lift"), ("zzz", "`legtimer presets`"), ("", "`"), ("a\x1b[2J", "`")],
)
def test_an_unknown_name_is_reported_with_similar_ones(locations: Locations, name: str, hint: str) -> None:
    with pytest.raises(UnknownPresetError) as caught:
        PresetLibrary(locations).find(name)
    assert hint in str(caught.value)
    assert str(caught.value).isprintable()


# Writing


def own(locations: Locations, text: str = OWN) -> tuple[PresetLibrary, PresetEntry]:
    (locations.own_presets / "mine.toml").write_text(text)
    library = PresetLibrary(locations)
    return library, library.find("mine")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_saving_a_built_in_preset_saves_a_copy(locations: Locations) -> None:
    library = PresetLibrary(locations)
    original = library.open_for_editing(library.find("taster"))
    saved = library.save(original, {**original.data, "reps": 4})
    assert (saved.stem, saved.source) == ("my-taster", "own")
    assert library.find("taster").path.read_text() == original.text
    assert library.save(original, {**original.data, "reps": 5}).stem == "my-taster-2"


def test_an_own_file_is_saved_in_place_with_its_comments(locations: Locations) -> None:
    library, entry = own(locations, OWN + "# mine\n")
    original = library.open_for_editing(entry)
    saved = library.save(original, {**original.data, "level": 2})
    assert saved.path == entry.path
    assert entry.path.read_text() == OWN.replace("7", "2") + "# mine\n"


def test_saving_over_a_file_that_changed_needs_consent(locations: Locations) -> None:
    library, entry = own(locations)
    original = library.open_for_editing(entry)
    entry.path.write_text(OWN + "# later\n")
    with pytest.raises(ChangedOnDiskError):
        library.save(original, {**original.data, "level": 2})
    assert "# later" in entry.path.read_text()
    library.save(original, {**original.data, "level": 2}, overwrite=True)
    assert "# later" not in entry.path.read_text()


def test_saving_a_file_that_was_deleted_writes_it_again(locations: Locations) -> None:
    library, entry = own(locations)
    original = library.open_for_editing(entry)
    entry.path.unlink()
    assert library.save(original, {**original.data, "level": 2}).path == entry.path


def test_a_duplicate_has_another_name_and_keeps_the_comments(locations: Locations) -> None:
    library, entry = own(locations, OWN + "# mine\n")
    copy = library.duplicate(entry)
    assert copy.preset is not None
    assert (copy.stem, copy.preset.name) == ("mine-2", "Mine, a copy")
    assert "# mine" in copy.path.read_text()
    built_in = library.duplicate(library.find("taster"))
    assert built_in.preset is not None
    assert (built_in.stem, built_in.preset.name) == ("my-taster", "My one-minute taster")


def test_the_duplicate_of_a_file_without_a_name_is_named_after_the_file(locations: Locations) -> None:
    library, entry = own(locations, OWN.replace("name = 'Mine'\n", ""))
    assert 'name = "mine, a copy"' in library.duplicate(entry).path.read_text()


def test_deleted_presets_are_in_the_bin_and_are_restored(locations: Locations) -> None:
    library, entry = own(locations)
    first = library.delete(entry)
    entry.path.write_text(OWN + "# another\n")
    second = library.delete(library.find("mine"))
    assert files(locations.own_presets) == []
    assert files(locations.presets_bin) == ["mine-2.toml", "mine.toml"]
    library.undo(second)
    assert "# another" in entry.path.read_text()
    library.undo(first)
    assert entry.path.read_text() == OWN
    assert len(files(locations.presets_bin)) == 1, "the file that was there is in the bin"


@needs.pipes
@needs.links
def test_folders_pipes_and_links_can_be_deleted_and_restored(locations: Locations) -> None:
    (locations.own_presets / "folder.toml").mkdir()
    os.mkfifo(locations.own_presets / "pipe.toml")
    (locations.own_presets / "link.toml").symlink_to("nowhere")
    library = PresetLibrary(locations)
    changes = [library.delete(entry) for entry in library.load() if entry.source == "own"]
    assert files(locations.own_presets) == []
    for change in changes:
        library.undo(change)
    assert files(locations.own_presets) == ["folder.toml", "link.toml", "pipe.toml"]


@pytest.mark.parametrize("stem", ["mine", "taster"])
def test_replacing_a_preset_can_be_undone(locations: Locations, stem: str) -> None:
    library, _ = own(locations, "schema = 1\nname = 'Mine'\nsets = 1\nreps = 2\ntempo = '4-0-2-0' # slow\n")
    entry = library.find(stem)
    assert entry.preset is not None
    slower = replace(entry.preset, blocks=(replace(entry.preset.blocks[0], tempo=Tempo(up=2, down=5)),))
    before = entry.path.read_text()
    change = library.replace_preset(entry, slower)
    assert (library.find(stem).preset, library.find(stem).source) == (slower, "own")
    library.undo(change)
    assert library.find(stem) == entry
    assert entry.path.read_text() == before


@needs.links
def test_the_fingerprint_differs_after_every_change(locations: Locations) -> None:
    library, entry = own(locations)
    fingerprints = [library.fingerprint()]
    assert library.fingerprint() == fingerprints[0]
    entry.path.write_text(OWN + "# longer\n")
    fingerprints.append(library.fingerprint())
    os.utime(entry.path, ns=(1, 1))
    fingerprints.append(library.fingerprint())
    (locations.own_presets / "link.toml").symlink_to("nowhere")
    fingerprints.append(library.fingerprint())
    entry.path.unlink()
    fingerprints.append(library.fingerprint())
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_copy_has_the_given_stem_and_name_and_replaces_nothing(locations: Locations) -> None:
    library, entry = own(locations, OWN + "# mine\n")
    path = library.copy(entry, "other", "Other")
    assert path.read_text() == OWN.replace("'Mine'", '"Other"') + "# mine\n"
    with pytest.raises(FileExistsError):
        library.copy(entry, "other", "Another")


def test_replacing_a_preset_that_has_other_exercises_by_now_is_refused(locations: Locations) -> None:
    library, entry = own(locations)
    assert entry.preset is not None
    text = "schema = 1\nname = 'Mine'\n" + "[[blocks]]\nname = 'a'\nsets = 1\nwork = 5\n" * 2
    entry.path.write_text(text)
    with pytest.raises(ChangedOnDiskError):
        library.replace_preset(entry, entry.preset)
    assert entry.path.read_text() == text
