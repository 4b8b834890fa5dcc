"""The list of presets, grouped by level."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from legtimer.core.bests import bests_of
from legtimer.core.calendar import ago_text
from legtimer.core.formatting import clock_text
from legtimer.core.preset import Preset
from legtimer.core.printable import printable
from legtimer.core.timeline import build_timeline
from legtimer.storage.preset_library import PresetEntry
from legtimer.tui.commands import LIST, bindings
from legtimer.tui.text.styles import COACH, ERROR, HINT, LIST_HEADING, MARK
from legtimer.tui.text.width import fitted
from legtimer.tui.widgets.cursor_list import CursorList, Heading

if TYPE_CHECKING:
    from legtimer.core.preset_history import PresetHistory

LEVELS = ("Gentlest", "Gentle", "Steady", "Firm", "Hard", "Harder", "Hardest")
AFTER_ALL_LEVELS = 99
DURATION_WIDTH = 7  # cells, with the space before it
AGO_WIDTHS = {True: 6, False: 15}  # short, and in full
MIN_WIDTH_IN_FULL = 56  # cells of the list from which the times are written in full
COACH_ASKS_MORE, COACH_ASKS_LESS = "↑", "↓"


class TextLine(Heading):
    """The heading of a level, or what there is instead of presets."""

    text: str
    style: str = LIST_HEADING


class PresetList(CursorList[PresetEntry]):
    """One line per preset, below a heading per level: its name, how long it takes, and how long ago it was done.

    At the end an arrow shows that the coach suggests something harder (up) or easier (down). Beyond each end, the
    cursor goes to the other one.
    """

    BINDINGS = bindings(LIST)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._past: Mapping[str, PresetHistory] = {}
        self._today = date.min

    @property
    def stem(self) -> str | None:
        return None if self.current is None else self.current.stem

    def show(self, entries: Iterable[PresetEntry], selected: str | None) -> None:
        """Show entries, with the cursor on the one with the stem `selected`, or else near its previous line."""
        self._lines = []
        for heading, group in groupby(sorted(entries, key=_sort_key), key=_heading):
            self._lines += [TextLine(heading), *group]
        self._lines = self._lines or [TextLine(" No presets match. Escape shows all.", HINT)]
        line = self._line_of(selected)
        self._cursor = self._cursor if line is None else line
        self._lines_changed()
        self._scroll_to_cursor()

    def show_past(self, past: "Mapping[str, PresetHistory]", today: date) -> None:
        """Show when each preset was done last, and where the coach suggests a next step."""
        self._past, self._today = past, today
        self.refresh()

    def select(self, stem: str | None) -> None:
        """Put the cursor on a preset, if it is in the list."""
        line = self._line_of(stem)
        if line is not None:
            self._move_to(line, 1)

    def _line_of(self, stem: str | None) -> int | None:
        lines = enumerate(self._lines)
        return next((at for at, line in lines if isinstance(line, PresetEntry) and line.stem == stem), None)

    def action_cursor_down(self) -> None:
        before = self._cursor
        super().action_cursor_down()
        if self._cursor == before:
            self.action_first()

    def action_cursor_up(self) -> None:
        before = self._cursor
        super().action_cursor_up()
        if self._cursor == before:
            self.action_last()

    def _texts(self, line: PresetEntry | Heading, width: int) -> Iterator[tuple[str, str]]:
        match line:
            case TextLine():
                yield line.text, line.style
            case PresetEntry(preset=None):
                yield "! ", ERROR
                yield fitted(printable(line.stem), width - 2), ""
            case PresetEntry(preset=Preset() as preset):
                past, short = self._past.get(line.stem), width < MIN_WIDTH_IN_FULL
                ago = ago_text(past.sessions[0].day, self._today, short=short) if past else ""
                ago_width = AGO_WIDTHS[short] if self._past else 0
                yield ("• " if line.source == "own" else "  "), MARK
                yield fitted(preset.name, max(8, width - 2 - DURATION_WIDTH - ago_width - 2)), ""
                yield f"{clock_text(_duration(preset, past)):>{DURATION_WIDTH}}", ""
                yield f"{ago:>{ago_width}}", HINT
                yield f" {_coach_mark(past)}", COACH


def matches(entry: PresetEntry, search: str) -> bool:
    """Return whether every word of a search occurs in the name, summary, level, equipment or exercises."""
    preset = entry.preset
    texts = [entry.stem]
    if preset is not None:
        texts += [preset.name, preset.summary, *preset.equipment, LEVELS[preset.level - 1]]
        texts += [text for block in preset.blocks for text in (block.name, block.variation)]
    searched = " ".join(texts).casefold()
    return all(word in searched for word in search.casefold().split())


def _duration(preset: Preset, past: "PresetHistory | None") -> int:
    """Milliseconds of the workout; sets that go on until a key ends them are as long as the best so far."""
    if past is None or not any(block.max for block in preset.blocks):
        return preset.duration
    return build_timeline(preset, bests_of(preset, past.sessions)).duration


def _coach_mark(past: "PresetHistory | None") -> str:
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
