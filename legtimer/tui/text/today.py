"""What the picker says above the presets: what is due, or a welcome."""

from textual.content import Content

from legtimer.core.due import Due
from legtimer.tui.text.styles import TITLE

WELCOME = "Welcome. legtimer leads you through every rep, by voice and in large letters."
FIRST_STEPS = (
    "The taster takes one minute: press enter, lie down and follow along.",
    "Space or a click pauses. Afterwards it is in your history: h. Settings: s.",
)


def today_line(due: Due | None) -> Content:
    """Return what is due and why, or the first steps for someone without history."""
    if due is None:
        return Content("\n").join(map(Content, FIRST_STEPS))
    return Content.assemble(("Today  ", TITLE), due.why)
