"""A timeline drawn to scale in one line: which kind of time every cell stands for."""

from itertools import groupby

from textual.content import Content

from legtimer.core.timeline import SegmentKind, Timeline

# A shape and a colour for each kind, so that colour alone never says it.
LOOKS: dict[SegmentKind, tuple[str, str]] = {
    "prepare": ("·", "$text-muted"),
    "up": ("▲", "$text-accent"),
    "top": ("=", "$text-warning"),
    "down": ("▼", "$text-primary"),
    "bottom": ("_", "$text-warning"),
    "work": ("█", "$text-primary"),
    "rest": ("─", "$text-success"),
}


def rep_bar(timeline: Timeline, width: int) -> Content:
    """Every phase of a short timeline, to scale in `width` cells."""
    return _drawn([timeline.at(_middle(cell, width, timeline.duration)).kind for cell in range(width)])


def workout_bar(timeline: Timeline, width: int) -> Content:
    """A whole workout, to scale in `width` cells: getting ready, work and rest."""
    segments = [timeline.at(_middle(cell, width, timeline.duration)) for cell in range(width)]
    return _drawn(["work" if segment.under_tension else segment.kind for segment in segments])


def _middle(cell: int, width: int, duration: int) -> int:
    return (2 * cell + 1) * duration // (2 * width)


def _drawn(kinds: list[SegmentKind]) -> Content:
    pieces = []
    for kind, cells in groupby(kinds):
        glyph, colour = LOOKS[kind]
        pieces.append((glyph * len(list(cells)), colour))
    return Content.assemble(*pieces)
