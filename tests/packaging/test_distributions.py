"""The wheel and the sdist, each installed into a new environment, contain every file and run."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import legtimer
from tests.end_to_end.terminal import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]  # they share what takes long to build

ROOT = Path(__file__).parent.parent.parent
BUILD = (sys.executable, "-m", "hatchling", "build")

OPEN_EVERYTHING = """
import json
from pathlib import Path
import legtimer
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_library import PresetLibrary

sounds = SoundLibrary(bundled_folder("sounds"))
entries = PresetLibrary(Locations(config=Path("none"), data=Path("none"))).load()
print(json.dumps({
    "package": legtimer.__file__,
    "folders": [str(bundled_folder("presets")), str(bundled_folder("sounds"))],
    "presets": {entry.stem: [fault.expected for fault in entry.faults] for entry in entries},
    "sounds": {name: len(sounds.samples(name)) for name in sounds.names},
}))
"""


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(folder: Path) -> set[Path]:
    """All files in the folder, without bytecode."""
    every = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    return {path.relative_to(folder) for path in every}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("built")
    run(*BUILD, "--directory", folder, cwd=ROOT)
    return folder


def test_the_wheel_with_all_recordings_stays_below_10_mb(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.stat().st_size < 10_000_000


@pytest.fixture(scope="module", params=["*.whl", "*.tar.gz"], ids=["wheel", "sdist"])
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of programs of a new environment in which only legtimer is installed."""
    (distribution,) = built.glob(request.param)
    folder = tmp_path_factory.mktemp("installed")
    environment = folder / "environment"
    programs = Path(sysconfig.get_path("scripts", "venv", vars={"base": str(environment)}))
    if shutil.which("uv"):
        run("uv", "venv", "--python", sys.executable, environment, cwd=folder)
        run("uv", "pip", "install", "--python", programs / "python", distribution, cwd=folder)
    else:
        venv.create(environment, with_pip=True)
        run(programs / "python", "-m", "pip", "install", "--disable-pip-version-check", distribution, cwd=folder)
    return programs


@pytest.fixture
def package(installed: Path, tmp_path: Path) -> Path:
    """The folder of the installed package."""
    return Path(run(installed / "python", "-c", "import legtimer; print(legtimer.__file__)", cwd=tmp_path)).parent


def test_every_preset_and_sound_of_the_installed_package_opens(installed: Path, tmp_path: Path) -> None:
    found = json.loads(run(installed / "python", "-c", OPEN_EVERYTHING, cwd=tmp_path))
    package = Path(found["package"]).parent
    assert not package.is_relative_to(ROOT)
    assert found["folders"] == [str(package / "data" / "presets"), str(package / "data" / "sounds")]
    assert found["presets"] == {path.stem: [] for path in (ROOT / "presets").glob("*.toml")}
    assert set(found["sounds"]) == {path.stem for path in (ROOT / "sounds").glob("*.wav")}
    assert all(found["sounds"].values())
    assert found["presets"]
    assert found["sounds"]


def test_the_installed_command_lists_the_presets(installed: Path, tmp_path: Path) -> None:
    presets = json.loads(run(installed / "legtimer", "presets", "--json", cwd=tmp_path))
    assert {preset["stem"] for preset in presets} == {path.stem for path in (ROOT / "presets").glob("*.toml")}


def test_the_installed_app_performs_a_workout(installed: Path, tmp_path: Path) -> None:
    with Terminal(tmp_path, words=[str(installed / "legtimer")]) as terminal:
        terminal.wait_for("One-minute taster")
        terminal.press("\r")
        terminal.wait_for("left")
        terminal.press("\x1b[C")  # the first set, of which something is done
        terminal.wait_for("Inhale")
        terminal.press("q")
        terminal.wait_for("End this workout?")
        terminal.press("y")
        terminal.wait_for("your back?")
        terminal.press("\r")
        terminal.wait_for("You did One-minute taster today")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []


def test_the_installed_package_has_exactly_the_files_of_the_repository(package: Path) -> None:
    shipped = {Path("data") / folder / path for folder in ("presets", "sounds") for path in files(ROOT / folder)}
    assert files(package) == files(ROOT / "legtimer") | shipped
    assert {path for path in shipped if path.suffix not in (".toml", ".wav")} == {
        Path("data/sounds/README.md"),
        Path("data/sounds/LICENSE-hibari-tts.txt"),
    }


def test_the_terminal_of_the_browser_is_installed_with_its_licence(package: Path) -> None:
    xterm = package / "web" / "page" / "xterm"
    assert (xterm / "xterm.mjs").is_file()
    assert "Permission is hereby granted" in (xterm / "LICENSE").read_text(encoding="utf-8")


def test_the_installed_version_is_the_one_in_the_source(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "legtimer", "--version", cwd=tmp_path) == f"legtimer {legtimer.__version__}\n"
    script = "from importlib.metadata import version; print(version('legtimer'))"
    assert run(installed / "python", "-c", script, cwd=tmp_path).strip() == legtimer.__version__


def test_the_man_page_is_installed_where_man_finds_it(installed: Path) -> None:
    manual = installed.parent / "share" / "man" / "man1" / "legtimer.1"
    assert manual.read_text(encoding="utf-8").startswith(".TH LEGTIMER 1")


def test_the_sdist_builds_the_same_wheel_and_has_all_files_for_contributors(built: Path, tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as sdist:
        sdist.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    for folder in ("legtimer", "presets", "sounds", "docs", "tests", "benchmarks", "scripts"):
        assert files(unpacked / folder) == files(ROOT / folder)
    assert {"Makefile", "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "uv.lock"} <= {
        path.name for path in unpacked.iterdir()
    }
    run(*BUILD, "--target", "wheel", "--directory", tmp_path, cwd=unpacked)
    wheels = (*tmp_path.glob("*.whl"), *built.glob("*.whl"))
    assert len(wheels) == 2
    first, second = ({item.filename: item.CRC for item in zipfile.ZipFile(wheel).infolist()} for wheel in wheels)
    assert first == second
