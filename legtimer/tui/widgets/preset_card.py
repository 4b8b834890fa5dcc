"""Everything about one preset: the moving figure, the tempo, the last sessions and the description."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from legtimer.core.bests import bests_of
from legtimer.core.load import Unit
from legtimer.core.preset import Block, Preset
from legtimer.core.preset_history import PresetHistory
from legtimer.core.preview import RepPreview
from legtimer.core.printable import printable
from legtimer.core.timeline import SegmentKind
from legtimer.storage.preset_library import PresetEntry
from legtimer.tui.graphics.figure import stance
from legtimer.tui.text import preset as preset_text
from legtimer.tui.text.styles import HINT
from legtimer.tui.widgets.figure import Figure

LONGEST_BAR = 64  # cells of a rep drawn to scale


class RepBar(Static):
    """One rep of an exercise: its phases in words, with the one under way marked, and below them to scale."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[Block | None, SegmentKind | None] = (None, None)

    def show(self, block: Block, phase: SegmentKind | None) -> None:
        """Show an exercise in one of its phases, or in none."""
        if (block, phase) != self._shown:
            self._shown = block, phase
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        block, phase = self._shown
        if block is not None:
            bar = preset_text.rep_to_scale(block, min(self.content_size.width, LONGEST_BAR))
            self.update(Content("\n").join([preset_text.tempo_content(block, phase), bar]))


class PresetCard(Vertical):
    """Shows a preset of the library; call `move` for each frame of the figure."""

    DEFAULT_CSS = """
    PresetCard {
        & > Figure { height: 1fr; min-height: 5; margin: 0 1 1 1; }
        & > VerticalScroll { height: auto; max-height: 64%; scrollbar-size-vertical: 1; }
        & #card-columns { height: auto; }
        & Static { height: auto; }
        & #card-head { margin-bottom: 1; }
        & .column { width: 1fr; height: auto; }
        & #card-past { text-overflow: ellipsis; }
        &.-invalid > Figure, &.-invalid #card-tempo { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._preset: Preset | None = None
        self._preview: RepPreview | None = None
        self._shown: tuple[PresetEntry, PresetHistory | None, date, Unit, bool] | None = None

    def compose(self) -> ComposeResult:
        yield Figure(id="preview")
        with VerticalScroll(can_focus=False):
            yield RepBar(id="card-tempo")
            yield Static(id="card-head")
            with Horizontal(id="card-columns"):
                yield Static(id="card-past", classes="column")
                yield Static(id="card-cues", classes="column")

    def show(self, entry: PresetEntry, past: PresetHistory | None, today: date, units: Unit, *, reading: bool) -> None:
        """Show a preset, with loads in these units, and what the history says about it, unless that is being read."""
        self._shown = entry, past, today, units, reading
        preset = self._preset = entry.preset
        self.set_class(preset is None, "-invalid")
        own = "  yours" if entry.source == "own" else ""
        self.border_title = Content(printable(entry.stem) if preset is None else f"{preset.name}{own}")
        if preset is None:
            self._preview = None
            self._update("card-head", [[preset_text.invalid_file(entry)]])
            self._update("card-past", [])
            self._update("card-cues", [])
            return
        self._preview = RepPreview(preset)
        # When to stop comes first: in a small window, the rest must be scrolled to.
        head = preset_text.caution(preset)
        if preset.summary:
            head.append(Content.styled(preset.summary, HINT))
        self._update("card-head", [head])
        sessions = past.sessions if past else ()
        if reading:
            last = [Content.styled("Reading your history…", HINT)]
        else:
            last = preset_text.last_sessions(sessions, today, self.query_one("#card-past").content_size.width)
        coach = [preset_text.suggestion_text(past.suggestion)] if past else []
        faults = preset_text.fault_lines(entry.faults)
        self._update("card-past", [preset_text.facts(preset, bests_of(preset, sessions), units), faults, coach, last])
        self._update("card-cues", [preset_text.instructions(preset)])

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        if self._shown is not None:
            entry, past, today, units, reading = self._shown
            self.show(entry, past, today, units, reading=reading)

    def move(self, elapsed: int | None) -> None:
        """Draw the figure `elapsed` milliseconds into its movement, or as a still picture if None."""
        if self._preview is None or self._preset is None:
            return
        frame = self._preview.still if elapsed is None else self._preview.at(elapsed)
        segment = frame.segment
        self.query_one(Figure).show(stance(frame))
        block = self._preset.blocks[segment.block - 1]
        self.query_one(RepBar).show(block, None if elapsed is None else segment.kind)

    def scroll_to_top(self) -> None:
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def scroll_page(self, direction: int) -> None:
        """Scroll the texts by one page, down (1) or up (-1)."""
        texts = self.query_one(VerticalScroll)
        texts.scroll_relative(y=direction * max(1, texts.size.height - 1), animate=False)

    def _update(self, name: str, paragraphs: Iterable[Sequence[Content]]) -> None:
        """Show paragraphs of lines in a part of the card, with a blank line between them."""
        texts = [Content("\n").join(lines) for lines in paragraphs if lines]
        self.query_one(f"#{name}", Static).update(Content("\n\n").join(texts))
