"""The moving figure: `draw` gives a picture; what moves, and how, is in `exercises`."""

from legtimer.tui.graphics.figure.drawing import Picture, draw, ease
from legtimer.tui.graphics.figure.exercises import EXERCISES
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
]
