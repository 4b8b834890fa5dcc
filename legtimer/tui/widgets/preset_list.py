"""The presets by level."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from legtimer.core.preset_entry import PresetEntry
from legtimer.core.printable import printable

LEVELS = ("Gentlest", "Gentle", "Steady", "Firm", "Hard", "Harder", "Hardest")
LAST = 99


class PresetList(OptionList):
    """A line for each preset under the heading of its level."""

    DEFAULT_CSS = """
    PresetList { text-wrap: nowrap; text-overflow: ellipsis; border: none; padding: 0; scrollbar-size-vertical: 1; }
    PresetList:focus { border: none; }
    PresetList > .option-list--option-disabled { color: $text-muted; }
    """

    def show(self, entries: Iterable[PresetEntry], selected: str | None) -> None:
        """Show these, with the cursor on the stem `selected`, or where it was, or on the first."""
        options: list[Option] = []
        for heading, group in groupby(sorted(entries, key=_rank), key=_heading):
            options.append(Option(Content(heading), disabled=True))
            options += [Option(_line(entry), id=entry.stem) for entry in group]
        stems = [option.id for option in options]
        before = self.highlighted or 0
        self.clear_options()
        self.add_options(options)
        if selected is not None and selected in stems:
            self.highlighted = stems.index(selected)
        elif stems:
            nearest = min(before, len(stems) - 1)
            self.highlighted = nearest if stems[nearest] is not None else _first_after(stems, nearest)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def stem(self) -> str | None:
        """The preset under the cursor."""
        option = self.highlighted_option
        return None if option is None else option.id


def matches(entry: PresetEntry, search: str) -> bool:
    """Whether every word of a search begins or lies somewhere in what the preset is about."""
    preset = entry.preset
    about = [entry.stem]
    if preset is not None:
        about += [preset.name, preset.summary, *preset.equipment, LEVELS[preset.level - 1]]
        about += [word for block in preset.blocks for word in (block.name, block.variation)]
    text = " ".join(about).casefold()
    return all(word in text for word in search.casefold().split())


def _rank(entry: PresetEntry) -> tuple[int, bool, int, str]:
    """By level, the short ones first: whoever tries it for the first time begins at the top."""
    if entry.preset is None:
        return (LAST, False, 0, entry.stem)
    return (entry.preset.level, entry.source == "own", entry.preset.duration, entry.preset.name)


def _heading(entry: PresetEntry) -> str:
    if entry.preset is None:
        return "Files with faults"
    return f"{entry.preset.level} {LEVELS[entry.preset.level - 1]}"


def _line(entry: PresetEntry) -> Content:
    if entry.preset is None:
        return Content.assemble((" ! ", "$text-error"), printable(entry.stem))
    mark = (" • ", "$text-accent") if entry.source == "own" else "   "
    return Content.assemble(mark, entry.preset.name)


def _first_after(stems: Sequence[str | None], start: int) -> int:
    """The first line from `start` on that can be chosen; a heading always has one below it."""
    return next(index for index in range(start, len(stems)) if stems[index] is not None)
