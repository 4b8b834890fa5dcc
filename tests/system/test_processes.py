"""A child process ends with the app, in whatever way the app ends, where a closed standard input is not enough."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import needs

CHILD = "import sys, time; file = open(sys.argv[1], 'w'); time.sleep(60)"
PARENT = """
import subprocess, sys, time
from legtimer.system.processes import SEPARATE, end_with_this_process
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], sys.argv[2]], **SEPARATE)
end_with_this_process(child.pid)
time.sleep(60)
"""


@needs.file_sharing
def test_a_child_is_killed_with_an_app_that_is_killed(tmp_path: Path) -> None:
    """The child has a file open, which can be removed once it is gone."""
    path = tmp_path / "open"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, CHILD, str(path)])
    wait_until(path.exists)
    parent.kill()
    parent.wait()
    wait_until(lambda: removed(path))


def removed(path: Path) -> bool:
    try:
        path.unlink()
    except PermissionError:
        return False
    return True


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
