"""The system clock is set, or changes to summer time, during a workout: durations and order stay right."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from legtimer.tui.app import LegtimerApp
from tests.tui.stage import Stage

BERLIN = ZoneInfo("Europe/Berlin")
TO_SUMMER_TIME = datetime.fromisoformat("2026-03-29T01:59:50+01:00")
TO_WINTER_TIME = datetime.fromisoformat("2026-10-25T02:59:50+02:00")


class BerlinStage(Stage):
    """A stage with a system clock in Berlin, which has been set by `set_by`."""

    def __init__(self, home: Path, started: datetime) -> None:
        super().__init__(home)
        self._started = started
        self._began = self.now
        self.set_by = timedelta()
        self.app = LegtimerApp(replace(self.services, local_time=self._local_time))

    def _local_time(self) -> datetime:
        moment = (self._started + timedelta(milliseconds=self.now - self._began) + self.set_by).astimezone(BERLIN)
        offset = moment.utcoffset()
        assert offset is not None
        return moment.astimezone(timezone(offset))


@pytest.mark.parametrize("hours", [0, -5, 30], ids=["left alone", "set back", "set forward"])
@pytest.mark.parametrize("started", [TO_SUMMER_TIME, TO_WINTER_TIME], ids=["to summer time", "to winter time"])
async def test_setting_the_clock_does_not_change_the_duration_of_a_session(
    started: datetime, hours: int, tmp_path: Path
) -> None:
    stage = BerlinStage(tmp_path, started)
    async with stage.open():
        await stage.press("enter")
        await stage.wait(20)
        stage.set_by = timedelta(hours=hours)
        await stage.wait(19)
        session = stage.session
    assert session.status == "completed"
    assert session.started == started
    assert session.ended is not None
    assert session.ended - session.started == timedelta(seconds=39)
    assert session.ended.replace(tzinfo=None) - session.started.replace(tzinfo=None) == timedelta(seconds=39)
    assert [(record.reps, record.tension.total, record.rest) for record in session.sets] == [(2, 12, 10), (2, 12, 0)]


async def test_two_sessions_in_the_hour_that_is_repeated_stay_in_order(tmp_path: Path) -> None:
    stage = BerlinStage(tmp_path, TO_WINTER_TIME)
    async with stage.open():
        for _ in range(2):  # at the same local time
            await stage.press("enter")
            await stage.wait(39)
            await stage.press("enter")
            stage.now += 3_600_000 - 39_000
        sessions, unreadable = stage.history.read_all()
    assert not unreadable
    assert [session.started for session in sessions] == [TO_WINTER_TIME + timedelta(hours=1), TO_WINTER_TIME]
