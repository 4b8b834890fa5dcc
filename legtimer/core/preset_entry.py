"""Preset files of the library."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from legtimer.core.preset import Fault, Preset

Source = Literal["built-in", "own"]


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
