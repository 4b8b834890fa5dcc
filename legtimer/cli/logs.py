"""The log file: warnings and errors, for bug reports. Whatever happens to it, the program goes on."""

import logging
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

import legtimer
from legtimer.core.printable import printable

MAX_BYTES = 512 * 1024  # of the log file, and of the one older file that is kept beside it
MAX_RECORD = 100_000  # characters of one record; of a longer traceback, the end


class LogFile(RotatingFileHandler):
    """Writes a log that only its owner can read. `failed` is whether a record could not be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MAX_BYTES - 4 * MAX_RECORD, backupCount=1, encoding="utf-8", delay=True)
        self.failed = False
        self.setFormatter(_PrintableFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return TextIOWrapper(FileIO(descriptor, "a"), encoding="utf-8", write_through=True)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Ignore that the log cannot be written."""
        self.failed = True


class _PrintableFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(map(printable, super().format(record).splitlines()))[-MAX_RECORD:]


@contextmanager
def configure_logging(path: Path, *, debug: bool) -> Iterator[LogFile]:
    """Meanwhile, log warnings and errors of this process to a file; with `debug`, everything."""
    root, log_file = logging.getLogger(), LogFile(path)
    level = root.level
    root.addHandler(log_file)
    root.setLevel(logging.DEBUG if debug else logging.WARNING)
    try:
        yield log_file
    finally:
        root.setLevel(level)
        root.removeHandler(log_file)
        log_file.close()


def describe_program() -> str:
    """Return the versions that a bug report needs."""
    return f"legtimer {legtimer.__version__}, Python {platform.python_version()}, {platform.platform()}"
