"""Performs one workout after the other, each in a process of its own, and kills it at a random moment.

The clock is faster than real time, and stops while a set is written; controller, writer and files are real.
Prints a line for each workout: the id of the session, and how many sets were certainly finished.
"""

import asyncio
import os
import random
import signal
import sys
import time
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

from legtimer.core.frame import Frame
from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session
from legtimer.core.tempo import Tempo
from legtimer.core.workout import Workout
from legtimer.runtime.controller import WorkoutController
from legtimer.runtime.session_writer import SessionWriter
from legtimer.storage.history import History, OpenSession
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import save_rescue_copy
from tests.silent_sound import SilentSoundtrack

PRESET = Preset(
    name="Killed", prepare=1, blocks=(Block(name="Killed", sets=4, reps=2, rest=2, tempo=Tempo(up=1, down=2)),)
)
LONGEST = 0.5  # seconds until the kill


def perform(history: History, report: int) -> NoReturn:
    """Perform one workout. The file descriptor `report` gets the id, and a byte for each finished set."""
    now = sets = 0

    def begin(session: Session) -> OpenSession:
        opened = history.start_session(session)
        os.write(report, f"{opened.id} ".encode())
        return opened

    stem = f"killed-{os.getpid()}"  # several start within a second, and would be copies if they were of one preset
    session_writer = SessionWriter(
        stem, PRESET, begin, partial(save_rescue_copy, history), lambda: datetime.now().astimezone(), lambda: now
    )
    workout = Workout(PRESET)

    async def sleep(seconds: float) -> None:
        nonlocal now, sets
        if len(workout.sets) > sets:
            sets = len(workout.sets)
            session_writer.settle()
            os.write(report, b"x")
        await asyncio.sleep(seconds / 500)
        now += round(seconds * 1000)

    def show(_: Frame) -> None:
        """Show nothing."""

    async def performance() -> None:
        over = asyncio.Event()
        controller = WorkoutController(
            workout, clock=lambda: now, sleep=sleep, soundtrack=SilentSoundtrack(), session_writer=session_writer
        )
        controller.start(show, over.set)
        keeping = asyncio.create_task(controller.run(100))
        await over.wait()
        keeping.cancel()
        controller.leave()

    asyncio.run(performance())
    session_writer.settle()
    time.sleep(2 * LONGEST)
    os._exit(0)


def main(home: str, kills: str, seed: str) -> None:
    history = History(Locations(config=Path(home) / "config", data=Path(home) / "data"))
    moment = random.Random(int(seed))
    import tomlkit  # noqa: F401, PLC0415  # once for all children

    for _ in range(int(kills)):
        reading, report = os.pipe()
        child = os.fork()
        if child == 0:
            perform(history, report)
        os.close(report)
        time.sleep(moment.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        id_, _, sets = os.read(reading, 1000).decode().partition(" ")
        os.close(reading)
        print(id_, len(sets), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
