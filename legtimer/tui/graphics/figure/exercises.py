"""The exercises that the figure can show: one entry per variation. A new variation is a new entry here.

`make figures` draws a sheet of all of them.
"""

from dataclasses import replace
from math import cos, radians, sin

from legtimer.tui.graphics.figure.body import SHIN, THIGH, Chain, Point
from legtimer.tui.graphics.figure.posture import Exercise, Posture, Ring, Subject


def line(*points: Point, thick: float = 0.012) -> Chain:
    """A line of even thickness."""
    return tuple((x, y, thick / 2) for x, y in points)


def _floor(left: float, right: float, y: float = -0.014) -> tuple[Chain, ...]:
    return (line((left, y), (right, y), thick=0.026),)


def _prone(angle: float, hand: Point) -> Posture:
    """Face down on the toes, the body straight at an angle to the floor, the head to the right."""
    ankle = (-0.36, 0.085)
    length = THIGH + SHIN
    hip = (ankle[0] + length * cos(radians(angle)), ankle[1] + length * sin(radians(angle)))
    return Posture(hip=hip, torso=angle, flexion=0, knee=0, toes=18, hand=hand, far_hand=hand)


def _arms_out(posture: Posture) -> Posture:
    return replace(posture, hand=(-0.36, -0.135), far_hand=(-0.165, 0.2), elbow=0)


MAT = _floor(-0.54, 0.56)
# Seen a little from above: what lies farther away lies higher. Only its edges, so that both arms stand out.
MAT_FROM_ABOVE = (line((-0.61, -0.18), (0.45, -0.18), (0.55, 0.17), (-0.51, 0.17), (-0.61, -0.18), thick=0.02),)

ON_THE_BACK: Point = (0.0, 0.062)
BY_THE_HIP: Point = (0.064, 0.03)
KNEES_UP = Posture(hip=ON_THE_BACK, torso=180, flexion=56, knee=121, toes=-25, hand=BY_THE_HIP)
STANDING = Posture(ankle=(0.0, 0.036), torso=90, flexion=0, knee=0, toes=0, hand=(0.035, 0.45), far_hand=(0.06, 0.455))
LYING_FACE_DOWN = Posture(hip=(0.1, 0.062), torso=2, flexion=0, knee=0, toes=75, hand=(0.6, 0.05), nod=-8, elbow=0)

# The front of the body faces us: one arm holds it up, the other points at the ceiling.
SIDEWAYS = replace(_prone(17, (0.33, 0.66)), far_hand=(0.4, 0.01), elbow=0, toes=50)

LYING = Exercise(
    low=Posture(hip=ON_THE_BACK, torso=180, flexion=3, hand=BY_THE_HIP),
    high=Posture(hip=ON_THE_BACK, torso=180, flexion=90, hand=BY_THE_HIP),
    rest=KNEES_UP,
    gear=MAT,
)
PLANK = Exercise(
    low=_prone(7.6, (0.56, 0.02)),
    high=_prone(7.6, (0.56, 0.02)),
    rest=LYING_FACE_DOWN,
    gear=_floor(-0.5, 0.66),
    works="body",
    apart=0,
    mark=(-0.2, 0.36),
)


HANGING = Posture(hip=(0, -0.605), torso=90, flexion=4, knee=3, hand=(0, 0), far_hand=(0.03, 0.01), nod=16, elbow=1)
DIP_HAND: Point = (0.03, -0.07)
ON_STRAIGHT_ARMS = Posture(
    hip=(0, 0), torso=88, flexion=6, knee=10, toes=20, hand=DIP_HAND, far_hand=(0.05, -0.05), elbow=1
)

EXERCISES: dict[str, Subject] = {
    "heel-tap": Exercise(
        low=Posture(hip=ON_THE_BACK, torso=180, flexion=41, knee=90, toes=8, hand=BY_THE_HIP),
        high=Posture(hip=ON_THE_BACK, torso=180, flexion=90, knee=90, toes=8, hand=BY_THE_HIP),
        rest=KNEES_UP,
        gear=MAT,
        one_by_one=True,
    ),
    "lying": LYING,
    "arms-t": replace(
        LYING,
        low=_arms_out(LYING.low),
        high=_arms_out(LYING.high),
        rest=_arms_out(KNEES_UP),
        gear=MAT_FROM_ABOVE,
        mark=(-0.34, 0.36),
    ),
    "ball": replace(LYING, low=replace(LYING.low, flexion=8), ball=0.1, apart=4),
    "seated": Exercise(
        low=Posture(hip=(0, 0.06), torso=116, flexion=28, hand=(-0.24, 0.02)),
        high=Posture(hip=(0, 0.06), torso=120, flexion=88, hand=(-0.24, 0.02)),
        rest=Posture(hip=(0, 0.06), torso=98, flexion=78, knee=86, toes=4, hand=(0.14, 0.12)),
        gear=(
            line((-0.34, -0.025), (0.06, -0.025), thick=0.05),
            line((-0.27, -0.05), (-0.27, -0.26), thick=0.03),
            line((0.0, -0.05), (0.0, -0.26), thick=0.03),
            *_floor(-0.4, 0.5, -0.27),
        ),
        mark=(0.24, 0.36),
    ),
    "hanging": Exercise(
        low=HANGING,
        high=replace(HANGING, hip=(-0.07, -0.59), torso=83, flexion=108),
        rest=replace(STANDING, ankle=(-0.08, -1.21), hand=(-0.045, -0.8), far_hand=(-0.02, -0.795)),
        gear=(line((-0.24, -0.03), (0.28, 0.035), thick=0.036),),
        mark=(-0.26, -0.3),
    ),
    "dip-bars": Exercise(
        low=ON_STRAIGHT_ARMS,
        high=replace(ON_STRAIGHT_ARMS, torso=92, flexion=96, knee=85),
        rest=replace(STANDING, ankle=(-0.02, -0.55), hand=DIP_HAND, far_hand=(0.05, -0.05)),
        gear=(line((-0.24, -0.075), (0.4, -0.075), thick=0.022),),
        # The near bar, open where the hand holds it.
        front_gear=(
            line((-0.26, -0.105), (-0.03, -0.105), thick=0.03),
            line((0.09, -0.105), (0.42, -0.105), thick=0.03),
        ),
        mark=(-0.3, 0.3),
    ),
    "squat": Exercise(
        low=Posture(
            ankle=(0.0, 0.036), torso=58, flexion=112, knee=106, toes=-26, hand=(0.52, 0.5), far_hand=(0.54, 0.515)
        ),
        high=Posture(
            ankle=(0.0, 0.036), torso=89, flexion=2, knee=2, toes=0, hand=(0.36, 0.78), far_hand=(0.38, 0.795)
        ),
        rest=STANDING,
        gear=_floor(-0.3, 0.4),
        apart=2,
        mark=(-0.34, 0.75),
    ),
    "push-up": replace(PLANK, low=_prone(4.5, (0.385, 0.012)), high=_prone(18, (0.385, 0.012)), works="arms"),
    "plank": PLANK,
    "side-plank": replace(PLANK, low=SIDEWAYS, high=SIDEWAYS, mark=(-0.2, 0.4)),
    "other": Ring(),
}
