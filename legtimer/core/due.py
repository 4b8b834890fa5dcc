"""What is due: the preset that the app opens on, and one line why; and what the history says about every preset."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from legtimer.core.coach import suggest_for_each
from legtimer.core.load import Unit
from legtimer.core.preset import Preset
from legtimer.core.renames import Renames
from legtimer.core.session import Session
from legtimer.core.speech import spoken_number
from legtimer.core.suggestion import Suggestion

TASTER = "taster"  # the stem of the preset for the first workout


class PresetHistory(Struct, frozen=True, kw_only=True):
    """The sessions of one preset, newest first and at least one, and what the coach makes of them."""

    sessions: tuple[Session, ...]
    suggestion: Suggestion


class Due(Struct, frozen=True):
    """The stem of the preset to do next, and why."""

    stem: str
    why: str


def preset_histories(
    library: Mapping[str, Preset], sessions: Iterable[Session], today: date, units: Unit | None = None
) -> dict[str, PresetHistory]:
    """What the history says about every preset that was performed, by its stem.

    `sessions` are those of all presets, in any order. Loads are in `units`, or as they are written.
    """
    past = [*map(Renames(library), sessions)]
    by_stem: dict[str, list[Session]] = defaultdict(list)
    for session in sorted(past, key=lambda session: (session.started, session.id), reverse=True):
        if session.performed and session.preset in library:
            by_stem[session.preset].append(session)
    suggestions = suggest_for_each({stem: library[stem] for stem in by_stem}, past, library, today, units)
    return {stem: PresetHistory(sessions=tuple(own), suggestion=suggestions[stem]) for stem, own in by_stem.items()}


def due(library: Mapping[str, Preset], past: Mapping[str, PresetHistory], today: date) -> Due | None:
    """The next step after the latest workout, as the coach sees it; None before the first one.

    The coach asks first for what was cut short.
    """
    if not past:
        return None
    stem = max(past, key=lambda each: past[each].sessions[0].started)
    last, suggestion = past[stem].sessions[0], past[stem].suggestion
    since = _since(library[stem].name, (today - last.day).days)
    if suggestion.changes_something:
        return Due(suggestion.stem or stem, f"{since}. Next step: {suggestion.what[:1].lower()}{suggestion.what[1:]}.")
    return Due(stem, f"{since}. {suggestion.why}")


def first_preset(library: Mapping[str, Preset]) -> str | None:
    """The stem of the preset for someone without history: the taster, or else the gentlest."""
    if TASTER in library:
        return TASTER
    return min(library, key=lambda stem: (library[stem].level, library[stem].duration), default=None)


def _since(name: str, days: int) -> str:
    """`Two days since Heel taps`."""
    if days <= 0:
        return f"You did {name} today"
    number, unit = (days, "day") if days < 14 else (days // 7, "week")
    words = spoken_number(number).capitalize() if number <= 10 else str(number)
    return f"{words} {unit if number == 1 else f'{unit}s'} since {name}"
