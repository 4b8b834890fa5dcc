"""The buttons beside a touched screen press keys that do something there."""

from collections.abc import Iterable

import pytest
from textual.binding import Binding

from legtimer.tui.commands import SECTIONS, SUMMARY, WORKOUT, Command, bindings
from legtimer.tui.touch_buttons import ROWS, touch_buttons


def test_every_button_is_that_of_a_command() -> None:
    commands = {command.id for section in SECTIONS for command in section.commands}
    assert {command for row in ROWS for command in row} <= commands


def labels(commands: Iterable[Command]) -> list[list[str]]:
    rows = touch_buttons(one for one in bindings(commands) if isinstance(one, Binding))
    return [[text for text, _ in row] for row in rows]


def test_a_workout_has_large_buttons_for_what_a_hand_may_need() -> None:
    assert labels(WORKOUT) == [["pause", "form", "back", "skip", "end"]]


def test_after_a_workout_both_questions_have_a_button_for_each_answer() -> None:
    assert labels(SUMMARY) == [
        [str(effort) for effort in range(1, 11)],
        ["fine", "tight", "pain", "note"],
        ["done", "details"],
    ]


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("x", "x"),
        ("+", "+"),
        ("question_mark", "?"),
        ("space", " "),
        ("enter", "\r"),
        ("left", "\x1b[D"),
        ("f3", "\x1bOR"),
    ],
)
def test_a_button_sends_what_a_terminal_sends_for_its_key(key: str, sent: str) -> None:
    assert touch_buttons([Binding(key, "pause", id="workout.pause")]) == [[("pause", sent)]]
