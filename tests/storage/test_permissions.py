"""Folders without permission are reported, and keep nothing from starting. Root drops its privileges for these."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from legtimer.core.session import Session
from legtimer.core.settings import Settings
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.recovery import close_orphans, recover_unsaved, save_rescue_copy
from legtimer.storage.settings_file import read_settings, write_settings
from tests import needs
from tests.storage.example_session import FILE, SESSION, STARTED

pytestmark = [needs.users, needs.modes]

NOBODY = 65534
REASON = "this folder cannot be read: Permission denied"


@pytest.fixture
def locations() -> Iterator[Locations]:
    """In a folder that an ordinary user can reach, unlike the folders that pytest makes for root."""
    home = Path(tempfile.mkdtemp())
    locations = Locations(config=home / "config", data=home / "data")
    for folder in (locations.own_presets, locations.history / "2026", locations.running):
        folder.mkdir(parents=True)
    (locations.history / "2026" / "2026-11-22T18-30-05.toml").write_text(FILE)
    locations.settings.write_text("voice = 0.5\n")
    if os.geteuid() == 0:
        for path in (home, *home.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    yield locations
    for folder in (locations.config, locations.data, locations.history, locations.history / "2026"):
        folder.chmod(0o700)
    shutil.rmtree(home)


@contextmanager
def without_permission(folder: Path) -> Iterator[None]:
    folder.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_history_without_permission_is_reported_as_an_unreadable_folder(locations: Locations) -> None:
    history = History(locations)
    for folder in (locations.history / "2026", locations.history):
        with without_permission(folder):
            assert history.read_all() == ([], [(folder, REASON)])
            assert list(history.paths()) == []


def test_settings_without_permission_are_the_defaults_with_a_fault_and_are_not_overwritten(
    locations: Locations,
) -> None:
    with without_permission(locations.config):
        settings, (fault,) = read_settings(locations.settings)
        assert settings == Settings()
        assert (fault.found, fault.expected) == ("Permission denied", "a settings file that can be read")
        with pytest.raises(PermissionError):
            write_settings(locations.settings, Settings(mute=True))
    locations.config.chmod(0o700)
    assert locations.settings.read_text() == "voice = 0.5\n"


def test_without_permission_for_its_folders_everything_starts(locations: Locations) -> None:
    history = History(locations)
    PresetLibrary(locations).load()  # an ordinary user may not be able to import from where root installed
    with without_permission(locations.config), without_permission(locations.data):
        assert {entry.source for entry in PresetLibrary(locations).load()} == {"built-in"}
        assert [found for found in recover_unsaved(history) if isinstance(found, Session)] == []
        assert close_orphans(history, STARTED) == [(locations.running, "Permission denied")]
        for write in (history.start_session, history.add, lambda session: save_rescue_copy(history, session)):
            with pytest.raises(PermissionError):
                write(SESSION)


def test_doctor_runs_and_names_settings_that_may_not_be_read(locations: Locations) -> None:
    script = f"""
import contextlib, io, os
from legtimer.cli import main
command = ["--config-dir", {str(locations.config)!r}, "--data-dir", {str(locations.data)!r}, "doctor", "--no-play"]
with contextlib.redirect_stdout(io.StringIO()):
    main(command)  # imports what an ordinary user may not be able to import from where root installed
os.chmod({str(locations.config)!r}, 0)
if os.geteuid() == 0:
    os.setuid({NOBODY})
main(command)
"""
    # A measured subprocess could not write its coverage as nobody.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    result = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert result.stderr == ""
    assert "Permission denied" in result.stdout
