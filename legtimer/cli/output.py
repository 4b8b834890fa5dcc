"""Printing for the commands. Text from a file or an argument is escaped before it reaches the terminal."""

import sys
from typing import NoReturn

from legtimer.core.printable import printable

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


def fail(line: str, code: int = EXIT_FAILURE) -> NoReturn:
    """Print an error and end the command with this exit code."""
    print_error(line)
    raise SystemExit(code)
