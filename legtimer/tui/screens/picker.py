"""Choosing a preset."""

from collections.abc import Sequence
from itertools import groupby

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from legtimer.core.library import Entry
from legtimer.core.preset import Block, Preset
from legtimer.tui.commands import PICKER, bindings
from legtimer.tui.widgets.key_line import KeyLine
from legtimer.tui.words import clock, count

LEVELS = ("Gentlest", "Gentle", "Steady", "Firm", "Hard", "Harder", "Hardest")


class PickerScreen(Screen[None]):
    """Lists the presets by level and shows the one under the cursor in full."""

    CSS_PATH = "picker.tcss"
    BINDINGS = bindings(PICKER)
    AUTO_FOCUS = "#presets"

    class Chosen(Message):
        """A preset is to be performed."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = {entry.stem: entry for entry in entries}

    def compose(self) -> ComposeResult:
        """The list on the left, the preset on the right."""
        yield Static(Content.assemble(("legtimer", "bold"), "  slow down, it is the lowering that counts"), id="banner")
        with Horizontal():
            yield OptionList(*self._options(), id="presets")
            with VerticalScroll(id="preset", can_focus=False):
                yield Static(id="detail")
        yield KeyLine(PICKER)

    def _options(self) -> list[Option]:
        options: list[Option] = []
        ranked = sorted(self._entries.values(), key=_rank)
        for heading, entries in groupby(ranked, key=_heading):
            options.append(Option(Content.styled(heading, "dim"), disabled=True))
            for entry in entries:
                mark = "" if entry.source == "built-in" else " ·own"
                name = entry.preset.name if entry.preset else entry.stem
                options.append(Option(Content.assemble(f" {name}", (mark, "dim")), id=entry.stem))
        return options

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the preset under the cursor."""
        if event.option_id is not None:
            self.query_one("#detail", Static).update(_detail(self._entries[event.option_id]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click chooses."""
        if event.option_id is not None:
            self._choose(event.option_id)

    def action_start(self) -> None:
        """Start the preset under the cursor."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None and option.id is not None:
            self._choose(option.id)

    def _choose(self, stem: str) -> None:
        entry = self._entries[stem]
        if entry.preset is None:
            self.app.bell()
        else:
            self.post_message(self.Chosen(entry))


def _rank(entry: Entry) -> tuple[int, int, str]:
    if entry.preset is None:
        return (99, 0, entry.stem)
    return (entry.preset.level, entry.source == "own", entry.preset.name)


def _heading(entry: Entry) -> str:
    if entry.preset is None:
        return "Not readable"
    return f"{entry.preset.level} {LEVELS[entry.preset.level - 1]}"


def _detail(entry: Entry) -> Content:
    if entry.preset is None:
        lines = [
            Content(f"{fault.line}: {fault.key}: found {fault.found}, expected {fault.expected}")
            for fault in entry.faults
        ]
        return Content("\n").join([Content.styled(entry.stem, "bold"), Content(str(entry.path)), Content(""), *lines])
    preset = entry.preset
    return Content("\n").join(
        [
            Content.styled(preset.name, "bold"),
            Content(preset.summary),
            Content(""),
            *(line for block in preset.blocks for line in _block_lines(preset, block)),
            Content(f"{clock(preset.duration)} in all, {clock(preset.tension)} under tension"),
            *([Content(f"Needs: {', '.join(preset.equipment)}")] if preset.equipment else []),
        ]
    )


def _block_lines(preset: Preset, block: Block) -> list[Content]:
    name = [Content.styled(block.name, "underline")] if len(preset.blocks) > 1 else []
    what = f"{count(block.reps, 'rep')}" if block.reps else f"{block.work or 0:g} s of work"
    load = f", {block.load:g} kg" if block.load else ""
    tempo = [Content(block.tempo.words)] if block.tempo else []
    cues = [Content(f"• {cue}") for cue in (*block.cues.setup, *block.cues.form)]
    caution = [Content(""), Content.styled(block.cues.caution, "italic $warning")] if block.cues.caution else []
    plan = Content(f"{count(block.sets, 'set')} of {what}{load}, {block.rest:g} s rest")
    return [*name, plan, *tempo, Content(""), *cues, *caution, Content("")]
