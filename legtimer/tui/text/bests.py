"""Bests per preset, as a table."""

from collections.abc import Callable, Iterable
from datetime import date

from rich.cells import set_cell_size
from textual.content import Content

from legtimer.core.bests import Measure
from legtimer.core.calendar import day_text
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.stats import PresetStats

COLUMNS: dict[Measure, tuple[str, Callable[[int], str]]] = {
    "reps in a set": ("reps in a set", str),
    "reps": ("reps", str),
    "tension": ("tension", clock_text),
    "lowering": ("slowest down", lambda milliseconds: f"{milliseconds / 1000:.1f} s"),
}
NAME, WIDTH = 24, 20


def bests_table(presets: Iterable[PresetStats], today: date) -> Content:
    """The most there has been in one session of each preset, and when."""
    lines = [Content.styled("Bests", "bold")]
    for preset in presets:
        name = set_cell_size(preset.last.name, NAME)
        lines.append(Content.assemble(name, (f" {count_text(preset.total.sessions, 'session')}", "dim")))
        for measure, (title, shown) in COLUMNS.items():
            best = preset.bests.get(measure)
            if best is not None:
                when = day_text(best.started.date(), today)
                lines.append(Content.assemble(f"  {title:14}{shown(best.value):>8}", (f"  {when}", "dim")))
    return Content("\n").join(lines)
