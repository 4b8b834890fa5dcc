"""What the screen costs: start-up beside an empty Textual app, reps beside a minimal timer."""

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.pseudo_terminal import COLUMNS, ROWS, Cost, Program, environment_of

HERE = Path(__file__).parent
STARTS = 21
SETTLING = 2.0  # seconds after the first frame
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
        legtimer = [sys.executable, "-m", "legtimer"]
        starts = {
            "empty": ([sys.executable, str(HERE / "baseline_apps.py"), "empty"], b"ready"),
            "legtimer": (legtimer, b"start"),
        }
        taken: dict[str, list[float]] = {name: [] for name in starts}
        for _ in range(STARTS):
            for name, (command, sign) in starts.items():
                program = Program(command, environment)
                taken[name].append(program.seconds_until(sign))
                program.close()
        first = {name: median(seconds) for name, seconds in taken.items()}
        costs = {
            "empty": _cost([sys.executable, str(HERE / "baseline_apps.py"), "empty"], b"ready", environment, 5),
            "minimal": _cost([sys.executable, str(HERE / "baseline_apps.py"), "minimal"], b"ready", environment, 30),
            "legtimer": _cost(
                [*legtimer, "run", str(preset), "--mute", "--no-save"], b"set 1 of 1", environment, MEASURED
            ),
        }
    print(f"At {COLUMNS}x{ROWS}; {MEASURED:.0f} s of reps, none of rest, at 15 frames a second.\n")
    print("| | empty Textual app | minimal timer, 10 Hz | legtimer | ratio |")
    print("|---|---|---|---|---|")
    empty, minimal, ours = costs["empty"], costs["minimal"], costs["legtimer"]
    ratio = first["legtimer"] / first["empty"]
    print(f"| first frame, s | {first['empty']:.2f} | | {first['legtimer']:.2f} | {ratio:.2f} |")
    ratio = ours.processor / minimal.processor
    print(f"| processor, % of a core | {_row(empty, minimal, ours, 'processor', 100, 1)} | {ratio:.2f} |")
    ratio = ours.output / minimal.output
    print(f"| to the terminal, KB/s | {_row(empty, minimal, ours, 'output', 0.001, 1)} | {ratio:.2f} |")
    print(f"| memory, MiB | {_row(empty, minimal, ours, 'memory', 1, 0)} | +{ours.memory - empty.memory:.0f} |")


def _cost(command: list[str], sign: bytes, environment: dict[str, str], seconds: float) -> Cost:
    program = Program(command, environment)
    program.seconds_until(sign)
    program.cost(SETTLING)
    cost = program.cost(seconds)
    program.close()
    return cost


def _row(empty: Cost, minimal: Cost, ours: Cost, name: str, factor: float, digits: int) -> str:
    return " | ".join(f"{getattr(cost, name) * factor:.{digits}f}" for cost in (empty, minimal, ours))


if __name__ == "__main__":
    main()
