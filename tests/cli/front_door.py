"""Asking the front door, and what it answers."""

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

EVIL = "\x1b]0;evil\x07"  # what would steer a terminal


class Answer(NamedTuple):
    code: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Cli:
    """The command line of a person whose folders are in `home`: call it with arguments."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.locations = Locations(config=home / "config", data=home / "data")
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Answer:
        folders = ("--config-dir", str(self.locations.config), "--data-dir", str(self.locations.data))
        code = main([*folders, *arguments])
        out, error = self._capsys.readouterr()
        assert "Traceback" not in error
        assert all(line.isprintable() for line in (*out.split("\n"), *error.split("\n")))
        return Answer(code, out, error)

    def own(self, stem: str, text: str) -> Path:
        """Write a preset of one's own; where it is."""
        path = self.locations.own_presets / f"{stem}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def record(self, day: int, preset: str) -> Session:
        """Put a session of that day of November into the history: one set, with a form break."""
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
