"""How long rendering takes: `python -m benchmarks.render_time`.

Each figure comes from fresh interpreters, so the first one includes reading the sounds and computing the wave table, as
in the first set of a workout. The memory is the peak of the process.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import build_timeline

ROOT = Path(__file__).parents[1]
SOUNDS = ROOT / "sounds"
RUNS = 5

# Name: preset, and how many milliseconds of it are rendered.
CASES = {
    "first section: 10 s to prepare and 10 reps of 6 s": (
        Preset(name="First", blocks=(Block(name="Lifts", sets=3, reps=10, tempo=Tempo(up=2, down=4)),)),
        70_000,
    ),
    "ten minutes: 5 sets of 15 reps of 8 s": (
        Preset(
            name="Ten minutes",
            prepare=0.0,
            blocks=(Block(name="Lifts", sets=5, reps=15, rest=0.0, tempo=Tempo(up=2, top=1, down=4, bottom=1)),),
        ),
        600_000,
    ),
    "ten minutes: 24 exercises, no two alike": (
        Preset(
            name="Routine",
            prepare=0.0,
            blocks=tuple(
                Block(name="Lifts", sets=1, reps=4, tempo=Tempo(up=2.0 + step / 100, down=4.25 - step / 100))
                for step in range(24)
            ),
        ),
        600_000,
    ),
}


def measure(name: str) -> None:
    preset, end = CASES[name]
    timeline, library = build_timeline(preset), SoundLibrary(SOUNDS)
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        render(timeline, 0, end, Mix(), library)
        seconds.append(time.perf_counter() - began)
    print(json.dumps([*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    """Print a table."""
    print(f"| rendering (median of {RUNS}) | first time, s | again, s | memory, MB |")
    print("|---|---|---|---|")
    for name in CASES:
        command = [sys.executable, "-m", "benchmarks.render_time", name]
        runs = [
            json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout) for _ in range(RUNS)
        ]
        first, again, peak = (sorted(column)[RUNS // 2] for column in zip(*runs, strict=True))
        print(f"| {name} | {first:.2f} | {again:.2f} | {peak:.0f} |")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        main()
