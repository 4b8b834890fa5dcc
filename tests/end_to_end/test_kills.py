"""Whenever the program is killed, every finished set is on disk in a valid file."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from legtimer.core.session import Session
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans
from tests.end_to_end.many_workouts import PRESET
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import DISTURBED, wait_for_second
from tests.end_to_end.workouts import the_session, written

pytestmark = pytest.mark.slow

PROGRAMS = 2  # at once, in one history
KILLS = 100  # of workouts of each


def test_two_hundred_kills_at_random_moments_lose_no_finished_set(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.end_to_end.many_workouts", str(tmp_path), str(KILLS), str(seed)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(PROGRAMS)
    ]
    lines = [line.split(" ") for program in programs for line in program.communicate()[0].splitlines()]
    assert len(lines) == PROGRAMS * KILLS
    told = {id_: int(sets) for id_, sets in lines if id_}
    assert set(told.values()) == {0, 1, 2, 3, 4}  # from the start to the end

    history = History(Locations(config=tmp_path / "config", data=tmp_path / "data"))
    before, unreadable = history.read_all()
    assert unreadable == []
    there = {session.id: session for session in before}
    assert {id_ for id_, sets in told.items() if sets} <= set(there)  # those of which nothing was done are not listed
    for id_ in told.keys() & there.keys():
        sets = told[id_]
        assert sets <= len(there[id_].sets) <= sets + 1
        assert [record.set for record in there[id_].sets] == [*range(1, len(there[id_].sets) + 1)]
        assert all(record.clean and record.tension.total == 6 for record in there[id_].sets)
        assert there[id_].blocks == PRESET.blocks

    closed = close_orphans(history, datetime.now().astimezone())
    running = {session.id for session in before if session.status == "running"}
    empty = {session.id for session in before if session.status == "running" and not session.sets}
    assert {session.id for session in closed if isinstance(session, Session)} == running - empty
    after, unreadable = history.read_all()
    assert unreadable == []
    assert {session.status for session in after} == {"interrupted", "completed"}
    assert {session.id: session.sets for session in after} == {
        session.id: session.sets for session in before if session.id not in empty
    }
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".toml"] == []


def test_the_next_start_reports_the_interrupted_session(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED)) as terminal:
        wait_for_second(terminal)
        terminal.wait_until(lambda: bool(the_session(tmp_path).get("sets")), "the first set in the file")
        terminal.kill()
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("interrupted")


def test_a_workout_killed_before_its_first_set_leaves_no_session(tmp_path: Path) -> None:
    files = tmp_path / "data" / "history"
    with Terminal(tmp_path, "run", "lying-leg-lift", "--mute") as terminal:
        terminal.wait_until(lambda: any(files.rglob("2*.toml")), "the session's file")
        terminal.kill()
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("history")
        terminal.wait_until(lambda: not any(files.rglob("2*.toml")), "the removal of the file")
