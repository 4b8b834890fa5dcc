"""What the tab key offers, asked of the shells themselves."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from legtimer.cli import main

OWN = "schema = 1\nname = 'Mine'\nsets = 1\nwork = 5\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person with a preset of their own, one whose name is a trap, and legtimer on their path."""
    presets = tmp_path / "config" / "presets"
    presets.mkdir(parents=True)
    (presets / "my-own-lift.toml").write_text(OWN)
    (presets / "$(touch trapped).toml").write_text(OWN)
    program = tmp_path / "bin" / "legtimer"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m legtimer "$@"\n')
    program.chmod(0o755)
    return tmp_path


def script(shell: str, home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["completion", shell]) == 0
    path = home / f"legtimer.{shell}"
    path.write_text(capsys.readouterr().out)
    return path


def ask(shell: str, home: Path, command: str) -> list[str]:
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
    assert not (home / "trapped").exists()
    return done.stdout.split()


needs = {shell: pytest.mark.skipif(not shutil.which(shell), reason=f"no {shell}") for shell in ("bash", "zsh", "fish")}


@needs["bash"]
@pytest.mark.parametrize(
    ("words", "offered"),
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
def test_bash_completes(home: Path, capsys: pytest.CaptureFixture[str], words: str, offered: list[str]) -> None:
    line = f"legtimer {words}".split()
    command = (
        f"source {script('bash', home, capsys)}; COMP_WORDS=({' '.join(line)}); COMP_CWORD={len(line) - 1}; "
        "$(complete -p legtimer | sed 's/.*-F \\([^ ]*\\).*/\\1/'); echo \"${COMPREPLY[@]}\""
    )
    assert ask("bash", home, command) == offered


@needs["fish"]
def test_fish_completes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = f"source {script('fish', home, capsys)}; complete -C 'legtimer run my-own'"
    assert ask("fish", home, command)[:1] == ["my-own-lift"]


@needs["zsh"]
def test_zsh_completes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a terminal of zsh's own, since it completes nowhere else."""
    command = (
        f"zmodload zsh/zpty; zpty shell 'zsh -f -i'; zpty -w shell 'autoload -Uz compinit; compinit -u -D; "
        f"eval \"$(<{script('zsh', home, capsys)})\"; PS1=ready; echo loa''ded'; zpty -r shell out '*loaded*ready*'; "
        "zpty -w -n shell $'legtimer run my-own\\t'; zpty -r shell out '*my-own-lift*'; echo found"
    )
    assert ask("zsh", home, command) == ["found"]


def test_names_that_a_shell_would_run_are_not_offered(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config-dir", str(home / "config"), "presets", "--names"]) == 0
    names = capsys.readouterr().out.split("\n")
    assert "my-own-lift" in names
    assert not any("$" in name for name in names)
