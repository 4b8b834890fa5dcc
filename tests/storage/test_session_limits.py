"""Every session that is written can be read; dates and times beyond the limits are cut, or refused with a reason."""

import errno
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.frame import State
from legtimer.core.preset import Block, Preset
from legtimer.core.session import LONGEST_TIME, Session, SetRecord, Tension
from legtimer.core.workout import Workout
from legtimer.storage.export import WRITERS
from legtimer.storage.history import History, Unreadable
from legtimer.storage.imports.plan import plan_import
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import recover_unsaved, save_rescue_copy
from legtimer.storage.session_file import LARGEST, checked_text, read_session, session_of, session_text, within_limits
from legtimer.storage.toml_file import BadFileError, parse
from tests.core.strategies import presets
from tests.storage.example_session import FILE, FIRST_SET, SESSION, STARTED

DONE = replace(SESSION, id="x", status="completed", ended=STARTED + timedelta(minutes=6), sets=(FIRST_SET,))


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(Locations(config=tmp_path / "config", data=tmp_path / "data"))


# Dates

OUTSIDE = [
    *("9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00Z"),
    *("1969-12-31T23:59:59Z", "2201-01-01T00:00:00Z", "1970-01-01T00:59:59+01:00"),
]
INSIDE = ["1970-01-01T00:00:00Z", "1969-12-31T23:00:00-01:00", "2200-12-31T23:59:59Z"]


@pytest.mark.parametrize("key", ["started", "ended"])
@pytest.mark.parametrize("moment", OUTSIDE)
def test_a_session_with_a_date_outside_1970_to_2200_is_listed_as_unreadable(
    history: History, key: str, moment: str
) -> None:
    path = history.path_of("2026-11-22T18-30-05")
    path.parent.mkdir(parents=True)
    lines = [f"{key} = {moment}" if line.startswith(key) and " = 2" in line else line for line in FILE.splitlines()]
    path.write_text("\n".join(lines))
    sessions, (unreadable,) = history.read_all()
    assert sessions == []
    number = 6 if key == "started" else 7
    assert unreadable.reason.startswith(f"line {number}: found {key} = {moment[:10]}")
    assert unreadable.reason.endswith("expected a date from 1970 to 2200")


@pytest.mark.parametrize("moment", INSIDE)
def test_a_session_at_the_limits_of_dates_is_read(moment: str) -> None:
    started = datetime.fromisoformat(moment)
    session = replace(DONE, started=started, ended=started)
    assert session_of(parse(checked_text(session)), "x") == session


@pytest.mark.parametrize("moment", OUTSIDE)
@pytest.mark.parametrize("format_", ["csv", "json"])
def test_an_import_reports_a_date_outside_1970_to_2200(tmp_path: Path, format_: str, moment: str) -> None:
    path = tmp_path / "file"
    with path.open("w") as file:
        WRITERS[format_]([replace(DONE, id="a"), replace(DONE, id="b")], file)
    text = path.read_text()
    path.write_text(text.replace("2026-11-22T18:30:05+01:00", moment, 1))
    plan = plan_import(path, [])
    assert [session.id for session in plan.new] == ["b"]
    (fault,) = plan.faults
    assert fault.endswith("expected a date from 1970 to 2200")


def test_an_end_before_the_start_is_read_and_written_as_the_start(history: History) -> None:
    """The clock may be set back during a workout: what was done is still true, and it cannot have lasted -1:32:00."""
    early = STARTED - timedelta(hours=2)
    data = parse(FILE.replace("2026-11-22 18:36:20+01:00", early.isoformat()))
    assert session_of(data, "x").ended == STARTED
    added = history.add(replace(DONE, ended=early))
    assert added.ended == STARTED
    assert history.read(added.id) == added


@pytest.mark.parametrize("seconds", [30, 3599, -2670, 23 * 3600 + 59 * 60 + 59, -23 * 3600 - 59 * 60 - 59])
def test_an_offset_with_seconds_is_written_in_whole_minutes_at_the_same_moment(history: History, seconds: int) -> None:
    zone = timezone(timedelta(seconds=seconds))
    session = replace(DONE, started=STARTED.astimezone(zone), ended=STARTED.astimezone(zone))
    added = history.add(session)
    assert history.read(added.id) == added
    assert added.started == STARTED
    assert f"{added.started:%Y-%m-%dT%H-%M-%S}" == added.id


# Limits


def test_times_beyond_the_limit_are_cut_to_it(history: History) -> None:
    """As in a workout that is paused before a holiday and continued after it."""
    record = replace(FIRST_SET, paused=2e6, rest=3e6, tension=Tension(up=1, work=4e6))
    opened = history.start_session(SESSION)
    opened.save(replace(SESSION, sets=(record,)))
    (read,) = history.read(opened.id).sets
    limit = float(LONGEST_TIME)
    assert (read.paused, read.rest, read.tension.up, read.tension.work) == (limit, limit, 1, limit)
    assert opened.session.sets == (read,)


def save(history: History, session: Session) -> None:
    history.start_session(SESSION).save(session)


@pytest.mark.parametrize("write", [save, History.add, History.start_session, save_rescue_copy])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"blocks": ()}, "one or more [[blocks]]"),
        ({"started": datetime(2300, 1, 1, tzinfo=UTC)}, "a date from 1970 to 2200"),
        ({"name": "\x1b[2J"}, "a name of 1 to 500 characters"),
        ({"sets": (replace(FIRST_SET, reps=2_000_000),)}, "a whole number from 0 to 1000000"),
    ],
)
def test_a_session_that_could_not_be_read_is_not_written(
    history: History, write: Callable[[History, Session], object], change: dict[str, object], reason: str
) -> None:
    session = replace(SESSION, **change)
    with pytest.raises(OSError, match="could not be read again") as caught:
        write(history, session)
    assert reason in str(caught.value)
    assert caught.value.errno == errno.EINVAL
    assert history.read_all()[1] == []
    assert [found for found in recover_unsaved(history) if isinstance(found, Unreadable)] == []


def test_an_import_reports_a_session_that_could_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    with path.open("w") as file:
        WRITERS["json"]([replace(DONE, id="a", blocks=()), DONE], file)
    plan = plan_import(path, [])
    assert [session.id for session in plan.new] == ["x"]
    assert plan.faults == ["session 1: found blocks = an empty list, expected one or more [[blocks]]"]


def test_a_session_larger_than_a_file_is_refused_and_one_of_48_000_sets_is_not() -> None:
    """A workout of 4 hours has at most 48,000 sets, of 0.3 seconds."""
    record = SetRecord(
        block=1000, set=50, reps_planned=0, reps=0, ended="skipped", tension=Tension(work=0.3), paused=LONGEST_TIME
    )
    text = checked_text(replace(DONE, sets=(record,) * 48_000))
    assert len(text) < LARGEST
    long = replace(record, changes=("x" * 500,))
    with pytest.raises(OSError, match="a larger file, expected at most 16384 KiB"):
        checked_text(replace(DONE, sets=(long,) * 30_000))


def test_the_rounds_of_a_circuit_are_written_with_its_sets() -> None:
    circuit = replace(DONE, rounds=2, round_rest=45.0, sets=(FIRST_SET, replace(FIRST_SET, round=2)))
    assert session_of(parse(checked_text(circuit)), "x") == circuit


# All that the program can produce

# Long enough to be taken for sleep, for days, and for longer than the limit.
gaps = st.sampled_from([1, 250, 4000, 60_000, 86_400_000, 2 * LONGEST_TIME * 1000]) | st.integers(1, 10**10)
actions = st.sampled_from(
    [
        lambda workout, now: workout.pause(now),
        lambda workout, now: workout.resume(now),
        lambda workout, now: workout.skip(now),
        lambda workout, now: workout.step_back(now),
        lambda workout, now: workout.break_form(now),
        lambda workout, now: workout.change_rest(now, 15_000),
        lambda workout, now: workout.change_down(now, 500),
        lambda workout, now: workout.correct_reps(now, 3),
        lambda workout, now: workout.correct_reps(now, -300),
        lambda workout, now: workout.delay(now, 3_000),
    ]
)
LONG_HOLD = Preset(name="hold", prepare=0, blocks=(Block(name="hold", sets=4, work=3600.0, rest=0.0),))


@given(presets | st.just(LONG_HOLD), st.lists(st.tuples(gaps, actions), max_size=40), st.booleans(), st.integers(0, 9))
@example(LONG_HOLD, [(10**10, Workout.pause), (10**10, Workout.resume), (4000, Workout.skip)], False, 0)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_every_workout_is_read_as_it_was_written(
    tmp_path: Path,
    preset: Preset,
    steps: list[tuple[int, Callable[[Workout, int], None]]],
    wait: bool,
    offset: int,
) -> None:
    workout = Workout(preset, wait=wait)
    now = 0
    workout.start(now)
    for gap, action in steps:
        now += gap
        workout.advance(now)
        action(workout, now)
    if workout.under_way:
        workout.stop(now)
    started = datetime(2026, 11, 22, 18, 30, tzinfo=timezone(timedelta(seconds=3607 * offset)))
    session = Session(
        id="x",
        preset="preset",
        name=preset.name,
        status="completed" if workout.state is State.COMPLETED else "stopped",
        started=started,
        ended=started + timedelta(milliseconds=now),
        rounds=preset.rounds,
        round_rest=preset.round_rest if preset.rounds > 1 else 60.0,
        blocks=preset.blocks,
        sets=workout.sets,
    )
    path = tmp_path / "x.toml"
    path.write_text(checked_text(session), encoding="utf-8")
    assert read_session(path) == within_limits(session)
    assert session_text(read_session(path)) == path.read_text(encoding="utf-8")
    for record, cut in zip(session.sets, read_session(path).sets, strict=True):
        assert cut.reps == record.reps
        assert cut.tension.total == record.tension.total


def test_the_file_of_a_refused_session_keeps_what_was_saved_before(history: History) -> None:
    opened = history.start_session(SESSION)
    opened.save(replace(SESSION, sets=(FIRST_SET,)))
    with pytest.raises(OSError, match="could not be read again"):
        opened.save(replace(SESSION, blocks=()))
    assert history.read(opened.id).sets == (FIRST_SET,)
    with pytest.raises(BadFileError):
        session_of({}, "x")


def test_sets_of_two_rounds_are_read_with_their_rounds() -> None:
    sets = tuple(replace(FIRST_SET, round=number) for number in (1, 2))
    session = replace(DONE, rounds=2, sets=sets)
    assert session_of(parse(session_text(session)), "x") == session
