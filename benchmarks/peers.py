"""What other timers from PyPI cost in the same terminal, measured alternately with legtimer."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median

from msgspec import Struct

from benchmarks.pseudo_terminal import COLUMNS, ROWS, Cost, Program, environment_of

STARTS = 5
SETTLING = 2.0  # seconds after the first frame
MEASURED = 20.0  # seconds


class Peer(Struct, frozen=True):
    """A timer: its arguments, the first text it shows, and the keys that start it."""

    arguments: tuple[str, ...]
    first_text: bytes
    keys: bytes = b""
    activity: str = ""


PEERS = {
    "termdown": Peer(("600",), b"88", activity="counts down in large digits, once a second"),
    "cali-workout": Peer((), b"Press Enter", b"\n", activity="prints a line a second"),
    "pomodorable": Peer((), b"Hello", activity="waits and updates its clock once a second"),
}
LEGTIMER = Peer(
    ("run", "lying-leg-lift", "--mute", "--no-save", "--prepare", "0"),
    b"set 1",
    activity="a figure and bars that move, 15 times a second",
)


def main() -> None:
    """Print a Markdown table."""
    with tempfile.TemporaryDirectory() as home:
        environment = environment_of(home)
        commands = {"legtimer": ([sys.executable, "-m", "legtimer", *LEGTIMER.arguments], LEGTIMER)}
        programs = Path(home) / "peers" / "bin"
        venv.create(programs.parent, with_pip=True)
        for name, peer in PEERS.items():
            if _install(programs, name):
                commands[f"{name} {_version(programs, name)}"] = ([str(programs / name), *peer.arguments], peer)
            else:
                print(f"{name} could not be installed and is left out.")
        starts: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(STARTS):
            for name, (command, peer) in commands.items():
                program = Program(command, environment)
                starts[name].append(program.seconds_until(peer.first_text))
                program.close()
        costs = {name: _cost(command, peer, environment) for name, (command, peer) in commands.items()}
    print(f"At {COLUMNS}x{ROWS}, {MEASURED:g} s each; the other timers draw less, and less often.\n")
    print(f"| | {' | '.join(commands)} |")
    print("|---" * (len(commands) + 1) + "|")
    rows = {
        "activity": [peer.activity for _, peer in commands.values()],
        "first frame, s": [f"{median(starts[name]):.2f}" for name in commands],
        "processor, % of a core": [f"{cost.processor * 100:.1f}" for cost in costs.values()],
        "to the terminal, KB/s": [f"{cost.output / 1000:.1f}" for cost in costs.values()],
        "memory, MiB": [f"{cost.memory:.0f}" for cost in costs.values()],
    }
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")


def _install(programs: Path, name: str) -> bool:
    command = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0 and (programs / name).exists()


def _version(programs: Path, name: str) -> str:
    script = f"from importlib.metadata import version; print(version({name!r}))"
    return subprocess.run(
        [programs / "python", "-c", script], capture_output=True, text=True, check=True
    ).stdout.strip()


def _cost(command: list[str], peer: Peer, environment: dict[str, str]) -> Cost:
    program = Program(command, environment)
    program.seconds_until(peer.first_text)
    program.type(peer.keys)
    program.cost(SETTLING)
    cost = program.cost(MEASURED)
    program.close()
    return cost


if __name__ == "__main__":
    main()
