"""Everything about one preset: the moving figure, the tempo and the description."""

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from legtimer.core.coach import Suggestion
from legtimer.core.preset import Preset
from legtimer.core.preview import RepPreview
from legtimer.core.session import Session
from legtimer.core.timeline import SegmentKind
from legtimer.storage.preset_library import PresetEntry
from legtimer.tui.graphics.figure import stance
from legtimer.tui.text import preset as preset_text
from legtimer.tui.widgets.figure import Figure


class PresetCard(Vertical):
    """Shows a preset of the library; call `move` for each frame of the figure."""

    DEFAULT_CSS = """
    PresetCard {
        & > Figure { height: 34%; max-height: 14; margin: 0 1; }
        & > VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & Static { height: auto; }
        & #card-detail { margin-top: 1; }
        &.-invalid > Figure, &.-invalid #card-tempo { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._preset: Preset | None = None
        self._preview: RepPreview | None = None
        self._shown_phase: tuple[int, SegmentKind | None] | None = None

    def compose(self) -> ComposeResult:
        yield Figure(id="preview")
        with VerticalScroll(can_focus=False):
            yield Static(id="card-head")
            yield Static(id="card-tempo")
            yield Static(id="card-detail")

    def show(
        self, entry: PresetEntry, sessions: Sequence[Session] | None, suggestion: Suggestion | None, today: date
    ) -> None:
        """Show a preset; `sessions` are its own, newest first, and None while the history is being read."""
        preset = self._preset = entry.preset
        self.set_class(preset is None, "-invalid")
        if preset is None:
            self._preview = None
            self._update("card-head", preset_text.invalid_file(entry))
            self._update("card-detail", Content(""))
            return
        self._preview, self._shown_phase = RepPreview(preset), None
        self._update("card-head", preset_text.heading(preset, entry.source == "own"))
        last_time = [] if sessions is None else [preset_text.last_time(sessions, today)]
        paragraphs = [
            [*preset_text.facts(preset), *last_time],
            [preset_text.suggestion_text(suggestion)] if suggestion is not None and sessions else [],
            [*preset_text.fault_lines(entry.faults), *preset_text.cautions(preset)],
            preset_text.instructions(preset),
        ]
        lines = [Content("\n").join(paragraph) for paragraph in paragraphs if paragraph]
        self._update("card-detail", Content("\n\n").join(lines))

    def move(self, elapsed: int | None) -> None:
        """Draw the figure `elapsed` milliseconds into its movement, or as a still picture if None."""
        if self._preview is None or self._preset is None:
            return
        frame = self._preview.still if elapsed is None else self._preview.at(elapsed)
        segment = frame.segment
        self.query_one(Figure).show(stance(frame))
        phase = (segment.block, None if elapsed is None else segment.kind)
        if phase != self._shown_phase:
            self._shown_phase = phase
            block = self._preset.blocks[segment.block - 1]
            self._update("card-tempo", preset_text.tempo_content(block, phase[1]))

    def scroll_to_top(self) -> None:
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def scroll_page(self, direction: int) -> None:
        """Scroll the texts by one page, down (1) or up (-1)."""
        texts = self.query_one(VerticalScroll)
        texts.scroll_relative(y=direction * max(1, texts.size.height - 1), animate=False)

    def _update(self, name: str, content: Content) -> None:
        self.query_one(f"#{name}", Static).update(content)
