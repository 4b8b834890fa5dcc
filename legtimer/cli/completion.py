"""`legtimer completion`: print a script for tab completion in a shell."""

import argparse
import sys
from collections.abc import Iterator

import shtab

from legtimer.cli.arguments import parser
from legtimer.cli.output import EXIT_OK
from legtimer.storage.locations import Locations

# How to complete an argument, by its metavar.
COMPLETIONS = {
    "PRESET": shtab.cmd("legtimer presets --names"),
    "FILE": shtab.FILE,
    "DIR": shtab.DIRECTORY,
    "OUT.wav": shtab.FILE,
}


def completion(options: argparse.Namespace, _: Locations) -> int:
    """Print the script for a shell. The script runs `legtimer presets --names` when it needs preset names."""
    main = parser()
    for action in all_actions(main):
        if action.metavar in COMPLETIONS:
            action.complete = COMPLETIONS[action.metavar]  # type: ignore[attr-defined]
    sys.stdout.write(f"{shtab.complete(main, options.shell)}\n")
    return EXIT_OK


def all_actions(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The actions of a command and of all its subcommands."""
    for action in command._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for subcommand in action.choices.values():
                yield from all_actions(subcommand)
