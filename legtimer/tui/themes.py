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

# Where there are 16 colours or none: those of the terminal itself, as whoever uses it has chosen them.
PLAIN = Theme(
    name="legtimer-16-colours",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_green",
    accent="ansi_yellow",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_cyan",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
        "border": "ansi_cyan",
        "border-blurred": "ansi_bright_black",
        "scrollbar": "ansi_cyan",
        "scrollbar-hover": "ansi_cyan",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)
