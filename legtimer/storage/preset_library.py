"""The library of presets: the built-in ones and the user's own, which replace built-in ones of the same name."""

import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import msgspec
from msgspec import Struct

from legtimer.core.preset import Fault, Preset, Text
from legtimer.core.printable import printable
from legtimer.storage import atomic
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_editing import data_of_change, data_to_edit, edited, with_id
from legtimer.storage.preset_file import preset_of, read_preset
from legtimer.storage.toml_file import file_exists, read_text
from legtimer.storage.validation import describe
from legtimer.system.files import retry_if_open

SUFFIX = ".toml"

logger = logging.getLogger(__name__)

Source = Literal["built-in", "own"]
Fingerprint = frozenset[tuple[str, int, int]]


class PresetEntry(Struct, frozen=True, kw_only=True):
    """A preset file, identified by its stem; `preset` is None if the file has errors."""

    stem: str
    source: Source
    path: Path
    preset: Preset | None
    faults: tuple[Fault, ...] = ()


class OpenedPreset(Struct, frozen=True, kw_only=True):
    """A preset file opened for editing: its text, and its keys and values with each valid tempo as a table."""

    entry: PresetEntry
    text: str
    data: Mapping[str, Any]


class FileChange(Struct, frozen=True, kw_only=True):
    """A change of the file at `path` that can be undone; `kept` is the backup of what was there, None if nothing."""

    path: Path
    kept: Path | None


class ChangedOnDiskError(Exception):
    """Someone else has changed the file since it was opened."""


class UnknownPresetError(LookupError):
    """There is no preset with this name; the message suggests similar names."""


class PresetLibrary:
    """The presets. Their files are read each time; only the user's own are written."""

    def __init__(self, locations: Locations, built_in: Path | None = None) -> None:
        self._own = locations.own_presets
        self._bin = locations.presets_bin
        self._folders: tuple[tuple[Path, Source], ...] = (
            (built_in or bundled_folder("presets"), "built-in"),
            (self._own, "own"),
        )

    def load(self) -> list[PresetEntry]:
        """Every preset by level, gentlest first; those with errors last."""
        found = {_composed(path.stem): (path, source) for folder, source in self._folders for path in _files(folder)}
        entries = [_entry(path, source) for path, source in found.values()]
        return sorted(entries, key=lambda entry: (entry.preset.level if entry.preset else 99, entry.stem))

    def presets(self) -> dict[str, Preset]:
        """Every preset without errors, by its stem."""
        return {entry.stem: entry.preset for entry in self.load() if entry.preset is not None}

    def find(self, name: str) -> PresetEntry:
        """The preset with that stem, or at that path if `name` has a slash or ends in `.toml`."""
        if name.endswith(SUFFIX) or len(Path(name).parts) > 1:
            return _entry(Path(name), "own")
        for folder, source in reversed(self._folders):
            path = next((path for path in _files(folder) if _composed(path.stem) == _composed(name)), None)
            if path is not None:
                return _entry(path, source)
        from difflib import get_close_matches  # noqa: PLC0415  # only needed for this error

        near = get_close_matches(name[:100], self.stems(), 3)
        hint = f"did you mean {printable(' or '.join(near))}?" if near else "`legtimer presets` lists them all"
        raise UnknownPresetError(f"no preset is called {describe(name)}; {hint}")

    def stems(self) -> list[str]:
        """The names of all presets, valid or not."""
        return sorted({path.stem for folder, _ in self._folders for path in _files(folder)})

    def fingerprint(self) -> Fingerprint:
        """The names, times and sizes of all files: different as soon as a file changes, without reading any."""
        return frozenset(_file_state(path) for folder, _ in self._folders for path in _files(folder))

    def open_for_editing(self, entry: PresetEntry) -> OpenedPreset:
        """The current content of a preset file, which must be valid TOML but need not be a valid preset."""
        text = read_text(entry.path)
        return OpenedPreset(entry=entry, text=text, data=data_to_edit(text))

    def save(self, opened: OpenedPreset, data: Mapping[str, Any], *, overwrite: bool = False) -> PresetEntry:
        """Write other keys and values into the file; a built-in preset is copied instead.

        Raises:
            ChangedOnDiskError: the file has changed since it was opened, and `overwrite` is not set.
        """
        entry = opened.entry
        text = edited(opened.text, data)
        if entry.source == "built-in":
            return self._add(f"my-{entry.stem}", text)
        if not overwrite and file_exists(entry.path) and read_text(entry.path) != opened.text:
            raise ChangedOnDiskError
        atomic.write(entry.path, text)
        return _entry(entry.path, "own")

    def duplicate(self, entry: PresetEntry) -> PresetEntry:
        """Copy a preset with its comments into the user's own."""
        name = str(self.open_for_editing(entry).data.get("name", entry.stem))
        if entry.source == "built-in":
            return self._add(f"my-{entry.stem}", self._renamed(entry, f"My {name[:1].lower()}{name[1:]}"))
        return self._add(entry.stem, self._renamed(entry, f"{name}, a copy"))

    def copy(self, entry: PresetEntry, stem: str, name: str) -> Path:
        """Copy a preset with its comments into the user's own, as `stem`.toml, and return the path.

        Raises:
            FileExistsError: the user has a preset with that stem.
        """
        return atomic.write_new(self._own / f"{stem}{SUFFIX}", self._renamed(entry, name))

    def replace_preset(self, entry: PresetEntry, preset: Preset) -> FileChange:
        """Change a preset to `preset`, which has the same exercises. A changed built-in one becomes the user's own.

        Raises:
            ChangedOnDiskError: the file is no longer a valid preset, or has other exercises.
        """
        opened = self.open_for_editing(entry)
        before, _ = preset_of(opened.data)
        if before is None or len(before.blocks) != len(preset.blocks):
            raise ChangedOnDiskError
        text = edited(opened.text, data_of_change(opened.data, before, preset))
        path = self._own / f"{entry.stem}{SUFFIX}"
        kept = None
        if entry.source == "own":
            kept = atomic.create_numbered(
                entry.stem, lambda name: atomic.write_new(self._bin / f"{name}{SUFFIX}", opened.text)
            )
        atomic.write(path, text)
        return FileChange(path=path, kept=kept)

    def identify(self, entry: PresetEntry) -> PresetEntry:
        """Give a preset of the user's own an id if it has none, and write it into its file: its sessions stay with it.

        A preset whose file cannot be changed stays without an id, and is recognised by its stem and its name.
        """
        if entry.preset is None or entry.preset.id is not None or entry.path.parent != self._own:
            return entry
        id_ = os.urandom(4).hex()
        try:
            text = read_text(entry.path)
            atomic.write(entry.path, with_id(text, id_))
        except (OSError, ValueError) as error:
            logger.info("%s has no id: %s", entry.path, error)
            return entry
        return msgspec.structs.replace(entry, preset=msgspec.structs.replace(entry.preset, id=id_))

    def delete(self, entry: PresetEntry) -> FileChange:
        """Move one of the user's files into the bin."""
        return FileChange(path=entry.path, kept=self._move_to_bin(entry.path))

    def undo(self, change: FileChange) -> Path:
        """Restore the file as it was before a change, and return its path; the current one goes into the bin."""
        if os.path.lexists(change.path):
            self._move_to_bin(change.path)
        if change.kept is not None:
            kept = change.kept
            retry_if_open(lambda: kept.rename(change.path))
        return change.path

    def _renamed(self, entry: PresetEntry, name: str) -> str:
        """The text of a copy: it has another name, and no id, which would make it the same preset."""
        opened = self.open_for_editing(entry)
        data = {key: value for key, value in opened.data.items() if key != "id"}
        return edited(opened.text, {**data, "name": name})

    def _add(self, stem: str, text: str) -> PresetEntry:
        """Write a new file of the user's own; a number is added to a stem that is taken, even by a built-in preset."""

        def create(name: str) -> PresetEntry:
            if _composed(name) in map(_composed, self.stems()):
                raise FileExistsError
            return _entry(atomic.write_new(self._own / f"{name}{SUFFIX}", text), "own")

        return atomic.create_numbered(stem, create)

    def _move_to_bin(self, path: Path) -> Path:
        """Move whatever is at a path, even a folder, a pipe or a link; returns the new path."""

        def create(name: str) -> Path:
            target = self._bin / f"{name}{SUFFIX}"
            if os.path.lexists(target):
                raise FileExistsError
            return retry_if_open(lambda: path.rename(target))

        atomic.make_folder(self._bin)
        return atomic.create_numbered(path.stem, create)


def _composed(name: str) -> str:
    """A name in one form of Unicode, and on Windows in lower case, as its file systems compare names.

    é is one character or two, depending on the file system and the keyboard.
    """
    return os.path.normcase(normalize("NFC", name))


def _files(folder: Path) -> Iterator[Path]:
    try:
        for path in folder.iterdir():
            if os.path.normcase(path.suffix) == SUFFIX and path.name[0] != ".":
                yield path
    except OSError:
        return  # most often a folder that does not exist yet


def _file_state(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:  # a broken link
        return (str(path), 0, 0)
    return (str(path), found.st_mtime_ns, found.st_size)


def _entry(path: Path, source: Source) -> PresetEntry:
    preset, faults = read_preset(path)
    try:
        msgspec.convert(path.stem, Text)
    except ValueError:
        preset = None
        faults = (Fault("", f"the file name {describe(path.stem)}", "a name of visible characters"), *faults)
    return PresetEntry(stem=path.stem, source=source, path=path, preset=preset, faults=faults)
