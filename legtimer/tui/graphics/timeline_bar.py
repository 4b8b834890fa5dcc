"""A timeline drawn to scale on one line."""

from itertools import groupby

from textual.content import Content

from legtimer.core.timeline import Segment, SegmentKind, Timeline

# A glyph as well as a colour for each kind of segment, so that it can be read without colours.
STYLES: dict[SegmentKind, tuple[str, str]] = {
    "prepare": ("·", "$text-muted"),
    "up": ("▲", "$text-accent"),
    "top": ("=", "$text-warning"),
    "down": ("▼", "$text-primary"),
    "bottom": ("_", "$text-warning"),
    "work": ("█", "$text-primary"),
    "rest": ("─", "$text-success"),
}


def rep_bar(timeline: Timeline, width: int) -> Content:
    """Return a line of `width` cells that shows every phase of a short timeline."""
    return _bar([segment.kind for segment in _segments(timeline, width)])


def workout_bar(timeline: Timeline, width: int) -> Content:
    """Return a line of `width` cells that shows when a workout has preparation, work and rest."""
    return _bar(["work" if segment.under_tension else segment.kind for segment in _segments(timeline, width)])


def _segments(timeline: Timeline, width: int) -> list[Segment]:
    """Return the segment at the middle of each cell."""
    return [timeline.at((2 * cell + 1) * timeline.duration // (2 * width)) for cell in range(width)]


def _bar(kinds: list[SegmentKind]) -> Content:
    parts = []
    for kind, cells in groupby(kinds):
        glyph, colour = STYLES[kind]
        parts.append((glyph * len(list(cells)), colour))
    return Content.assemble(*parts)
