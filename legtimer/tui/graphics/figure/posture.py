"""A person between two postures: what an exercise looks like at any moment of its movement.

Lengths are parts of the person's height, y points up, angles are degrees counter-clockwise from the right.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import cos, dist, pi, sin
from typing import NamedTuple, Protocol

from legtimer.core.preset import Knees
from legtimer.tui.graphics.figure.body import TORSO, Chain, Leg, Point, arm, leg, point_at, trunk

# The parts of a picture. Each has a colour of its own.
WORKING, WORKING_FAR = "l", "k"  # the limbs that do the work, on the near and on the far side
BODY, ARM, FAR = "b", "a", "f"  # the rest of the person
GEAR, BALL, MARK = "g", "o", "m"  # mat, bars and bench; the ball; L and R

WORK_LIFT = 0.2  # where the legs are held through an interval of work
HEELS_OFF_THE_FLOOR = 0.6  # degrees at the hip for each at the knee
KNEE_BEND: dict[Knees, float] = {"straight": 0, "soft": 22, "bent": 88}  # degrees


class Shape(NamedTuple):
    """Chains of circles painted as one, in the colour of one part."""

    chains: tuple[Chain, ...]
    part: str
    hollow: bool = False
    fine: bool = False  # left out of small pictures


class Subject(Protocol):
    """Something that can be drawn at a lift."""

    @property
    def mark(self) -> Point:
        """Where L or R has room."""

    def shapes(
        self, lift: float, side: str | None = None, *, knees: Knees | None = None, resting: bool = False
    ) -> list[Shape]:
        """What is seen, from back to front."""

    def work_lift(self, progress: float) -> float:
        """The lift during an interval of work of which a part (0 to 1) is over."""


@dataclass(frozen=True)
class Ring:
    """A circle of dots that becomes a ring as the lift goes from 0 to 1: work of any kind."""

    mark: Point = (0.0, 0.0)
    radius: float = 0.4
    thick: float = 0.06
    thin: float = 0.026
    steps: int = 72
    dots: int = 12

    def shapes(
        self, lift: float, side: str | None = None, *, knees: Knees | None = None, resting: bool = False
    ) -> list[Shape]:
        """The dots, and the part of the ring that is filled, clockwise from the top."""
        filled = 0 if resting else round(lift * self.steps)
        dots = self._arc(self.steps, self.thin)[:: self.steps // self.dots]
        found = [Shape(tuple((dot,) for dot in dots), GEAR)]
        return [*found, Shape((self._arc(filled, self.thick),), WORKING)] if filled else found

    def work_lift(self, progress: float) -> float:
        """The ring fills as the interval goes by."""
        return progress

    def _arc(self, steps: int, radius: float) -> Chain:
        """The first steps of the ring, as circles of a radius."""
        angles = (pi / 2 - 2 * pi * step / self.steps for step in range(steps + 1))
        return tuple((self.radius * cos(angle), self.radius * sin(angle), radius) for angle in angles)


@dataclass(frozen=True)
class Posture:
    """A person who holds still.

    Attributes:
        hip: where the hip is; ignored if `ankle` is given.
        torso: angle of the spine, from the hip to the head.
        flexion: how far the legs are bent at the hip; 0 = in line with the torso.
        knee: how far the knees are bent; 0 = straight.
        toes: how far the toes point; 0 = the foot is square to the shin.
        hand: where the near hand is.
        far_hand: where the far hand is; None draws no far arm.
        ankle: where the near ankle stands; the rest of the body follows from it.
        nod: how far the head is tipped forward.
        elbow: 1 bends the elbows to the left of the line from shoulder to hand, -1 to the right; 0 draws straight arms,
            foreshortened to where the hands are.
    """

    torso: float
    flexion: float
    hand: Point
    hip: Point = (0.0, 0.0)
    knee: float = 2.0
    toes: float = 30.0
    far_hand: Point | None = None
    ankle: Point | None = None
    nod: float = 0.0
    elbow: int = -1

    def placed(self) -> "Posture":
        """The same posture with its hip where the ankle puts it."""
        if self.ankle is None:
            return self
        found = leg((0.0, 0.0), self.torso, self.flexion, self.knee, self.toes).ankle
        return replace(self, hip=(self.ankle[0] - found[0], self.ankle[1] - found[1]))


@dataclass(frozen=True)
class Exercise:
    """A movement between two postures, and where it takes place.

    Attributes:
        low: at lift 0.
        high: at lift 1.
        rest: between two sets.
        gear: what the person lies on, sits on or holds, seen behind them.
        front_gear: the same, seen in front of them.
        works: the limbs that are drawn in the colour of the phase.
        apart: how far the far leg lies behind the near one, degrees at the hip.
        ball: the radius of a ball held between the ankles.
        one_by_one: one leg moves while the other waits at `high`.
        mark: where L or R has room.
    """

    low: Posture
    high: Posture
    rest: Posture
    gear: tuple[Chain, ...] = ()
    front_gear: tuple[Chain, ...] = ()
    works: str = "legs"
    apart: float = 5.0
    ball: float = 0.0
    one_by_one: bool = False
    mark: Point = (-0.28, 0.27)

    def posture(self, lift: float, knees: Knees | None = None) -> Posture:
        """The posture at a lift between 0 and 1, the knees bent as the preset says."""
        low, high = self.low, self.high
        bend = KNEE_BEND[knees] if knees is not None and not self.one_by_one else None
        between = Posture(
            torso=_mix(low.torso, high.torso, lift),
            flexion=max(_mix(low.flexion, high.flexion, lift), (bend or 0) * HEELS_OFF_THE_FLOOR),
            hand=_mix_points(low.hand, high.hand, lift),
            hip=_mix_points(low.hip, high.hip, lift),
            knee=_mix(low.knee, high.knee, lift) if bend is None else max(bend, 2.0),
            toes=_mix(low.toes, high.toes, lift),
            far_hand=_mix_if_given(low.far_hand, high.far_hand, lift),
            ankle=_mix_if_given(low.ankle, high.ankle, lift),
            nod=_mix(low.nod, high.nod, lift),
            elbow=low.elbow,
        )
        return between.placed()

    def shapes(
        self, lift: float, side: str | None = None, *, knees: Knees | None = None, resting: bool = False
    ) -> list[Shape]:
        """What is seen, from back to front."""
        if resting:
            return self._resting()
        if self.one_by_one:
            side = side or "right"
        elif self.works != "legs":
            side = None  # the whole body works, on whichever side it lies
        moving = self.posture(lift, knees)
        waiting = self.posture(1.0, knees) if self.one_by_one else self.posture(0.0, knees)
        # A person on their back, the head to the left, has the right side towards us.
        near = waiting if side == "left" else moving
        far = waiting if side == "right" else moving
        near_works = self.works != "arms" and side != "left"
        far_works = self.works != "arms" and side != "right"
        apart = 0.0 if side else self.apart
        trail = _trail(self, knees) if self.works == "legs" else ()
        found = [Shape(self.gear, GEAR), Shape(trail, GEAR, fine=True)]
        found += self._arm(moving, far=True)
        far_leg = _leg(_behind(far.hip), far, far.flexion - apart)
        far_part = WORKING if side == "left" else WORKING_FAR
        found.append(Shape(far_leg.chains, far_part if far_works else FAR, hollow=side == "right"))
        torso, head = trunk(moving.hip, moving.torso, moving.nod)
        found += [Shape(head, BODY), Shape(torso, WORKING if self.works == "body" else BODY)]
        near_leg = _leg(near.hip, near, near.flexion)
        found.append(Shape(near_leg.chains, WORKING if near_works else BODY, hollow=side == "left"))
        if self.ball:
            x, y = _mix_points(near_leg.ankle, far_leg.ankle, 0.5)
            found.append(Shape((((x, y, self.ball),),), BALL))
        found += self._arm(moving)
        found.append(Shape(self.front_gear, GEAR))
        return [shape for shape in found if shape.chains]

    def work_lift(self, progress: float) -> float:
        """A position is held through the whole interval: the legs low, where that is hard."""
        return WORK_LIFT

    def _resting(self) -> list[Shape]:
        rest = self.rest.placed()
        torso, head = trunk(rest.hip, rest.torso, rest.nod)
        return [
            shape
            for shape in (
                Shape(self.gear, GEAR),
                *self._arm(rest, far=True),
                Shape(_leg(_behind(rest.hip), rest, rest.flexion - 4).chains, FAR),
                Shape((*torso, *head), BODY),
                Shape(_leg(rest.hip, rest, rest.flexion).chains, WORKING),
                *self._arm(rest),
                Shape(self.front_gear, GEAR),
            )
            if shape.chains
        ]

    def _arm(self, posture: Posture, *, far: bool = False) -> list[Shape]:
        shoulder = point_at(posture.hip, posture.torso, TORSO * 0.93)
        works = self.works == "arms"
        if not far:
            return [Shape(arm(shoulder, posture.hand, posture.elbow), WORKING if works else ARM)]
        if posture.far_hand is None:
            return []
        part = FAR if posture.elbow else ARM  # straight arms are what the pose is about
        if works:
            part = WORKING_FAR
        return [Shape(arm(_behind(shoulder), posture.far_hand, posture.elbow), part)]


def _mix(low: float, high: float, lift: float) -> float:
    return low + (high - low) * lift


def _mix_points(low: Point, high: Point, lift: float) -> Point:
    return _mix(low[0], high[0], lift), _mix(low[1], high[1], lift)


def _mix_if_given(low: Point | None, high: Point | None, lift: float) -> Point | None:
    return None if low is None or high is None else _mix_points(low, high, lift)


def _leg(hip: Point, posture: Posture, flexion: float) -> Leg:
    return leg(hip, posture.torso, flexion, posture.knee, posture.toes)


def _behind(point: Point) -> Point:
    """Where the same joint of the far side is seen."""
    return point[0] + 0.02, point[1] + 0.016


@lru_cache(maxsize=64)
def _trail(exercise: Exercise, knees: Knees | None) -> tuple[Chain, ...]:
    """Dots along the path of the feet, so that the end of the movement can be seen before it comes."""

    def dots(count: int) -> list[Point]:
        postures = (exercise.posture(step / (count - 1), knees) for step in range(count))
        return [_leg(each.hip, each, each.flexion).ankle for each in postures]

    length = sum(dist(a, b) for a, b in pairwise(dots(9)))
    return tuple(((x, y, 0.005),) for x, y in dots(2 + round(length / 0.065)))
