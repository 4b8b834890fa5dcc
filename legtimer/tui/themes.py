"""legtimer's colour themes.

The two directions of movement are orange and blue, which people with any common kind of colour blindness can tell apart
(Okabe and Ito, https://jfly.uni-koeln.de/color/).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from textual.color import Color
from textual.theme import Theme

CONTRAST = 4.6  # of text: at least 4.5 (WCAG 2.2, success criterion 1.4.3), and something for rounding
MUTED = 0.3  # how far muted text is from the ordinary colour to the background
TEXT_COLOURS = ("primary", "secondary", "accent", "success", "warning", "error")
FRAME = 0.65  # how far a frame around what the keys are not for is from the ordinary colour to the background
SELECTED = 0.2  # how far the background of what is selected is from the ordinary one to the primary colour
SCROLLBAR_BACKGROUNDS = ("background", "background-hover", "background-active", "corner-color")
STEPS = 40  # of lightness that are tried
WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)

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


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a theme with colours for text that stand out from every background of the theme.

    Textual's depend on what is behind them and are too faint on some of its backgrounds; where a widget has no
    background of its own, they turn out white.
    """
    backgrounds = [Color.parse(variables[name]) for name in ("background", "surface", "panel")]
    selected = backgrounds[1].blend(Color.parse(variables["primary"]), SELECTED)
    backgrounds.append(selected)
    foreground = _readable(Color.parse(variables["foreground"]), backgrounds)
    muted = foreground.blend(backgrounds[0], MUTED)
    texts = {f"text-{name}": Color.parse(variables[name]) for name in TEXT_COLOURS}
    texts = {"foreground": foreground, "text-muted": muted, "text-disabled": muted, **texts}
    changed = {name: _readable(colour, backgrounds).hex6 for name, colour in texts.items()}
    frame = foreground.blend(backgrounds[0], FRAME).hex6
    frames = {"border": variables["primary"], "border-blurred": frame, "scrollbar": frame}
    frames |= {f"scrollbar-{name}": variables["primary"] for name in ("hover", "active")}
    frames |= {f"scrollbar-{name}": variables["background"] for name in SCROLLBAR_BACKGROUNDS}
    selection = {"input-selection-background": selected.hex6, "input-selection-foreground": changed["foreground"]}
    return {**variables, **changed, **frames, **selection, "primary-muted": selected.hex6}


def _readable(colour: Color, backgrounds: Sequence[Color]) -> Color:
    """Return a colour made lighter or darker as far as it must be to stand out from all backgrounds."""
    away = WHITE if backgrounds[0].brightness < 0.5 else BLACK
    steps = (colour.blend(away, step / STEPS, 1.0) for step in range(STEPS))
    return next((one for one in steps if all(contrast(one, each) >= CONTRAST for each in backgrounds)), away)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def _luminance(colour: Color) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


THEMES = (
    _theme("legtimer", 0, dark=True),
    _theme("legtimer-light", 1, dark=False),
    _theme("legtimer-contrast", 2, dark=True),
)


def theme_names(available: Iterable[str]) -> list[str]:
    """Return the names of these themes, legtimer's own first."""
    own = [theme.name for theme in THEMES]
    return [*own, *sorted(set(available).difference(own))]


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
