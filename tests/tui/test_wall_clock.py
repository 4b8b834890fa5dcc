"""A clock on the wall that is set, or changes to summer time, in mid-workout: durations and order stay right."""

from datetime import datetime, timedelta, timezone

import pytest

from legtimer.core.session import Session
from legtimer.core.workout import State, Workout
from legtimer.tui.diary import Diary
from tests.tui.stage import PRESET

WINTER, SUMMER = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
STARTED = datetime(2026, 3, 29, 1, 59, 55, tzinfo=WINTER)


class Kept:
    """A page in memory, and a wall clock that somebody sets."""

    def __init__(self) -> None:
        self.session: Session
        self.wall = STARTED
        self.now = 0

    def begin(self, session: Session) -> "Kept":
        self.session = session
        return self

    def save(self, session: Session) -> None:
        self.session = session

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    "then",
    [
        STARTED - timedelta(hours=5),
        STARTED + timedelta(hours=30),
        (STARTED + timedelta(seconds=10)).astimezone(SUMMER),
    ],
    ids=["set back", "set forward", "summer time"],
)
def test_a_session_lasts_as_long_as_it_did(then: datetime) -> None:
    page = Kept()
    diary = Diary("short-lift", PRESET, page.begin, lambda: page.wall, lambda: page.now)
    workout = Workout(PRESET)
    workout.start(page.now)
    diary.save(workout)
    while workout.state is State.RUNNING:
        page.now += 500
        page.wall = then
        workout.look(page.now)
    diary.save(workout)
    session = page.session
    assert session.status == "completed"
    assert session.ended is not None
    assert session.started == STARTED
    # 5 s to get ready, 2 sets of 2 reps of 6 s, 10 s of rest between them
    assert session.ended - session.started == timedelta(seconds=39)
