"""What the commands say. Nothing that comes from a file or an argument reaches a terminal unescaped."""

import sys

from legtimer.core.printable import printable

FINE, NO, USAGE, BUG = 0, 1, 2, 70


def say(line: str) -> None:
    """One line of the answer."""
    sys.stdout.write(f"{printable(line)}\n")


def say_json(value: object) -> None:
    """The answer as JSON, in ASCII."""
    import json  # noqa: PLC0415  # the app opens without it

    sys.stdout.write(f"{json.dumps(value, indent=2)}\n")


def say_script(script: str) -> None:
    """The answer as it is, for a program to read: nothing in it comes from a file."""
    sys.stdout.write(f"{script}\n")


def complain(line: str) -> None:
    """One line about what went wrong: what, where and what to do."""
    sys.stderr.write(f"legtimer: {printable(line)}\n")
