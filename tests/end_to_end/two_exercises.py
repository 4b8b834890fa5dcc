"""A workout to disturb: a short set that is soon done, then a long one."""

import sys
from pathlib import Path

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.workouts import the_session

DISTURBED = Preset(
    name="Disturbed",
    prepare=0.3,
    blocks=(
        Block(name="First", variation="lying", sets=1, reps=1, rest_after=0.3, tempo=Tempo(up=0.3, down=0.3)),
        Block(name="Second", variation="lying", sets=1, reps=100, tempo=Tempo(up=2.0, down=4.0)),
    ),
)
FIRST = {"block": 1, "set": 1, "reps_planned": 1, "reps": 1, "ended": "done"}


def wait_for_second(terminal: Terminal) -> None:
    """Wait until the second exercise is under way."""
    terminal.wait_until(lambda: "Second" in terminal.text, "the second set")


def assert_kept(home: Path, status: str = "stopped") -> None:
    """Check that the session was ended and holds the finished set, and what was done of the next."""
    session = the_session(home)
    assert session["status"] == status
    first, *second = session["sets"]
    assert {key: first[key] for key in FIRST} == FIRST
    assert [record["ended"] for record in second] in ([], ["stopped"])
    assert session["ended"] > session["started"]
    assert not list((home / "data" / "running").glob("*"))


def planted(home: Path, source: str) -> dict[str, str]:
    """Return an environment in which the program runs this code first."""
    folder = home / "planted"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(source)
    return {"PYTHONPATH": f"{folder}:{':'.join(sys.path)}"}
