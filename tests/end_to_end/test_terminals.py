"""Each kind of terminal is sent what it can show; without a terminal there is one line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Cues
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.workouts import QUICK, the_session, written

pytestmark = pytest.mark.slow

OLD = {"COLORTERM": ""}
IN_FULL, IN_ASCII = "Kürbis ⚽ short", "Kurbis ?? short"
NAMED = replace(QUICK, name=IN_FULL, blocks=(replace(QUICK.blocks[0], name=IN_FULL, cues=Cues(form=("Größe – 体",))),))


@pytest.mark.parametrize(
    ("environment", "name", "colours"),
    [
        ({}, IN_FULL, {"by parts"}),
        ({"LANG": "C"}, IN_ASCII, {"by parts"}),
        ({"TERM": "linux", **OLD}, IN_ASCII, {"of 16"}),
        ({"TERM": "vt100", **OLD}, IN_ASCII, {"of 16"}),
        ({"TERM": "xterm-16color", **OLD}, IN_FULL, {"of 16"}),
        ({"NO_COLOR": "1"}, IN_FULL, set()),
    ],
    ids=str,
)
def test_a_workout_uses_only_what_the_terminal_can_show(
    environment: dict[str, str], name: str, colours: set[str], tmp_path: Path
) -> None:
    errors, preset = tmp_path / "errors", written(tmp_path, NAMED)
    with Terminal(tmp_path, "run", preset, "--mute", environment=environment, errors=errors) as terminal:
        terminal.wait_for(name)
        terminal.wait_for("####" if name is IN_ASCII else "██")  # big letters
        terminal.wait_for("under tension")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
        terminal.read()
        assert terminal.left_behind == []
        assert terminal.drawing.isascii() is (name is IN_ASCII)
        assert _colours(terminal.drawing) == colours
    assert errors.read_text() == ""  # the screen is standard output
    assert the_session(tmp_path)["status"] == "completed"


def test_the_picker_and_the_history_are_drawn_in_ascii(tmp_path: Path) -> None:
    with Terminal(tmp_path, environment={"LANG": "C"}) as terminal:
        terminal.wait_for("Lying leg lift")
        terminal.press("h")
        terminal.wait_for("No sessions yet")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
        assert terminal.drawing.isascii()


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "xterm-16color", **OLD}], ids=str)
def test_the_cursor_is_visible_without_shades(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal(tmp_path, environment=environment) as terminal:
        terminal.wait_for("Lying leg lift")
        terminal.wait_until(lambda: _stands_out(terminal, "One-minute taster"), "the cursor")
        assert not _stands_out(terminal, "Lying leg lift")


@pytest.mark.parametrize("command", [[], ["run", "taster"]], ids=["app", "run"])
def test_a_dumb_terminal_is_refused_in_one_line(command: list[str], tmp_path: Path) -> None:
    with Terminal(tmp_path, *command, environment={"TERM": "dumb"}) as terminal:
        assert terminal.wait_for_end() == 2
        terminal.read()
        assert terminal.drawing.count(b"\n") == 1
        assert b"TERM is dumb" in terminal.drawing
        assert b"\x1b" not in terminal.drawing


@pytest.mark.parametrize("command", [[], ["run", "taster"]], ids=["app", "run"])
@pytest.mark.parametrize("piped", ["stdin", "stdout"])
def test_without_a_terminal_the_app_is_refused_in_one_line(command: list[str], piped: str, tmp_path: Path) -> None:
    """The other of the two is a terminal."""
    master, slave = os.openpty()
    stdin = subprocess.DEVNULL if piped == "stdin" else slave
    stdout = subprocess.PIPE if piped == "stdout" else slave
    environment = {**os.environ, "LEGTIMER_CONFIG_DIR": str(tmp_path / "c"), "LEGTIMER_DATA_DIR": str(tmp_path / "d")}
    done = subprocess.run(
        [sys.executable, "-m", "legtimer", *command],
        stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=environment, timeout=60, check=False,
    )  # fmt: skip
    os.close(slave)
    os.close(master)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"needs a terminal" in done.stderr
    assert not done.stdout
    assert not list(tmp_path.iterdir())


def _colours(drawing: bytes) -> set[str]:
    """The kinds of colours used: of 16, of 256, or by their parts."""
    kinds = set()
    for codes in re.findall(rb"\x1b\[([\d;]*)m", drawing):
        if b"8;2;" in codes:
            kinds.add("by parts")
        elif b"8;5;" in codes:
            kinds.add("of 256")
        elif re.search(rb"(^|;)(3|4|9|10)[0-7](;|$)", codes):
            kinds.add("of 16")
    return kinds


def _stands_out(terminal: Terminal, text: str) -> bool:
    """Whether a text has a background of its own, wherever it is."""
    rows = [(y, line.index(text)) for y, line in enumerate(terminal.screen.display) if text in line]
    cells = [terminal.screen.buffer[y][x] for y, x in rows]
    return any(cell.reverse or cell.bg != "default" for cell in cells)
