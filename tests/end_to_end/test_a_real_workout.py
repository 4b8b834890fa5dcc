"""The real program, real seconds, real files: planned and performed agree, however it ends."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.slow

PRESET = """
schema = 1
name = "Short test"
variation = "lying"
sets = 2
reps = 2
rest = 1.0
prepare = 1.0
[tempo]
up = 0.5
top = 0.2
down = 1.0
bottom = 0.3
"""
ONE_SET = {"up": 1.0, "top": 0.4, "down": 2.0, "bottom": 0.6}


@pytest.fixture
def preset(tmp_path: Path) -> Path:
    path = tmp_path / "short-test.toml"
    path.write_text(PRESET)
    return path


def the_session(home: Path) -> dict[str, Any]:
    (path,) = (home / "data" / "history").rglob("*.toml")
    return tomllib.loads(path.read_text())


def test_planned_and_performed_agree(tmp_path: Path, preset: Path) -> None:
    with Terminal(tmp_path, "run", str(preset)) as terminal:
        terminal.wait_for("2 sets")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    session = the_session(tmp_path)
    assert session["status"] == "completed"
    assert [record["ended"] for record in session["sets"]] == ["done", "done"]
    for record in session["sets"]:
        assert (record["reps"], record["reps_planned"]) == (2, 2)
        assert record["tension"] == pytest.approx(ONE_SET, abs=0.05)
    assert [record["rest"] for record in session["sets"]] == pytest.approx([1.0, 0.0], abs=0.05)
    # Ten seconds, and up to one in which the workout waited for its sound; the file tells whole seconds.
    assert 9 <= (session["ended"] - session["started"]).total_seconds() <= 13


def test_q_in_the_middle_keeps_what_was_done(tmp_path: Path, preset: Path) -> None:
    with Terminal(tmp_path, "run", str(preset)) as terminal:
        terminal.wait_for("set 2 of 2")
        terminal.press("q")
        terminal.wait_for("End this workout?")
        terminal.press("y")
        terminal.wait_for("Ended early")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    session = the_session(tmp_path)
    assert session["status"] == "stopped"
    assert session["sets"][0]["ended"] == "done"
    assert session["sets"][0]["tension"] == pytest.approx(ONE_SET, abs=0.05)


def test_a_power_cut_in_the_second_set_costs_only_that_set(tmp_path: Path, preset: Path) -> None:
    with Terminal(tmp_path, "run", str(preset)) as terminal:
        terminal.wait_for("set 2 of 2")
        terminal.kill()
    session = the_session(tmp_path)
    assert session["status"] == "running"
    (record,) = session["sets"]
    assert (record["set"], record["ended"], record["reps"]) == (1, "done", 2)
    assert record["tension"] == pytest.approx(ONE_SET, abs=0.05)
