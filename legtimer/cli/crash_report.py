"""When legtimer itself is at fault: one line for the person, a file with the details for whoever mends it."""

import platform
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import legtimer
from legtimer.cli.output import EXIT_BUG, print_error
from legtimer.core.printable import printable
from legtimer.storage import atomic

KEPT = 10  # reports
LONGEST = 100_000  # characters of a traceback, of which the end says most


def report_crash(error: Exception, folder: Path | None) -> int:
    """Write a report into `folder` and say in one line what happened and where the report is; the exit code."""
    what = f"{type(error).__name__}: {str(error)[:200]}"
    try:
        path = write_report(error, folder)
    except OSError as refused:
        where = f"no report could be written: {refused.strerror or refused}"
    else:
        where = f"please report it with {path}"
    print_error(f"this should not have happened ({what}); what was done so far is kept; {where}")
    return EXIT_BUG


def write_report(error: Exception, folder: Path | None) -> Path:
    """Write a report, readable by its owner alone, beside the newest of those before; where it is.

    Where there is no such folder, or it cannot be written to, the report goes among the temporary files of the system.

    Raises:
        OSError: neither of them can be written to.
    """
    name = f"{datetime.now().astimezone():%Y-%m-%dT%H-%M-%S-%f}.txt"
    try:
        if folder is None:
            raise FileNotFoundError
        atomic.write_new(folder / name, _text(error))
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="legtimer-"))
        atomic.write_new(folder / name, _text(error))
    with suppress(OSError):
        for old in sorted(folder.glob("[0-9]*.txt"))[:-KEPT]:
            old.unlink()
    return folder / name


def _text(error: Exception) -> str:
    trace = "".join(traceback.format_exception(error))
    lines = [
        f"legtimer {legtimer.__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"arguments: {sys.argv[1:]!r}",
        "",
        *(printable(line) for line in trace[-LONGEST:].splitlines()),
    ]
    return "".join(f"{line}\n" for line in lines).encode(errors="backslashreplace").decode()


@contextmanager
def report_thread_errors(report: Callable[[Exception], None]) -> Iterator[None]:
    """Meanwhile, hand on what goes wrong in a thread, instead of printing it."""

    def hand_on(failed: threading.ExceptHookArgs) -> None:
        if isinstance(failed.exc_value, Exception):
            report(failed.exc_value)

    before, threading.excepthook = threading.excepthook, hand_on
    try:
        yield
    finally:
        threading.excepthook = before
