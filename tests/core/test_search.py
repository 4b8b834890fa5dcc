"""Searching sessions by words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.search import search
from legtimer.core.session import SessionSummary

SUMMARY = SessionSummary(
    id="2026-11-22T18-30-05",
    preset="lying-leg-lift",
    name="Lying leg lift",
    status="stopped",
    started=datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC),
    reps=25,
    reps_planned=30,
    tension_ms=240_000,
    effort=8,
    back="tight",
    form_break=True,
    clean=False,
    sets_performed=3,
    sets_planned=3,
)

MATCHING = (
    *("", "  ", "lying", "LEG lift", "leg-l", "tight", "Stopped", "form", "effort=8", "effort>7", "effort<=8", "2026"),
    *("2026-11", "2026-11-22", "2026-11..", "..2026-11", "2026-10..2026-12", "2025..2026", "lift tight 2026 effort>=8"),
    *("2026-11-22..2026-11-22", "2026-10..", "2025.."),
)
NOT_MATCHING = (
    *("taster", "fine", "pain", "completed", "effort<8", "effort>8", "effort=7", "2025", "2026-12", "2026-11-21"),
    *("2026-12..", "..2026-10", "2025..2026-10", "2026-13", "2026-02-30", "..", "effort", "lying pain"),
    *("lying..2026", "2026..lying"),
)


@pytest.mark.parametrize("words", MATCHING)
def test_a_session_matches_its_own_words(words: str) -> None:
    assert search(words)(SUMMARY)


@pytest.mark.parametrize("words", NOT_MATCHING)
def test_a_session_does_not_match_other_words(words: str) -> None:
    assert not search(words)(SUMMARY)


def test_a_session_without_effort_or_form_break_does_not_match_a_search_for_them() -> None:
    assert not search("effort<10")(replace(SUMMARY, effort=None))
    assert not search("form")(replace(SUMMARY, form_break=False))


@pytest.mark.parametrize(("month", "last"), [("2028-02", 29), ("2026-02", 28), ("2026-12", 31), ("2026-04", 30)])
def test_a_month_includes_its_last_day(month: str, last: int) -> None:
    year, number = map(int, month.split("-"))
    assert search(month)(replace(SUMMARY, started=datetime(year, number, last, 23, 59, tzinfo=UTC)))


@pytest.mark.parametrize(("words", "month", "day"), [("2026", 1, 1), ("2026", 12, 31), ("2026-11", 11, 1)])
def test_a_year_and_a_month_include_their_first_and_last_days(words: str, month: int, day: int) -> None:
    assert search(words)(replace(SUMMARY, started=datetime(2026, month, day, tzinfo=UTC)))


@given(st.text())
def test_searching_any_text_raises_nothing(words: str) -> None:
    search(words)(SUMMARY)
