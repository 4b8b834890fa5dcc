"""Where files are: which setting takes precedence, and that nothing is created."""

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from legtimer.storage.locations import bundled_folder, locate


def test_given_folders_take_precedence_over_the_environment_and_that_over_the_platform(tmp_path: Path) -> None:
    environment = {"LEGTIMER_CONFIG_DIR": str(tmp_path / "a"), "LEGTIMER_DATA_DIR": ""}
    assert locate(environment=environment).config == tmp_path / "a"
    assert locate("/b", environment=environment).config == Path("/b").absolute()
    assert locate(environment={"LEGTIMER_DATA_DIR": str(tmp_path / "c")}).data == tmp_path / "c"
    assert locate(environment=environment).data == platformdirs.user_data_path("legtimer", appauthor=False)


def test_a_relative_folder_and_a_home_folder_become_absolute() -> None:
    assert locate("x", "~/y", {}).config == Path.cwd() / "x"
    assert locate("x", "~/y", {}).data == Path.home() / "y"
    assert locate("~nobody-of-that-name/x", "y", {}).config.is_absolute()


def test_bundled_presets_and_sounds_are_found() -> None:
    assert (bundled_folder("presets") / "lying-leg-lift.toml").is_file()
    assert bundled_folder("sounds").is_dir()


def test_importing_and_locating_create_nothing(tmp_path: Path) -> None:
    script = (
        "import legtimer.storage.locations as l, legtimer.storage.preset_library, legtimer.storage.history; l.locate()"
    )
    subprocess.run([sys.executable, "-c", script], env={"HOME": str(tmp_path), "PYTHONPATH": "."}, check=True)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("path", [RuntimeError("no home"), Path("relative")], ids=["error", "relative"])
def test_a_user_without_a_home_gets_folders_that_cannot_be_made(
    monkeypatch: pytest.MonkeyPatch, path: Path | Exception
) -> None:
    def user_path(*_: object, **__: object) -> Path:
        if isinstance(path, Exception):
            raise path
        return path

    monkeypatch.setattr(platformdirs, "user_config_path", user_path)
    monkeypatch.setattr(platformdirs, "user_data_path", user_path)
    locations = locate(environment={})
    for folder in (locations.config, locations.data):
        with pytest.raises((FileNotFoundError, NotADirectoryError)):
            folder.mkdir(parents=True)
