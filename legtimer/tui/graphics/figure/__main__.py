"""Prints an exercise, for work on figures: `python -m legtimer.tui.graphics.figure VARIATION [left|right]`."""

import sys
from shutil import get_terminal_size
from typing import cast

from legtimer.core.preset import Side, Variation
from legtimer.tui.graphics.charset import BRAILLE
from legtimer.tui.graphics.figure import EXERCISES, Stance, draw


def main(arguments: list[str]) -> int:
    """Print a variation at five lifts; return the exit code."""
    match arguments:
        case [variation, *sides] if variation in EXERCISES and sides in ([], ["left"], ["right"]):
            shown = Stance(cast(Variation, variation), side=cast(Side, sides[0]) if sides else None)
            width = min(get_terminal_size().columns, 100)
            for lift in (0.0, 0.25, 0.5, 0.75, 1.0):
                picture = draw(shown._replace(lift=lift), (width, width // 4), BRAILLE)
                print(f"lift {lift}", *picture.text, sep="\n")
            return 0
    print(f"usage: python -m legtimer.tui.graphics.figure {{{','.join(EXERCISES)}}} [left|right]", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
