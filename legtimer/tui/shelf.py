"""What the screens need of the library of presets; the front door hands it in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from legtimer.core.library import Change, Entry, Original
from legtimer.core.preset import Fault, Preset


class Shelf(Protocol):
    """The presets there are. What cannot be read raises a ValueError, and what the disk does not want, an OSError."""

    def load(self) -> Sequence[Entry]:
        """Every preset."""

    def stamp(self) -> object:
        """Something that is different as soon as a file is."""

    def original(self, entry: Entry) -> Original:
        """A preset file as it is by now, to be edited."""

    def check(self, data: Mapping[str, Any]) -> tuple[Preset | None, Sequence[Fault]]:
        """The preset that keys and values make, None if there are errors among the faults."""

    def save(self, original: Original, data: Mapping[str, Any], *, over: bool = False) -> Entry:
        """Write other keys and values into the file, or of a built-in preset into a copy.

        Raises:
            ChangedMeanwhileError: the file is not as it was when it was opened; `over` says that this does not matter.
        """

    def duplicate(self, entry: Entry) -> Entry:
        """A copy of a preset as one's own."""

    def revise(self, entry: Entry, preset: Preset) -> Change:
        """Make a preset what `preset` is."""

    def delete(self, entry: Entry) -> Change:
        """Move a file of one's own into the bin."""

    def undo(self, change: Change) -> Path:
        """Make a file what it was before; which file."""
