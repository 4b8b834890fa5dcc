"""What is due: the preset that the app opens on, and why."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.due import Due, due, first_preset
from legtimer.core.preset import Preset
from legtimer.core.preset_history import preset_histories
from legtimer.core.session import Session
from tests.core.coach_presets import LIBRARY, TODAY, exercise
from tests.core.past import done, session_of, sessions

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LIFT = LIBRARY["lift"]


def past(days: int, stem: str = "lift", **changes: object) -> Session:
    """A session of so many days ago, done as planned unless changed."""
    preset = LIBRARY[stem]
    return replace(session_of(preset, NOON - timedelta(days=days), stem=stem, back="fine", effort=5), **changes)


def found(*history: Session, library: Mapping[str, Preset] = LIBRARY, today: date = TODAY) -> Due | None:
    return due(library, preset_histories(library, history, today), today)


def test_without_a_history_nothing_is_due_and_the_taster_comes_first() -> None:
    assert found() is None
    assert first_preset({**LIBRARY, "taster": exercise(5)}) == "taster"
    assert first_preset(LIBRARY) == "taps", "the gentlest"
    assert first_preset({}) is None


def test_after_one_clean_session_the_same_preset_is_due_and_the_line_says_why() -> None:
    assert found(past(2)) == Due("lift", "Two days since Level 3. One more clean session and we step up.")


def test_after_two_clean_sessions_the_next_step_is_due() -> None:
    assert found(past(4), past(1)) == Due("lift", "One day since Level 3. Next step: lower for 4.5 s instead of 4 s.")


def test_what_was_cut_short_is_due_again() -> None:
    block = LIFT.blocks[0]
    short = past(0, status="stopped", sets=(done(block, 1, 1), done(block, 1, 2, 3, "stopped")))
    answer = found(past(4), past(2), short)
    assert answer is not None
    assert answer.stem == "lift"
    assert answer.why == (
        "You did Level 3 today. You didn't finish last time (13 of 30 reps). Finish it once before moving on."
    )


def test_after_pain_the_gentlest_preset_is_due() -> None:
    answer = found(past(2, "seated", back="pain"))
    assert answer is not None
    assert answer.stem == "taps"


@pytest.mark.parametrize(("latest", "before"), [("push-up", "lift"), ("lift", "push-up")])
def test_the_latest_workout_decides_whichever_preset_it_was(latest: str, before: str) -> None:
    answer = found(past(1, latest), past(5, before), past(3, before))
    assert answer is not None
    assert answer.stem == latest


def test_the_next_step_is_in_the_units_of_the_settings() -> None:
    past_weighted = preset_histories(LIBRARY, [past(4, "weighted"), past(1, "weighted")], TODAY, "lb")
    assert past_weighted["weighted"].suggestion.what == "5.5 lb instead of 4.4 lb"


def test_a_session_in_which_nothing_was_done_counts_for_nothing() -> None:
    assert found(past(1, sets=())) is None


@pytest.mark.parametrize(
    ("days", "since"),
    [
        (10, "Ten days since"),
        (11, "11 days since"),
        (13, "13 days since"),
        (14, "Two weeks since"),
        (70, "Ten weeks since"),
        (77, "11 weeks since"),
    ],
)
def test_a_long_time_is_said_in_weeks_and_up_to_ten_in_words(days: int, since: str) -> None:
    answer = found(past(days))
    assert answer is not None
    assert answer.why.startswith(since)


def test_a_preset_whose_file_was_renamed_is_due() -> None:
    library = {"my-lift": replace(LIFT, name="Mine")}
    answer = found(replace(past(2), preset="old-lift", name="Mine"), library=library)
    assert answer is not None
    assert answer.stem == "my-lift"


presets = st.sampled_from(sorted(LIBRARY.items()))


@given(st.lists(sessions(presets), max_size=8))
def test_whatever_was_done_a_preset_of_the_library_is_due_and_in_one_line(history: list[Session]) -> None:
    answer = found(*history)
    assert (answer is None) == (not any(session.performed for session in history))
    assert answer is None or (answer.stem in LIBRARY and answer.why.endswith(".") and "\n" not in answer.why)
