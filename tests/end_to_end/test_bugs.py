"""A bug of its own never shows a traceback: the session is kept, the terminal restored, a report written."""

import stat
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import DISTURBED, assert_kept, planted, wait_for_second
from tests.end_to_end.workouts import the_session, written

pytestmark = pytest.mark.slow

# Where a bug may be, and what plants it there: it strikes once the second exercise is under way.
BUGS = {
    "pulse": """
from legtimer.runtime import controller as controller
pulse = controller.WorkoutController.pulse
def fail(self):
    pulse(self)
    if self.workout.position > 1400:
        raise ValueError("planted \\x1b[31m[bold]here")
controller.WorkoutController.pulse = fail
""",
    "drawing": """
from legtimer.tui.widgets import figure
render = figure.Figure.render_line
def fail(self, y):
    if self.screen.controller.workout.position > 1400:
        raise ValueError("planted \\x1b[31m[bold]here")
    return render(self, y)
figure.Figure.render_line = fail
""",
    "key": """
from legtimer.tui.screens import workout
def fail(self):
    raise ValueError("planted \\x1b[31m[bold]here")
workout.WorkoutScreen.action_skip = fail
""",
}


@pytest.mark.parametrize("where", BUGS)
def test_a_bug_in_mid_workout(where: str, tmp_path: Path) -> None:
    environment = planted(tmp_path, BUGS[where])
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), environment=environment) as terminal:
        if "Screen" in BUGS[where]:
            wait_for_second(terminal)
            terminal.press("\x1b[C")
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
        said = terminal.drawing.rsplit(b"\x1b[?1006l", 1)[1].decode().strip()
    assert_kept(tmp_path)
    (report,) = (tmp_path / "data" / "crash-reports").iterdir()
    assert said.startswith(r"legtimer: this should not have happened (ValueError: planted \x1b[31m[bold]here)")
    assert str(report) in said
    assert "\n" not in said
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert "Traceback" in report.read_text()
    assert "in fail" in report.read_text()
    assert "\x1b" not in report.read_text()


@pytest.mark.parametrize(
    "start", ["threading.Thread(target=fail).start()", "asyncio.get_running_loop().call_soon(fail)"]
)
def test_a_bug_beside_the_app_shows_nothing_and_is_told_at_the_end(start: str, tmp_path: Path) -> None:
    environment = planted(
        tmp_path,
        "import asyncio, threading\n"
        "from legtimer.tui.screens import workout\n"
        "def fail():\n"
        "    raise ValueError('planted here')\n"
        f"workout.WorkoutScreen.action_skip = lambda _: {start}\n",
    )
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), environment=environment) as terminal:
        wait_for_second(terminal)
        terminal.press("\x1b[Cm")
        terminal.wait_for("muted")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
        assert b"Traceback" not in terminal.drawing
        assert terminal.drawing.count(b"planted here") == 1
    assert_kept(tmp_path)
    (report,) = (tmp_path / "data" / "crash-reports").iterdir()
    assert "in fail" in report.read_text()


@pytest.mark.parametrize(("screen", "key"), [("workout.WorkoutScreen", "\r"), ("try_rep.TryRepScreen", "t")])
def test_a_bug_while_a_screen_opens_does_not_keep_the_program(screen: str, key: str, tmp_path: Path) -> None:
    environment = planted(
        tmp_path,
        "from legtimer.tui.screens import try_rep, workout\n"
        f"mount = {screen}.on_mount\n"
        "def fail(self):\n"
        "    mount(self)\n"
        "    raise ValueError('planted')\n"
        f"{screen}.on_mount = fail\n",
    )
    with Terminal(tmp_path, environment=environment) as terminal:
        terminal.wait_for("Stop if your lower back")  # the picker is whole
        terminal.press(key)
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
    assert not list((tmp_path / "data").glob("running/*"))


def test_a_bug_before_the_app_opens(tmp_path: Path) -> None:
    environment = planted(
        tmp_path,
        "from legtimer.storage import history\nhistory.History.__init__ = lambda *_: [][1]\n",
    )
    with Terminal(tmp_path, environment=environment) as terminal:
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
        assert b"Traceback" not in terminal.drawing
        assert terminal.drawing.count(b"\n") == 1
    (report,) = (tmp_path / "data" / "crash-reports").iterdir()
    assert "IndexError" in report.read_text()


def test_a_bug_that_also_strikes_at_the_end_costs_only_the_set_under_way(tmp_path: Path) -> None:
    environment = planted(
        tmp_path,
        "from legtimer.core import workout\n"
        "go_on = workout.Workout._go_on\n"
        "def fail(self, now):\n"
        "    assert self.position < 1400, 'planted'\n"
        "    go_on(self, now)\n"
        "workout.Workout._go_on = fail\n",
    )
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), environment=environment) as terminal:
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
        assert b"Traceback" not in terminal.drawing
    (record,) = the_session(tmp_path)["sets"]
    assert (record["block"], record["reps"], record["ended"]) == (1, 1, "done")
    # Its end is not on record: the lock stays, by which the next start finds the session and closes it.
    assert list((tmp_path / "data" / "running").glob("*"))
