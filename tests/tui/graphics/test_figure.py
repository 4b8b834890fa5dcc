"""The figure: legs rise with the lift, every pose is recognisable, and nothing is cut off."""

from itertools import pairwise
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legtimer.core.preset import Knees
from legtimer.tui.graphics.charset import ASCII, BLOCKS, BRAILLE, Charset
from legtimer.tui.graphics.figure import (
    ARM,
    BALL,
    BODY,
    EXERCISES,
    FAR,
    GEAR,
    LEVELS,
    MARK,
    SHADED,
    WORKING,
    Picture,
    Stance,
    ease,
)
from legtimer.tui.graphics.figure import draw as draw_stance
from legtimer.tui.graphics.figure.__main__ import main
from legtimer.tui.graphics.figure.body import FOREARM, SHIN, THIGH, UPPER_ARM
from legtimer.tui.graphics.figure.drawing import Placement
from legtimer.tui.graphics.figure.posture import Exercise, Shape

CHARSETS = (SHADED, BLOCKS, BRAILLE, ASCII)
PEOPLE = {name: exercise for name, exercise in EXERCISES.items() if isinstance(exercise, Exercise)}
LEG_EXERCISES = tuple(name for name, exercise in PEOPLE.items() if exercise.works == "legs")
ON_THE_BACK = ("heel-tap", "lying", "arms-t", "ball")
STAGE = (70, 25)

variations = pytest.mark.parametrize("variation", EXERCISES)


def draw(
    variation: str,
    lift: float,
    size: tuple[int, int],
    side: str | None = None,
    charset: Charset = SHADED,
    *,
    knees: Knees | None = None,
    resting: bool = False,
) -> Picture:
    return draw_stance(Stance(variation, lift, side, knees, resting), size, charset)  # type: ignore[arg-type]


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


def legs(shapes: list[Shape]) -> list[Shape]:
    """Return the shapes that are legs: thigh, shin and foot."""
    return [shape for shape in shapes if len(shape.chains) == 3 and len(shape.chains[0]) == 3]


def height(picture: Picture, part: str = WORKING) -> float:
    """Return the average height of a part, in rows from the bottom."""
    rows = [y for _, y in dots(picture, part)]
    return len(picture.rows) - sum(rows) / len(rows)


def parts(picture: Picture) -> set[str]:
    return {part for row in picture.rows for _, ink in row for part in (ink.part, ink.back)} - {" "}


@given(
    variation=st.sampled_from(sorted(EXERCISES)),
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
    variation=st.sampled_from(sorted(EXERCISES)),
    lift=st.floats(0, 1),
    side=st.sampled_from((None, "left", "right")),
)
@settings(deadline=None)
def test_nothing_is_cut_off_at_any_lift(variation: str, lift: float, side: str | None) -> None:
    placement = Placement.of(variation, 70, 25)
    for shape in EXERCISES[variation].shapes(lift, side):
        for chain in shape.chains:
            for x, y, radius in chain:
                assert placement.x + (x - radius) * placement.scale >= -0.5
                assert placement.x + (x + radius) * placement.scale <= 70.5
                assert placement.y - (y + radius) * placement.scale >= -0.5
                assert placement.y - (y - radius) * placement.scale <= 50.5


@pytest.mark.parametrize("variation", [name for name in LEG_EXERCISES if name != "squat"])
@pytest.mark.parametrize("side", [None, "right"])
def test_legs_rise_visibly_with_the_lift(variation: str, side: str | None) -> None:
    heights = [height(draw(variation, step / 16, STAGE, side, BRAILLE)) for step in range(17)]
    # What is in front of the legs hides a varying part of them, so the average may drop a little.
    assert all(after > before - 0.3 for before, after in pairwise(heights))
    assert heights[8] - heights[0] > 0.7
    assert heights[16] - heights[8] > 0.7


@pytest.mark.parametrize("variation", ["squat", "push-up"])
def test_the_body_rises_visibly_with_the_lift(variation: str) -> None:
    heights = [height(draw(variation, step / 8, STAGE, None, BRAILLE), BODY) for step in range(9)]
    assert all(after > before for before, after in pairwise(heights))


@pytest.mark.parametrize("variation", [name for name in LEG_EXERCISES if name not in ("squat", "dip-bars")])
@pytest.mark.parametrize("knees", [None, "straight", "soft", "bent"])
def test_feet_rise_with_every_small_step_of_the_lift(variation: str, knees: Knees | None) -> None:
    exercise = PEOPLE[variation]

    def foot(lift: float) -> float:
        shapes = exercise.shapes(lift, knees=knees)
        return next(shape for shape in shapes if shape.part == WORKING).chains[-1][0][1]

    feet = [foot(step / 90) for step in range(91)]
    assert all(after >= before for before, after in pairwise(feet))
    assert feet[-1] > feet[0] + 0.1


@pytest.mark.parametrize("variation", PEOPLE)
@pytest.mark.parametrize("knees", [None, "straight", "soft", "bent"])
def test_limbs_keep_their_length_at_every_lift_and_at_rest(variation: str, knees: Knees | None) -> None:
    exercise = PEOPLE[variation]
    pictures = [exercise.shapes(step / 20, knees=knees) for step in range(21)] + [exercise.shapes(0, resting=True)]
    for shapes in pictures:
        assert len(legs(shapes)) == 2
        for thigh, shin, foot in (leg.chains for leg in legs(shapes)):
            assert dist(thigh[0][:2], thigh[-1][:2]) == pytest.approx(THIGH, abs=0.005)
            assert dist(shin[0][:2], shin[-1][:2]) == pytest.approx(SHIN, abs=0.005)
            assert dist(foot[0][:2], foot[-1][:2]) == pytest.approx(0.127, abs=0.005)
        for upper, lower in (shape.chains for shape in shapes if shape.part == ARM):
            length = dist(upper[0][:2], upper[-1][:2]) + dist(lower[0][:2], lower[-1][:2])
            assert length <= UPPER_ARM + FOREARM + 0.05


@pytest.mark.parametrize("variation", [*ON_THE_BACK, "seated", "dip-bars"])
def test_the_hip_stays_in_place_during_the_movement(variation: str) -> None:
    hips = {PEOPLE[variation].posture(step / 10).hip for step in range(11)}
    assert len(hips) == 1


@pytest.mark.parametrize("variation", ["squat", "push-up"])
def test_the_feet_stay_in_place_during_a_squat_and_a_push_up(variation: str) -> None:
    def ankle(lift: float) -> tuple[float, float]:
        return legs(PEOPLE[variation].shapes(lift))[-1].chains[1][-1][:2]

    assert all(dist(ankle(0), ankle(step / 10)) < 0.012 for step in range(11))


@pytest.mark.parametrize("variation", PEOPLE)
def test_at_rest_the_feet_are_on_the_floor_or_the_body_lies_down(variation: str) -> None:
    shapes = EXERCISES[variation].shapes(0, resting=True)
    body = [shape for shape in shapes if shape.part == BODY or shape in legs(shapes)]
    lowest = min(y - r for shape in body for chain in shape.chains for _, y, r in chain)
    for leg in legs(shapes):
        assert min(y - r for _, y, r in leg.chains[-1]) < lowest + 0.07


def test_soft_and_bent_knees_are_visibly_bent() -> None:
    drawn = {draw("lying", 0.5, STAGE, None, BLOCKS, knees=knees).text for knees in ("straight", "soft", "bent")}
    assert len(drawn) == 3


def test_the_ball_between_the_ankles_is_larger_than_the_head() -> None:
    shapes = EXERCISES["ball"].shapes(0.5)
    (ball,) = (shape.chains[0][0] for shape in shapes if shape.part == BALL)
    head = max(r for shape in shapes if shape.part == BODY for chain in shape.chains[1:2] for _, _, r in chain)
    assert ball[2] > head


def test_the_ring_fills_clockwise_from_empty_to_full() -> None:
    filled = [len(dots(draw("other", step / 8, STAGE, None, BRAILLE), WORKING)) for step in range(9)]
    assert filled[0] == 0
    assert all(after > before for before, after in pairwise(filled))
    quarter = draw("other", 0.25, STAGE, None, BRAILLE)
    assert all(x >= STAGE[0] // 2 - 3 for x, _ in dots(quarter, WORKING))


@variations
def test_a_lift_below_0_or_above_1_is_clamped(variation: str) -> None:
    assert draw(variation, -0.2, STAGE) == draw(variation, 0, STAGE)
    assert draw(variation, 1.2, STAGE) == draw(variation, 1, STAGE)


@pytest.mark.parametrize("variation", PEOPLE)
@pytest.mark.parametrize("size", [(20, 6), (36, 11), (70, 25), (120, 40)])
def test_working_limbs_body_and_gear_are_visible_at_every_size(variation: str, size: tuple[int, int]) -> None:
    for lift in (0, 0.5, 1):
        assert {WORKING, BODY, GEAR} <= parts(draw(variation, lift, size))
    assert {WORKING, BODY} <= parts(draw(variation, 0, size, resting=True))


@pytest.mark.parametrize("variation", ON_THE_BACK)
@pytest.mark.parametrize("lift", [0, 0.3, 1])
def test_the_back_stays_on_the_floor(variation: str, lift: float) -> None:
    for chain in (
        chain for shape in EXERCISES[variation].shapes(lift, None) for chain in shape.chains if shape.part == BODY
    ):
        for x, y, radius in chain:
            near_the_spine = -0.3 < x < 0 and radius > 0.04
            if near_the_spine:
                assert abs(y - radius) < 0.02


@pytest.mark.parametrize("variation", [name for name in PEOPLE if name != "squat"])
def test_hands_do_not_move(variation: str) -> None:
    def hand(lift: float) -> tuple[float, float]:
        arm = next(shape for shape in reversed(PEOPLE[variation].shapes(lift)) if len(shape.chains) == 2)
        return arm.chains[-1][-1][:2]

    assert all(dist(hand(0), hand(step / 20)) < 0.03 for step in range(21))


def test_no_two_poses_look_the_same() -> None:
    for size in ((36, 11), (70, 25)):
        assert len({draw(variation, 0.5, size, charset=BLOCKS) for variation in EXERCISES}) == len(EXERCISES)


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
        shapes = EXERCISES["heel-tap"].shapes(0, side)
        assert [shape.hollow for shape in shapes if shape.part == WORKING] == [False]
        assert sum(shape.hollow for shape in shapes) == 1


def test_the_idle_leg_of_a_heel_tap_is_held_up() -> None:
    for side in ("left", "right"):
        low, up = (EXERCISES["heel-tap"].shapes(lift, side) for lift in (0, 1))
        foot = {leg.hollow: leg.chains[-1][0][1] for leg in legs(low)}
        foot_up = {leg.hollow: leg.chains[-1][0][1] for leg in legs(up)}
        assert foot[True] > foot[False] + 0.2
        assert foot[True] == foot_up[True]


@variations
def test_a_figure_drawn_in_ascii_contains_only_ascii(variation: str) -> None:
    for side in (None, "left"):
        assert "".join(draw(variation, 0.5, STAGE, side, ASCII).text).isascii()


@variations
def test_edges_are_shaded_and_the_inside_has_the_full_colour(variation: str) -> None:
    inks = {ink for row in draw(variation, 0.5, STAGE).rows for _, ink in row}
    assert {ink.shade for ink in inks if ink.part == WORKING} > {LEVELS}


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
