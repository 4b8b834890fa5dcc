"""A real workout in a window that is dragged about all the while ends as any other."""

import random
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_a_real_workout import ONE_SET, PRESET, the_session

pytestmark = pytest.mark.slow


def test_any_size_at_any_moment(tmp_path: Path) -> None:
    preset = tmp_path / "short-test.toml"
    preset.write_text(PRESET)
    chance = random.Random(7)
    with Terminal(tmp_path, "run", str(preset), "--mute") as terminal:
        terminal.wait_for("set 1 of 2")
        terminal.wait_until(lambda: any((tmp_path / "data" / "history").rglob("2*.toml")), "a session on disk")
        sizes = 0
        while the_session(tmp_path)["status"] == "running":
            terminal.resize(chance.randint(2, 300), chance.randint(1, 100))
            terminal.read()
            sizes += 1
        assert sizes > 50
        terminal.resize(80, 24)
        terminal.wait_for("Done.")
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    session = the_session(tmp_path)
    assert session["status"] == "completed"
    for record in session["sets"]:
        assert record["tension"] == pytest.approx(ONE_SET, abs=0.05)
