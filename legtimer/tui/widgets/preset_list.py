"""The list of presets, grouped by level."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from textual.content import Content
from textual.widgets.option_list import Option

from legtimer.core.bests import bests_of
from legtimer.core.calendar import ago_text
from legtimer.core.due import PresetHistory
from legtimer.core.formatting import clock_text
from legtimer.core.preset import Preset
from legtimer.core.printable import printable
from legtimer.core.timeline import build_timeline
from legtimer.storage.preset_library import PresetEntry
from legtimer.tui.commands import LIST, bindings
from legtimer.tui.text.styles import COACH, ERROR, HINT, MARK
from legtimer.tui.text.width import fitted
from legtimer.tui.textual_compat.option_list import RowOptionList

LEVELS = ("Gentlest", "Gentle", "Steady", "Firm", "Hard", "Harder", "Hardest")
AFTER_ALL_LEVELS = 99
DURATION_WIDTH = 7  # cells, with the space before it
AGO_WIDTHS = {True: 6, False: 15}  # short, and in full
MIN_WIDTH_IN_FULL = 56  # cells of the list from which the times are written in full
COACH_ASKS_MORE, COACH_ASKS_LESS = "↑", "↓"


class PresetList(RowOptionList):
    """One line per preset, below a heading per level: its name, how long it takes, and how long ago it was done.

    At the end an arrow shows that the coach suggests something harder (up) or easier (down).
    """

    BINDINGS = bindings(LIST)
    auto_links = False  # looking for links in the lines costs 1 ms of the first frame
    DEFAULT_CSS = """
    PresetList { text-wrap: nowrap; text-overflow: ellipsis; border: none; padding: 0; scrollbar-size-vertical: 1; }
    PresetList:focus { border: none; }
    PresetList > .option-list--option { padding: 0; }
    PresetList > .option-list--option-disabled { color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: dict[str, PresetEntry] = {}
        self._past: Mapping[str, PresetHistory] = {}
        self._today = date.min

    def show(self, entries: Iterable[PresetEntry], selected: str | None) -> None:
        """Show entries, with the cursor on the one with the stem `selected`, or else near its previous line."""
        options: list[Option] = []
        ordered = sorted(entries, key=_sort_key)
        self._entries = {entry.stem: entry for entry in ordered}
        for heading, group in groupby(ordered, key=_heading):
            options.append(Option(Content(heading), disabled=True))
            options += [Option(self._line(entry), id=entry.stem) for entry in group]
        stems = [option.id for option in options]
        line = min(self.highlighted or 0, len(stems) - 1)
        self.clear_options()
        self.add_options(options)
        if selected is not None and selected in stems:
            self.highlighted = stems.index(selected)
        elif stems:
            # A heading has no stem, and always a preset below it.
            self.highlighted = line if stems[line] is not None else line + 1

    def show_past(self, past: Mapping[str, PresetHistory], today: date) -> None:
        """Show when each preset was done last, and where the coach has something."""
        self._past, self._today = past, today
        self._rewrite()

    def select(self, stem: str) -> None:
        """Put the cursor on a preset, if it is in the list."""
        if stem in self._entries:
            self.highlighted = self.get_option_index(stem)

    def on_resize(self) -> None:
        self._rewrite()
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def stem(self) -> str | None:
        option = self.highlighted_option
        return None if option is None else option.id

    def _rewrite(self) -> None:
        for stem, entry in self._entries.items():
            self.replace_option_prompt(stem, self._line(entry))

    def _line(self, entry: PresetEntry) -> Content:
        if entry.preset is None:
            return Content.assemble(("! ", ERROR), printable(entry.stem))
        width = self.scrollable_content_region.width
        short = width < MIN_WIDTH_IN_FULL
        past = self._past.get(entry.stem)
        ago = ago_text(past.sessions[0].day, self._today, short=short) if past else ""
        ago_width = AGO_WIDTHS[short] if self._past else 0
        name_width = max(8, width - 2 - DURATION_WIDTH - ago_width - 2)
        return Content.assemble(
            ("• " if entry.source == "own" else "  ", MARK),
            fitted(entry.preset.name, name_width),
            f"{clock_text(_duration(entry.preset, past)):>{DURATION_WIDTH}}",
            (f"{ago:>{ago_width}}", HINT),
            (f" {_coach_mark(past)}", COACH),
        )


def matches(entry: PresetEntry, search: str) -> bool:
    """Return whether every word of a search occurs in the name, summary, level, equipment or exercises."""
    preset = entry.preset
    texts = [entry.stem]
    if preset is not None:
        texts += [preset.name, preset.summary, *preset.equipment, LEVELS[preset.level - 1]]
        texts += [text for block in preset.blocks for text in (block.name, block.variation)]
    searched = " ".join(texts).casefold()
    return all(word in searched for word in search.casefold().split())


def _duration(preset: Preset, past: PresetHistory | None) -> int:
    """Milliseconds of the workout; sets that go on until a key ends them are as long as the best so far."""
    if past is None or not any(block.max for block in preset.blocks):
        return preset.duration
    return build_timeline(preset, bests_of(preset, past.sessions)).duration


def _coach_mark(past: PresetHistory | None) -> str:
    if past is None or not past.suggestion.changes_something:
        return " "
    return COACH_ASKS_LESS if past.suggestion.asks_for_less else COACH_ASKS_MORE


def _sort_key(entry: PresetEntry) -> tuple[int, str, str]:
    """Sort by level, then by stem: neither changes when a preset is done, or made harder in a copy of the same stem."""
    if entry.preset is None:
        return (AFTER_ALL_LEVELS, "", entry.stem)
    return (entry.preset.level, entry.stem, "")


def _heading(entry: PresetEntry) -> str:
    if entry.preset is None:
        return "Files with errors"
    return f"{entry.preset.level} {LEVELS[entry.preset.level - 1]}"
