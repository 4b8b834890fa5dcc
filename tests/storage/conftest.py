"""Where the tests of files keep them."""

from pathlib import Path

import pytest

from legtimer.storage.history import History
from legtimer.storage.locations import Locations


@pytest.fixture
def locations(tmp_path: Path) -> Locations:
    return Locations(config=tmp_path / "config", data=tmp_path / "data")


@pytest.fixture
def history(locations: Locations) -> History:
    return History(locations)
