"""Charts of bars: the axis, the heights of the bars, the gaps between them and their labels."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from legtimer.tui.graphics.chart import GOAL, Bars, axis, draw_bars, pitch


def bars(*values: float, **options: object) -> Bars:
    stacks = [[value] if value else [] for value in values]
    return Bars(stacks=stacks, colours=["$primary", "$accent"], **options)  # type: ignore[arg-type]


def drawn(chart: Bars, width: int = 20, height: int = 12, step: int = 2) -> list[str]:
    return [line.plain for line in draw_bars(chart, width, height, step, axis_width=5)]


@given(st.floats(0, 1_000_000), st.integers(2, 60))
def test_the_ticks_of_an_axis_are_at_equal_steps_from_0_and_reach_the_top(top: float, rows: int) -> None:
    found = axis(top, rows)
    assert found.ticks[0] == 0
    assert found.ticks[-1] >= top
    assert found.rows_per_tick * (len(found.ticks) - 1) < max(rows, 2)


def test_a_bar_is_as_high_as_its_value_in_eighths_of_a_row() -> None:
    lines = drawn(bars(10, 5, 2.5), height=12)  # 10 rows up to 10
    columns = ["".join(line[column] for line in lines[:-1]).strip(" ▁") for column in (15, 17, 19)]
    assert columns == ["█" * 10, "█" * 5, "▄██"]


def test_every_bar_has_a_gap_beside_it_and_the_last_is_at_the_right() -> None:
    lines = drawn(bars(*[10] * 50))
    row = lines[-3][5:]
    assert "██" not in row
    assert row[-1] == "█"


def test_only_the_latest_bars_are_drawn_where_not_all_fit() -> None:
    lines = drawn(bars(1, *[8] * 20), width=25)
    assert lines[-2][5:].count("█") == 10


def test_two_layers_are_drawn_above_each_other_in_their_colours() -> None:
    chart = Bars(stacks=[[4, 4]], colours=["$primary", "$accent"])
    markup = [line.markup for line in draw_bars(chart, 8, 10, 2, axis_width=5)]
    styles = ["primary" if "$primary" in line else "accent" if "$accent" in line else "" for line in markup]
    assert styles == ["", "accent", "accent", "accent", "accent", "primary", "primary", "primary", "primary", ""]


def test_with_few_colours_or_none_the_layers_differ_in_shape_and_colour() -> None:
    chart = Bars(stacks=[[4, 4]], colours=["$primary", "$accent"])
    lines = draw_bars(chart, 8, 10, 2, axis_width=5, plain=True)[1:-1]
    assert [line.plain[-1] for line in lines] == ["░"] * 4 + ["█"] * 4
    assert [line.spans[-1].style for line in lines] == ["$accent"] * 4 + ["$primary"] * 4


def test_a_goal_is_a_line_at_its_height() -> None:
    lines = drawn(bars(10, goal=5), height=12)
    assert [number for number, line in enumerate(reversed(lines[:-1])) if GOAL in line] == [5]


@given(st.lists(st.text("abc", max_size=9), min_size=1, max_size=40), st.integers(8, 80), st.integers(2, 6))
def test_labels_never_touch_each_other(labels: Sequence[str], width: int, step: int) -> None:
    chart = bars(*[1.0] * len(labels), labels=dict(enumerate(labels)))
    line = drawn(chart, width=width, step=step)[-1]
    assert len(line) == width
    assert all(text in labels for text in line.split())


@given(st.lists(st.floats(0, 1000), max_size=60), st.integers(8, 120), st.integers(3, 30))
def test_a_chart_of_any_size_fills_its_place_exactly(values: list[float], width: int, height: int) -> None:
    step = pitch(len(values), width - 5, 5)
    lines = drawn(bars(*values), width=width, height=height, step=step)
    assert len(lines) == height
    assert {len(line) for line in lines} == {width}
