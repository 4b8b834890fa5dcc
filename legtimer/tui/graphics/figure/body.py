"""A person seen from the side: bones by forward kinematics, flesh as chains of circles along them.

Lengths are parts of the person's height, y points up, angles are degrees counter-clockwise from the right.
"""

from collections.abc import Sequence
from math import acos, atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

Point = tuple[float, float]
Chain = tuple[tuple[float, float, float], ...]  # circles: x, y, radius
Profile = Sequence[tuple[float, float, float]]  # along the bone, towards the front, radius

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
    """One leg, placed: flesh, and where its ankle is."""

    flesh: tuple[Chain, ...]
    ankle: Point


def along(start: Point, angle: float, length: float) -> Point:
    """Return the point `length` away from `start` at `angle`."""
    return start[0] + length * cos(radians(angle)), start[1] + length * sin(radians(angle))


def flesh(start: Point, angle: float, profile: Profile, front: int) -> Chain:
    """Lay a profile along a bone; `front` is 1 where the front lies to its left, -1 where to its right."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return tuple(
        (start[0] + x * c - y * front * s, start[1] + x * s + y * front * c, radius) for x, y, radius in profile
    )


def trunk(hip: Point, torso: float, nod: float = 0) -> tuple[tuple[Chain, ...], tuple[Chain, ...]]:
    """Return the torso, and neck and head; `torso` is the angle of the spine, `nod` tips the head forward."""
    neck = along(hip, torso, 0.33)
    head = tuple(flesh(along(neck, torso - nod, -0.33), torso - nod, part, -1) for part in (SKULL, NOSE))
    return (flesh(hip, torso, TRUNK, -1),), (flesh(hip, torso, NECK, -1), *head)


def leg(hip: Point, torso: float, flexion: float, knee: float, toes: float) -> Leg:
    """Return a leg; `flexion` of the hip and `knee` are 0 when straight, `toes` is how far they point."""
    thigh = torso + 180 + flexion
    shin = thigh - knee
    foot = shin + 90 - toes
    joint = along(hip, thigh, THIGH)
    ankle = along(joint, shin, SHIN)
    return Leg(
        (
            flesh(hip, thigh, UPPER_LEG, 1),
            flesh(joint, shin, LOWER_LEG, 1),
            flesh(along(ankle, shin, 0.016), foot, FOOT, 1),
        ),
        ankle,
    )


def arm(shoulder: Point, hand: Point, bend: int) -> tuple[Chain, ...]:
    """Return an arm from the shoulder to the hand, its elbow to the left (1) or right (-1) of that way.

    With a `bend` of 0 the arm is straight, and foreshortened to end at the hand: it points towards or away from us.
    """
    if not bend:
        way = degrees(atan2(hand[1] - shoulder[1], hand[0] - shoulder[0]))
        part = hypot(hand[0] - shoulder[0], hand[1] - shoulder[1]) / (UPPER_ARM + FOREARM + 0.04)
        elbow = along(shoulder, way, UPPER_ARM * part)
        upper = [(x * part, y, radius) for x, y, radius in UPPER_LIMB]
        lower = [(x * part, y, radius) for x, y, radius in LOWER_LIMB]
        return flesh(shoulder, way, upper, 1), flesh(elbow, way, lower, 1)
    reach = FOREARM + 0.02
    distance = min(hypot(hand[0] - shoulder[0], hand[1] - shoulder[1]), UPPER_ARM + reach - 1e-6)
    way = degrees(atan2(hand[1] - shoulder[1], hand[0] - shoulder[0]))
    inner = degrees(acos((UPPER_ARM**2 + distance**2 - reach**2) / (2 * UPPER_ARM * distance)))
    elbow = along(shoulder, way + bend * inner, UPPER_ARM)
    fore = degrees(atan2(hand[1] - elbow[1], hand[0] - elbow[0]))
    return flesh(shoulder, way + bend * inner, UPPER_LIMB, 1), flesh(elbow, fore, LOWER_LIMB, 1)
