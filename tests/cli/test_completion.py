"""Tab completion, tested in the shells themselves."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from legtimer.cli import main

PRESET = "schema = 1\nname = 'Mine'\nsets = 1\nwork = 5\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two presets, one with a command in its name, and a `legtimer` program in `bin`."""
    presets = tmp_path / "config" / "presets"
    presets.mkdir(parents=True)
    (presets / "my-own-lift.toml").write_text(PRESET)
    (presets / "$(touch executed).toml").write_text(PRESET)
    program = tmp_path / "bin" / "legtimer"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m legtimer "$@"\n')
    program.chmod(0o755)
    return tmp_path


def write_script(shell: str, home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["completion", shell]) == 0
    path = home / f"legtimer.{shell}"
    path.write_text(capsys.readouterr().out)
    return path


def completions(shell: str, home: Path, command: str) -> list[str]:
    environment = {
        **os.environ,
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "LEGTIMER_CONFIG_DIR": str(home / "config"),
        "LEGTIMER_DATA_DIR": str(home / "data"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "HOME": str(home),
    }
    done = subprocess.run(
        [shell, "-c", command], cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert not (home / "executed").exists()
    return done.stdout.split()


needs_shell = {
    shell: pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not installed")
    for shell in ("bash", "zsh", "fish")
}


@needs_shell["bash"]
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("run lying", ["lying-leg-lift"]),
        ("run my-own", ["my-own-lift"]),
        ("presets show tast", ["taster"]),
        ("presets new x --from tast", ["taster"]),
        ("history --preset tast", ["taster"]),
        ("pres", ["presets"]),
        ("completion b", ["bash"]),
    ],
)
def test_bash_completes_commands_and_preset_names(
    home: Path, capsys: pytest.CaptureFixture[str], words: str, expected: list[str]
) -> None:
    line = f"legtimer {words}".split()
    command = (
        f"source {write_script('bash', home, capsys)}; COMP_WORDS=({' '.join(line)}); COMP_CWORD={len(line) - 1}; "
        "$(complete -p legtimer | sed 's/.*-F \\([^ ]*\\).*/\\1/'); echo \"${COMPREPLY[@]}\""
    )
    assert completions("bash", home, command) == expected


@needs_shell["fish"]
def test_fish_completes_preset_names(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = f"source {write_script('fish', home, capsys)}; complete -C 'legtimer run my-own'"
    assert completions("fish", home, command)[:1] == ["my-own-lift"]


@needs_shell["zsh"]
def test_zsh_completes_preset_names(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Runs in a pseudo-terminal of zsh itself, because zsh completes only in a terminal."""
    script = write_script("zsh", home, capsys)
    command = (
        f"zmodload zsh/zpty; zpty shell 'zsh -f -i'; zpty -w shell 'autoload -Uz compinit; compinit -u -D; "
        f"eval \"$(<{script})\"; PS1=ready; echo loa''ded'; zpty -r shell out '*loaded*ready*'; "
        "zpty -w -n shell $'legtimer run my-own\\t'; zpty -r shell out '*my-own-lift*'; echo found"
    )
    assert completions("zsh", home, command) == ["found"]


def test_preset_names_that_a_shell_would_execute_are_not_listed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config-dir", str(home / "config"), "presets", "--names"]) == 0
    names = capsys.readouterr().out.split("\n")
    assert "my-own-lift" in names
    assert not any("$" in name for name in names)
