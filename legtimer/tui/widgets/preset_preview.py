"""A preview of the workout that a preset describes: tempo, one rep and the whole workout to scale, and the totals."""

from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace
from textual.content import Content
from textual.widgets import Static

from legtimer.core.formatting import count_text
from legtimer.core.plan import set_plans
from legtimer.core.preset import Fault, Preset
from legtimer.core.preview import one_rep
from legtimer.core.timeline import SegmentKind, Timeline, build_timeline
from legtimer.tui.text.preset import fault_lines, tempo_content, totals

# A glyph as well as a colour for each kind of segment, so that it can be read without colours.
STYLES: dict[SegmentKind, tuple[str, str]] = {
    "prepare": ("·", "$text-muted"),
    "up": ("▲", "$text-accent"),
    "top": ("=", "$text-warning"),
    "down": ("▼", "$text-primary"),
    "bottom": ("_", "$text-warning"),
    "work": ("█", "$text-primary"),
    "rest": ("─", "$text-success"),
    "switch": ("─", "$text-muted"),
}


class PresetPreview(Static):
    """Four lines. While the preset has errors, the first three show its last valid state."""

    DEFAULT_CSS = "PresetPreview { height: 4; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._preset: Preset | None = None
        self._block = 0
        self._valid = False
        self._faults: Sequence[Fault] = ()

    def show(self, preset: Preset | None, block: int, faults: Sequence[Fault]) -> None:
        """Show a preset (None if it has errors), one of its blocks (from 0), and faults that belong to no field."""
        if preset is not None:
            self._preset, self._block = preset, block
        self._valid = preset is not None
        self._faults = faults
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        if self._preset is None or not width:
            self.update(Content("\n").join([Content("")] * 3 + [self._last_line()]))
            return
        preset, block = self._preset, self._preset.blocks[min(self._block, len(self._preset.blocks) - 1)]
        rep = one_rep(replace(preset, blocks=(replace(block, sides="both"),)), prepare=0)
        lines = [
            tempo_content(block),
            timeline_bar(build_timeline(rep), width, phases=True),
            timeline_bar(build_timeline(preset), width, phases=False),
            self._last_line(),
        ]
        self.update(Content("\n").join(lines))

    def _last_line(self) -> Content:
        if self._faults:
            more = f" (and {len(self._faults) - 1} more)" if len(self._faults) > 1 else ""
            return Content.assemble(fault_lines(self._faults[:1])[0], more)
        if self._preset is None or not self._valid:
            return Content.styled("Errors are marked below; this shows the preset before them.", "$text-error")
        reps = sum(plan.reps for plan in set_plans(self._preset.blocks, self._preset.rounds))
        return Content("  ·  ".join([*totals(self._preset), *([count_text(reps, "rep")] if reps else [])]))


def timeline_bar(timeline: Timeline, width: int, *, phases: bool) -> Content:
    """Draw a timeline to scale in `width` cells: every phase, or only preparation, work and rest."""
    kinds: list[SegmentKind] = []
    for cell in range(width):
        segment = timeline.at((2 * cell + 1) * timeline.duration // (2 * width))  # at the middle of the cell
        kinds.append("work" if segment.under_tension and not phases else segment.kind)
    glyphs = ((STYLES[kind], len(list(cells))) for kind, cells in groupby(kinds))
    return Content.assemble(*((glyph * count, colour) for (glyph, colour), count in glyphs))
