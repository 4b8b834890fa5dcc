"""A bug never shows a traceback: the session is saved, the terminal restored, the error logged."""

from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import DISTURBED, assert_kept, planted, wait_for_second
from tests.end_to_end.workouts import the_session, written

pytestmark = pytest.mark.slow

# Where the bug is, and the code that plants it: it strikes once the second exercise is under way.
BUGS = {
    "tick": """
from legtimer.runtime import controller
tick = controller.WorkoutController.tick
def fail(self):
    tick(self)
    if self.workout.position > 1400:
        raise ValueError("planted \\x1b[31m[bold]here")
controller.WorkoutController.tick = fail
""",
    "drawing": """
from legtimer.tui.widgets import figure
render = figure.Figure.render_line
def fail(self, y):
    if getattr(self.screen, "controller", None) and self.screen.controller.workout.position > 1400:
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
def test_a_bug_in_a_workout_is_logged_and_the_session_is_saved(where: str, tmp_path: Path) -> None:
    environment = planted(tmp_path, BUGS[where])
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), environment=environment) as terminal:
        if "Screen" in BUGS[where]:
            wait_for_second(terminal)
            terminal.press("\x1b[C")
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
        saved, printed = terminal.drawing.rsplit(b"\x1b[?1006l", 1)[1].decode().strip().splitlines()[-2:]
    assert_kept(tmp_path)
    log = tmp_path / "data" / "legtimer.log"
    assert saved.startswith("Saved: Disturbed, ")
    assert printed == (rf"legtimer: unexpected error (ValueError: planted \x1b[31m[bold]here); details are in {log}")
    assert "Traceback" in log.read_text()
    assert "in fail" in log.read_text()
    assert "\x1b" not in log.read_text()


def test_a_bug_in_a_callback_of_the_event_loop_is_reported_at_the_end(tmp_path: Path) -> None:
    environment = planted(
        tmp_path,
        "import asyncio\n"
        "from legtimer.tui.screens import workout\n"
        "def fail():\n"
        "    raise ValueError('planted here')\n"
        "workout.WorkoutScreen.action_skip = lambda _: asyncio.get_running_loop().call_soon(fail)\n",
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
    assert "in fail" in (tmp_path / "data" / "legtimer.log").read_text()


def test_a_bug_in_the_session_writer_is_reported_at_the_end(tmp_path: Path) -> None:
    environment = planted(
        tmp_path,
        "from legtimer.storage import history\n"
        "def fail(*_):\n"
        "    raise KeyError('planted here')\n"
        "history.History.start_session = fail\n",
    )
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), "--mute", environment=environment) as terminal:
        wait_for_second(terminal)
        terminal.press("\x03")
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
        assert b"Traceback" not in terminal.drawing
        assert b"This session could not be saved: KeyError" in terminal.drawing
    assert "in fail" in (tmp_path / "data" / "legtimer.log").read_text()


# The threads of the terminal and the pool are there when the app starts; the others start later.
NO_MORE_THREADS = """
import threading
start = threading.Thread.start
def refuse(self):
    if not self.name.startswith(("asyncio", "terminal", "textual", "Thread-1")):
        raise RuntimeError("can't start new thread")
    start(self)
threading.Thread.start = refuse
"""


def test_where_no_further_thread_can_start_the_workout_takes_place_and_is_saved_at_the_end(tmp_path: Path) -> None:
    environment, preset = planted(tmp_path, NO_MORE_THREADS), written(tmp_path, DISTURBED)
    with Terminal(tmp_path, "run", preset, "--mute", environment=environment, columns=140) as terminal:
        wait_for_second(terminal)
        terminal.wait_for("not saved yet: can't start new thread")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)


def test_where_no_thread_can_start_at_all_the_app_says_so_in_one_line(tmp_path: Path) -> None:
    environment = planted(
        tmp_path,
        "import threading\n"
        "def refuse(self):\n"
        '    raise RuntimeError("can\'t start new thread")\n'
        "threading.Thread.start = refuse\n",
    )
    with Terminal(tmp_path, environment=environment) as terminal:
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
        assert terminal.drawing.count(b"\n") == 1
        assert b"can't start new thread" in terminal.drawing


@pytest.mark.parametrize(("screen", "key"), [("workout.WorkoutScreen", "\r"), ("try_rep.TryRepScreen", "t")])
def test_a_bug_while_a_screen_opens_ends_the_app(screen: str, key: str, tmp_path: Path) -> None:
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
        terminal.wait_for("Stop if your lower back")  # the card: the picker is complete
        terminal.press(key)
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
    assert not list((tmp_path / "data").glob("running/*"))


def test_a_bug_before_the_app_opens_is_one_line(tmp_path: Path) -> None:
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
    assert "IndexError" in (tmp_path / "data" / "legtimer.log").read_text()


def test_a_bug_that_also_strikes_at_the_end_costs_only_the_set_under_way(tmp_path: Path) -> None:
    environment = planted(
        tmp_path,
        "from legtimer.core import workout\n"
        "advance = workout.Workout.advance\n"
        "def fail(self, now):\n"
        "    assert self.position < 1400, 'planted'\n"
        "    return advance(self, now)\n"
        "workout.Workout.advance = workout.Workout.stop = fail\n",
    )
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), environment=environment) as terminal:
        assert terminal.wait_for_end() == 70
        terminal.read()
        assert terminal.left_behind == []
        assert b"Traceback" not in terminal.drawing
    (record,) = the_session(tmp_path)["sets"]
    assert (record["block"], record["reps"], record["ended"]) == (1, 1, "done")
    # The session is still running in its file: the lock stays, so that the next start closes it.
    assert list((tmp_path / "data" / "running").glob("*"))
