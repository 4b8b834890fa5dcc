"""A console control event ends the app, in the event loop and with its exit code."""

import signal
import subprocess
import sys

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
