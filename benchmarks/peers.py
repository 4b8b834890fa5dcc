"""What other timers from PyPI cost in the same terminal, turn by turn with legtimer."""

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
WATCHED = 20.0  # seconds


class Peer(Struct, frozen=True):
    """A timer: its command, what it shows first, and the keys that set it going."""

    arguments: tuple[str, ...]
    sign: bytes
    keys: bytes = b""
    does: str = ""


PEERS = {
    "termdown": Peer(("600",), b"88", does="counts down in large digits, once a second"),
    "cali-workout": Peer((), b"Press Enter", b"\n", does="prints a line a second"),
    "pomodorable": Peer((), b"Hello", does="waits, its clock going once a second"),
}
US = Peer(
    ("run", "lying-leg-lift", "--mute", "--no-save", "--prepare", "0"),
    b"set 1",
    does="a figure and bars that move, 20 times a second",
)


def main() -> None:
    """Print a table in Markdown."""
    with tempfile.TemporaryDirectory() as home:
        environment = environment_of(home)
        commands = {"legtimer": ([sys.executable, "-m", "legtimer", *US.arguments], US)}
        programs = Path(home) / "peers" / "bin"
        venv.create(programs.parent, with_pip=True)
        for name, peer in PEERS.items():
            if _install(programs, name):
                commands[f"{name} {_version(programs, name)}"] = ([str(programs / name), *peer.arguments], peer)
            else:
                print(f"{name} could not be installed here and is left out.")
        starts: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(STARTS):
            for name, (command, peer) in commands.items():
                program = Program(command, environment)
                starts[name].append(program.seconds_until(peer.sign))
                program.close()
        costs = {name: _cost(command, peer, environment) for name, (command, peer) in commands.items()}
    print(f"At {COLUMNS}x{ROWS}, {WATCHED:g} s of each; the other timers draw less, and less often.\n")
    print(f"| | {' | '.join(commands)} |")
    print("|---" * (len(commands) + 1) + "|")
    rows = {
        "what it does meanwhile": [peer.does for _, peer in commands.values()],
        "first picture, s": [f"{median(starts[name]):.2f}" for name in commands],
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
    program.seconds_until(peer.sign)
    program.type(peer.keys)
    program.cost(SETTLING)
    cost = program.cost(WATCHED)
    program.close()
    return cost


if __name__ == "__main__":
    main()
