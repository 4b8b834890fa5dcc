"""What is due: the preset that the app opens on, and one line why."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from legtimer.core.preset import Preset
from legtimer.core.speech import spoken_number

if TYPE_CHECKING:
    from legtimer.core.preset_history import PresetHistory

TASTER = "taster"  # the stem of the preset for the first workout


class Due(Struct, frozen=True):
    """The stem of the preset to do next, and why."""

    stem: str
    why: str


def due(library: Mapping[str, Preset], past: Mapping[str, "PresetHistory"], today: date) -> Due | None:
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
