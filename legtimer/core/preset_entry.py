"""What is known of a preset file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from legtimer.core.preset import Fault, Preset

Source = Literal["built-in", "own"]


class PresetEntry(Struct, frozen=True, kw_only=True):
    """A preset file of the library; `preset` is None where the file has errors. The stem is its name."""

    stem: str
    source: Source
    path: Path
    preset: Preset | None
    faults: tuple[Fault, ...] = ()


class OpenedPreset(Struct, frozen=True, kw_only=True):
    """A preset file opened for editing: its text, and its keys and values, every tempo that can be read as a table."""

    entry: PresetEntry
    text: str
    data: Mapping[str, Any]


class FileChange(Struct, frozen=True, kw_only=True):
    """What was done to the file at `path`: `kept` is what was there before, None where nothing was."""

    path: Path
    kept: Path | None


class ChangedOnDiskError(Exception):
    """Somebody else changed the file since it was opened."""
