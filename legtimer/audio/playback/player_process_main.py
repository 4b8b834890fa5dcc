"""The program of a player process, the only place where sound libraries run: there they may crash, hang or print.

    python -m legtimer.audio.playback.player_process_main TASK BACKEND FILE

TASK is `probe` or `play`. FILE is still empty; its name is deleted at once. To play, the process reports `ready` and
waits for a line with a `SampleClock` as a JSON list. By then FILE holds 16-bit samples, which it plays.

Each message on standard output is a line with a JSON object of one key: `ready`, `sounding` (monotonic nanoseconds at
which the first sample is heard), `ended` or `failed` (the reason). The app stops the process by killing it; it also
ends when its standard input is closed, as when the app dies.
"""

import contextlib
import json
import mmap
import os
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

from legtimer.audio.playback.backends import BACKENDS, REMOTE_BACKENDS
from legtimer.audio.playback.sample_clock import SampleClock, wait_to_open
from legtimer.system.processes import raise_priority


def main(arguments: list[str]) -> None:
    """Probe or play as the arguments say, report the result, and end the process."""
    messages = _redirect_output()
    raise_priority()

    def send_message(key: str, value: object = True) -> None:
        os.write(messages, json.dumps({key: value}).encode() + b"\n")

    try:
        task, backend, path = arguments
        with Path(path).open("rb") as file:
            # Nothing is left behind however this ends. (Windows cannot delete an open file; there the app does it.)
            with contextlib.suppress(OSError):
                Path(path).unlink()
            module = import_module((BACKENDS | REMOTE_BACKENDS)[backend])
            if task == "probe":
                module.probe()
                send_message("ready")
            else:
                _play(module, file.fileno(), send_message, opens_card=backend in BACKENDS)
                send_message("ended")
    except ModuleNotFoundError as error:
        send_message("failed", f"{error.name} is not installed")
    except Exception as error:
        reason = " ".join(", ".join(map(str, error.args)).split())
        send_message("failed", reason or type(error).__name__)
    # Without a shutdown of the interpreter, in which the libraries' threads may crash.
    os._exit(0)


def _redirect_output() -> int:
    """Send what the libraries print to nowhere; returns a descriptor of the real standard output."""
    real = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return real


def _play(backend: ModuleType, file: int, send_message: Callable[[str, object], None], *, opens_card: bool) -> None:
    send_message("ready", True)
    order = sys.stdin.readline()
    if not order:
        return
    threading.Thread(target=_exit_when_stdin_closes, daemon=True).start()
    clock = SampleClock(*json.loads(order))
    pcm = memoryview(mmap.mmap(file, 0, access=mmap.ACCESS_READ)).cast("h")
    if opens_card:
        wait_to_open(clock)
    backend.play(pcm, clock, lambda at: send_message("sounding", at))


def _exit_when_stdin_closes() -> None:
    while sys.stdin.read(1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
