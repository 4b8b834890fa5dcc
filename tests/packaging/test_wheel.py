"""What people install: the built wheel, in an environment of its own, finds every file that ships with it."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import legtimer

ROOT = Path(__file__).parent.parent.parent

OPEN_EVERYTHING = """
import json
from pathlib import Path
import legtimer
from legtimer.audio.sounds import SoundLibrary
from legtimer.storage.locations import Locations, shipped
from legtimer.storage.presets import Library

sounds = SoundLibrary(shipped("sounds"))
entries = Library(Locations(config=Path("none"), data=Path("none"))).load()
print(json.dumps({
    "package": legtimer.__file__,
    "folders": [str(shipped("presets")), str(shipped("sounds"))],
    "presets": {entry.stem: [fault.expected for fault in entry.faults] for entry in entries},
    "sounds": {name: len(sounds.samples(name)) for name in sounds.names},
}))
"""


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    if shutil.which("uv"):
        run("uv", "venv", "--python", sys.executable, environment, cwd=folder)
        run("uv", "pip", "install", "--python", programs / "python", wheel, cwd=folder)
    else:
        venv.create(environment, with_pip=True)
        run(programs / "python", "-m", "pip", "install", "--disable-pip-version-check", wheel, cwd=folder)
    return programs


@pytest.mark.slow
def test_an_installed_wheel_opens_every_preset_and_sound(installed: Path, tmp_path: Path) -> None:
    found = json.loads(run(installed / "python", "-c", OPEN_EVERYTHING, cwd=tmp_path))
    package = Path(found["package"]).parent
    assert not package.is_relative_to(ROOT)
    assert found["folders"] == [str(package / "data" / "presets"), str(package / "data" / "sounds")]
    assert found["presets"] == {path.stem: [] for path in (ROOT / "presets").glob("*.toml")}
    assert set(found["sounds"]) == {path.stem for path in (ROOT / "sounds").glob("*.wav")}
    assert all(found["sounds"].values())
    assert found["presets"]
    assert found["sounds"]


@pytest.mark.slow
def test_the_command_of_an_installed_wheel_answers(installed: Path, tmp_path: Path) -> None:
    presets = json.loads(run(installed / "legtimer", "presets", "--json", cwd=tmp_path))
    assert {preset["stem"] for preset in presets} == {path.stem for path in (ROOT / "presets").glob("*.toml")}


@pytest.mark.slow
def test_the_wheel_has_the_style_sheets_and_the_types(installed: Path, tmp_path: Path) -> None:
    script = "import legtimer; print(legtimer.__file__)"
    package = Path(run(installed / "python", "-c", script, cwd=tmp_path).strip()).parent
    styles = {path.relative_to(ROOT / "legtimer") for path in (ROOT / "legtimer").rglob("*.tcss")}
    assert {path.relative_to(package) for path in package.rglob("*.tcss")} == styles
    assert (package / "py.typed").is_file()


@pytest.mark.slow
def test_the_data_in_the_wheel_is_presets_sounds_and_the_licence_of_the_sounds(installed: Path, tmp_path: Path) -> None:
    script = "import legtimer; print(legtimer.__file__)"
    data = Path(run(installed / "python", "-c", script, cwd=tmp_path).strip()).parent / "data"
    files = {path.relative_to(data) for path in data.rglob("*") if path.is_file()}
    assert {path for path in files if path.suffix not in (".toml", ".wav")} == {Path("sounds/README.md")}


@pytest.mark.slow
def test_the_version_is_the_one_in_the_package(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "legtimer", "--version", cwd=tmp_path) == f"legtimer {legtimer.__version__}\n"
    script = "from importlib.metadata import version; print(version('legtimer'))"
    assert run(installed / "python", "-c", script, cwd=tmp_path).strip() == legtimer.__version__


@pytest.mark.slow
def test_the_manual_is_where_man_looks(installed: Path) -> None:
    manual = installed.parent / "share" / "man" / "man1" / "legtimer.1"
    assert manual.read_text(encoding="utf-8").startswith(".TH LEGTIMER 1")


@pytest.mark.slow
def test_the_sdist_makes_the_same_wheel_and_has_what_a_contributor_needs(installed: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build"]
    run(*build, "--target", "sdist", "--directory", tmp_path, cwd=ROOT)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as sdist:
        sdist.extractall(tmp_path, filter="data")
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert {"Makefile", "README.md", "CONTRIBUTING.md", "LICENSE", "tests", "docs", "scripts"} <= {
        path.name for path in unpacked.iterdir()
    }
    run(*build, "--target", "wheel", "--directory", tmp_path, cwd=unpacked)
    wheels = (*tmp_path.glob("*.whl"), *installed.parent.parent.glob("*.whl"))
    assert len(wheels) == 2
    first, second = ({item.filename: item.CRC for item in zipfile.ZipFile(wheel).infolist()} for wheel in wheels)
    assert first == second
