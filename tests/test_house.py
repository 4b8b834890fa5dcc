"""Packages import one way, there are no import cycles, a command loads only what it needs, and files stay small."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "legtimer"
PATHS = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "core": {"core"},
    "system": {"system"},
    "storage": {"storage", "core", "system"},
    "audio": {"audio", "core", "system"},
    "runtime": {"runtime", "storage", "audio", "core", "system"},
    "tui": {"tui", "runtime", "storage", "audio", "core", "system"},
    "web": {"web", "tui", "runtime", "storage", "audio", "core", "system"},
    "cli": {"cli", "web", "tui", "runtime", "storage", "audio", "core", "system"},
}
# The rest of the standard library reaches the disk, the network, the clock or other processes.
PURE = {
    *("bisect", "calendar", "collections", "copy", "datetime", "enum", "itertools", "math", "operator"),
    *("re", "typing", "msgspec", "hashlib", "unicodedata"),
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def package_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else "cli"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_packages_import_one_way(path: Path) -> None:
    own = [name.split(".") for name in imports(path) if name.startswith("legtimer.")]
    reached = {parts[1] for parts in own if (PACKAGE / parts[1]).is_dir()}
    assert reached <= MAY_IMPORT[package_of(path)], f"{path.name} imports {reached - MAY_IMPORT[package_of(path)]}"


@pytest.mark.parametrize(
    "path",
    [p for p in PATHS if package_of(p) != "system" and p.name != "driver_class.py"],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_what_differs_by_system_is_chosen_in_the_package_system(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<!assert )sys\.platform|os\.name|platform\.system|hasattr\((os|signal|time),", text)


def test_there_are_no_import_cycles() -> None:
    """Imports inside functions count as well."""
    modules = {module(path) for path in PATHS}
    reached = {module(path): {module_of(name, modules) for name in imports(path)} & modules for path in PATHS}
    TopologicalSorter(reached).prepare()


def module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def module_of(name: str, modules: set[str]) -> str:
    """The module that an imported name is, or is defined in."""
    return name if name in modules else name.rpartition(".")[0]


@pytest.mark.parametrize("path", [p for p in PATHS if package_of(p) == "core"], ids=lambda path: path.name)
def test_core_is_pure(path: Path) -> None:
    foreign = {name.partition(".")[0] for name in imports(path)} - PURE - {"legtimer"}
    assert not foreign, f"{path.name} imports {foreign}"


@pytest.mark.parametrize("path", [p for p in PATHS if package_of(p) not in ("tui", "web")], ids=lambda path: path.name)
def test_only_tui_and_web_import_textual(path: Path) -> None:
    assert not {name for name in imports(path) if name.partition(".")[0] in ("textual", "rich")}


def loaded_by(script: str) -> set[str]:
    code = f"{script}\nimport json, sys; sys.stderr.write(json.dumps(sorted(sys.modules)))"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    modules: list[str] = json.loads(done.stderr.splitlines()[-1])
    return {name for module in modules for name in (module, module.partition(".")[0])}


def test_the_core_loads_no_other_package() -> None:
    loaded = loaded_by("import legtimer.core.workout, legtimer.core.session")
    assert not loaded & {"textual", "tomlkit", "tomli", "subprocess", "platformdirs", "legtimer.storage", "socket"}


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"textual", "msgspec", "tomlkit", "platformdirs", "legtimer.tui", "legtimer.audio"}),
        (["presets", "--json"], {"textual", "tomlkit", "difflib", "legtimer.tui", "legtimer.audio"}),
        (["check", "presets/taster.toml"], {"textual", "tomlkit", "difflib", "legtimer.tui", "legtimer.audio"}),
        (["render", "taster", "."], {"textual", "tomlkit", "legtimer.tui", "asyncio"}),
        (["doctor", "--no-play"], {"textual", "rich", "tomlkit", "miniaudio", "simpleaudio", "legtimer.tui.app"}),
        (["history", "--json"], {"textual", "difflib", "legtimer.tui", "legtimer.audio"}),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], heavy: set[str], tmp_path: Path) -> None:
    folders = ["--config-dir", str(tmp_path), "--data-dir", str(tmp_path)]
    loaded = loaded_by(f"from legtimer.cli import main; main({[*folders, *arguments]!r})")
    assert not loaded & heavy


def test_the_first_frame_waits_for_no_screen_but_the_first_and_for_no_sound() -> None:
    loaded = loaded_by("import legtimer.cli.app, legtimer.audio.service, legtimer.tui.app")
    screens = {name for name in loaded if name.startswith("legtimer.tui.screens.")}
    assert screens == {"legtimer.tui.screens.picker"}
    assert not loaded & {"argparse", "tomlkit", "legtimer.audio.render", "legtimer.tui.graphics.figure"}


def test_no_python_file_is_longer_than_400_lines() -> None:
    folders = (PACKAGE.parent / name for name in ("legtimer", "tests", "benchmarks", "scripts"))
    paths = (path for folder in folders for path in folder.rglob("*.py"))
    assert [path for path in paths if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_script_and_style_of_the_page_stay_small() -> None:
    files = [path for path in (PACKAGE / "web" / "page").iterdir() if path.suffix in (".js", ".css")]
    assert 0 < sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files) < 300
