"""`legtimer run --plain` in real time: keys from a terminal or a pipe, signals, and the session saved."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from tests.preset_text import preset_text

pytestmark = pytest.mark.slow

SHORT = Preset(
    name="Short", prepare=0.5, blocks=(Block(name="Short", sets=2, reps=1, rest=1.0, tempo=Tempo(up=0.4, down=0.4)),)
)
LONG_REST = replace(SHORT, blocks=(replace(SHORT.blocks[0], rest=600.0),))


class Plain:
    """The real program with its standard streams as pipes or as a terminal."""

    def __init__(self, folder: Path, preset: Preset, *options: str, terminal: bool = False, term: str = "dumb") -> None:
        self.locations = Locations(config=folder / "config", data=folder / "data")
        self.path = self.locations.own_presets / "preset.toml"
        self.path.parent.mkdir(parents=True)
        self.path.write_text(preset_text(preset))
        folders = ["--config-dir", str(self.locations.config), "--data-dir", str(self.locations.data)]
        self.keys, there = pty.openpty() if terminal else os.pipe()[::-1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "legtimer", *folders, "run", str(self.path), "--plain", "--mute", *options],
            stdin=there,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TERM": term},
        )
        os.close(there)

    def __enter__(self) -> "Plain":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        os.close(self.keys)

    def press(self, keys: str) -> None:
        os.write(self.keys, keys.encode())

    def wait_for(self, text: str) -> str:
        assert self.process.stdout is not None
        for said in self.process.stdout:
            if text in said:
                return said
        raise AssertionError(f"{text} was not printed")

    @property
    def session(self) -> Session:
        (session,), _ = History(self.locations).read_all()
        return session


@pytest.mark.parametrize("terminal", [True, False])
def test_a_workout_is_performed_without_a_screen_and_saved(tmp_path: Path, terminal: bool) -> None:
    with Plain(tmp_path, SHORT, terminal=terminal) as plain:
        out, _ = plain.process.communicate(timeout=60)
        assert plain.process.returncode == 0
        assert out.splitlines()[-1] == "Saved: Short, 2 sets, 2 of 2 reps."
        assert "set 2 rep 1 down 0.4 s inhale" in out
        assert "\x1b" not in out
        assert plain.session.status == "completed"


@pytest.mark.parametrize("terminal", [True, False])
def test_q_twice_ends_and_saves_even_with_caps_lock(tmp_path: Path, terminal: bool) -> None:
    with Plain(tmp_path, LONG_REST, terminal=terminal) as plain:
        plain.wait_for("rest 600 s")
        plain.press("Q")
        plain.wait_for("q again ends the workout")
        plain.press("Q")
        assert plain.wait_for("Saved: ") == "Saved: Short, 1 set, 1 of 2 reps.\n"
        assert plain.process.wait(60) == 0
        assert plain.session.status == "stopped"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_what_was_done_saved(tmp_path: Path, number: signal.Signals) -> None:
    with Plain(tmp_path, LONG_REST) as plain:
        plain.wait_for("rest 600 s")
        plain.process.send_signal(number)
        plain.wait_for("Saved: Short, 1 set")
        assert plain.process.wait(60) == 128 + number
        assert plain.session.status == "stopped"


def test_a_reader_that_has_read_enough_ends_it_without_a_traceback(tmp_path: Path) -> None:
    with Plain(tmp_path, SHORT) as plain:
        plain.wait_for("set 1 rep 1 down")
        assert plain.process.stdout is not None
        plain.process.stdout.close()
        assert plain.process.wait(60) == 0


def test_without_saving_nothing_is_saved(tmp_path: Path) -> None:
    with Plain(tmp_path, SHORT, "--no-save") as plain:
        out, _ = plain.process.communicate(timeout=60)
        assert plain.process.returncode == 0
        assert out.splitlines()[-1] == "done"
        assert History(plain.locations).read_all() == ([], [])
        assert plain.path.read_text() == preset_text(SHORT)
