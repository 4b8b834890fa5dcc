"""How each kind of segment is drawn to scale: a colour and a glyph, so that it can be read without colours."""

from itertools import groupby

from textual.content import Content

from legtimer.core.timeline import SegmentKind, Timeline
from legtimer.tui.text.styles import HINT

# In a drawing of one rep: its glyph where there are only ASCII characters, its colour, and its name.
PHASES: dict[SegmentKind, tuple[str, str, str]] = {
    "prepare": ("·", "$text-muted", "get ready"),
    "up": ("▲", "$text-accent", "up"),
    "top": ("=", "$text-warning", "hold"),
    "down": ("▼", "$text-primary", "down"),
    "bottom": ("_", "$text-warning", "hold"),
    "work": ("█", "$text-warning", "work"),
    "rest": ("─", "$text-success", "rest"),
    "switch": ("─", "$text-muted", "switch"),
}
# In a drawing of a whole workout: the sets, and what lies between them.
SET = ("█", "$foreground 70%", "set")
BETWEEN: tuple[SegmentKind, ...] = ("prepare", "rest", "switch")


def workout_bar(timeline: Timeline, width: int) -> Content:
    """Draw a whole workout to scale in `width` cells: sets and rests."""
    segments = (timeline.at((2 * cell + 1) * timeline.duration // (2 * width)) for cell in range(width))
    marks = (SET if segment.under_tension else PHASES[segment.kind] for segment in segments)
    runs = ((mark, len(list(cells))) for mark, cells in groupby(marks))
    return Content.assemble(*((glyph * count, colour) for (glyph, colour, _), count in runs))


def legend(timeline: Timeline, *, ascii_only: bool) -> Content:
    """Return what the colours and glyphs of the drawings of a workout and of its reps mean."""
    kinds = dict.fromkeys(segment.kind for segment in timeline.segments)
    phases = {PHASES[kind][2]: PHASES[kind] for kind in kinds if kind not in BETWEEN}
    between = [PHASES[kind] for kind in BETWEEN if kind in kinds]
    marks = [(glyph if ascii_only else "█", colour, name) for glyph, colour, name in phases.values()]
    entries = [Content.assemble((glyph, colour), (f" {name}", HINT)) for glyph, colour, name in [*marks, SET, *between]]
    return Content("  ").join(entries)
