"""Malicious files and arguments: no control character reaches the terminal, and none takes much memory or time."""

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal, environment_of
from tests.end_to_end.two_exercises import planted

pytestmark = pytest.mark.slow

# Would set the title, clear the screen and inject keys, with 7 and 8 bit codes; and is Textual markup.
EVIL = "\x1b]0;EVIL\x07\x1b[2J\x1b[6n\x9b2J\x90EVIL\x9c\x08\r\x00[bold]EVIL[/][@click=app.quit]x[/]\u202e"
IN_TOML = "".join(each if each.isprintable() and each.isascii() else f"\\u{ord(each):04x}" for each in EVIL)
MARKUP = "[bold]EVIL[/][@click=app.quit]x"
IN_ARGUMENT = EVIL.replace("\x00", "")
IN_NAME = IN_ARGUMENT.replace("/", "")
MEMORY = 2 * 1024**3  # bytes of addresses, of which most are never touched
PATIENCE = 30  # seconds for one command

GOOD = f'schema = 1\nname = "{MARKUP}"\nsets = 1\nreps = 1\nprepare = 0.3\ntempo = {{ up = 0.3, down = 0.3 }}\n'
PRESETS = {
    "mild": GOOD,
    "wild": GOOD.replace(MARKUP, IN_TOML),
    IN_NAME[:80]: GOOD,
    "faulty": GOOD.replace("sets = 1", "sets = 0") + f'"{IN_TOML}" = "{IN_TOML}"\n',
    "deep": "x = " + "[" * 100_000,
    "digits": "x = " + "9" * 200_000,
    "keys": ".".join("a" * 50_000) + " = 1",
    "raw": EVIL * 100,
    "cues": GOOD + f'[cues]\nup = "{IN_TOML}"\nform = ["{IN_TOML}"]\n',
}
SESSION = f"""
schema = 1
preset = "{IN_TOML}"
name = "{IN_TOML}"
status = "completed"
started = 2026-11-22T18:30:05+01:00
note = "{IN_TOML}"
[[blocks]]
name = "{IN_TOML}"
sets = 1
reps = 1
tempo = {{ up = 2.0, down = 4.0 }}
"""
COMMANDS = [
    ["presets"],
    ["presets", "--json"],
    ["presets", "show", "mild"],
    ["presets", "show", "wild"],
    ["presets", "show", IN_ARGUMENT],
    ["presets", "new", IN_ARGUMENT],
    ["check", "FILES"],
    ["check", "--json", "FILES"],
    ["check", IN_ARGUMENT, "x" * 100_000],
    ["history"],
    ["history", "--json"],
    ["history", "--csv"],
    ["history", "check"],
    ["history", "--since", IN_ARGUMENT],
    ["history", "--preset", IN_ARGUMENT],
    ["run", IN_ARGUMENT],
    ["run", "mild", "--sets", "9" * 10_000],
    ["render", "mild", f"{IN_NAME[:80]}.wav"],
    ["doctor", "--no-play"],
    [IN_ARGUMENT],
    ["--data-dir", IN_ARGUMENT, "history"],
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder full of malicious files."""
    presets, sounds = tmp_path / "config" / "presets", tmp_path / "config" / "sounds"
    year = tmp_path / "data" / "history" / "2026"
    for folder in (presets, sounds, year):
        folder.mkdir(parents=True)
    for stem, text in PRESETS.items():
        (presets / f"{stem}.toml").write_text(text)
    (tmp_path / "config" / "settings.toml").write_text(f'theme = "{IN_TOML}"\n"{IN_TOML}" = {"9" * 1000}\n')
    (sounds / f"{IN_NAME[:80]}.wav").write_bytes(EVIL.encode())
    (sounds / "up.wav").write_bytes(b"RIFF\xff\xff\xff\xffWAVEfmt " + b"\xff" * 1000)
    (year / "2026-11-22T18-30-05.toml").write_text(SESSION)
    (year / "2026-11-22T18-30-06.toml").write_text(EVIL)
    (year / f"2026-{IN_NAME[:80]}.toml").write_text("x = " + "[" * 100_000)
    return tmp_path


def raw(output: bytes) -> set[str]:
    """The control characters in an output."""
    return {each for each in output.decode() if not each.isprintable()} - {"\n"}


@pytest.mark.parametrize(
    "command", COMMANDS, ids=lambda command: " ".join(command)[:30].encode("unicode_escape").decode()
)
def test_no_command_prints_a_control_character(command: list[str], home: Path) -> None:
    files = [str(path) for path in sorted((home / "config" / "presets").iterdir())]
    arguments = [each for word in command for each in (files if word == "FILES" else [word])]
    done = subprocess.run(
        [sys.executable, "-m", "legtimer", *arguments],
        cwd=home,
        env={
            **os.environ,
            "LEGTIMER_CONFIG_DIR": str(home / "config"),
            "LEGTIMER_DATA_DIR": str(home / "data"),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    csv = "--csv" in command
    assert raw(done.stdout) - ({"\r"} if csv else set()) == set()
    assert raw(done.stderr) == set()
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    if done.returncode == 2:
        assert done.stderr.count(b"\n") == 1


def test_the_app_shows_malicious_names_as_text(home: Path) -> None:
    with Terminal(home, "run", "mild", "--mute") as terminal:
        terminal.wait_for("your back?")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
        terminal.read()
        assert terminal.left_behind == []
    with Terminal(home, columns=120, rows=40) as again:
        again.wait_for("start")
        again.press("h")
        again.wait_for("2026-11-22T18-30-06")
        again.press("\x03")
        assert again.wait_for_end() == 130
        again.read()
        assert again.left_behind == []
    for drawing in (terminal.drawing, again.drawing):
        assert b"EVIL" in drawing
        for harm in (b"\x1b]0;EVIL", b"\x9bEVIL", b"\xc2\x9b", b"\xc2\x90", b"\x00", b"\x08", "\u202e".encode()):
            assert harm not in drawing, drawing[drawing.index(harm) - 200 :][:400]


def test_every_file_and_folder_is_private_whatever_the_umask(tmp_path: Path) -> None:
    bug = (
        "from legtimer.tui.screens import workout\n"
        "def fail(self): raise ValueError('planted')\n"
        "workout.WorkoutScreen.action_skip = fail\n"
    )
    environment = planted(tmp_path, f"import os\nos.umask(0)\n{bug}")
    with Terminal(tmp_path, environment=environment) as terminal:
        terminal.wait_for("Lying leg lift")
        terminal.press("\r")
        terminal.wait_for("q end")
        terminal.press("m")  # saves a setting
        terminal.wait_for("muted")
        terminal.wait_for("Exhale")  # the first set
        terminal.press("q")
        terminal.wait_for("End this workout?")
        terminal.press("y")
        terminal.wait_for("your back?")
        terminal.press("\r")
        terminal.wait_for("Lying leg lift")
        terminal.press("h")
        terminal.wait_for("esc presets")
        terminal.wait_for("0/6")
        terminal.press("x")
        terminal.wait_for("JSON")
        terminal.press("j")
        terminal.wait_until(lambda: any((tmp_path / "data" / "exports").glob("*.json")), "the export")
        terminal.press("d")
        terminal.wait_for("No sessions yet")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
    with Terminal(tmp_path, "run", "taster", environment=environment) as terminal:
        terminal.wait_for("Exhale")
        (lock,) = (tmp_path / "data" / "running").iterdir()
        assert oct(lock.stat().st_mode) == oct(stat.S_IFREG | 0o600)
        terminal.press("\x1b[C")
        assert terminal.wait_for_end() == 70
    subprocess.run(
        [sys.executable, "-m", "legtimer", "presets", "new", "mine"],
        env={**os.environ, **environment_of(tmp_path, environment)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    made = {
        path: path.stat().st_mode
        for top in ("config", "data")
        for path in [tmp_path / top, *(tmp_path / top).rglob("*")]
    }
    assert {path: oct(mode) for path, mode in made.items()} == {
        path: oct(stat.S_IFDIR | 0o700 if path.is_dir() else stat.S_IFREG | 0o600) for path in made
    }
    # Every kind of file is among them.
    files = {path.relative_to(tmp_path).parts[:2] for path in made if path.is_file()}
    assert files == {
        ("config", "presets"), ("config", "settings.toml"),
        ("data", "bin"), ("data", "exports"), ("data", "history"), ("data", "legtimer.log"),
    }  # fmt: skip
