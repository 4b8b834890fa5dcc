"""The moving figure: `draw` returns a picture; `exercises` defines what it shows."""

from legtimer.tui.graphics.figure.drawing import Picture, draw
from legtimer.tui.graphics.figure.exercises import EXERCISES
from legtimer.tui.graphics.figure.motion import ease, leg_lift
from legtimer.tui.graphics.figure.posture import ARM, BALL, BODY, FAR, GEAR, MARK, WORKING, WORKING_FAR
from legtimer.tui.graphics.figure.shading import LEVELS, SHADED, Ink, Run

__all__ = [
    "ARM",
    "BALL",
    "EXERCISES",
    "WORKING",
    "WORKING_FAR",
    "BODY",
    "FAR",
    "GEAR",
    "LEVELS",
    "MARK",
    "SHADED",
    "Ink",
    "Picture",
    "Run",
    "draw",
    "ease",
    "leg_lift",
]
