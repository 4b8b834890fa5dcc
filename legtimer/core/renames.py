"""Presets whose files or names have changed.

A session has the file stem and the name of its preset, and the preset's `id` if it has one: a preset of the user's own
is given one when it is first used. So its sessions stay with it even if file and name change at once, while a new file
with the old name begins a history of its own.

A copy made by hand has the id of the original. Both are then told apart by their stems, or else by their names.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from legtimer.core.preset import Preset
from legtimer.core.session import Session


class Renames:
    """Gives sessions the stems that their presets have in a library now."""

    def __init__(self, library: Mapping[str, Preset]) -> None:
        self._library = library
        self._by_id: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for stem, preset in library.items():
            self._by_name[preset.name].append(stem)
            if preset.id is not None:
                self._by_id[preset.id].append(stem)

    def __call__(self, session: Session) -> Session:
        """The session with the stem that its preset has now; unchanged if there is no such preset any more."""
        stem = self._stem(session)
        return session if stem == session.preset else replace(session, preset=stem)

    def _stem(self, session: Session) -> str:
        same_id = self._by_id.get(session.preset_id or "", [])
        if session.preset in (same_id or self._library):
            return session.preset
        same_name = self._by_name.get(session.name, [])
        candidates: Sequence[str] = same_id or same_name
        if len(candidates) > 1:
            candidates = [stem for stem in candidates if stem in same_name]
        return candidates[0] if len(candidates) == 1 else session.preset
