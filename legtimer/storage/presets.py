"""The library of presets: those that come with the program and one's own, which win."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from legtimer.core.library import Entry, Source
from legtimer.core.preset import Fault, Text
from legtimer.storage.locations import Locations, shipped
from legtimer.storage.preset_file import read_preset
from legtimer.storage.shown import printable, shown

SUFFIX = ".toml"


class NoSuchPresetError(LookupError):
    """There is no preset of that name; the message says which names are near."""


class Library:
    """The presets there are; the files are read anew each time."""

    def __init__(self, locations: Locations) -> None:
        self._folders: tuple[tuple[Path, Source], ...] = (
            (shipped("presets"), "built-in"),
            (locations.own_presets, "own"),
        )

    def load(self) -> list[Entry]:
        """Every preset, gentlest first; those with errors last."""
        found = {path.stem: (path, source) for folder, source in self._folders for path in _files(folder)}
        entries = [_entry(path, source) for path, source in found.values()]
        return sorted(entries, key=lambda entry: (entry.preset.level if entry.preset else 99, entry.stem))

    def find(self, name: str) -> Entry:
        """The preset of that stem, or at that path if `name` looks like one (has a slash or ends in `.toml`).

        Raises:
            NoSuchPresetError: there is none.
        """
        if name.endswith(SUFFIX) or len(Path(name).parts) > 1:
            return _entry(Path(name), "own")
        for folder, source in reversed(self._folders):
            path = folder / f"{name}{SUFFIX}"
            if path in _files(folder):
                return _entry(path, source)
        raise NoSuchPresetError(self._no_such(name))

    def _no_such(self, name: str) -> str:
        # Only for those who mistyped.
        from difflib import get_close_matches  # noqa: PLC0415

        stems = sorted({path.stem for folder, _ in self._folders for path in _files(folder)})
        near = get_close_matches(name[:100], stems, 3)
        hint = f"did you mean {printable(' or '.join(near))}?" if near else "`legtimer presets` lists them all"
        return f"no preset is called {shown(name)}; {hint}"


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.iterdir() if path.suffix == SUFFIX and path.name[0] != ".")
    except OSError:
        return  # a folder nobody made yet, most often


def _entry(path: Path, source: Source) -> Entry:
    preset, faults = read_preset(path)
    try:
        msgspec.convert(path.stem, Text)
    except ValueError:
        preset, faults = (
            None,
            (Fault("", f"the file name {shown(path.stem)}", "one of visible characters"), *faults),
        )
    return Entry(stem=path.stem, source=source, path=path, preset=preset, faults=faults)
