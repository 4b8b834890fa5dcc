"""Run by Wine's Python: legtimer full screen, its output written to the terminal at the path in the first argument.

Wine's console would take escape sequences for text, and break lines in the middle of them. Keys do come through it.

If LEGTIMER_TEST_EVENT is set, the console control event of that number arrives as soon as the file NUMBER.now
exists in the data folder: Wine's console sends neither ctrl+Break nor a closed window to the program.
"""

import ctypes
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from legtimer.cli import main

PATIENCE = 30  # seconds


class Terminal(io.TextIOWrapper):
    """The terminal, where a program looks for the console."""

    def fileno(self) -> int:
        """Return the descriptor of the console, of which the size is asked."""
        return 1

    def isatty(self) -> bool:
        """Return whether this is a terminal."""
        return True


def send_event_when_asked(event: int, file: Path) -> None:
    """As Windows: call the handler in a thread of its own, and end the program as soon as it returns.

    Windows ends it after 5 seconds in any case; on a busy machine Wine needs more.
    """
    handlers: list[Callable[[int], object]] = []
    library: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - it is not defined on other systems
    library.SetConsoleCtrlHandler = lambda handler, _: handlers.append(handler)

    def wait() -> None:
        while not file.exists():
            time.sleep(0.1)
        handler = Thread(target=handlers[-1], args=[event], daemon=True)
        handler.start()
        handler.join(PATIENCE)
        time.sleep(0 if event > 1 else PATIENCE)
        os._exit(99)

    Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    if "LEGTIMER_TEST_EVENT" in os.environ:
        number = os.environ["LEGTIMER_TEST_EVENT"]
        send_event_when_asked(int(number), Path(os.environ["LEGTIMER_DATA_DIR"], f"{number}.now"))
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "truecolor")  # as in Windows' own console
    output = io.FileIO(sys.argv[1], "w")
    sys.stdout = sys.__stdout__ = Terminal(output, encoding="utf-8", write_through=True)  # type: ignore[misc]
    sys.exit(main(sys.argv[2:]))
