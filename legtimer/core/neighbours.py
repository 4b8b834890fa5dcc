"""Which presets of a library could be the next easier or harder one of another."""

from collections.abc import Mapping
from typing import Literal

from legtimer.core.preset import Preset

Direction = Literal["easier", "harder"]
DIRECTIONS: tuple[Direction, ...] = ("easier", "harder")


def neighbours(stem: str, preset: Preset, library: Mapping[str, Preset], direction: Direction) -> list[str]:
    """The stems of the presets that are not harder ("easier"), or not easier ("harder"), the most similar first.

    Similar are presets of a near level with an exercise in common; another exercise counts like two levels.
    """
    variations = {block.variation for block in preset.blocks}

    def levels_away(other: str) -> int:
        """How many levels another preset is in the direction; negative in the opposite one."""
        difference = library[other].level - preset.level
        return -difference if direction == "easier" else difference

    def order(other: str) -> tuple[int, int, str]:
        levels = levels_away(other)
        same_exercise = variations & {block.variation for block in library[other].blocks}
        return max(levels, 1) + (0 if same_exercise else 2), levels, other

    return sorted((other for other in library if other != stem and levels_away(other) >= 0), key=order)
