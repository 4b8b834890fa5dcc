"""Nothing leaves this computer: no command opens a network socket, except `serve`."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import planted

pytestmark = pytest.mark.slow

# Runs first in every process, including the player: records every use of a network.
WITNESS = """
import os, socket, sys
def witness(event, arguments):
    if event == "socket.__new__":
        if arguments[1] == socket.AF_UNIX:
            return
    elif event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        if arguments[0].family == socket.AF_UNIX:
            return
    elif event not in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"):
        return
    file = os.open({seen!r}, os.O_WRONLY | os.O_APPEND)
    os.write(file, f"{{event}} {{arguments[1:]}}\\n".encode())
    os.close(file)
sys.addaudithook(witness)
os.write(file := os.open({seen!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT), f"began {{sys.orig_argv[1:]}}\\n".encode())
os.close(file)
"""

PRESET = """
schema = 1
name = "A private one"
level = 1
sets = 1
reps = 1
prepare = 0.3
tempo = { up = 0.3, top = 0.0, down = 0.3, bottom = 0.0 }
"""

COMMANDS = [
    ["--version"],
    ["presets"],
    ["presets", "show", "taster"],
    ["presets", "new", "mine"],
    ["check", "mine.toml"],
    ["history"],
    ["history", "check"],
    ["render", "taster", "out.wav"],
    ["doctor", "--no-play"],
]


class Witness:
    """Records the network use of the processes started in its environment."""

    def __init__(self, home: Path) -> None:
        self._seen = home / "seen"
        self.environment = planted(home, WITNESS.format(seen=str(self._seen)))

    @property
    def processes(self) -> str:
        return "\n".join(line for line in self._lines if line.startswith("began "))

    @property
    def network(self) -> list[str]:
        return [line for line in self._lines if not line.startswith("began ")]

    @property
    def _lines(self) -> list[str]:
        return self._seen.read_text().splitlines()


def test_workout_picker_and_history_use_no_network(tmp_path: Path) -> None:
    witness = Witness(tmp_path)
    own = tmp_path / "config" / "presets"
    own.mkdir(parents=True)
    (own / "private.toml").write_text(PRESET)
    with Terminal(tmp_path, "run", "private", environment=witness.environment) as terminal:
        terminal.wait_for("your back?")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    with Terminal(tmp_path, environment=witness.environment) as terminal:
        terminal.wait_for("A private one")
        terminal.wait_until(lambda: "legtimer.audio.playback.player" in witness.processes, "a player")
        terminal.press("h")
        terminal.wait_for("1/1")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
    assert witness.network == []


def test_no_command_uses_a_network(tmp_path: Path) -> None:
    witness = Witness(tmp_path)
    environment = {**os.environ, **witness.environment}
    for folder in ("CONFIG", "DATA"):
        environment[f"LEGTIMER_{folder}_DIR"] = str(tmp_path / folder.lower())
    for command in COMMANDS:
        subprocess.run(
            [sys.executable, "-m", "legtimer", *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert f"'legtimer', {str(command)[1:-1]}]" in witness.processes
    assert witness.network == []


def test_serve_binds_to_loopback_only(tmp_path: Path) -> None:
    witness = Witness(tmp_path)
    server = subprocess.Popen(
        [sys.executable, "-m", "legtimer", "serve", "--port", "0", "--data-dir", str(tmp_path)],
        env={**os.environ, **witness.environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        assert "http://127.0.0.1:" in server.stdout.readline()
        assert "Sound plays" in server.stdout.readline()
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=30)
    bound = [re.search(r"'(.+?)', \d+", line) for line in witness.network if line.startswith("socket.bind")]
    assert [found[1] for found in bound if found] == ["127.0.0.1"] * len(bound) != []
    assert not [line for line in witness.network if line.startswith(("socket.connect", "socket.send", "urllib"))]
