"""In tmux and GNU screen the app is drawn, reads keys, and restores the window."""

import os
import shutil
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal, command
from tests.end_to_end.workouts import QUICK, the_session, written

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("program", ["tmux", "screen"])
def test_a_workout_in_a_multiplexer_is_completed_and_saved(program: str, tmp_path: Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program} here")
    status, sockets = tmp_path / "status", tmp_path / "sockets"
    sockets.mkdir(mode=0o700)
    start = {
        "tmux": ["tmux", "-S", str(sockets / "tmux"), "-f", os.devnull, "new-session"],
        "screen": ["screen", "-U", "-c", os.devnull],
    }
    legtimer = " ".join(command("run", written(tmp_path, QUICK), "--mute"))
    shell = ["sh", "-c", f"{legtimer}; echo $? >{status}; echo given back; read _"]
    environment = {"SCREENDIR": str(sockets), "COLORTERM": "", "SHELL": "/bin/sh"}
    with Terminal(tmp_path, words=[*start[program], *shell], environment=environment) as terminal:
        terminal.wait_until(lambda: "Kürbis" in terminal.text and "██" in terminal.text, "the workout")
        terminal.wait_for("your back?")
        terminal.press("\r")
        terminal.wait_for("given back")
        assert status.read_text() == "0\n"
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    assert the_session(tmp_path)["status"] == "completed"
