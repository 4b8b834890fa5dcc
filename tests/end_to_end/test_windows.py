"""The real app full screen in a Windows Python under Wine: a whole workout, and endings in mid-set."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import DISTURBED, assert_kept
from tests.end_to_end.workouts import QUICK, the_session, written

START = r"""exec wine 'C:\python\python.exe' -m tests.end_to_end.wine_console "Z:$(tty)" "$@" """
WINE = {name: value for name, value in os.environ.items() if name.startswith(("DISPLAY", "WINE"))}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("WINEPREFIX" not in WINE, reason="needs the Wine that `make test-windows` starts"),
]


def opened(home: Path, *arguments: str, **environment: str) -> Terminal:
    """The app in a terminal; paths in `arguments` are on Wine's drive Z, the root folder of this system."""
    words = ["sh", "-c", START, "sh", *arguments]
    return Terminal(home, words=words, columns=120, rows=36, environment={**WINE, **environment})


def wait_for_start(terminal: Terminal, text: str) -> None:
    """Wait twice as long: Wine starts slowly on a busy machine."""
    with suppress(AssertionError):
        terminal.wait_for(text)
    terminal.wait_for(text)


def test_a_workout_started_in_the_picker_is_in_the_history(tmp_path: Path) -> None:
    presets = tmp_path / "config" / "presets"
    presets.mkdir(parents=True)
    Path(written(tmp_path, QUICK)).rename(presets / "quick.toml")
    with opened(tmp_path) as terminal:
        wait_for_start(terminal, "One-minute taster")
        terminal.press("/")
        terminal.wait_for("a word or two")
        terminal.press("rbis")
        terminal.wait_for("Kürbis")
        terminal.press("\r")
        terminal.press("\r")
        terminal.wait_for("your back?")
        terminal.press("\r")
        terminal.wait_for("start")
        terminal.press("h")
        terminal.wait_for("Kürbis")
        terminal.press("\x1b")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert the_session(tmp_path)["status"] == "completed"


def test_ctrl_c_in_a_pause_saves_the_session(tmp_path: Path) -> None:
    with opened(tmp_path, "run", written(tmp_path, DISTURBED)) as terminal:
        wait_for_start(terminal, "Second")
        terminal.press(" ")
        terminal.wait_for("goes on")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)


@pytest.mark.parametrize(
    ("event", "status"), [(1, 149), (2, 129), (5, 129)], ids=["ctrl+Break", "closed window", "logging off"]
)
def test_a_console_control_event_in_mid_set_saves_the_session(event: int, status: int, tmp_path: Path) -> None:
    with opened(tmp_path, "run", written(tmp_path, DISTURBED), LEGTIMER_TEST_EVENT=str(event)) as terminal:
        wait_for_start(terminal, "Second")
        (tmp_path / "data" / f"{event}.now").touch()
        assert terminal.wait_for_end() == status
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)
