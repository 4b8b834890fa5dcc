"""The library of presets: those that come with the program and one's own, which win."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from legtimer.core.preset import Preset, Text
from legtimer.storage.locations import Locations, shipped
from legtimer.storage.preset_file import FileFault, read_preset
from legtimer.storage.shown import shown

Source = Literal["built-in", "own"]

SUFFIX = ".toml"


class Entry(Struct, frozen=True, kw_only=True):
    """A preset file of the library; `preset` is None where the file has errors."""

    stem: str
    source: Source
    path: Path
    preset: Preset | None
    faults: tuple[FileFault, ...] = ()


class NoSuchPresetError(LookupError):
    """There is no preset of that name; the message says which names are near."""


def load_all(locations: Locations) -> list[Entry]:
    """Every preset, gentlest first; those with errors last."""
    found = {path.stem: (path, source) for folder, source in _folders(locations) for path in _files(folder)}
    entries = [_entry(path, source) for path, source in found.values()]
    return sorted(entries, key=lambda entry: (entry.preset.level if entry.preset else 99, entry.stem))


def find(locations: Locations, name: str) -> Entry:
    """The preset of that stem, or at that path if `name` looks like one (has a slash or ends in `.toml`).

    Raises:
        NoSuchPresetError: there is none.
    """
    if name.endswith(SUFFIX) or len(Path(name).parts) > 1:
        return _entry(Path(name), "own")
    for folder, source in reversed(_folders(locations)):
        path = folder / f"{name}{SUFFIX}"
        if path in _files(folder):
            return _entry(path, source)
    raise NoSuchPresetError(_no_such(locations, name))


def _folders(locations: Locations) -> list[tuple[Path, Source]]:
    """Where presets are, the later winning."""
    return [(shipped("presets"), "built-in"), (locations.own_presets, "own")]


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
            (FileFault("", f"the file name {shown(path.stem)}", "one of visible characters"), *faults),
        )
    return Entry(stem=path.stem, source=source, path=path, preset=preset, faults=faults)


def _no_such(locations: Locations, name: str) -> str:
    # Only for those who mistyped.
    from difflib import get_close_matches  # noqa: PLC0415

    stems = sorted({path.stem for folder, _ in _folders(locations) for path in _files(folder)})
    near = get_close_matches(name[:100], stems, 3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`legtimer presets` lists them all"
    return f"no preset is called {shown(name)}; {hint}"
