"""What is known of a preset file."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from legtimer.core.preset import Fault, Preset

Source = Literal["built-in", "own"]


class Entry(Struct, frozen=True, kw_only=True):
    """A preset file of the library; `preset` is None where the file has errors. The stem is its name."""

    stem: str
    source: Source
    path: Path
    preset: Preset | None
    faults: tuple[Fault, ...] = ()
