"""One preset in full: its figure in motion, its tempo, and all there is to know before one begins."""

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from legtimer.core.coach import Suggestion
from legtimer.core.preset import Block, Preset
from legtimer.core.preset_entry import PresetEntry
from legtimer.core.preview import RepPreview
from legtimer.core.session import Session
from legtimer.core.timeline import Segment, SegmentKind
from legtimer.tui.text import preset as preset_text
from legtimer.tui.text.workout import leg_height
from legtimer.tui.widgets.figure import Figure


class PresetCard(Vertical):
    """Shows an entry of the library; `move` lets the figure go on."""

    DEFAULT_CSS = """
    PresetCard {
        & > Figure { height: 34%; max-height: 14; margin: 0 1; }
        & > VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & Static { height: auto; }
        & #card-detail { margin-top: 1; }
        &.-broken > Figure, &.-broken #card-tempo { display: none; }
        &.-small > Figure { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._preset: Preset | None = None
        self._preview: RepPreview | None = None
        self._shown: tuple[int, SegmentKind] | None = None

    def compose(self) -> ComposeResult:
        """The figure above, the words below."""
        yield Figure(id="preview")
        with VerticalScroll(can_focus=False):
            yield Static(id="card-head")
            yield Static(id="card-tempo")
            yield Static(id="card-detail")

    def show(
        self, entry: PresetEntry, sessions: Sequence[Session] | None, suggestion: Suggestion | None, today: date
    ) -> None:
        """Show a preset; `sessions` are those of it, newest first, and None while they are not known yet."""
        self.set_class(entry.preset is None, "-broken")
        if entry.preset is None:
            self._preview = None
            self._say("card-head", preset_text.broken(entry))
            self._say("card-detail", Content(""))
            return
        self._preset, self._preview = entry.preset, RepPreview(entry.preset)
        self._shown = None
        self._say("card-head", preset_text.heading(entry.preset, entry.source == "own"))
        before = [] if sessions is None else [preset_text.past(sessions, today)]
        coach = [] if suggestion is None or not sessions else [preset_text.advice(suggestion)]
        self._say(
            "card-detail",
            preset_text.joined(
                [
                    [*preset_text.facts(entry.preset), *before],
                    *coach,
                    [*preset_text.fault_lines(entry), *preset_text.cautions(entry.preset)],
                    preset_text.how_to(entry.preset),
                ]
            ),
        )

    def move(self, elapsed: int | None) -> None:
        """Draw the figure `elapsed` milliseconds into its movement, or still if None."""
        if self._preview is None or self._preset is None:
            return
        frame = self._preview.still if elapsed is None else self._preview.at(elapsed)
        self.query_one(Figure).show(frame.block.variation, leg_height(frame), frame.segment.side)
        block = self._preset.blocks[frame.segment.block - 1]
        self._show_tempo(block, frame.segment, moving=elapsed is not None)

    def home(self) -> None:
        """Back to the first line."""
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def scroll_page(self, way: int) -> None:
        """On or back by a page."""
        words = self.query_one(VerticalScroll)
        words.scroll_relative(y=way * max(1, words.size.height - 1), animate=False)

    def _show_tempo(self, block: Block, segment: Segment, moving: bool) -> None:
        """Say the tempo anew only when another phase has begun."""
        now = (segment.block, segment.kind)
        if now != self._shown:
            self._shown = now
            self._say("card-tempo", preset_text.tempo_words(block, segment.kind if moving else None))

    def _say(self, where: str, what: Content) -> None:
        self.query_one(f"#{where}", Static).update(what)
