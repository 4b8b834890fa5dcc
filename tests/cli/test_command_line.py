"""What all commands have in common: one-line errors, exit codes, folders, pipes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from legtimer.cli import main
from tests import needs
from tests.cli.command_line import EVIL, Cli


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("--nothing",),
        ("check",),
        ("run",),
        ("run", "tastr"),
        ("run", "taster", "--sets", "0"),
        ("run", "taster", "--sets", "x"),
        ("run", "taster", "--reps", "201"),
        ("run", "taster", "--rest", "nan"),
        ("run", "taster", "--rest", "1e9"),
        ("run", "taster", "--prepare", "-1"),
        ("run", "taster", "--tempo", "4-0-2"),
        ("run", "taster", "--tempo", "4-0-0-0"),
        ("run", "taster", "--tempo", EVIL),
        ("run", "taster", "--sets", "50", "--reps", "200"),
        ("run", "legs-low-hold", "--tempo", "4-0-2-0"),
        ("run", "legs-low-hold", "--reps", "3"),
        ("run", EVIL),
        ("presets", "show", "nope"),
        ("presets", "show", EVIL),
        ("presets", "new", "x", "--from", "nope"),
        ("history", "--since", "yesterday"),
        ("history", "--json", "--csv"),
        (EVIL,),
    ],
)
def test_wrong_usage_prints_one_line_and_exits_with_2(cli: Cli, arguments: tuple[str, ...]) -> None:
    result = cli(*arguments)
    assert (result.code, result.out, result.error.count("\n")) == (2, "", 1)
    assert result.error.startswith("legtimer")


def test_global_options_are_accepted_before_and_after_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "presets"
    folder.mkdir()
    (folder / "mine.toml").write_text("schema = 1\nname = 'a'\nsets = 1\nwork = 5\n")
    flag = ["--config-dir", str(tmp_path)]
    for arguments in ([*flag, "presets"], ["presets", *flag], ["presets", "show", "mine", *flag]):
        assert main(arguments) == 0
        assert "level 3" in capsys.readouterr().out


def test_version_and_help_print_without_an_error(cli: Cli) -> None:
    assert cli("--version").out.startswith("legtimer 0.")
    for arguments in ([], ["run"], ["presets"], ["presets", "show"], ["presets", "new"], ["check"], ["history"]):
        result = cli(*arguments, "--help")
        assert (result.code, result.error) == (0, "")


def test_a_failing_disk_prints_one_line(cli: Cli) -> None:
    cli.locations.config.write_text("a file where a folder should be")
    result = cli("presets", "new", "mine")
    assert (result.code, result.error.count("\n")) == (1, 1)
    assert str(cli.locations.config) in result.error


def test_an_unexpected_exception_prints_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"boom\n{EVIL}")

    monkeypatch.setattr("legtimer.cli.presets.check", fail)
    result = cli("check", "x")
    assert (result.code, result.error.count("\n")) == (70, 1)


def legtimer(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start the program in a separate process."""
    return subprocess.Popen(
        [sys.executable, "-m", "legtimer", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_folders_can_be_set_by_environment_variables(tmp_path: Path) -> None:
    out, _ = legtimer("presets", "new", "mine", LEGTIMER_CONFIG_DIR=str(tmp_path)).communicate()
    assert out == f"{tmp_path / 'presets' / 'mine.toml'}\n"


def test_output_to_an_ascii_terminal_is_escaped() -> None:
    process = legtimer("presets", "show", "taster", PYTHONIOENCODING="ascii")
    out, error = process.communicate()
    assert (process.returncode, error) == (0, "")
    assert r"UP 2 \xb7 top 0.5" in out


def test_a_closed_pipe_is_not_an_error() -> None:
    process = legtimer("presets", "show", "bent-knee-heel-taps", "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 0
    process.stderr.close()


@needs.signals
def test_an_interrupted_command_exits_with_130() -> None:
    script = (
        "import legtimer.cli.presets as c, os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # background processes of a shell ignore it
        "c.check = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "from legtimer.cli import main\n"
        "sys.exit(main(['check', 'x']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, "")


@needs.shell
@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("command", "code"), [("presets", 0), ("--help", 0), ("--version", 0), ("", 2)])
def test_closed_standard_streams_are_no_bug(closed: str, command: str, code: int, tmp_path: Path) -> None:
    folders = {"LEGTIMER_CONFIG_DIR": str(tmp_path / "config"), "LEGTIMER_DATA_DIR": str(tmp_path / "data")}
    script = f"{sys.executable} -m legtimer {command} {closed}"
    done = subprocess.run(["sh", "-c", script], env={**os.environ, **folders}, capture_output=True, check=False)
    assert done.returncode == code
    assert not (tmp_path / "data").exists()  # there is no log


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["--help", "presets --help", "--version", "presets", "completion bash"])
def test_output_that_cannot_be_written_is_an_error_in_one_line(command: str, unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "legtimer", *command.split()],
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "legtimer: No space left on device\n")
