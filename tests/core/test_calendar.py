"""Days as text: how long ago something was."""

from datetime import date, timedelta

import pytest

from legtimer.core.calendar import ago_text

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "text", "short"),
    [
        (-1, "today", "today"),  # after a flight west
        (0, "today", "today"),
        (1, "yesterday", "1 d"),
        (2, "2 days ago", "2 d"),
        (13, "13 days ago", "13 d"),
        (14, "2 weeks ago", "2 w"),
        (60, "8 weeks ago", "8 w"),
        (61, "2 months ago", "2 m"),
        (729, "24 months ago", "24 m"),
        (730, "2 years ago", "2 y"),
    ],
)
def test_how_long_ago_a_day_was_is_told_in_the_largest_unit_of_which_there_are_two(
    days: int, text: str, short: str
) -> None:
    day = TODAY - timedelta(days=days)
    assert (ago_text(day, TODAY), ago_text(day, TODAY, short=True)) == (text, short)
