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


def test_a_session_follows_the_id_of_its_preset_when_file_and_name_have_changed() -> None:
    renames = Renames({"new-lift": replace(LIFT, id="a1", name="New name"), "other": LIFT})
    assert renames(replace(SESSION, preset_id="a1")).preset == "new-lift"


def test_a_session_follows_the_id_even_if_another_preset_has_the_old_file_name() -> None:
    renames = Renames({"new-lift": replace(LIFT, id="a1"), "old-lift": replace(LIFT, id="b2")})
    assert renames(replace(SESSION, preset_id="a1")).preset == "new-lift"


def test_a_session_of_a_preset_that_was_copied_with_its_id_stays_with_its_own_file() -> None:
    original, copy = replace(LIFT, id="a1"), replace(LIFT, id="a1", name="A copy")
    renames = Renames({"old-lift": original, "copy": copy})
    assert renames(replace(SESSION, preset_id="a1")).preset == "old-lift"
    assert renames(replace(SESSION, preset_id="a1", preset="copy")).preset == "copy"


def test_of_two_presets_with_its_id_and_other_files_a_session_belongs_to_that_of_its_name() -> None:
    renames = Renames({"moved": replace(LIFT, id="a1"), "copy": replace(LIFT, id="a1", name="A copy")})
    assert renames(replace(SESSION, preset_id="a1")).preset == "moved"


def test_a_session_whose_id_no_preset_has_belongs_to_the_file_of_its_stem() -> None:
    renames = Renames({"old-lift": LIFT})
    assert renames(replace(SESSION, preset_id="gone")).preset == "old-lift"
