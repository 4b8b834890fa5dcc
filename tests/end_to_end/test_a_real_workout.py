"""The real program in real time with real files: the session agrees with the preset."""

from pathlib import Path

import pytest

from legtimer.audio.playback.player import OPENING_S
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.workouts import ONE_SET, SHORT, the_session, written

pytestmark = pytest.mark.slow

ROUNDING = 1.0  # seconds: the file has whole seconds
STARTING = 1.0  # seconds in which a busy machine opens the screen


def test_a_completed_session_agrees_with_the_preset(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, SHORT)) as terminal:
        terminal.wait_for("your back?")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    session = the_session(tmp_path)
    assert session["status"] == "completed"
    assert [record["ended"] for record in session["sets"]] == ["done", "done"]
    for record in session["sets"]:
        assert (record["reps"], record["reps_planned"]) == (2, 2)
        assert record["tension"] == ONE_SET
    assert [record["rest"] for record in session["sets"]] == [1.0, 0.0]
    assert [record["paused"] for record in session["sets"]] == [0.0, 0.0]
    # Not shorter than planned, and longer by the wait for the sound.
    took, planned = (session["ended"] - session["started"]).total_seconds(), SHORT.duration / 1000
    assert planned <= took <= planned + OPENING_S + ROUNDING + STARTING


def test_quitting_in_a_set_saves_what_was_done(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, SHORT)) as terminal:
        terminal.wait_for("set 2 of 2")
        terminal.press("q")
        terminal.wait_for("End this workout?")
        terminal.press("y")
        terminal.wait_for("your back?")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    session = the_session(tmp_path)
    assert session["status"] == "stopped"
    assert session["sets"][0]["ended"] == "done"
    assert session["sets"][0]["tension"] == ONE_SET


def test_a_kill_in_the_second_set_loses_only_that_set(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, SHORT)) as terminal:
        terminal.wait_for("set 2 of 2")
        terminal.wait_until(lambda: len(the_session(tmp_path)["sets"]) == 1, "the first set on disk")
        terminal.kill()
    session = the_session(tmp_path)
    assert session["status"] == "running"
    (record,) = session["sets"]
    assert (record["set"], record["ended"], record["reps"]) == (1, "done", 2)
    assert record["tension"] == ONE_SET
