"""Printing for the commands. Text from a file or an argument is escaped before it reaches the terminal."""

import sys
from typing import TYPE_CHECKING, NoReturn

from legtimer.core.printable import printable

if TYPE_CHECKING:
    from legtimer.core.preset import Fault

EXIT_OK, EXIT_FAILURE, EXIT_USAGE, EXIT_BUG = 0, 1, 2, 70


def print_line(line: str) -> None:
    """Print one line to standard output."""
    sys.stdout.write(f"{printable(line)}\n")


def print_json(value: object) -> None:
    """Print a value as JSON, in ASCII."""
    import json  # noqa: PLC0415  # the app starts without it

    sys.stdout.write(f"{json.dumps(value, indent=2)}\n")


def print_error(line: str) -> None:
    """Print one line to standard error: what went wrong, where, and what to do."""
    sys.stderr.write(f"legtimer: {printable(line)}\n")


def fault_line(file: str, fault: "Fault") -> str:
    """A fault as `FILE:LINE: ...`, which editors can jump to."""
    where = f"{file}:{fault.line}" if fault.line else file
    return f"{where}: {fault.severity}: {fault_text(fault)}"


def fault_text(fault: "Fault") -> str:
    """The key, what was found and what was expected."""
    key = f"{fault.key}: " if fault.key else ""
    return f"{key}{fault.text}"


def fail(line: str, code: int = EXIT_FAILURE) -> NoReturn:
    """Print an error and end the command with this exit code."""
    print_error(line)
    raise SystemExit(code)
