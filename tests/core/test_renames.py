"""Presets whose files were renamed keep their sessions."""

from datetime import UTC, datetime

from msgspec.structs import replace

from legtimer.core.renames import Renames
from tests.core.past import LIFT, session_of

SESSION = session_of(LIFT, datetime(2026, 11, 22, 18, tzinfo=UTC), stem="old-lift")


def test_a_session_belongs_to_the_only_preset_of_its_name_if_no_file_has_its_stem() -> None:
    renames = Renames({"new-lift": LIFT, "other": replace(LIFT, name="Another lift")})
    assert renames(SESSION) == replace(SESSION, preset="new-lift")


def test_a_session_stays_with_the_file_of_its_stem_whatever_its_name() -> None:
    renames = Renames({"old-lift": replace(LIFT, name="Renamed in the editor"), "copy": LIFT})
    assert renames(SESSION) == SESSION


def test_a_session_stays_as_it_is_if_no_preset_or_more_than_one_has_its_name() -> None:
    assert Renames({})(SESSION) == SESSION
    assert Renames({"one": LIFT, "two": LIFT})(SESSION) == SESSION
