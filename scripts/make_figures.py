"""Draws a sheet of every exercise the figure can show: `make figures`. Low, half way, high, and at rest."""

from pathlib import Path
from typing import get_args

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from legtimer.core.preset import Side, Variation
from legtimer.tui.graphics.figure import (
    ARM,
    BALL,
    BODY,
    EXERCISES,
    FAR,
    GEAR,
    LEVELS,
    MARK,
    WORKING,
    WORKING_FAR,
    Exercise,
    Run,
    Stance,
    draw,
)  # fmt: skip
from legtimer.tui.themes import THEMES
from scripts.terminal_svg import picture

SHEET = Path(__file__).parents[1] / "docs" / "pictures" / "figures.svg"
SIZE = (40, 13)  # cells of one figure
BACKGROUND, FOREGROUND, ACCENT, WARNING = (
    Color.parse(str(colour))
    for colour in (THEMES[0].background, THEMES[0].foreground, THEMES[0].accent, THEMES[0].warning)
)
COLOURS = {
    WORKING: ACCENT,
    WORKING_FAR: BACKGROUND.blend(ACCENT, 0.6),
    BALL: WARNING,
    ARM: FOREGROUND,
    MARK: FOREGROUND,
    BODY: BACKGROUND.blend(FOREGROUND, 0.75),
    FAR: BACKGROUND.blend(FOREGROUND, 0.45),
    GEAR: BACKGROUND.blend(FOREGROUND, 0.3),
}


def sheet() -> str:
    """Return the sheet as SVG: a row for each exercise."""
    strips = []
    for variation in get_args(Variation):
        exercise = EXERCISES[variation]
        side: Side | None = "right" if isinstance(exercise, Exercise) and exercise.one_by_one else None
        stances = [Stance(variation, lift, side) for lift in (0.0, 0.5, 1.0)] + [Stance(variation, resting=True)]
        pictures = [draw(stance, SIZE) for stance in stances]
        width = len(stances) * SIZE[0]
        strips.append(Strip([Segment(f" {variation}".ljust(width), Style(bold=True))]))
        for rows in zip(*(each.rows for each in pictures), strict=True):
            strips.append(Strip([_segment(run) for row in rows for run in row]))
    return picture([strips])


def _segment(run: Run) -> Segment:
    text, ink = run
    front, back = (
        BACKGROUND.blend(COLOURS[part], shade / LEVELS) if shade else BACKGROUND
        for part, shade in ((ink.part, ink.shade), (ink.back, ink.back_shade))
    )
    return Segment(text, Style(color=front.rich_color, bgcolor=back.rich_color))


if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
