"""Finding sessions by words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.search import search
from legtimer.core.session_summary import SessionSummary

ONE = SessionSummary(
    id="2026-11-22T18-30-05",
    preset="lying-leg-lift",
    name="Lying leg lift",
    status="stopped",
    started=datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC),
    reps=25,
    planned=30,
    tension=240_000,
    effort=8,
    back="tight",
    broken=True,
)

FITS = (
    *("", "  ", "lying", "LEG lift", "leg-l", "tight", "Stopped", "form", "effort=8", "effort>7", "effort<=8", "2026"),
    *("2026-11", "2026-11-22", "2026-11..", "..2026-11", "2026-10..2026-12", "2025..2026", "lift tight 2026 effort>=8"),
    "2026-11-22..2026-11-22",
)
FITS_NOT = (
    *("taster", "fine", "pain", "completed", "effort<8", "effort>8", "effort=7", "2025", "2026-12", "2026-11-21"),
    *("2026-12..", "..2026-10", "2025..2026-10", "2026-13", "2026-02-30", "..", "effort", "lying pain"),
)


@pytest.mark.parametrize("words", FITS)
def test_fits(words: str) -> None:
    assert search(words)(ONE)


@pytest.mark.parametrize("words", FITS_NOT)
def test_does_not_fit(words: str) -> None:
    assert not search(words)(ONE)


def test_what_was_not_said_is_not_found() -> None:
    assert not search("effort<10")(replace(ONE, effort=None))
    assert not search("form")(replace(ONE, broken=False))


@pytest.mark.parametrize(("month", "last"), [("2028-02", 29), ("2026-02", 28), ("2026-12", 31), ("2026-04", 30)])
def test_a_month_goes_to_its_last_day(month: str, last: int) -> None:
    year, number = map(int, month.split("-"))
    assert search(month)(replace(ONE, started=datetime(year, number, last, 23, 59, tzinfo=UTC)))


@given(st.text())
def test_any_words_can_be_asked(words: str) -> None:
    search(words)(ONE)
