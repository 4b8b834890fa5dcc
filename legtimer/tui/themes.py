"""legtimer's colour themes.

The two directions of movement are orange and blue, which people with any common kind of colour blindness can tell apart
(Okabe and Ito, https://jfly.uni-koeln.de/color/).
"""

from typing import Any

from textual.theme import Theme

COLOURS = {  # the default theme, the light one, and the one with the highest contrast
    "primary": ("#56b4e9", "#0060a0", "#6fd0ff"),
    "secondary": ("#009e73", "#00704f", "#7dffcf"),
    "accent": ("#f0a020", "#b04a00", "#ffc000"),
    "success": ("#2fc79a", "#00704f", "#7dffcf"),
    "warning": ("#f0e442", "#8a6100", "#ffff00"),
    "error": ("#ff7a45", "#b02a00", "#ffa07a"),
    "foreground": ("#ececec", "#14181d", "#ffffff"),
    "background": ("#101318", "#fbfaf6", "#000000"),
    "surface": ("#191e26", "#f0eee6", "#000000"),
    "panel": ("#232a35", "#e2dfd4", "#1c1c1c"),
}


def _theme(name: str, column: int, *, dark: bool) -> Theme:
    colours: dict[str, Any] = {role: values[column] for role, values in COLOURS.items()}
    return Theme(name=name, dark=dark, **colours)


THEMES = (
    _theme("legtimer", 0, dark=True),
    _theme("legtimer-light", 1, dark=False),
    _theme("legtimer-contrast", 2, dark=True),
)

# For terminals with 16 colours or none: the terminal's own colours, as its user has configured them. Textual's default
# for what is not listed is the terminal's default colour.
PLAIN = Theme(
    name="legtimer-16-colours",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_green",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "border": "ansi_cyan",
        "border-blurred": "ansi_bright_black",
        "scrollbar": "ansi_cyan",
        "scrollbar-hover": "ansi_cyan",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)
