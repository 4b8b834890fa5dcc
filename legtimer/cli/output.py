"""What the commands say. Nothing that comes from a file or an argument reaches a terminal unescaped."""

import sys

from legtimer.core.printable import printable

EXIT_OK, EXIT_NO, EXIT_USAGE, EXIT_BUG = 0, 1, 2, 70


def print_line(line: str) -> None:
    """One line of the answer."""
    sys.stdout.write(f"{printable(line)}\n")


def print_json(value: object) -> None:
    """The answer as JSON, in ASCII."""
    import json  # noqa: PLC0415  # the app opens without it

    sys.stdout.write(f"{json.dumps(value, indent=2)}\n")


def print_script(script: str) -> None:
    """The answer as it is, for a program to read: nothing in it comes from a file."""
    sys.stdout.write(f"{script}\n")


def print_error(line: str) -> None:
    """One line about what went wrong: what, where and what to do."""
    sys.stderr.write(f"legtimer: {printable(line)}\n")
