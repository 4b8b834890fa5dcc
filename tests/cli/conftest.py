"""What the tests of commands share."""

from pathlib import Path

import pytest

from tests.cli.front_door import Cli


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path, capsys)
