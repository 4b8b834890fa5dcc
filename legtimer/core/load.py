"""A load as files have it: a number of kilograms, or a text with its unit such as "5 lb"."""

import re
from typing import Annotated, Literal

from msgspec import Meta

from legtimer.core.parsing import read_number

Unit = Literal["kg", "lb"]

HEAVIEST = 500  # kilograms
KILOGRAMS: dict[Unit, float] = {"kg": 1.0, "lb": 0.45359237}
STEPS: dict[Unit, float] = {"kg": 0.5, "lb": 1.0}  # by which a load grows, at least
SHARE = 0.05  # of the load, by which it grows

_WRITTEN = r"(\d{1,4}(?:[.,]\d{1,3})?) ?(kg|lb)"
Load = Annotated[
    Annotated[float, Meta(ge=0, le=HEAVIEST)] | Annotated[str, Meta(pattern=f"^{_WRITTEN}$(?!\\n)")],
    Meta(description=f'kilograms from 0 to {HEAVIEST}, or a text with its unit, such as "5 lb"'),
]


def number_and_unit(load: Load) -> tuple[float, Unit]:
    """The number, and its unit.

    Raises:
        ValueError: the text is not a load.
    """
    if not isinstance(load, str):
        return load, "kg"
    written = re.fullmatch(_WRITTEN, load)
    if written is None:
        raise ValueError(f"found {load!r}, expected a load such as 5 lb")
    return float(written[1].replace(",", ".")), "lb" if written[2] == "lb" else "kg"


def read_load(text: str, usual: Unit) -> Load:
    """A load as a person types it; a number without a unit is in the `usual` one.

    Raises:
        ValueError: the text is not a load.
    """
    written = re.fullmatch(r"\s*([\d.,]+)\s*(kgs?|lbs?)?\s*", text.lower(), re.ASCII)
    if written is None:
        raise ValueError(f"found {text!r}, expected a load such as 2.5, or 5 lb")
    number = read_number(written[1])
    unit = written[2].rstrip("s") if written[2] else usual
    return number if unit == "kg" or not number else f"{number:g} lb"


def stepped(load: Load, direction: int) -> Load:
    """The load one step heavier (`direction` 1) or lighter (-1), in the same unit, but never below 0."""
    number, unit = number_and_unit(load)
    more = max(0.0, round(number + direction * STEPS[unit], 3))
    return f"{more:g} {unit}" if isinstance(load, str) else more


def kilograms(load: Load) -> float:
    """The load in kilograms."""
    number, unit = number_and_unit(load)
    return number * KILOGRAMS[unit]


def load_text(load: Load, units: Unit | None = None) -> str:
    """The load in these units, to a tenth: `5 lb`, `2.3 kg`; without `units`, in its own; empty for no load."""
    number, unit = number_and_unit(load)
    if units not in (None, unit):
        number, unit = round(kilograms(load) / KILOGRAMS[units], 1), units
    return f"{number:g} {unit}" if number else ""


def heavier(load: Load) -> Load | None:
    """One step heavier, in the same unit; None for no load, or one beyond the limit."""
    number, unit = number_and_unit(load)
    step = max(STEPS[unit], round(number * SHARE / STEPS[unit]) * STEPS[unit])
    more = round(number + step, 3)
    if not number or more * KILOGRAMS[unit] > HEAVIEST:
        return None
    return f"{more:g} {unit}" if isinstance(load, str) else more
