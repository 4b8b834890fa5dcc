"""Changes that the picker makes to preset files, and how to undo them."""

from msgspec import Struct

from legtimer.core.suggestion import Suggestion
from legtimer.storage.preset_library import ChangedOnDiskError, FileChange, PresetEntry, PresetLibrary


class Changed(Struct, frozen=True):
    """What to report after a change, and the stem of the preset to show then; None for the one shown before."""

    message: str
    stem: str | None = None


class PresetChanges:
    """Changes preset files. Every method reads or writes files, and raises OSError or ValueError."""

    def __init__(self, library: PresetLibrary) -> None:
        self._library = library
        self._done: list[FileChange] = []

    def duplicate(self, entry: PresetEntry) -> Changed:
        """Copy a preset into a file of your own."""
        copy = self._library.duplicate(entry)
        return Changed(f"Copied to {copy.path.name}.", copy.stem)

    def delete(self, entry: PresetEntry) -> Changed:
        """Move a preset file of your own to the bin."""
        self._done.append(self._library.delete(entry))
        return Changed(f"Moved {entry.path.name} to the bin. Press u to restore it.", entry.stem)

    def apply(self, suggestion: Suggestion, entry: PresetEntry) -> Changed:
        """Save the preset that the coach suggests, for a built-in one in a file of your own."""
        assert suggestion.preset is not None
        try:
            self._done.append(self._library.replace_preset(entry, suggestion.preset))
        except ChangedOnDiskError:
            raise ValueError("the file has been changed on disk") from None
        where = "in your own copy" if entry.source == "built-in" else f"in {entry.path.name}"
        return Changed(f"{suggestion.what}: saved {where}. Press u to undo.", entry.stem)

    def undo(self) -> Changed:
        """Undo the last deletion or suggestion."""
        if not self._done:
            return Changed("There is nothing to undo.")
        path = self._library.undo(self._done[-1])
        self._done.pop()
        return Changed(f"Restored {path.name}.", path.stem)
