"""Presets whose files were renamed.

A session has the file stem and the name of its preset. Where no preset has that stem any more, but exactly one has the
name, its file was renamed, and the session belongs to it. So nothing need be written into files that people own, and
sessions from before a change need no change either.
"""

from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from legtimer.core.preset import Preset
from legtimer.core.session import Session


class Renames:
    """Gives sessions the stems that their presets have in a library now."""

    def __init__(self, library: Mapping[str, Preset]) -> None:
        names = Counter(preset.name for preset in library.values())
        self._stems = library.keys()
        self._stem_of = {preset.name: stem for stem, preset in library.items() if names[preset.name] == 1}

    def __call__(self, session: Session) -> Session:
        """Return a session with the stem that its preset has now; of a preset that is gone, unchanged."""
        if session.preset in self._stems or session.name not in self._stem_of:
            return session
        return replace(session, preset=self._stem_of[session.name])
