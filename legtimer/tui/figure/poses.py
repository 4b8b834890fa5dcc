"""The poses: one table entry per variation. A new variation is a new entry.

Lengths are parts of the person's height, y points up, angles are degrees. A pair is the value at lift 0 and at lift 1.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from legtimer.tui.figure.body import TORSO, Chain, Leg, Point, along, arm, leg, trunk

LEGS, FAR, BODY, GEAR = "l", "f", "b", "g"  # the parts of a picture

Span = tuple[float, float]
Way = tuple[Point, Point]


class Shape(NamedTuple):
    """Chains painted as one, in one part."""

    chains: tuple[Chain, ...]
    part: str
    hollow: bool = False


class Scene(Protocol):
    """Whatever can be drawn at a lift."""

    mark: Point  # where L or R has room

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
    knee: Span = (4, 2)
    toes: Span = (30, 30)  # how far they point
    elbow: int = -1
    nod: float = 0
    behind: tuple[Chain, ...] = ()
    before: tuple[Chain, ...] = ()
    ball: float = 0  # radius
    far_hand: Point | None = None
    one_by_one: bool = False  # a leg that does not move stays up
    mark: Point = (-0.25, 0.3)

    def shapes(self, lift: float, side: str | None) -> list[Shape]:
        """Return what is seen, from back to front."""
        if self.one_by_one:
            side = side or "right"
        hip = _between(self.hip[0], self.hip[1], lift)
        torso = _mix(self.torso, lift)
        shoulder = along(hip, torso, TORSO * 0.93)
        still = 1.0 if self.one_by_one else 0.0
        near = self._leg(hip, torso, still if side == "left" else lift)
        far = self._leg((hip[0] + 0.012, hip[1] + 0.012), torso, still if side == "right" else lift)
        found = [Shape(self.behind, GEAR)] if self.behind else []
        if self.far_hand:
            found.append(Shape(arm((shoulder[0] + 0.012, shoulder[1] + 0.012), self.far_hand, self.elbow), FAR))
        found.append(Shape(far.flesh, LEGS if side == "left" else FAR, side == "right"))
        if self.ball:
            found.append(Shape((((*near.ankle, self.ball),),), GEAR))
        found.append(Shape(trunk(hip, torso, self.nod), BODY))
        found.append(Shape(near.flesh, BODY if side == "left" else LEGS, side == "left"))
        found.append(Shape(arm(shoulder, self.hand, self.elbow), BODY))
        if self.before:
            found.append(Shape(self.before, GEAR))
        return found

    def _leg(self, hip: Point, torso: float, lift: float) -> Leg:
        return leg(hip, torso, _mix(self.flexion, lift), _mix(self.knee, lift), _mix(self.toes, lift))


@dataclass(frozen=True)
class Barbell:
    """A loaded bar that rises and falls between two posts."""

    mark: Point = (0.0, 0.9)

    def shapes(self, lift: float, side: str | None) -> list[Shape]:
        """Return what is seen, from back to front."""
        y = 0.14 + 0.7 * lift
        posts = tuple(line((x, 0.0), (x, 1.0), thick=0.03) for x in (-0.4, 0.4))
        feet = (line((-0.5, 0.0), (-0.3, 0.0), thick=0.03), line((0.3, 0.0), (0.5, 0.0), thick=0.03))
        bar = line((-0.8, y), (0.8, y), thick=0.035)
        plates = tuple(
            line((s * x, y - h), (s * x, y + h), thick=0.06) for s in (-1, 1) for x, h in ((0.6, 0.12), (0.68, 0.09))
        )
        return [Shape((*posts, *feet), GEAR), Shape((bar, *plates), LEGS)]


MAT = (line((-0.56, -0.014), (0.58, -0.014), thick=0.028),)
LYING = Pose(hip=((0, 0.062), (0, 0.062)), torso=(180, 180), flexion=(1, 90), hand=(0.066, 0.03), behind=MAT)

POSES: dict[str, Scene] = {
    "heel-tap": Pose(
        hip=((0, 0.062), (0, 0.062)), torso=(180, 180), flexion=(40, 90), knee=(90, 90), toes=(5, 5),
        hand=(0.066, 0.03), behind=MAT, one_by_one=True,
    ),
    "lying": LYING,
    "arms-t": Pose(
        hip=((0, 0.062), (0, 0.062)), torso=(180, 180), flexion=(1, 90), hand=(-0.34, -0.255), far_hand=(-0.2, 0.37),
        behind=(line((-0.62, -0.15), (0.5, -0.15), (0.62, 0.15), (-0.5, 0.15), (-0.62, -0.15)),),
    ),
    "ball": Pose(
        hip=((0, 0.062), (0, 0.062)), torso=(180, 180), flexion=(1, 90), hand=(0.066, 0.03), behind=MAT, ball=0.085,
    ),
    "seated": Pose(
        hip=((0, 0.06), (0, 0.06)), torso=(118, 122), flexion=(34, 88), hand=(-0.24, 0.02), elbow=-1, nod=12,
        behind=(line((-0.34, -0.02), (0.06, -0.02), thick=0.04), line((-0.28, -0.03), (-0.28, -0.36), thick=0.03),
                line((0.0, -0.03), (0.0, -0.36), thick=0.03), line((-0.45, -0.38), (0.6, -0.38), thick=0.02)),
    ),
    "hanging": Pose(
        hip=((0, -0.64), (-0.08, -0.61)), torso=(90, 83), flexion=(2, 106), hand=(0, 0.0), elbow=1, nod=-5,
        behind=(line((-0.45, 0.0), (0.6, 0.0), thick=0.03),),
    ),
    "dip-bars": Pose(
        hip=((0, -0.0), (0.0, 0.0)), torso=(88, 92), flexion=(0, 95), knee=(12, 85), toes=(25, 15), hand=(0.01, -0.065), elbow=1,
        behind=(line((-0.3, -0.09), (0.42, -0.09), thick=0.03), line((-0.24, -0.09), (-0.24, -0.64), thick=0.03),
          line((0.36, -0.09), (0.36, -0.64), thick=0.03), line((-0.35, -0.64), (0.5, -0.64), thick=0.02)),
    ),
    "other": Barbell(),
}  # fmt: skip


def _mix(span: Span, lift: float) -> float:
    return span[0] + (span[1] - span[0]) * lift


def _between(start: Point, end: Point, lift: float) -> Point:
    return _mix((start[0], end[0]), lift), _mix((start[1], end[1]), lift)
