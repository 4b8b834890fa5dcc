"""The moving figure: `draw` returns a picture; `poses` defines what it shows."""

from legtimer.tui.graphics.figure.drawing import Picture, draw
from legtimer.tui.graphics.figure.motion import ease, leg_lift
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
    "leg_lift",
]
