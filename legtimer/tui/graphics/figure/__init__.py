"""The moving figure: `draw` returns a picture; `exercises` defines what it shows."""

from legtimer.tui.graphics.figure.drawing import Picture, draw
from legtimer.tui.graphics.figure.exercises import EXERCISES
from legtimer.tui.graphics.figure.motion import Stance, ease, stance
from legtimer.tui.graphics.figure.posture import ARM, BALL, BODY, FAR, GEAR, MARK, WORKING, WORKING_FAR, Exercise
from legtimer.tui.graphics.figure.shading import LEVELS, SHADED, Ink, Run

__all__ = [
    "ARM",
    "BALL",
    "BODY",
    "EXERCISES",
    "FAR",
    "GEAR",
    "LEVELS",
    "MARK",
    "SHADED",
    "WORKING",
    "WORKING_FAR",
    "Exercise",
    "Ink",
    "Picture",
    "Run",
    "Stance",
    "draw",
    "ease",
    "stance",
]
