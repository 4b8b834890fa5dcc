"""Placeholders in a cloud folder: files that are listed, but cannot be opened while the cloud is out of reach."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from legtimer.core.settings import Settings
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.settings_file import read_settings, write_settings
from legtimer.storage.toml_file import BadFileError
from tests.storage.example_session import FIRST_SET, SESSION, SOON

DONE = replace(SESSION, sets=(FIRST_SET,))
PRESET = "schema = 1\nname = 'Mine'\nsets = 1\nreps = 2\ntempo = '4-0-2-0'\n"
REASON = "The cloud file provider is not running"
ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING = 362  # what Windows says when such a file is opened
FOUND = f"found {REASON.lower()}, expected a file that can be read"


@pytest.fixture
def placeholder(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes a file one whose content is only in the cloud."""
    open_file = os.open

    def make(path: Path) -> None:
        def refuse(name: Any, *arguments: Any, **keywords: Any) -> int:
            if Path(name) == path:
                raise OSError(errno.EINVAL, REASON, str(path), ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING)
            return open_file(name, *arguments, **keywords)

        monkeypatch.setattr(os, "open", refuse)

    return make


def test_a_preset_in_the_cloud_is_listed_with_the_reason_and_the_others_can_be_used(
    locations: Locations, placeholder: Callable[[Path], None]
) -> None:
    locations.own_presets.mkdir(parents=True)
    for name in ("here", "there"):
        (locations.own_presets / f"{name}.toml").write_text(PRESET)
    placeholder(locations.own_presets / "there.toml")
    own = {entry.stem: entry for entry in PresetLibrary(locations).load() if entry.source == "own"}
    assert own["here"].preset is not None
    assert own["there"].preset is None
    assert [(fault.found, fault.expected) for fault in own["there"].faults] == [
        (REASON.lower(), "a file that can be read")
    ]


def test_a_session_in_the_cloud_is_named_with_the_reason_and_the_others_are_read(
    locations: Locations, placeholder: Callable[[Path], None]
) -> None:
    history = History(locations)
    ids = [history.add(session).id for session in (DONE, replace(DONE, started=SOON))]
    placeholder(history.path_of(ids[1]))
    sessions, unreadable = history.read_all()
    assert [session.id for session in sessions] == ids[:1]
    assert [(each.path, each.reason) for each in unreadable] == [(history.path_of(ids[1]), FOUND)]


def test_settings_in_the_cloud_are_the_defaults_with_the_reason_and_are_not_overwritten(
    tmp_path: Path, placeholder: Callable[[Path], None]
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("master = 0.5\n")
    placeholder(path)
    settings, faults = read_settings(path)
    assert settings == Settings()
    assert [fault.found for fault in faults] == [REASON.lower()]
    with pytest.raises(BadFileError, match=REASON.lower()):
        write_settings(path, Settings(master=0.9))
    assert path.read_text() == "master = 0.5\n"
