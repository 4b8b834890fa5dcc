"""The buttons beside a touched screen press keys that do something there."""

from legtimer.tui.commands import SECTIONS, WORKOUT, bindings
from legtimer.tui.touch_buttons import BUTTONS, touch_buttons


def test_every_button_is_that_of_a_command() -> None:
    commands = {command.id for section in SECTIONS for command in section.commands}
    assert set(BUTTONS) <= commands


def test_a_workout_has_large_buttons_for_what_a_hand_may_need() -> None:
    assert [text for text, _ in touch_buttons(one for one in bindings(WORKOUT) if not isinstance(one, tuple))] == [
        *("pause", "form", "back", "skip", "end"),
    ]
