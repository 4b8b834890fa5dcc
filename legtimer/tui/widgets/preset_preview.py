"""What a preset will be like: one rep and the whole workout to scale, the tempo in words, and the sums."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from legtimer.core.formatting import clock_text, count_text
from legtimer.core.preset import Fault, Preset
from legtimer.core.preview import one_rep
from legtimer.core.timeline import build_timeline
from legtimer.tui.graphics.timeline_bar import rep_bar, workout_bar
from legtimer.tui.text.preset import tempo_words


class PresetPreview(Static):
    """Three lines, drawn anew with every change; a preset with errors leaves them as they were."""

    DEFAULT_CSS = "PresetPreview { height: 4; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._preset: Preset | None = None
        self._block = 0
        self._valid = False
        self._faults: Sequence[Fault] = ()

    def show(self, preset: Preset | None, block: int, faults: Sequence[Fault]) -> None:
        """Show a preset (None if it has errors), one of its exercises, and the faults that belong to no field."""
        if preset is not None:
            self._preset, self._block = preset, block
        self._valid = preset is not None
        self._faults = faults
        self._draw(self.content_size)

    def on_resize(self) -> None:
        """Draw to the new scale."""
        self._draw(self.content_size)

    def _draw(self, size: Size) -> None:
        if self._preset is None or not size.width:
            self.update(Content("\n").join([Content("")] * 3 + [self._words()]))
            return
        preset, block = self._preset, self._preset.blocks[min(self._block, len(self._preset.blocks) - 1)]
        alone = replace(one_rep(replace(preset, blocks=(replace(block, sides="both"),))), prepare=0)
        self.update(
            Content("\n").join(
                [
                    Content.assemble(tempo_words(block), "   " if size.width >= 60 else ""),
                    rep_bar(build_timeline(alone), size.width),
                    workout_bar(build_timeline(preset), size.width),
                    self._words(),
                ]
            )
        )

    def _words(self) -> Content:
        """The sums, or what is wrong that no field shows."""
        if self._faults:
            fault = self._faults[0]
            colour = "$text-error" if fault.severity == "error" else "$text-warning"
            more = f" (and {len(self._faults) - 1} more)" if len(self._faults) > 1 else ""
            return Content.styled(f"{fault.key}: {fault.text}{more}", colour)
        if not self._valid:
            return Content.styled("Errors are marked below; above is what it was before.", "$text-error")
        preset = self._preset
        assert preset is not None
        reps = sum(block.sets * (block.reps or 0) for block in preset.blocks)
        parts = [f"{clock_text(preset.duration)} in all", f"{clock_text(preset.tension)} under tension"]
        return Content("  ·  ".join([*parts, *([count_text(reps, "rep")] if reps else [])]))
