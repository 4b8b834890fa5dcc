"""Charts of bars, drawn in eighths of a cell.

Our own, because plotext draws bars in whole cells with colours, ticks and frames of its own, and takes 45 ms to import.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import ceil

from msgspec import Struct
from textual.content import Content

EIGHTHS = " ▁▂▃▄▅▆▇█"
PLAIN_LAYERS = "█░"  # differ without colours too
TICK_STEPS = tuple(step * 10**power for power in range(7) for step in (1, 2, 5))
ROWS_PER_TICK = 2  # at least
GRID, GOAL = "▁", "╌"
PLAIN_GRID = "·"  # a line would stand out as much as the bars
GRID_STYLE, GOAL_STYLE, LABEL_STYLE = "$text-muted 30%", "$text-success", "$text-muted"
LABEL_GAP = 2  # cells between two labels below the axis


class Bars(Struct, frozen=True, kw_only=True):
    """Bars from left to right, each a stack of values from the bottom up; an empty stack leaves a gap.

    `labels` are texts below the axis, by the index of their bar. `goal` is a value that is marked by a line. `top` is a
    value to which the axis reaches at least, and `text_of` formats a value of it.
    """

    stacks: Sequence[Sequence[float]]
    colours: Sequence[str]  # of the layers
    labels: Mapping[int, str] = {}
    goal: float | None = None
    top: float = 0
    text_of: Callable[[int], str] = str


class Axis(Struct, frozen=True):
    """Round numbers at equal steps from 0, and the rows from one to the next."""

    ticks: range
    rows_per_tick: int

    @property
    def scale(self) -> float:
        """Rows per unit."""
        return self.rows_per_tick / self.ticks.step


def axis(top: float, rows: int) -> Axis:
    """Return an axis up to `top` or just beyond, with as many ticks as fit in `rows`."""
    most = max(1, (rows - 1) // ROWS_PER_TICK)
    step = next(step for step in TICK_STEPS if top / step <= most)
    steps = max(1, ceil(top / step))
    return Axis(range(0, steps * step + 1, step), max(1, (rows - 1) // steps))


def pitch(count: int, width: int, widest: int) -> int:
    """Return the cells from one bar to the next, at least one of them a gap, so that as many bars as possible fit."""
    return max(2, min(widest, width // max(1, count)))


def draw_bars(bars: Bars, width: int, height: int, step: int, axis_width: int, *, plain: bool = False) -> list[Content]:
    """Draw bars that are `step` cells apart, the last of them at the right; `plain` can do without colours."""
    rows = height - 1
    drawn_axis = axis(max([bars.top, bars.goal or 0, *map(sum, bars.stacks)]), rows)
    scale = drawn_axis.scale
    tick_rows = {round(tick * scale): bars.text_of(tick) for tick in drawn_axis.ticks}
    goal_row = None if bars.goal is None else int(bars.goal * scale)
    count = min(len(bars.stacks), max(1, (width - axis_width) // step))
    stacks = [[edge * scale for edge in accumulate(stack)] for stack in bars.stacks[len(bars.stacks) - count :]]
    grid = PLAIN_GRID if plain else GRID
    left = width - axis_width - count * step
    lines = []
    for row in reversed(range(rows)):
        label = Content.styled(f"{tick_rows.get(row, ''):>{axis_width - 1}} ", LABEL_STYLE)
        background = (" ", "")
        if row == goal_row:
            background = (GOAL, GOAL_STYLE)
        elif row in tick_rows:
            background = (grid, GRID_STYLE)
        cells = [_cell(edges, row, bars.colours, background, plain=plain) for edges in stacks]
        drawn = [Content.assemble(background, (glyph * (step - 1), style)) for glyph, style in cells]
        lines.append(Content.assemble(label, (background[0] * left, background[1]), *drawn))
    return [*lines, _label_line(bars, count, step, width)]


def _cell(
    edges: Sequence[float], row: int, colours: Sequence[str], background: tuple[str, str], *, plain: bool
) -> tuple[str, str]:
    """Return the glyph and the style of one cell of a stack; `edges` are the tops of its layers, in rows."""
    if not edges or edges[-1] <= row:
        return background
    layer = next(index for index, edge in enumerate(edges) if edge > row)
    eighths = min(8, max(1, round((edges[layer] - row) * 8)))
    if plain:
        return (PLAIN_LAYERS[layer] if eighths >= 4 or layer == len(edges) - 1 else " "), colours[layer]
    above = layer + 1 if layer + 1 < len(edges) else None
    if eighths == 8 or above is None:
        return EIGHTHS[eighths], colours[layer]
    return EIGHTHS[eighths], f"{colours[layer]} on {colours[above]}"


def _label_line(bars: Bars, count: int, step: int, width: int) -> Content:
    """Return the labels below the right edges of their bars, as many as fit, the latest first."""
    line = [" "] * width
    free = width
    for index in range(len(bars.stacks) - 1, len(bars.stacks) - count - 1, -1):
        text = bars.labels.get(index, "")
        end = width - (len(bars.stacks) - 1 - index) * step
        if text and end <= free and end >= len(text):
            line[end - len(text) : end] = text
            free = end - len(text) - LABEL_GAP
    return Content.styled("".join(line), LABEL_STYLE)
