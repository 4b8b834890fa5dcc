"""The process that talks to the sound card: a sound library may crash, hang or chatter here and harm nobody.

    python -m legtimer.audio.playback.process probe OUTPUT
    python -m legtimer.audio.playback.process play OUTPUT FILE

`probe` says whether OUTPUT (see `legtimer.audio.playback.backends`) can play. `play` opens FILE, which is empty and is
removed at once, says that it is ready, and waits for one line: an `SampleClock` as a JSON list. By then FILE holds
16-bit samples; they are played as the sample_clock says. What it has to tell are JSON objects with one key, a line
each: `ready`, `sounding` (monotonic nanoseconds at which the first sample is due), `ended`, `failed` (why).

It is stopped by killing it, and ends by itself when its standard input is closed: also when the app dies.
"""

import contextlib
import json
import mmap
import os
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from legtimer.audio.playback.backends import OUTPUTS
from legtimer.audio.playback.sample_clock import NS, SampleClock

WARM_UP_S = 1.0
"""The device is opened this long before the first sample is due."""


def main(arguments: list[str]) -> None:
    """Do what the arguments say, tell how it went, and end the process."""
    messages = _keep_output_to_ourselves()
    _ask_to_go_first()

    def tell(what: str, value: object = True) -> None:
        os.write(messages, json.dumps({what: value}).encode() + b"\n")

    try:
        match arguments:
            case ["probe", output]:
                _load(output).probe()
                tell("ready")
            case ["play", output, path]:
                _play(_load(output), Path(path), tell)
                tell("ended")
            case _:
                tell("failed", "usage: probe OUTPUT, or play OUTPUT FILE")
    except ModuleNotFoundError as error:
        tell("failed", f"{error.name} is not installed")
    except Exception as error:
        tell("failed", _in_words(error))
    # Not a return: the libraries' threads may crash while the interpreter is taken down.
    os._exit(0)


def _keep_output_to_ourselves() -> int:
    """The file descriptor of standard output, which from now on leads nowhere for everybody else."""
    ours = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return ours


def _ask_to_go_first() -> None:
    """Sound that is late stutters; some systems grant ordinary users a little priority for it."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(-10)
    if hasattr(os, "sched_setscheduler"):
        with contextlib.suppress(OSError):
            # The lowest of those that need not queue, as sound servers have it; the libraries' threads inherit it.
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))


def _in_words(error: Exception) -> str:
    text = str(error) if isinstance(error, OSError) else ", ".join(map(str, error.args))
    return " ".join(text.split()) or type(error).__name__


def _load(output: str) -> ModuleType:
    return import_module(OUTPUTS[output])


def _play(output: ModuleType, path: Path, tell: Callable[[str, Any], None]) -> None:
    with path.open("rb") as file:
        # Now nothing is left behind however this ends. (Windows can't; there the parent does it.)
        with contextlib.suppress(OSError):
            path.unlink()
        tell("ready", True)
        order = sys.stdin.readline()
        if not order:
            return
        threading.Thread(target=_end_with_the_parent, daemon=True).start()
        sample_clock = SampleClock(*json.loads(order))
        pcm = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("h")
        time.sleep(max(0.0, (sample_clock.at - time.monotonic_ns()) / NS - WARM_UP_S))
        output.play(pcm, sample_clock, lambda begins: tell("sounding", begins))


def _end_with_the_parent() -> None:
    while sys.stdin.read(1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
