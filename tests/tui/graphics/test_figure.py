"""The figure: legs rise with the lift, every pose is recognisable, and nothing is cut off."""

from itertools import pairwise
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legtimer.tui.graphics.charset import ASCII, BLOCKS, BRAILLE, Charset
from legtimer.tui.graphics.figure import BODY, FAR, GEAR, LEGS, LEVELS, MARK, POSES, SHADED, Picture, draw, ease
from legtimer.tui.graphics.figure.__main__ import main
from legtimer.tui.graphics.figure.drawing import Placement

CHARSETS = (SHADED, BLOCKS, BRAILLE, ASCII)
PEOPLE = tuple(variation for variation in POSES if variation != "other")
ON_THE_BACK = ("heel-tap", "lying", "arms-t", "ball")
STAGE = (70, 25)

variations = pytest.mark.parametrize("variation", POSES)


def dots(picture: Picture, part: str) -> list[tuple[int, int]]:
    """Return column and row of the braille cells of a part, once per dot."""
    found = []
    for y, row in enumerate(picture.rows):
        x = 0
        for text, ink in row:
            for glyph in text:
                if ink.part == part and glyph != " ":
                    found += [(x, y)] * (ord(glyph) - 0x2800).bit_count()
                x += 1
    return found


def height(picture: Picture, part: str = LEGS) -> float:
    """Return the average height of a part, in rows from the bottom."""
    rows = [y for _, y in dots(picture, part)]
    return len(picture.rows) - sum(rows) / len(rows)


def parts(picture: Picture) -> set[str]:
    return {part for row in picture.rows for _, ink in row for part in (ink.part, ink.back)} - {" "}


@given(
    variation=st.sampled_from(sorted(POSES)),
    lift=st.floats(0, 1),
    size=st.tuples(st.integers(1, 120), st.integers(1, 50)),
    side=st.sampled_from((None, "left", "right")),
    charset=st.sampled_from(CHARSETS),
)
@settings(deadline=None, max_examples=60)
def test_a_picture_has_exactly_the_requested_size(
    variation: str, lift: float, size: tuple[int, int], side: str | None, charset: Charset
) -> None:
    text = draw(variation, lift, size, side, charset).text
    assert [len(line) for line in text] == [size[0]] * size[1]


@given(
    variation=st.sampled_from(sorted(POSES)),
    lift=st.floats(0, 1),
    side=st.sampled_from((None, "left", "right")),
)
@settings(deadline=None)
def test_nothing_is_cut_off_at_any_lift(variation: str, lift: float, side: str | None) -> None:
    placement = Placement.of(variation, 70, 25)
    for shape in POSES[variation].shapes(lift, side):
        for chain in shape.chains:
            for x, y, radius in chain:
                assert placement.x + (x - radius) * placement.scale >= -0.5
                assert placement.x + (x + radius) * placement.scale <= 70.5
                assert placement.y - (y + radius) * placement.scale >= -0.5
                assert placement.y - (y - radius) * placement.scale <= 50.5


@variations
@pytest.mark.parametrize("side", [None, "right"])
def test_legs_rise_visibly_with_the_lift(variation: str, side: str | None) -> None:
    heights = [height(draw(variation, step / 16, STAGE, side, BRAILLE)) for step in range(17)]
    # What is in front of the legs hides a varying part of them, so the average may drop a little.
    assert all(after > before - 0.3 for before, after in pairwise(heights))
    assert heights[8] - heights[0] > 0.7
    assert heights[16] - heights[8] > 0.7


@variations
@pytest.mark.parametrize("side", [None, "left", "right"])
def test_feet_rise_with_every_small_step_of_the_lift(variation: str, side: str | None) -> None:
    def foot(lift: float) -> float:
        moving = next(shape for shape in POSES[variation].shapes(lift, side) if shape.part == LEGS)
        return moving.chains[-1][0][1]

    assert all(foot((step + 1) / 90) > foot(step / 90) for step in range(90))


@variations
def test_a_lift_below_0_or_above_1_is_clamped(variation: str) -> None:
    assert draw(variation, -0.2, STAGE) == draw(variation, 0, STAGE)
    assert draw(variation, 1.2, STAGE) == draw(variation, 1, STAGE)


@pytest.mark.parametrize("variation", PEOPLE)
@pytest.mark.parametrize("size", [(20, 6), (36, 11), (70, 25), (120, 40)])
def test_legs_body_and_gear_are_visible_at_every_size(variation: str, size: tuple[int, int]) -> None:
    for lift in (0, 0.5, 1):
        assert {LEGS, BODY, GEAR} <= parts(draw(variation, lift, size))


@pytest.mark.parametrize("variation", ON_THE_BACK)
@pytest.mark.parametrize("lift", [0, 0.3, 1])
def test_the_back_stays_on_the_floor(variation: str, lift: float) -> None:
    for chain in (
        chain for shape in POSES[variation].shapes(lift, None) for chain in shape.chains if shape.part == BODY
    ):
        for x, y, radius in chain:
            near_the_spine = -0.3 < x < 0 and radius > 0.04
            if near_the_spine:
                assert abs(y - radius) < 0.02


@pytest.mark.parametrize("variation", PEOPLE)
def test_hands_do_not_move(variation: str) -> None:
    def hand(lift: float) -> tuple[float, float]:
        return POSES[variation].shapes(lift, None)[-1].chains[-1][-1][:2]

    assert all(dist(hand(0), hand(step / 20)) < 0.03 for step in range(21))


def test_no_two_poses_look_the_same() -> None:
    for size in ((36, 11), (70, 25)):
        assert len({draw(variation, 0.5, size, charset=BLOCKS) for variation in POSES}) == len(POSES)


@variations
@pytest.mark.parametrize("charset", CHARSETS, ids=lambda charset: charset.name)
@pytest.mark.parametrize("size", [(20, 6), (36, 11), (70, 25)])
def test_left_and_right_differ_without_colour_and_are_marked(
    variation: str, charset: Charset, size: tuple[int, int]
) -> None:
    left, right = (draw(variation, 0.4, size, side, charset) for side in ("left", "right"))
    assert left.text != right.text
    assert MARK in parts(left) & parts(right)


def test_in_a_heel_tap_one_leg_moves_and_the_other_does_not() -> None:
    for side, idle in (("left", BODY), ("right", FAR)):
        low, high = (draw("heel-tap", lift, STAGE, side, BRAILLE) for lift in (0, 1))
        assert height(high) > height(low) + 1.5
        assert height(low, idle) > 0
        if side == "left":  # the idle leg is in front, so all of it is visible
            assert set(dots(low, BODY)) == set(dots(high, BODY))


def test_the_idle_leg_is_an_outline_and_the_moving_leg_is_solid() -> None:
    for side in ("left", "right"):
        shapes = POSES["heel-tap"].shapes(0, side)
        assert [shape.hollow for shape in shapes if shape.part == LEGS] == [False]
        assert sum(shape.hollow for shape in shapes) == 1


def test_the_idle_leg_of_a_heel_tap_is_held_up() -> None:
    for side in ("left", "right"):
        low, up = (POSES["heel-tap"].shapes(lift, side) for lift in (0, 1))
        foot = {shape.hollow: shape.chains[-1][0][1] for shape in low if len(shape.chains) == 3}
        assert foot[True] > foot[False] + 0.2
        assert foot[True] == pytest.approx(up[-2].chains[-1][0][1], abs=0.02)


@variations
def test_a_figure_drawn_in_ascii_contains_only_ascii(variation: str) -> None:
    for side in (None, "left"):
        assert "".join(draw(variation, 0.5, STAGE, side, ASCII).text).isascii()


@variations
def test_edges_are_shaded_and_the_inside_has_the_full_colour(variation: str) -> None:
    inks = {ink for row in draw(variation, 0.5, STAGE).rows for _, ink in row}
    assert {ink.shade for ink in inks if ink.part == LEGS} > {LEVELS}


@given(st.floats(0, 1), st.floats(0, 1))
def test_easing_is_monotone(one: float, other: float) -> None:
    assert (ease(one) <= ease(other)) == (one <= other) or ease(one) == ease(other)


def test_easing_is_slow_at_both_ends_and_clamped() -> None:
    assert ease(0) == 0
    assert ease(1) == 1
    assert ease(0.5) == 0.5
    assert ease(0.05) < 0.01
    assert ease(0.95) > 0.99
    assert ease(-1) == 0
    assert ease(2) == 1


def test_the_command_line_preview_prints_five_lifts_and_rejects_unknown_variations(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["lying"]) == 0
    assert capsys.readouterr().out.count("lift ") == 5
    assert main(["flying"]) == 2
    assert "lying" in capsys.readouterr().err
