"""Where things live: what wins over what, and nothing made by looking."""

import subprocess
import sys
from pathlib import Path

import platformdirs

from legtimer.storage.locations import bundled_folder, locate


def test_what_is_given_wins_over_the_environment_and_that_over_the_platform(tmp_path: Path) -> None:
    environment = {"LEGTIMER_CONFIG_DIR": str(tmp_path / "a"), "LEGTIMER_DATA_DIR": ""}
    assert locate(environment=environment).config == tmp_path / "a"
    assert locate("/b", environment=environment).config == Path("/b")
    assert locate(environment=environment).data == platformdirs.user_data_path("legtimer", appauthor=False)


def test_a_folder_is_absolute_and_of_the_person() -> None:
    assert locate("x", "~/y", {}).config == Path.cwd() / "x"
    assert locate("x", "~/y", {}).data == Path.home() / "y"
    assert locate("~nobody-of-that-name/x", "y", {}).config.is_absolute()


def test_the_data_that_ships_is_found() -> None:
    assert (bundled_folder("presets") / "lying-leg-lift.toml").is_file()
    assert bundled_folder("sounds").is_dir()


def test_nothing_is_made_by_importing(tmp_path: Path) -> None:
    script = (
        "import legtimer.storage.locations as l, legtimer.storage.preset_library, legtimer.storage.history; l.locate()"
    )
    subprocess.run([sys.executable, "-c", script], env={"HOME": str(tmp_path), "PYTHONPATH": "."}, check=True)
    assert [*tmp_path.iterdir()] == []
