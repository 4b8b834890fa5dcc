"""The poses: one table entry per variation. To add a variation, add an entry.

Lengths are parts of the person's height; y points up; angles are degrees counter-clockwise from the right. A range
gives the values at lift 0 (legs low) and at lift 1 (legs high).
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import dist
from typing import NamedTuple

from legtimer.tui.graphics.figure.body import TORSO, Chain, Leg, Point, arm, leg, point_at, trunk

LEGS, FAR, BODY, GEAR, MARK = "l", "f", "b", "g", "m"  # parts of a picture, each with a colour of its own

Range = tuple[float, float]
PointRange = tuple[Point, Point]


class Shape(NamedTuple):
    """Chains painted together, as one part."""

    chains: tuple[Chain, ...]
    part: str
    hollow: bool = False
    fine: bool = False  # left out of small pictures


def line(*points: Point, thick: float = 0.012) -> Chain:
    """Return a line of even thickness."""
    return tuple((x, y, thick / 2) for x, y in points)


@dataclass(frozen=True)
class Pose:
    """A person who raises and lowers their legs."""

    hip: PointRange
    torso: Range  # angle of the spine
    flexion: Range  # of the hip; 0: legs in line with the torso
    hand: Point
    knee: Range = (4, 2)  # 0: straight
    toes: float = 30  # how far the foot points
    elbow: int = -1  # 1: to the left of the line from shoulder to hand, -1: to the right
    nod: float = 0  # how far the head is tipped forward
    gear: tuple[Chain, ...] = ()
    ball: float = 0  # radius of a ball between the ankles
    far_hand: Point | None = None
    idle_leg_up: bool = False  # the leg that does not move is held up, not down
    mark: Point = (-0.28, 0.24)  # where there is space for the letter L or R

    def shapes(self, lift: float, side: str | None) -> list[Shape]:
        """Return the shapes at a lift (0 to 1), from back to front; with a `side`, only that leg moves."""
        if self.idle_leg_up:
            side = side or "right"
        idle_lift = 1.0 if self.idle_leg_up else 0.0
        hip, torso = _point_between(self.hip, lift), _between(self.torso, lift)
        shoulder = point_at(hip, torso, TORSO * 0.93)
        near = self.leg(hip, torso, idle_lift if side == "left" else lift)
        shapes = [Shape(self.gear, GEAR), Shape(_foot_path(self), GEAR, fine=True)]
        if self.far_hand:
            shapes.append(Shape(arm(_far_side(shoulder), self.far_hand, -self.elbow), FAR))
        if side:
            far = self.leg(_far_side(hip), torso, idle_lift if side == "right" else lift)
            shapes.append(Shape(far.chains, LEGS if side == "left" else FAR, hollow=side == "right"))
        if self.ball:
            shapes.append(Shape((((*near.ankle, self.ball),),), GEAR))
        shapes.append(Shape(trunk(hip, torso, self.nod), BODY))
        shapes.append(Shape(near.chains, BODY if side == "left" else LEGS, hollow=side == "left"))
        shapes.append(Shape(arm(shoulder, self.hand, self.elbow), BODY))
        return shapes

    def leg(self, hip: Point, torso: float, lift: float) -> Leg:
        """Return one leg at a lift."""
        return leg(hip, torso, _between(self.flexion, lift), _between(self.knee, lift), self.toes)


@dataclass(frozen=True)
class Barbell:
    """A barbell that moves up and down between two posts."""

    mark: Point = (0, 0.93)

    def shapes(self, lift: float, side: str | None) -> list[Shape]:
        """Return the shapes at a lift (0 to 1), from back to front."""
        y = 0.14 + 0.6 * lift
        posts = tuple(line((x, 0.0), (x, 1.0), thick=0.03) for x in (-0.4, 0.4))
        feet = (line((-0.5, 0.0), (-0.3, 0.0), thick=0.03), line((0.3, 0.0), (0.5, 0.0), thick=0.03))
        bar = line((-0.8, y), (0.8, y), thick=0.035)
        plates = tuple(
            line((s * x, y - h), (s * x, y + h), thick=0.06) for s in (-1, 1) for x, h in ((0.6, 0.12), (0.68, 0.09))
        )
        return [Shape((*posts, *feet), GEAR), Shape((bar, *plates), LEGS)]


MAT_FROM_ABOVE = (line((-0.6, -0.13), (0.52, -0.13), (0.6, 0.13), (-0.52, 0.13), (-0.6, -0.13)),)
LYING = Pose(
    hip=((0, 0.062), (0, 0.062)),
    torso=(180, 180),
    flexion=(1, 90),
    hand=(0.064, 0.03),  # beside the hips
    gear=(line((-0.56, -0.014), (0.58, -0.014), thick=0.028),),  # a mat
)

POSES: dict[str, Pose | Barbell] = {
    "heel-tap": replace(LYING, flexion=(41, 90), knee=(90, 90), toes=8, idle_leg_up=True),
    "lying": LYING,
    "arms-t": replace(LYING, hand=(-0.351, -0.267), far_hand=(-0.165, 0.405), mark=(-0.42, 0.26), gear=MAT_FROM_ABOVE),
    "ball": replace(LYING, flexion=(4, 90), ball=0.085),
    "seated": Pose(
        hip=((0, 0.06), (0, 0.06)),
        torso=(118, 122),
        flexion=(34, 88),
        hand=(-0.24, 0.02),
        nod=12,
        mark=(0.22, 0.34),
        gear=(
            line((-0.34, -0.02), (0.06, -0.02), thick=0.04),
            line((-0.28, -0.03), (-0.28, -0.36), thick=0.03),
            line((0.0, -0.03), (0.0, -0.36), thick=0.03),
            line((-0.45, -0.37), (0.6, -0.37), thick=0.02),
        ),
    ),
    "hanging": Pose(
        hip=((0, -0.605), (-0.075, -0.59)),
        torso=(90, 83),
        flexion=(6, 108),
        knee=(3, 3),
        hand=(0, 0),
        elbow=1,
        nod=24,
        mark=(-0.24, -0.22),
        gear=(
            line((-0.5, 0.0), (0.68, 0.0), thick=0.03),
            line((-0.46, 0.0), (-0.46, -1.24), thick=0.024),
            line((0.64, 0.0), (0.64, -1.24), thick=0.024),
            line((-0.6, -1.25), (0.78, -1.25), thick=0.02),
        ),
    ),
    "dip-bars": Pose(
        hip=((0, 0), (0, 0)),
        torso=(88, 92),
        flexion=(8, 96),
        knee=(12, 85),
        toes=20,
        mark=(-0.3, 0.3),
        hand=(0.01, -0.065),
        elbow=1,
        gear=(
            line((-0.3, -0.09), (0.46, -0.09), thick=0.03),
            line((-0.24, -0.09), (-0.24, -0.64), thick=0.024),
            line((0.4, -0.09), (0.4, -0.64), thick=0.024),
            line((-0.45, -0.65), (0.61, -0.65), thick=0.02),
        ),
    ),
    "other": Barbell(),
}


def _between(ends: Range, lift: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * lift


def _point_between(ends: PointRange, lift: float) -> Point:
    (x0, y0), (x1, y1) = ends
    return _between((x0, x1), lift), _between((y0, y1), lift)


def _far_side(point: Point) -> Point:
    """Return where the same joint on the far side of the body is seen."""
    return point[0] + 0.02, point[1] + 0.016


@lru_cache(maxsize=32)
def _foot_path(pose: Pose) -> tuple[Chain, ...]:
    """Return dots along the path of the feet, which show where the movement ends before it gets there."""

    def dots(count: int) -> list[Point]:
        lifts = [step / (count - 1) for step in range(count)]
        return [pose.leg(_point_between(pose.hip, lift), _between(pose.torso, lift), lift).ankle for lift in lifts]

    length = sum(dist(a, b) for a, b in pairwise(dots(9)))
    return tuple(((x, y, 0.005),) for x, y in dots(2 + round(length / 0.065)))
