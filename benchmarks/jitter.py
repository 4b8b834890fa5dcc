"""How steady the beat is: `python -m benchmarks.jitter [SECONDS]`.

A click every 500 ms is played into PulseAudio's null sink, whose monitor is recorded, and the error of each interval
between two clicks is measured. For comparison the same run measures the common way: a timer calls a sound library once
per cue. "Busy" means that every core is busy, and the app's own event loop half of the time.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from array import array
from contextlib import nullcontext
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from legtimer.audio.playback.backends import BACKENDS
from legtimer.audio.playback.player import LEAD_S, Player
from legtimer.audio.samples import RATE
from tests.busy import every_core_busy
from tests.sound_card import SoundCard

ROOT = Path(__file__).parents[1]
EVERY_S = 0.5
CLICK = array("h", [12_000] * 132)
QUIET = array("h", bytes(2 * RATE // 10))
CUE = (QUIET + CLICK + QUIET).tobytes()  # a library may lose the first milliseconds, which are not measured here
WAYS = {
    "a call per cue, simpleaudio": ("cues", "simpleaudio"),
    "legtimer, simpleaudio": ("player", "simpleaudio"),
    "legtimer, miniaudio": ("player", "miniaudio"),
}


class Jitter(NamedTuple):
    """The errors of the intervals in milliseconds, and how many clicks were heard."""

    median: float
    p95: float
    p99: float
    most: float
    heard: int


def main() -> None:
    """Print a table."""
    count = round(float(sys.argv[1] if len(sys.argv) > 1 else 30) / EVERY_S)
    print(f"| a click every {EVERY_S * 1000:.0f} ms, {count} times | machine | median | p95 | p99 | max, ms | heard |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        card = SoundCard(Path(folder))
        try:
            for name, (way, backend) in WAYS.items():
                if find_spec(backend) is None:
                    print(f"| {name} | not installed | | | | | |")
                    continue
                for load in ("idle", "busy"):
                    row = _listen(card, [way, backend, load, str(count)], busy=load == "busy")
                    figures = " | ".join(f"{figure:.2f}" for figure in row[:4])
                    print(f"| {name} | {load} | {figures} | {row.heard} of {count} |", flush=True)
        finally:
            card.close()


def _listen(card: SoundCard, arguments: list[str], *, busy: bool) -> Jitter:
    # Without malloc simpleaudio crashes when it is called often, which is not measured here.
    environment = {**os.environ, **card.environment, "PYTHONMALLOC": "malloc"}
    before = card.now()
    with every_core_busy() if busy else nullcontext():
        command = [sys.executable, "-m", "benchmarks.jitter", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL)
        card.listen_until(time.monotonic_ns() + 500_000_000)
    onsets = card.onsets(before)
    # A missing click counts as missing, not as a long interval.
    intervals = [(later - earlier) / RATE for earlier, later in pairwise(onsets)]
    errors = sorted(abs(each - EVERY_S * max(1, round(each / EVERY_S))) * 1000 for each in intervals)
    median, p95, p99 = (errors[min(len(errors) - 1, int(share * len(errors)))] for share in (0.5, 0.95, 0.99))
    return Jitter(median, p95, p99, errors[-1], len(onsets))


async def _half_busy() -> None:
    while True:
        until = time.monotonic() + 0.02
        while time.monotonic() < until:
            pass
        await asyncio.sleep(0.02)


async def _play_cues(count: int) -> None:
    """A call per cue, by a timer that does not drift."""
    import simpleaudio  # noqa: PLC0415

    begin = time.monotonic() + LEAD_S
    for number in range(count):
        await asyncio.sleep(begin + number * EVERY_S - time.monotonic())
        simpleaudio.play_buffer(CUE, 1, 2, RATE)
    await asyncio.sleep(EVERY_S)


async def _play_through_player(count: int, backend: str) -> None:
    for other in set(BACKENDS) - {backend}:
        del BACKENDS[other]
    player = Player(print)
    await player.open()
    beat = CLICK + array("h", bytes(2 * (round(EVERY_S * RATE) - len(CLICK))))
    player.play(beat * count, 0, time.monotonic_ns() + round(LEAD_S * 1e9))
    await asyncio.sleep(LEAD_S + count * EVERY_S)
    await player.close()


async def _perform(way: str, backend: str, load: str, count: int) -> None:
    busy = asyncio.create_task(_half_busy()) if load == "busy" else None
    await (_play_cues(count) if way == "cues" else _play_through_player(count, backend))
    if busy:
        busy.cancel()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        way, backend, load, count = sys.argv[1:]
        asyncio.run(_perform(way, backend, load, int(count)))
        # simpleaudio may crash while the interpreter shuts down.
        sys.stdout.flush()
        os._exit(0)
    main()
