"""Uses the app at random for some minutes: memory and threads must end where they began.

Run by `make soak MINUTES=30`. The app runs in a pseudo-terminal, with sped-up workouts, in a temporary home.
"""

import argparse
import os
import random
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.end_to_end.terminal import Terminal, command
from tests.end_to_end.test_stops import is_stopped
from tests.end_to_end.workouts import QUICK, written

WARM_UP = 600.0  # seconds of use before the first measurement: until the caches of Textual are full
MAX_GROWTH = 0.15  # of the memory: the history grows, and Python keeps some of what it has freed
SIZES = ((80, 24), (120, 40), (40, 12), (200, 60))
# What a person might do; each begins and ends at the list of presets.
ACTIONS = {
    "history": ("h", "c", "\x1b", "j", "\x1b"),
    "search": ("/", "l", "e", "g", "\x1b", "\x1b"),
    "help": ("?", "\x1b"),
    "settings": ("s", "\t", "\x1b"),
    "editor": ("e", "\t", "x", "\x1b", "y"),
    "list": ("\x1b[B", "\x1b[B", "\x1b[A"),
}
WORKOUT = ("\x1b[C", " ", " ", "f", "\x1b[C", "\x1b[D")  # skip, pause, resume, break form, skip, go back
# What is on the screen, what to press, and what may be seen next. Escape, unlike q, does not close the
# app when the list of presets is there already and only half drawn.
END = (
    ("q end", "\x1b", "End this workout?"),
    ("End this workout?", "y", "How hard was it"),
    ("How hard was it", "\r", "enter"),
)


class Soak:
    """The app, used at random."""

    def __init__(self, terminal: Terminal, chance: random.Random) -> None:
        self._terminal = terminal
        self._chance = chance
        self.done: dict[str, int] = {}

    def warm_up(self, seconds: float) -> None:
        """Show everything once in every size, then use the app for so many seconds."""
        for size in SIZES:
            self._terminal.resize(*size)
            for keys in ACTIONS.values():
                self._press(keys)
            self._perform()
        self.use(seconds)

    def use(self, seconds: float) -> None:
        """Use the app for so many seconds, and return to the list of presets."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            name = self._chance.choice([*ACTIONS, "workout", "resize", "suspend"])
            self.done[name] = self.done.get(name, 0) + 1
            if name == "resize":
                self._terminal.resize(*self._chance.choice(SIZES))
                self._terminal.read(0.2)
            elif name == "suspend":
                self._suspend()
            elif name == "workout":
                self._perform()
            else:
                self._press(ACTIONS[name])
            if self._terminal.process.poll() is not None:
                raise SystemExit(f"the app ended after {name}:\n{self._terminal.text}")
        self._terminal.resize(*SIZES[0])
        self._press(("\x1b", "\x1b"))
        self._terminal.read(2)

    def measure(self) -> tuple[float, int]:
        """The app's memory in MB, and its threads."""
        status = Path(f"/proc/{self._terminal.process.pid}/status").read_text()
        memory, threads = (re.search(rf"{name}:\s+(\d+)", status) for name in ("VmRSS", "Threads"))
        assert memory
        assert threads
        return int(memory[1]) / 1024, int(threads[1])

    def _press(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            self._terminal.press(key)
            self._terminal.read(self._chance.uniform(0.05, 0.3))
        self._terminal.read(0.3)

    def _perform(self) -> None:
        self._press(("\r",))
        self._press(WORKOUT[: self._chance.randint(0, len(WORKOUT))])
        for _ in range(2):
            for text, key, then in END:
                if text in self._terminal.text:
                    self._answer(text, key, then)

    def _answer(self, text: str, key: str, then: str) -> None:
        terminal = self._terminal
        terminal.press(key)
        terminal.wait_until(lambda: text not in terminal.text or then in terminal.text, f"an answer to {key!r}")

    def _suspend(self) -> None:
        process = self._terminal.process
        process.send_signal(self._chance.choice((signal.SIGTSTP, signal.SIGSTOP)))
        self._terminal.wait_until(lambda: is_stopped(self._terminal), "the stop")
        process.send_signal(signal.SIGCONT)
        self._terminal.read(0.5)


def main() -> int:
    """Run the soak; exit code 1 if memory or threads have grown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.minutes:g} minutes", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config" / "presets").mkdir(parents=True)
        Path(written(home, QUICK)).rename(home / "config" / "presets" / "quick.toml")
        with Terminal(home, words=command()) as terminal:
            terminal.wait_for("Lying leg lift")
            soak = Soak(terminal, random.Random(options.seed))
            soak.warm_up(min(WARM_UP, options.minutes * 60 / 3))
            memory, threads = soak.measure()
            soak.use(options.minutes * 60)
            memory_then, threads_then = soak.measure()
            terminal.process.send_signal(signal.SIGTERM)
            code = terminal.wait_for_end()
        log = home / "data" / "legtimer.log"
        problems = log.read_text()[-2000:] if log.exists() else ""
        sessions = len(list((home / "data" / "history").rglob("*.toml")))
    print(f"{sessions} sessions; {', '.join(f'{name} {count}' for name, count in sorted(soak.done.items()))}")
    print(
        f"memory {memory:.1f} MB, then {memory_then:.1f} MB; threads {threads}, then {threads_then}; exit code {code}"
    )
    print(problems, end="")
    grown = memory_then > memory * (1 + MAX_GROWTH) or threads_then > threads
    return int(grown or bool(problems) or code != 128 + signal.SIGTERM)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parents[1]))
    sys.exit(main())
