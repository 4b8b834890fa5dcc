"""A preview of the workout that a preset describes: the moving figure, one rep and the whole workout to scale."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from legtimer.core.formatting import count_text
from legtimer.core.plan import set_plans
from legtimer.core.preset import Block, Fault, Preset
from legtimer.core.preview import RepPreview
from legtimer.core.timeline import SegmentKind, build_timeline
from legtimer.tui.graphics.figure import stance
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.text.phases import legend, workout_bar
from legtimer.tui.text.preset import fault_lines, tempo_content, totals
from legtimer.tui.text.styles import ERROR, HINT
from legtimer.tui.widgets.figure import Figure
from legtimer.tui.widgets.rep_curve import RepCurve


class PresetPreview(Vertical):
    """Shows one exercise and the whole workout; while the preset has errors, its last valid state."""

    DEFAULT_CSS = """
    PresetPreview {
        height: auto; padding: 0 1;
        & > Static { height: 1; }
        & > Figure { display: none; height: 1fr; }
        & > .title { display: none; color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._preset: Preset | None = None
        self._block: Block | None = None
        self._rep: RepPreview | None = None
        self._shown_phase: tuple[Block, SegmentKind | None] | None = None

    def compose(self) -> ComposeResult:
        yield Figure(classes="coloured")
        yield Static(id="rep-tempo")
        yield RepCurve(id="rep-curve")
        yield Static("The whole workout", classes="title")
        yield Static(id="whole")
        yield Static(id="legend")
        yield Static(id="totals")

    def show(self, preset: Preset | None, block: int, faults: Sequence[Fault]) -> None:
        """Show a preset (None if it has errors), one of its blocks (from 0), and faults that belong to no field."""
        if preset is not None:
            shown = preset.blocks[min(block, len(preset.blocks) - 1)]
            self._preset, self._block = preset, shown
            self._rep = RepPreview(replace(preset, blocks=(shown,)))
            self.query_one(RepCurve).show(self._rep)
            self._draw_workout(preset)
        self._update("totals", self._totals(faults, valid=preset is not None))
        self.move(None)

    def on_resize(self) -> None:
        if self._preset is not None:
            self._draw_workout(self._preset)

    def move(self, elapsed: int | None) -> None:
        """Draw the rep `elapsed` milliseconds into its movement, or as a still picture if None."""
        if self._rep is None or self._block is None:
            return
        frame = self._rep.still if elapsed is None else self._rep.at(elapsed)
        figure = self.query_one(Figure)
        figure.show(stance(frame))
        figure.set_classes(f"coloured {frame.segment.kind}")
        self.query_one(RepCurve).move(elapsed)
        phase = (self._block, None if elapsed is None else frame.segment.kind)
        if phase != self._shown_phase:
            self._shown_phase = phase
            self._update("rep-tempo", tempo_content(*phase))

    def _draw_workout(self, preset: Preset) -> None:
        timeline = build_timeline(preset)
        width = self.query_one("#whole").content_size.width
        if width:
            self._update("whole", workout_bar(timeline, width))
            self._update("legend", legend(timeline, ascii_only=capabilities_of(self.app).ascii_only))

    def _totals(self, faults: Sequence[Fault], *, valid: bool) -> Content:
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            return Content.assemble(fault_lines(faults[:1])[0], more)
        if self._preset is None or not valid:
            return Content.styled("This shows the preset before the marked errors.", ERROR)
        texts = totals(self._preset)
        reps = sum(plan.reps for plan in set_plans(self._preset.blocks, self._preset.rounds))
        if reps:
            texts.append(count_text(reps, "rep"))
        return Content.styled(" · ".join(texts), HINT)

    def _update(self, name: str, content: Content) -> None:
        self.query_one(f"#{name}", Static).update(content)
