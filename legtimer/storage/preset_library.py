"""The library of presets: those that come with the program and one's own, which win."""

import os
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from legtimer.core.preset import Fault, Preset, Text
from legtimer.core.preset_entry import ChangedOnDiskError, FileChange, OpenedPreset, PresetEntry, Source
from legtimer.core.printable import printable
from legtimer.storage import atomic
from legtimer.storage.describe import describe
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_editing import data_to_edit, edited, revised
from legtimer.storage.preset_file import preset_of, read_preset
from legtimer.storage.toml_file import file_exists, read_text

SUFFIX = ".toml"
LONGEST_STEM = 90  # characters, so that a number fits behind

Stamp = frozenset[tuple[str, int, int]]


class UnknownPresetError(LookupError):
    """There is no preset of that name; the message says which names are near."""


class PresetLibrary:
    """The presets there are; the files are read anew each time. Only one's own are ever written."""

    def __init__(self, locations: Locations, built_in: Path | None = None) -> None:
        self._own = locations.own_presets
        self._bin = locations.presets_bin
        self._folders: tuple[tuple[Path, Source], ...] = (
            (built_in or bundled_folder("presets"), "built-in"),
            (self._own, "own"),
        )

    # Reading

    def load(self) -> list[PresetEntry]:
        """Every preset, gentlest first; those with errors last."""
        found = {path.stem: (path, source) for folder, source in self._folders for path in _files(folder)}
        entries = [_entry(path, source) for path, source in found.values()]
        return sorted(entries, key=lambda entry: (entry.preset.level if entry.preset else 99, entry.stem))

    def find(self, name: str) -> PresetEntry:
        """The preset of that stem, or at that path if `name` looks like one (has a slash or ends in `.toml`).

        Raises:
            UnknownPresetError: there is none.
        """
        if name.endswith(SUFFIX) or len(Path(name).parts) > 1:
            return _entry(Path(name), "own")
        for folder, source in reversed(self._folders):
            path = folder / f"{name}{SUFFIX}"
            if path in _files(folder):
                return _entry(path, source)
        raise UnknownPresetError(self._no_such(name))

    def stems(self) -> list[str]:
        """The names of all presets, whatever is in their files."""
        return sorted({path.stem for folder, _ in self._folders for path in _files(folder)})

    def stamp(self) -> Stamp:
        """Something that is different as soon as a file is; far cheaper than reading them."""
        return frozenset(_mark(path) for folder, _ in self._folders for path in _files(folder))

    def original(self, entry: PresetEntry) -> OpenedPreset:
        """A preset file as it is by now, to be edited.

        Raises:
            BadFileError: it is no TOML; only a text editor can help.
        """
        text = read_text(entry.path)
        return OpenedPreset(entry=entry, text=text, data=data_to_edit(text))

    def check(self, data: Mapping[str, Any]) -> tuple[Preset | None, list[Fault]]:
        """The preset that keys and values make, None if there are errors among the faults."""
        return preset_of(data)

    # Writing

    def save(self, original: OpenedPreset, data: Mapping[str, Any], *, over: bool = False) -> PresetEntry:
        """Write other keys and values into the file; a built-in preset is copied, never changed.

        Raises:
            ChangedOnDiskError: the file is not as it was when it was opened; `over` says that this does not matter.
            BadFileError: the keys and values make no preset.
            OSError: the disk does not want to.
        """
        entry = original.entry
        text = edited(original.text, data)
        if entry.source == "built-in":
            return self._add(f"my-{entry.stem}", text)
        if not over and file_exists(entry.path) and read_text(entry.path) != original.text:
            raise ChangedOnDiskError
        atomic.write(entry.path, text)
        return _entry(entry.path, "own")

    def duplicate(self, entry: PresetEntry) -> PresetEntry:
        """A copy of a preset, comments and all, as one's own.

        Raises:
            BadFileError: what there is cannot be copied: it is no preset.
            OSError: the disk does not want to.
        """
        name = str(self.original(entry).data.get("name", entry.stem))
        if entry.source == "built-in":
            return self._add(f"my-{entry.stem}", self._renamed(entry, f"My {name[:1].lower()}{name[1:]}"))
        return self._add(entry.stem, self._renamed(entry, f"{name}, a copy"))

    def copy(self, entry: PresetEntry, stem: str, name: str) -> Path:
        """A copy of a preset, comments and all, as one's own under that stem; its path.

        Raises:
            FileExistsError: you have one of that stem.
            BadFileError: what there is cannot be copied: it is no preset.
            OSError: the disk does not want to.
        """
        path = self._own / f"{stem}{SUFFIX}"
        atomic.write_new(path, self._renamed(entry, name))
        return path

    def revise(self, entry: PresetEntry, preset: Preset) -> FileChange:
        """Make a preset what `preset` is. A built-in one is copied: one's own file of the same stem takes its place.

        Raises:
            ChangedOnDiskError: the file is no preset any more, or one of other exercises.
            BadFileError: it is no TOML any more, or `preset` is none.
            OSError: the disk does not want to.
        """
        original = self.original(entry)
        before, _ = preset_of(original.data)
        if before is None or len(before.blocks) != len(preset.blocks):
            raise ChangedOnDiskError
        text = edited(original.text, revised(original.data, before, preset))
        path = self._own / f"{entry.stem}{SUFFIX}"
        kept = self._keep(path, original.text) if entry.source == "own" else None
        atomic.write(path, text)
        return FileChange(path=path, kept=kept)

    def delete(self, entry: PresetEntry) -> FileChange:
        """Move a file of one's own into the bin.

        Raises:
            OSError: the disk does not want to.
        """
        return FileChange(path=entry.path, kept=self._discard(entry.path))

    def undo(self, change: FileChange) -> Path:
        """Make a file what it was before, and say which; what is there by now goes into the bin.

        Raises:
            OSError: the disk does not want to.
        """
        if os.path.lexists(change.path):
            self._discard(change.path)
        if change.kept is not None:
            change.kept.rename(change.path)
        return change.path

    def _renamed(self, entry: PresetEntry, name: str) -> str:
        original = self.original(entry)
        return edited(original.text, {**original.data, "name": name})

    def _add(self, stem: str, text: str) -> PresetEntry:
        """Write a new file of one's own, under the stem or, where that is taken, with a number behind it."""
        for number in count(1):
            path = self._own / f"{_numbered(stem, number)}{SUFFIX}"
            if path.stem in self.stems():
                continue
            try:
                atomic.write_new(path, text)
            except FileExistsError:
                continue
            return _entry(path, "own")
        raise AssertionError

    def _discard(self, path: Path) -> Path:
        atomic.make_folder(self._bin)
        kept = next(kept for kept in self._names_in_bin(path) if not os.path.lexists(kept))
        path.rename(kept)
        return kept

    def _keep(self, path: Path, text: str) -> Path:
        for kept in self._names_in_bin(path):
            try:
                atomic.write_new(kept, text)
            except FileExistsError:
                continue
            return kept
        raise AssertionError

    def _names_in_bin(self, path: Path) -> Iterator[Path]:
        return (self._bin / f"{_numbered(path.stem, number)}{SUFFIX}" for number in count(1))

    def _no_such(self, name: str) -> str:
        # Only for those who mistyped.
        from difflib import get_close_matches  # noqa: PLC0415

        near = get_close_matches(name[:100], self.stems(), 3)
        hint = f"did you mean {printable(' or '.join(near))}?" if near else "`legtimer presets` lists them all"
        return f"no preset is called {describe(name)}; {hint}"


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.iterdir() if path.suffix == SUFFIX and path.name[0] != ".")
    except OSError:
        return  # a folder nobody made yet, most often


def _mark(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:  # a link that leads nowhere
        return (str(path), 0, 0)
    return (str(path), found.st_mtime_ns, found.st_size)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem[:LONGEST_STEM]}-{number}"


def _entry(path: Path, source: Source) -> PresetEntry:
    preset, faults = read_preset(path)
    try:
        msgspec.convert(path.stem, Text)
    except ValueError:
        preset, faults = (
            None,
            (Fault("", f"the file name {describe(path.stem)}", "one of visible characters"), *faults),
        )
    return PresetEntry(stem=path.stem, source=source, path=path, preset=preset, faults=faults)
