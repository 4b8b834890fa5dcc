"""Paths longer than some systems allow: they work where the system takes them, and else each gets one clear line."""

from pathlib import Path

import pytest

from legtimer.storage.locations import Locations
from tests import needs
from tests.cli.command_line import Cli

LONG = Path(*["x" * 100] * 3)  # longer than Windows takes by default
TOO_LONG = "y" * 300  # no system takes such a name


def below(cli: Cli, folder: Path) -> Path:
    """Have the command use folders in this one."""
    cli.locations = Locations(config=folder / "config", data=folder / "data")
    return folder


@needs.long_paths
def test_below_a_long_path_presets_and_sessions_are_written_and_read(cli: Cli, tmp_path: Path) -> None:
    folder = below(cli, tmp_path / LONG)
    assert cli("presets", "new", "mine").code == 0
    assert cli("check", str(folder / "config" / "presets" / "mine.toml")).code == 0
    cli.add_session(22, "mine")
    assert "mine" in cli("history").out


@pytest.mark.parametrize("command", [pytest.param("history", marks=needs.long_name_errors), "presets new mine"])
def test_a_folder_whose_name_is_too_long_is_one_line_with_its_path(command: str, cli: Cli, tmp_path: Path) -> None:
    folder = below(cli, tmp_path / TOO_LONG)
    _, out, error = cli(*command.split())
    assert out == ""
    assert error.startswith(f"legtimer: {folder}")
    assert error.count("\n") == 1


def test_a_file_whose_name_is_too_long_is_one_line(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / TOO_LONG
    code, out, error = cli("check", str(path))
    assert code == 1
    assert out.startswith(f"{path}: error: found ")
    assert (out.count("\n"), error) == (1, "")
