"""The list of presets, grouped by level."""

from collections.abc import Iterable
from itertools import groupby

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from legtimer.core.printable import printable
from legtimer.storage.preset_library import PresetEntry
from legtimer.tui.commands import LIST, bindings

LEVELS = ("Gentlest", "Gentle", "Steady", "Firm", "Hard", "Harder", "Hardest")
AFTER_ALL_LEVELS = 99


class PresetList(OptionList, inherit_bindings=False):
    """One line per preset, below a heading per level."""

    BINDINGS = bindings(LIST)
    DEFAULT_CSS = """
    PresetList { text-wrap: nowrap; text-overflow: ellipsis; border: none; padding: 0; scrollbar-size-vertical: 1; }
    PresetList:focus { border: none; }
    PresetList > .option-list--option-disabled { color: $text-muted; }
    """

    def show(self, entries: Iterable[PresetEntry], selected: str | None) -> None:
        """Show entries, with the cursor on the one with the stem `selected`, or else near its previous line."""
        options: list[Option] = []
        for heading, group in groupby(sorted(entries, key=_sort_key), key=_heading):
            options.append(Option(Content(heading), disabled=True))
            options += [Option(_line(entry), id=entry.stem) for entry in group]
        stems = [option.id for option in options]
        line = min(self.highlighted or 0, len(stems) - 1)
        self.clear_options()
        self.add_options(options)
        if selected is not None and selected in stems:
            self.highlighted = stems.index(selected)
        elif stems:
            # A heading has no stem, and always a preset below it.
            self.highlighted = line if stems[line] is not None else line + 1

    def on_resize(self) -> None:
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def stem(self) -> str | None:
        option = self.highlighted_option
        return None if option is None else option.id


def matches(entry: PresetEntry, search: str) -> bool:
    """Return whether every word of a search occurs in the name, summary, level, equipment or exercises."""
    preset = entry.preset
    texts = [entry.stem]
    if preset is not None:
        texts += [preset.name, preset.summary, *preset.equipment, LEVELS[preset.level - 1]]
        texts += [text for block in preset.blocks for text in (block.name, block.variation)]
    searched = " ".join(texts).casefold()
    return all(word in searched for word in search.casefold().split())


def _sort_key(entry: PresetEntry) -> tuple[int, bool, int, str]:
    """Sort by level, built-in presets first, then by duration, so that beginners find the easiest ones at the top."""
    if entry.preset is None:
        return (AFTER_ALL_LEVELS, False, 0, entry.stem)
    return (entry.preset.level, entry.source == "own", entry.preset.duration, entry.preset.name)


def _heading(entry: PresetEntry) -> str:
    if entry.preset is None:
        return "Files with errors"
    return f"{entry.preset.level} {LEVELS[entry.preset.level - 1]}"


def _line(entry: PresetEntry) -> Content:
    if entry.preset is None:
        return Content.assemble((" ! ", "$text-error"), printable(entry.stem))
    mark = (" • ", "$text-accent") if entry.source == "own" else "   "
    return Content.assemble(mark, entry.preset.name)
