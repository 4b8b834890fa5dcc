"""What the history says about every preset."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from legtimer.core.coach import suggest_for_each
from legtimer.core.load import Unit
from legtimer.core.preset import Preset
from legtimer.core.renames import Renames
from legtimer.core.session import Session
from legtimer.core.suggestion import Suggestion


class PresetHistory(Struct, frozen=True, kw_only=True):
    """The sessions of one preset, newest first and at least one, and what the coach makes of them."""

    sessions: tuple[Session, ...]
    suggestion: Suggestion


def preset_histories(
    library: Mapping[str, Preset], sessions: Iterable[Session], today: date, units: Unit | None = None
) -> dict[str, PresetHistory]:
    """What the history says about every preset that was performed, by its stem.

    `sessions` are those of all presets, in any order. Loads are in `units`; without them, each is in its own.
    """
    past = [*map(Renames(library), sessions)]
    by_stem: dict[str, list[Session]] = defaultdict(list)
    for session in sorted(past, key=lambda session: (session.started, session.id), reverse=True):
        if session.performed and session.preset in library:
            by_stem[session.preset].append(session)
    suggestions = suggest_for_each({stem: library[stem] for stem in by_stem}, past, library, today, units)
    return {stem: PresetHistory(sessions=tuple(own), suggestion=suggestions[stem]) for stem, own in by_stem.items()}
