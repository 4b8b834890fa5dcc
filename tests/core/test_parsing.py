"""Numbers, durations and dates as people, spreadsheets and other programs write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.parsing import day_comes_first, read_duration, read_moment, read_number, read_whole_number

EVENING = datetime(2026, 11, 22, 18, 30)
SECONDS = datetime(2026, 11, 22, 18, 30, 5)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22 18:30:05", SECONDS),  # Strong, and spreadsheets
        ("2026-11-22T18:30:05", SECONDS),
        ("2026-11-22T18:30:05+01:00", SECONDS.replace(tzinfo=timezone(timedelta(hours=1)))),  # legtimer
        ("2026-11-22T18:30:05.123Z", SECONDS.replace(tzinfo=UTC)),
        ("2026-11-22", datetime(2026, 11, 22, 12)),  # FitNotes
        ("2026-11-22T18:30:05z", SECONDS.replace(tzinfo=UTC)),
        ("2026-11-22 18:30-09:30", EVENING.replace(tzinfo=timezone(-timedelta(hours=9, minutes=30)))),
        ("2026-11-22 18:30 +1245", EVENING.replace(tzinfo=timezone(timedelta(hours=12, minutes=45)))),
        ("2026/11/22 18:30", EVENING),
        ("22.11.2026 18:30", EVENING),  # a spreadsheet in German
        ("22/11/2026 18:30", EVENING),  # in British English or French
        ("11/22/2026 6:30 PM", EVENING),  # in American English
        ("11/22/26 18:30", EVENING),
        ("22.11.26 18:30", EVENING),
        ("22-11-2026 18:30", EVENING),
        ("22 Nov 2026, 18:30", EVENING),  # Hevy
        ("Nov 22, 2026, 6:30 PM", EVENING),
        ("Nov 22, 2026, 6:30\u202fPM", EVENING),  # as iOS writes it
        ("2026-11-22 6:30:05\u202fPM", SECONDS),
        ("22\xa0nov.\xa02026,\xa018:30\xa0", EVENING),
        ("22 November 2026 at 18:30", EVENING),
        ("22. November 2026, 18:30", EVENING),
        ("5 févr. 2026, 18:30", datetime(2026, 2, 5, 18, 30)),
        ("5 März 2026, 18:30", datetime(2026, 3, 5, 18, 30)),
        ("5 juil. 2026", datetime(2026, 7, 5, 12)),
        ("5 juin 2026", datetime(2026, 6, 5, 12)),
        ("22 Nov 2026, 12:05 AM", datetime(2026, 11, 22, 0, 5)),
        ("5/5/2026", datetime(2026, 5, 5, 12)),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    "text", ["", "yesterday", "31.2.2026", "2026-13-01", "22 Foo 2026", "25:00", "2026-11-22 25:00", "45000", "1/1"]
)
def test_what_is_no_date_is_refused_with_what_was_found(text: str) -> None:
    with pytest.raises(ValueError, match=r"found .*, expected a date"):
        read_moment(text)


def test_a_date_that_may_be_two_is_refused_unless_others_show_what_it_is() -> None:
    with pytest.raises(ValueError, match="found '3/4/2026', expected a date that can be read in one way only"):
        read_moment("3/4/2026")
    assert read_moment("3/4/2026", day_comes_first(["1/2/2026", "25/4/2026"])).month == 4
    assert read_moment("3/4/2026", day_comes_first(["1/2/2026", "4/25/2026"])).month == 3
    assert day_comes_first(["1/2/2026", "25.4.2026", "12/5/2026"]) is None


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(lambda moment: moment.replace(microsecond=0)))
def test_a_date_is_read_back_from_each_usual_layout(moment: datetime) -> None:
    for layout in ("%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d %b %Y, %H:%M:%S", "%b %d, %Y, %I:%M:%S %p"):
        assert read_moment(moment.strftime(layout)) == moment
    assert read_moment(moment.strftime("%d/%m/%Y %H:%M:%S"), day_first=True) == moment
    assert read_moment(moment.strftime("%m/%d/%Y %H:%M:%S"), day_first=False) == moment


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("90.5", 90.5),
        ("90,5", 90.5),
        ("1:30", 90),
        ("0:01:30", 90),  # FitNotes
        ("1:00:00", 3600),
        ("1h 5m", 3900),  # Strong
        ("42m", 2520),
        ("1h 5m 3s", 3903),
        ("45 s", 45),
    ],
)
def test_a_duration_is_read_however_it_is_written(text: str, seconds: float) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "abc", "h", "1:2:3:4", "-"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected seconds"):
        read_duration(text)


@pytest.mark.parametrize(("text", "number"), [("2.5", 2.5), ("2,5", 2.5), (" 10 ", 10), (",5", 0.5), ("-1", -1)])
def test_a_number_may_have_a_decimal_comma(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "1,2,3", "1.234,5", "inf", "nan", "1e5", "0x1", "ten", "٣", "1_000", "9" * 5000])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a number"):
        read_number(text)


def test_a_whole_number_may_be_written_with_zero_decimals() -> None:
    assert (read_whole_number("10.0"), read_whole_number("10,0")) == (10, 10)
    with pytest.raises(ValueError, match="a whole number"):
        read_whole_number("10,5")
