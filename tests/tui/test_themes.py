"""Every theme of legtimer has enough contrast for text (WCAG 2.2, success criterion 1.4.3: at least 4.5)."""

import pytest
from textual.color import Color
from textual.theme import Theme

from legtimer.tui.themes import THEMES


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    channels = (channel / 255 for channel in (colour.r, colour.g, colour.b))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("background", ["background", "surface"])
@pytest.mark.parametrize("name", ["foreground", "primary", "secondary", "accent", "success", "warning", "error"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_has_enough_contrast(theme: Theme, name: str, background: str) -> None:
    assert contrast(Color.parse(getattr(theme, name)), Color.parse(getattr(theme, background))) >= 4.5
