"""Sums, streaks and bests, compared with a simple slow count; days are local days of the workout."""

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.calendar import streak
from legtimer.core.caution import unresolved_pain
from legtimer.core.preset import Block, Preset
from legtimer.core.session import Back, Session
from legtimer.core.stats import Stats, Total
from tests.core.past import LIFT, done, session_of, sessions

BERLIN = ZoneInfo("Europe/Berlin")
HOLD = Preset(name="Hold", blocks=(Block(name="Hold", sets=4, work=20, rest=10),))
MIXED = Preset(name="Mixed", blocks=(*LIFT.blocks, *HOLD.blocks))
PRESETS = {"lift": LIFT, "hold": HOLD, "mixed": MIXED}
histories = st.lists(sessions(st.sampled_from(sorted(PRESETS.items()))), max_size=30, unique_by=lambda s: s.id)


def local_day(session: Session) -> date:
    """The local day, computed from UTC and the offset."""
    offset = session.started.utcoffset()
    assert offset is not None
    utc = session.started.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
    return (utc + offset).date()


def tension(session: Session) -> int:
    tensions = [record.tension for record in session.sets]
    return round(1000 * sum(t.up + t.top + t.down + t.bottom + t.work for t in tensions))


def add_up(past: list[Session]) -> Total:
    return Total(len(past), sum(r.reps for s in past for r in s.sets), sum(map(tension, past)))


@given(histories, st.integers(0, 430).map(lambda n: date(2025, 9, 1) + timedelta(days=n)))
def test_days_weeks_and_streaks_equal_a_simple_count(history: list[Session], today: date) -> None:
    stats = Stats(history)
    real = [session for session in history if tension(session)]
    days = {local_day(session) for session in real}
    assert stats.total == add_up(real)
    assert stats.days == {day: add_up([s for s in real if local_day(s) == day]) for day in days}

    iso = {day.isocalendar()[:2] for day in days}
    weeks = stats.weeks(today)
    for monday, total in weeks.items():
        of_week = [s for s in real if local_day(s).isocalendar()[:2] == monday.isocalendar()[:2]]
        assert monday.isoweekday() == 1
        assert total == add_up(of_week)
    mondays = list(weeks)
    assert all(later - earlier == timedelta(days=7) for earlier, later in pairwise(mondays))
    assert not mondays or mondays[-1] <= today < mondays[-1] + timedelta(days=7)

    def has(day: date) -> bool:
        return day.isocalendar()[:2] in iso

    start = next((d for n in (7, 0, -7) if has(d := today + timedelta(days=n))), None)
    current = 0
    while start is not None and has(start - timedelta(days=7 * current)):
        current += 1
    found = stats.streak(today)
    assert found.current == current
    assert found.this_week == (has(today) or has(today + timedelta(days=7)))
    every = [date(2025, 8, 25) + timedelta(days=7 * n) for n in range(70)]
    assert found.longest == max(len(run) for run in "".join("x" if has(d) else " " for d in every).split(" "))


@given(histories, st.randoms())
def test_sessions_added_in_any_order_give_the_same_stats(history: list[Session], random: Random) -> None:
    in_order = Stats(history)
    shuffled = history[:]
    random.shuffle(shuffled)
    reordered = Stats(shuffled[: len(shuffled) // 2])
    for session in shuffled[len(shuffled) // 2 :]:
        reordered.add(session)
    assert reordered.total == in_order.total
    assert reordered.days == in_order.days
    assert reordered.back_reports == in_order.back_reports
    for stem, stats in in_order.presets.items():
        assert reordered.presets[stem].bests == stats.bests
        assert reordered.presets[stem].progress == stats.progress
        assert (reordered.presets[stem].last.started, reordered.presets[stem].last.id) == (
            stats.last.started,
            stats.last.id,
        )


@given(histories)
def test_bests_and_progress_equal_a_simple_count(history: list[Session]) -> None:
    stats = Stats(history)
    for stem in PRESETS:
        real = [session for session in history if session.preset == stem and tension(session)]
        assert (stem in stats.presets) == bool(real)
        if not real:
            continue
        whole = [(s, r) for s in real for r in s.sets if r.ended == "done" and r.reps_planned]
        lowered = [min(r.tension.down / r.reps_planned, 4.0) for _, r in whole]
        most = {
            "reps in a set": max((r.reps for s in real for r in s.sets), default=0),
            "reps": max(s.reps for s in real),
            "tension": max(map(tension, real)),
            "lowering": round(1000 * max(lowered, default=0)),
        }
        bests = stats.presets[stem].bests
        assert {measure: best.value for measure, best in bests.items()} == {m: v for m, v in most.items() if v}
        if "reps" in bests:
            first = min((s for s in real if s.reps == most["reps"]), key=lambda s: (s.started, s.id))
            assert bests["reps"].session == first.id
        progress = stats.presets[stem].progress
        assert [point.effort for point in progress] == [s.effort for s in sorted(real, key=lambda s: (s.started, s.id))]


def at(*local: int, zone: ZoneInfo = BERLIN) -> datetime:
    moment = datetime(*local, tzinfo=zone)  # type: ignore[arg-type, misc]
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()))


@pytest.mark.parametrize("night", [(2026, 3, 29), (2026, 10, 25)])
def test_two_sessions_on_the_day_the_clocks_change_are_on_one_day(night: tuple[int, int, int]) -> None:
    """The day has 23 or 25 hours."""
    stats = Stats([session_of(LIFT, at(*night, 0, 30)), session_of(LIFT, at(*night, 23, 30))])
    assert list(stats.days) == [date(*night)]


def test_a_session_counts_for_its_local_day_not_for_the_day_in_utc() -> None:
    """Sunday evening in Honolulu is Monday in UTC."""
    evening = at(2026, 11, 1, 19, 0, zone=ZoneInfo("Pacific/Honolulu"))
    assert list(Stats([session_of(LIFT, evening)]).days) == [date(2026, 11, 1)]


def test_flying_west_across_the_date_line_keeps_the_streak() -> None:
    """A workout on Monday in Tokyo, then landing on Sunday in Honolulu."""
    days = [date(2026, 10, 19), date(2026, 10, 27), date(2026, 11, 2)]
    assert streak(days, today=date(2026, 11, 1)).current == 3


def test_a_streak_lasts_until_a_week_without_a_workout_is_over() -> None:
    days = [date(2026, 11, 3), date(2026, 11, 14)]
    found = streak(days, today=date(2026, 11, 22))
    assert (found.current, found.this_week) == (2, False)
    assert streak(days, today=date(2026, 11, 23)).current == 0


def test_a_week_without_a_workout_ends_a_streak_but_the_end_of_a_year_does_not() -> None:
    days = [date(2026, 12, 1), date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 8)]
    missing = date(2026, 12, 22)
    found = streak([*days], today=date(2027, 1, 10))
    assert (found.current, found.weeks_off, found.longest) == (2, 1, 2)
    assert streak([*days, missing], today=date(2027, 1, 10)).current == 4


def test_a_stopped_session_counts_for_what_was_done_and_an_empty_one_only_for_the_back() -> None:
    block = LIFT.blocks[0]
    stopped = session_of(LIFT, at(2026, 11, 3, 18), status="stopped", sets=[done(block, 1, 1, 4, "stopped")])
    nothing = session_of(LIFT, at(2026, 11, 5, 18), status="interrupted", sets=[], back="tight")
    stats = Stats([stopped, nothing])
    assert stats.days == {date(2026, 11, 3): Total(1, 4, 24_000)}
    assert [report.back for report in stats.back_reports] == ["tight"]


def test_the_slowest_lowering_ignores_sets_cut_short_and_repeated_phases() -> None:
    """Both take more time per counted rep than the lowering really lasted."""
    block = LIFT.blocks[0]
    whole = done(block, 1, 1)
    cut = replace(done(block, 1, 2, 1, "form"), tension=replace(whole.tension, down=7.0))
    repeated = replace(whole, tension=replace(whole.tension, down=44.0))
    slower = replace(repeated, set=2, changes=("down 4 to 5 s from rep 7",))
    repeats = Stats([session_of(LIFT, at(2026, 11, 3, 18), sets=[repeated, cut])])
    assert repeats.presets["lift"].bests["lowering"].value == 4000
    slowed = Stats([session_of(LIFT, at(2026, 11, 3, 18), sets=[repeated, slower])])
    assert slowed.presets["lift"].bests["lowering"].value == 4400
    assert slowed.presets["lift"].progress[0].down == 4200


def test_the_progress_of_a_preset_tells_how_each_session_went() -> None:
    session = session_of(LIFT, at(2026, 11, 3, 18), effort=7)
    (point,) = Stats([session]).presets["lift"].progress
    assert (point.started, point.session, point.effort) == (session.started, session.id, 7)
    assert (point.up, point.down) == (2000, 4000)
    assert (point.reps, point.work, point.tension) == (30, 0, 180_000)


def test_a_set_of_one_rep_has_a_pace() -> None:
    session = session_of(Preset(name="x", blocks=(replace(LIFT.blocks[0], reps=1),)), at(2026, 11, 3, 18))
    assert session.pace("down") == 4000


def test_a_set_of_an_unknown_block_is_counted() -> None:
    """A hand-edited file may name a block that does not exist."""
    lost = replace(done(LIFT.blocks[0], 1, 1), block=9)
    assert Stats([session_of(LIFT, at(2026, 11, 3, 18), sets=[lost])]).total == Total(1, 10, 60_000)


BACKS: dict[str, Back] = {"f": "fine", "t": "tight", "p": "pain"}


@pytest.mark.parametrize(
    ("letters", "unresolved"),
    [
        ("", False),
        ("f", False),
        ("p", True),
        ("pf", True),
        ("pff", False),
        ("pftf", True),
        ("pfft", False),
        ("pffp", True),
    ],
)
def test_pain_is_unresolved_until_the_back_was_fine_twice_in_a_row(letters: str, unresolved: bool) -> None:
    past = [session_of(LIFT, at(2026, 11, 1 + n, 18), back=BACKS[each]) for n, each in enumerate(letters)]
    assert (unresolved_pain(past) is not None) == unresolved
