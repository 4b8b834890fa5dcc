"""Runs the command line in a temporary home and returns what it prints."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from legtimer.cli import main
from legtimer.core.preset import Block
from legtimer.core.session import Session, SetRecord, Tension
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History
from legtimer.storage.locations import Locations

EVIL = "\x1b]0;evil\x07"  # an escape sequence that would change the terminal's title


class Result(NamedTuple):
    code: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Cli:
    """Call it with arguments to run a command with its folders in `home`."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.locations = Locations(config=home / "config", data=home / "data")
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Result:
        folders = ("--config-dir", str(self.locations.config), "--data-dir", str(self.locations.data))
        code = main([*folders, *arguments])
        out, error = self._capsys.readouterr()
        assert "Traceback" not in error
        assert all(line.isprintable() for line in (*out.split("\n"), *error.split("\n")))
        return Result(code, out, error)

    def write_preset(self, stem: str, text: str) -> Path:
        """Write a preset file into the user's folder; returns its path."""
        path = self.locations.own_presets / f"{stem}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def add_session(self, day: int, preset: str) -> Session:
        """Add a session to the history, on that day of November 2026: one set, ended by a form break."""
        session = Session(
            id="",
            preset=preset,
            name="A lift",
            status="completed",
            started=datetime(2026, 11, day, 18, 30, 5, tzinfo=UTC),
            ended=datetime(2026, 11, day, 18, 40, tzinfo=UTC),
            effort=7,
            note="a, b",
            blocks=(Block(name="A lift", sets=1, reps=10, tempo=Tempo(up=2, down=4)),),
            sets=(
                SetRecord(block=1, set=1, reps_planned=10, reps=9, ended="form", tension=Tension(up=18.0, down=36.0)),
            ),
        )
        return History(self.locations).add(session)
