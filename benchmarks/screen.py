"""What the screen costs: start-up beside an empty Textual app, reps beside a minimal timer."""

import sys
import tempfile
from pathlib import Path

from benchmarks.pseudo_terminal import COLUMNS, ROWS, Cost, Start, environment_of, first_frames, running_cost

HERE = Path(__file__).parent
STARTS = 21
WORKOUT = """
schema = 1
name = "Benchmark"
variation = "lying"
sets = 1
reps = 20
prepare = 0.0
tempo = "4-1-2-0"
"""
MEASURED = 42.0  # seconds: six whole reps, and no rest, in which little moves


def main() -> None:
    """Print a table in Markdown."""
    with tempfile.TemporaryDirectory() as home:
        preset = Path(home) / "benchmark.toml"
        preset.write_text(WORKOUT)
        environment = environment_of(home)
        baselines = [sys.executable, str(HERE / "baseline_apps.py")]
        empty_app = Start([*baselines, "empty"], b"ready")
        legtimer = [str(Path(sys.executable).with_name("legtimer"))]  # as it is installed
        first = first_frames({"empty": empty_app, "legtimer": Start(legtimer, b"start")}, environment, STARTS)
        workout = Start([*legtimer, "run", str(preset), "--mute", "--no-save"], b"set 1 of 1")
        empty = running_cost(empty_app, environment, 5)
        minimal = running_cost(Start([*baselines, "minimal"], b"ready"), environment, 30)
        ours = running_cost(workout, environment, MEASURED)
    print(f"At {COLUMNS}x{ROWS}; {MEASURED:.0f} s of reps, none of rest, at 20 frames a second.\n")
    print("| | empty Textual app | minimal timer, 10 Hz | legtimer | ratio |")
    print("|---|---|---|---|---|")
    ratio = first["legtimer"] / first["empty"]
    print(f"| first frame, s | {first['empty']:.2f} | | {first['legtimer']:.2f} | {ratio:.2f} |")
    ratio = ours.processor / minimal.processor
    print(f"| processor, % of a core | {_row(empty, minimal, ours, 'processor', 100, 1)} | {ratio:.2f} |")
    ratio = ours.output / minimal.output
    print(f"| to the terminal, KB/s | {_row(empty, minimal, ours, 'output', 0.001, 1)} | {ratio:.2f} |")
    print(f"| memory, MiB | {_row(empty, minimal, ours, 'memory', 1, 0)} | +{ours.memory - empty.memory:.0f} |")


def _row(empty: Cost, minimal: Cost, ours: Cost, name: str, factor: float, digits: int) -> str:
    return " | ".join(f"{getattr(cost, name) * factor:.{digits}f}" for cost in (empty, minimal, ours))


if __name__ == "__main__":
    main()
