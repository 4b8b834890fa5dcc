"""The poses: one table entry per variation. A new variation is a new entry.

Lengths are parts of the person's height, y points up, angles are degrees. A pair is the values at lift 0 and
lift 1.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import dist
from typing import NamedTuple, Protocol

from legtimer.tui.graphics.figure.body import TORSO, Chain, Leg, Point, along, arm, leg, trunk

LEGS, FAR, BODY, GEAR, MARK = "l", "f", "b", "g", "m"  # the parts of a picture

Span = tuple[float, float]
Way = tuple[Point, Point]


class Shape(NamedTuple):
    """Chains painted as one, in one part."""

    chains: tuple[Chain, ...]
    part: str
    hollow: bool = False
    fine: bool = False  # left out of small pictures


class Subject(Protocol):
    """Whatever can be drawn at a lift."""

    @property
    def mark(self) -> Point:
        """Where L or R has room."""

    def shapes(self, lift: float, side: str | None) -> list[Shape]:
        """Return what is seen, from back to front."""


def line(*points: Point, thick: float = 0.012) -> Chain:
    """Return a line of even thickness."""
    return tuple((x, y, thick / 2) for x, y in points)


@dataclass(frozen=True)
class Pose:
    """A person whose legs rise and fall."""

    hip: Way
    torso: Span  # the spine, counter-clockwise from the right
    flexion: Span  # of the hip; 0 = legs in line with the torso
    hand: Point
    knee: Span = (4, 2)  # 0 = straight
    toes: float = 30  # how far they point
    elbow: int = -1  # 1 = to the left of the way from shoulder to hand
    nod: float = 0
    gear: tuple[Chain, ...] = ()
    ball: float = 0  # radius
    far_hand: Point | None = None
    one_by_one: bool = False  # the leg that waits stays up
    mark: Point = (-0.28, 0.24)  # where L or R has room

    def shapes(self, lift: float, side: str | None) -> list[Shape]:
        """Return what is seen, from back to front."""
        if self.one_by_one:
            side = side or "right"
        waiting = 1.0 if self.one_by_one else 0.0
        hip, torso = _place(self.hip, lift), _mix(self.torso, lift)
        shoulder = along(hip, torso, TORSO * 0.93)
        near = self.leg(hip, torso, waiting if side == "left" else lift)
        found = [Shape(self.gear, GEAR), Shape(_trail(self), GEAR, fine=True)]
        if self.far_hand:
            found.append(Shape(arm(_behind(shoulder), self.far_hand, -self.elbow), FAR))
        if side:
            far = self.leg(_behind(hip), torso, waiting if side == "right" else lift)
            found.append(Shape(far.flesh, LEGS if side == "left" else FAR, hollow=side == "right"))
        if self.ball:
            found.append(Shape((((*near.ankle, self.ball),),), GEAR))
        found.append(Shape(trunk(hip, torso, self.nod), BODY))
        found.append(Shape(near.flesh, BODY if side == "left" else LEGS, hollow=side == "left"))
        found.append(Shape(arm(shoulder, self.hand, self.elbow), BODY))
        return found

    def leg(self, hip: Point, torso: float, lift: float) -> Leg:
        """Return one leg, raised by `lift`."""
        return leg(hip, torso, _mix(self.flexion, lift), _mix(self.knee, lift), self.toes)


@dataclass(frozen=True)
class Barbell:
    """A loaded bar that rises and falls between two posts."""

    mark: Point = (0, 0.93)

    def shapes(self, lift: float, side: str | None) -> list[Shape]:
        """Return what is seen, from back to front."""
        y = 0.14 + 0.6 * lift
        posts = tuple(line((x, 0.0), (x, 1.0), thick=0.03) for x in (-0.4, 0.4))
        feet = (line((-0.5, 0.0), (-0.3, 0.0), thick=0.03), line((0.3, 0.0), (0.5, 0.0), thick=0.03))
        bar = line((-0.8, y), (0.8, y), thick=0.035)
        plates = tuple(
            line((s * x, y - h), (s * x, y + h), thick=0.06) for s in (-1, 1) for x, h in ((0.6, 0.12), (0.68, 0.09))
        )
        return [Shape((*posts, *feet), GEAR), Shape((bar, *plates), LEGS)]


MAT = (line((-0.56, -0.014), (0.58, -0.014), thick=0.028),)
MAT_FROM_ABOVE = (line((-0.6, -0.13), (0.52, -0.13), (0.6, 0.13), (-0.52, 0.13), (-0.6, -0.13)),)
ON_THE_BACK: Way = ((0, 0.062), (0, 0.062))
HANDS_BY_THE_HIPS: Point = (0.064, 0.03)

POSES: dict[str, Subject] = {
    "heel-tap": Pose(
        hip=ON_THE_BACK,
        torso=(180, 180),
        flexion=(41, 90),
        knee=(90, 90),
        toes=8,
        hand=HANDS_BY_THE_HIPS,
        gear=MAT,
        one_by_one=True,
    ),
    "lying": Pose(
        hip=ON_THE_BACK,
        torso=(180, 180),
        flexion=(1, 90),
        hand=HANDS_BY_THE_HIPS,
        gear=MAT,
    ),
    "arms-t": Pose(
        hip=ON_THE_BACK,
        torso=(180, 180),
        flexion=(1, 90),
        hand=(-0.351, -0.267),
        far_hand=(-0.165, 0.405),
        mark=(-0.42, 0.26),
        gear=MAT_FROM_ABOVE,
    ),
    "ball": Pose(
        hip=ON_THE_BACK,
        torso=(180, 180),
        flexion=(4, 90),
        hand=HANDS_BY_THE_HIPS,
        gear=MAT,
        ball=0.085,
    ),
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


def _mix(span: Span, lift: float) -> float:
    return span[0] + (span[1] - span[0]) * lift


@lru_cache(maxsize=32)
def _trail(pose: Pose) -> tuple[Chain, ...]:
    """Return dots along the way of the feet: the end of the movement can be seen before it comes."""

    def dots(count: int) -> list[Point]:
        lifts = [step / (count - 1) for step in range(count)]
        return [pose.leg(_place(pose.hip, lift), _mix(pose.torso, lift), lift).ankle for lift in lifts]

    length = sum(dist(a, b) for a, b in pairwise(dots(9)))
    return tuple(((x, y, 0.005),) for x, y in dots(2 + round(length / 0.065)))


def _place(way: Way, lift: float) -> Point:
    return _mix((way[0][0], way[1][0]), lift), _mix((way[0][1], way[1][1]), lift)


def _behind(point: Point) -> Point:
    """Where the same joint of the far side is seen."""
    return point[0] + 0.02, point[1] + 0.016
