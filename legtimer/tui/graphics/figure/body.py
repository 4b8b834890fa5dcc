"""A person seen from the side: joint positions from angles, and limbs as chains of circles.

Lengths are parts of the person's height; y points up; angles are degrees counter-clockwise from the right.
"""

from collections.abc import Sequence
from math import acos, atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

Point = tuple[float, float]
Circle = tuple[float, float, float]  # x, y, radius
Chain = tuple[Circle, ...]  # drawn with every two neighbours joined by their common tangents
Profile = Sequence[tuple[float, float, float]]  # circles of a limb: distance along the bone, towards the front, radius

TORSO, THIGH, SHIN, UPPER_ARM, FOREARM = 0.29, 0.245, 0.246, 0.17, 0.15

TRUNK: Profile = (
    (-0.005, -0.006, 0.056),
    (0.06, -0.002, 0.053),
    (0.12, -0.002, 0.047),
    (0.2, 0.004, 0.056),
    (0.26, 0.0, 0.05),
    (0.3, -0.004, 0.03),
)
NECK: Profile = ((0.28, -0.006, 0.034), (0.36, 0.006, 0.031))
SKULL: Profile = ((0.422, -0.01, 0.054), (0.43, 0.012, 0.046), (0.385, 0.024, 0.036), (0.362, 0.038, 0.022))
NOSE: Profile = ((0.415, 0.05, 0.012), (0.395, 0.068, 0.008))
UPPER_LEG: Profile = ((0.0, 0.0, 0.054), (0.1, 0.004, 0.05), (THIGH, 0.004, 0.034))
LOWER_LEG: Profile = ((0.0, 0.004, 0.034), (0.07, -0.008, 0.036), (0.15, -0.003, 0.027), (SHIN, 0.0, 0.02))
FOOT: Profile = ((-0.022, -0.006, 0.02), (0.05, -0.004, 0.019), (0.105, -0.012, 0.012))
UPPER_LIMB: Profile = ((0.0, 0.0, 0.032), (0.08, 0.0, 0.028), (UPPER_ARM, 0.0, 0.021))
LOWER_LIMB: Profile = (
    (0.0, 0.0, 0.021),
    (0.05, 0.0, 0.022),
    (FOREARM, 0.0, 0.015),
    (FOREARM + 0.04, 0.0, 0.018),
)


class Leg(NamedTuple):
    """The chains of one leg, and the position of its ankle."""

    chains: tuple[Chain, ...]
    ankle: Point


def point_at(start: Point, angle: float, distance: float) -> Point:
    """Return the point at `distance` from `start` in the direction `angle`."""
    return start[0] + distance * cos(radians(angle)), start[1] + distance * sin(radians(angle))


def limb(start: Point, angle: float, profile: Profile, front: int) -> Chain:
    """Place a profile along a bone; its front is to the left (`front` = 1) or to the right (-1) of the bone."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return tuple(
        (start[0] + x * c - y * front * s, start[1] + x * s + y * front * c, radius) for x, y, radius in profile
    )


def trunk(hip: Point, torso: float, nod: float = 0) -> tuple[tuple[Chain, ...], tuple[Chain, ...]]:
    """Return the torso, and neck and head; `torso` is the angle of the spine, `nod` tips the head forward."""
    neck = point_at(hip, torso, 0.33)
    head = tuple(limb(point_at(neck, torso - nod, -0.33), torso - nod, part, -1) for part in (SKULL, NOSE))
    return (limb(hip, torso, TRUNK, -1),), (limb(hip, torso, NECK, -1), *head)


def leg(hip: Point, torso: float, flexion: float, knee: float, toes: float) -> Leg:
    """Return a leg; hip `flexion` and `knee` are 0 when straight, `toes` is how far the foot points."""
    thigh = torso + 180 + flexion
    shin = thigh - knee
    foot = shin + 90 - toes
    joint = point_at(hip, thigh, THIGH)
    ankle = point_at(joint, shin, SHIN)
    return Leg(
        (
            limb(hip, thigh, UPPER_LEG, 1),
            limb(joint, shin, LOWER_LEG, 1),
            limb(point_at(ankle, shin, 0.016), foot, FOOT, 1),
        ),
        ankle,
    )


def arm(shoulder: Point, hand: Point, bend: int) -> tuple[Chain, ...]:
    """Return an arm; its elbow is to the left (`bend` = 1) or right (-1) of the line from shoulder to hand.

    With a `bend` of 0 the arm is straight and foreshortened: it points towards the viewer, or away.
    """
    if not bend:
        return _straight_arm(shoulder, hand)
    reach = FOREARM + 0.02
    distance = min(hypot(hand[0] - shoulder[0], hand[1] - shoulder[1]), UPPER_ARM + reach - 1e-6)
    direction = degrees(atan2(hand[1] - shoulder[1], hand[0] - shoulder[0]))
    # The law of cosines: the angle at the shoulder between the upper arm and the line to the hand.
    inner = degrees(acos((UPPER_ARM**2 + distance**2 - reach**2) / (2 * UPPER_ARM * distance)))
    upper = direction + bend * inner
    elbow = point_at(shoulder, upper, UPPER_ARM)
    fore = degrees(atan2(hand[1] - elbow[1], hand[0] - elbow[0]))
    return limb(shoulder, upper, UPPER_LIMB, 1), limb(elbow, fore, LOWER_LIMB, 1)


def _straight_arm(shoulder: Point, hand: Point) -> tuple[Chain, ...]:
    direction = degrees(atan2(hand[1] - shoulder[1], hand[0] - shoulder[0]))
    scale = hypot(hand[0] - shoulder[0], hand[1] - shoulder[1]) / (UPPER_ARM + FOREARM + 0.04)
    upper, lower = ([(x * scale, y, radius) for x, y, radius in part] for part in (UPPER_LIMB, LOWER_LIMB))
    return limb(shoulder, direction, upper, 1), limb(
        point_at(shoulder, direction, UPPER_ARM * scale), direction, lower, 1
    )
