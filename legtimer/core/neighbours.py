"""Which presets of a library could be the next easier or harder one of another."""

from collections.abc import Mapping
from typing import Literal

from legtimer.core.preset import Preset

Direction = Literal["easier", "harder"]
DIRECTIONS: tuple[Direction, ...] = ("easier", "harder")


def neighbours(stem: str, preset: Preset, library: Mapping[str, Preset], direction: Direction) -> list[str]:
    """The stems of other presets that are not harder, or not easier; the most similar first, by exercise and level."""
    way = -1 if direction == "easier" else 1
    own = {block.variation for block in preset.blocks}

    def unlikeness(other: str) -> tuple[int, int, str]:
        distance = way * (library[other].level - preset.level)
        alike = own & {block.variation for block in library[other].blocks}
        return (distance or 1) + (0 if alike else 2), distance, other

    found = (other for other in library if other != stem and way * (library[other].level - preset.level) >= 0)
    return sorted(found, key=unlikeness)
