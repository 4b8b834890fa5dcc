"""A workout in a window that is resized all the time ends like any other."""

import random
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.workouts import ONE_SET, SHORT, the_session, written

pytestmark = pytest.mark.slow


def test_resizing_at_random_does_not_change_the_session(tmp_path: Path) -> None:
    chance = random.Random(7)
    with Terminal(tmp_path, "run", written(tmp_path, SHORT), "--mute") as terminal:
        terminal.wait_for("set 1 of 2")
        terminal.wait_until(lambda: any((tmp_path / "data" / "history").rglob("2*.toml")), "a session on disk")
        sizes = 0
        while the_session(tmp_path)["status"] == "running":
            terminal.resize(chance.randint(2, 300), chance.randint(1, 100))
            terminal.read()
            sizes += 1
        assert sizes > 50
        terminal.resize(80, 24)
        terminal.wait_for("your back?")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    session = the_session(tmp_path)
    assert session["status"] == "completed"
    assert [record["tension"] for record in session["sets"]] == [ONE_SET, ONE_SET]
