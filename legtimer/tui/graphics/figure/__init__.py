"""The moving figure: `draw` gives a picture; what moves, and how, is in `poses`."""

from legtimer.tui.graphics.figure.drawing import Picture, draw, ease
from legtimer.tui.graphics.figure.poses import BODY, FAR, GEAR, LEGS, MARK, POSES
from legtimer.tui.graphics.figure.shading import LEVELS, SHADED, Ink, Run

__all__ = [
    "BODY",
    "FAR",
    "GEAR",
    "LEGS",
    "LEVELS",
    "MARK",
    "POSES",
    "SHADED",
    "Ink",
    "Picture",
    "Run",
    "draw",
    "ease",
]
