"""legtimer's own colours: orange and blue for the two directions, which every common kind of colour blindness tells
apart (after Okabe and Ito, https://jfly.uni-koeln.de/color/), on dark, on light, and with the most contrast there is.
"""

from textual.theme import Theme

DARK = Theme(
    name="legtimer",
    primary="#56b4e9",
    secondary="#009e73",
    accent="#f0a020",
    success="#2fc79a",
    warning="#f0e442",
    error="#ff7a45",
    foreground="#ececec",
    background="#101318",
    surface="#191e26",
    panel="#232a35",
    dark=True,
)
LIGHT = Theme(
    name="legtimer-light",
    primary="#0060a0",
    secondary="#00704f",
    accent="#b04a00",
    success="#00704f",
    warning="#8a6100",
    error="#b02a00",
    foreground="#14181d",
    background="#fbfaf6",
    surface="#f0eee6",
    panel="#e2dfd4",
    dark=False,
)
CONTRAST = Theme(
    name="legtimer-contrast",
    primary="#6fd0ff",
    secondary="#7dffcf",
    accent="#ffc000",
    success="#7dffcf",
    warning="#ffff00",
    error="#ffa07a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
)
THEMES = (DARK, LIGHT, CONTRAST)
