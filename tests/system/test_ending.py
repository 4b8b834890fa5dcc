"""A console control event ends the app, in the event loop and with its exit code."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import needs

PROGRAM = """
import asyncio, os, signal, sys
from legtimer.system.ending import watch_requests

async def main():
    ended = asyncio.Event()
    codes = []
    watch_requests(asyncio.get_running_loop(), lambda code: (codes.append(code), ended.set()))
    os.kill({target}, {number})
    await asyncio.wait_for(ended.wait(), 20)
    return codes[0]

sys.exit(asyncio.run(main()))
"""


@needs.signals
@pytest.mark.parametrize("name", ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"])
def test_a_signal_gives_its_exit_code(name: str) -> None:
    number = int(getattr(signal, name))
    program = PROGRAM.format(target="os.getpid()", number=number)
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 128 + number


@needs.console
def test_ctrl_c_in_the_console_gives_its_exit_code() -> None:
    program = PROGRAM.format(target=0, number=0)  # every process of the console, which here is one of its own
    flags = getattr(subprocess, "CREATE_NEW_CONSOLE", 0)
    assert (
        subprocess.run([sys.executable, "-c", program], check=False, creationflags=flags).returncode
        == 128 + signal.SIGINT
    )


AS_WINDOWS = """
import asyncio, ctypes, os, sys, threading, time
from pathlib import Path
from legtimer.system.ending import watch_requests

handlers, codes = [], []
ctypes.windll.kernel32.SetConsoleCtrlHandler = lambda handler, added: handlers.append(handler)

def request():
    handlers[-1]({event})
    os._exit(99)  # Windows ends the program as soon as the handler returns

async def main():
    ended = asyncio.Event()
    watch_requests(asyncio.get_running_loop(), lambda code: (codes.append(code), ended.set()))
    if {in_the_loop}:
        threading.Thread(target=request, daemon=True).start()
        await asyncio.wait_for(ended.wait(), 20)

asyncio.run(main())
if not {in_the_loop}:
    threading.Thread(target=request, daemon=True).start()
time.sleep(0.5)  # the session is written
Path(sys.argv[1]).touch()
sys.exit(codes[0] if codes else 0)
"""


@needs.console
@pytest.mark.parametrize("event", [2, 5, 6], ids=["closed window", "logging off", "shutting down"])
@pytest.mark.parametrize("in_the_loop", [True, False], ids=["in the loop", "after it"])
def test_the_program_is_not_killed_before_the_session_is_written(event: int, in_the_loop: bool, tmp_path: Path) -> None:
    program = AS_WINDOWS.format(event=event, in_the_loop=in_the_loop)
    written = tmp_path / "written"
    code = subprocess.run([sys.executable, "-c", program, str(written)], check=False).returncode
    assert written.exists()
    assert code == (129 if in_the_loop else 0)
