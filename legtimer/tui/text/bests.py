"""What the screens say about bests."""

from collections.abc import Callable, Iterable
from datetime import date

from rich.cells import set_cell_size
from textual.content import Content

from legtimer.core.bests import Measure
from legtimer.core.calendar import day_text
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.stats import PresetStats

# For each measure: its title, and how to format a value.
MEASURES: dict[Measure, tuple[str, Callable[[int], str]]] = {
    "reps in a set": ("reps in a set", str),
    "reps": ("reps", str),
    "tension": ("tension", clock_text),
    "lowering": ("slowest down", lambda milliseconds: f"{milliseconds / 1000:.1f} s"),
}
NAME_WIDTH = 24  # cells


def bests_table(presets: Iterable[PresetStats], today: date) -> Content:
    """Return the best value of each measure in any session of each preset, and when it was reached."""
    lines = [Content.styled("Bests", "bold")]
    for preset in presets:
        name = set_cell_size(preset.last.name, NAME_WIDTH)
        lines.append(Content.assemble(name, (f" {count_text(preset.total.sessions, 'session')}", "dim")))
        for measure, (title, text_of) in MEASURES.items():
            best = preset.bests.get(measure)
            if best is not None:
                when = day_text(best.started.date(), today)
                lines.append(Content.assemble(f"  {title:14}{text_of(best.value):>8}", (f"  {when}", "dim")))
    return Content("\n").join(lines)
