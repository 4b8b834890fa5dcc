"""Every theme of legtimer has enough contrast for text (WCAG 2.2, success criterion 1.4.3: at least 4.5)."""

import pytest
from textual.color import Color
from textual.theme import Theme

from legtimer.tui.themes import THEMES
from tests.tui.cells import contrast


@pytest.mark.parametrize("background", ["background", "surface"])
@pytest.mark.parametrize("name", ["foreground", "primary", "secondary", "accent", "success", "warning", "error"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_has_enough_contrast(theme: Theme, name: str, background: str) -> None:
    assert contrast(Color.parse(getattr(theme, name)), Color.parse(getattr(theme, background))) >= 4.5
