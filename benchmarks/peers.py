"""What other timers from PyPI cost in the same terminal, measured alternately with legtimer."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from msgspec import Struct

from benchmarks.pseudo_terminal import COLUMNS, ROWS, Start, environment_of, first_frames, running_cost

STARTS = 5
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
    activity="a figure and bars that move, 20 times a second",
)


def main() -> None:
    """Print a Markdown table."""
    with tempfile.TemporaryDirectory() as home:
        environment = environment_of(home)
        peers = {"legtimer": LEGTIMER}
        starts = {"legtimer": _start([sys.executable, "-m", "legtimer"], LEGTIMER)}
        programs = Path(home) / "peers" / "bin"
        venv.create(programs.parent, with_pip=True)
        for name, peer in PEERS.items():
            if _install(programs, name):
                title = f"{name} {_version(programs, name)}"
                peers[title], starts[title] = peer, _start([str(programs / name)], peer)
            else:
                print(f"{name} could not be installed and is left out.")
        first = first_frames(starts, environment, STARTS)
        costs = [running_cost(start, environment, MEASURED) for start in starts.values()]
    print(f"At {COLUMNS}x{ROWS}, {MEASURED:g} s each; the other timers draw less, and less often.\n")
    print(f"| | {' | '.join(starts)} |")
    print("|---" * (len(starts) + 1) + "|")
    rows = {
        "activity": [peer.activity for peer in peers.values()],
        "first frame, s": [f"{first[name]:.2f}" for name in starts],
        "processor, % of a core": [f"{cost.processor * 100:.1f}" for cost in costs],
        "to the terminal, KB/s": [f"{cost.output / 1000:.1f}" for cost in costs],
        "memory, MiB": [f"{cost.memory:.0f}" for cost in costs],
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


def _start(command: list[str], peer: Peer) -> Start:
    return Start([*command, *peer.arguments], peer.first_text, peer.keys)


if __name__ == "__main__":
    main()
