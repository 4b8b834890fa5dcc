"""`legtimer completion`: what the tab key does in a shell."""

import argparse
from collections.abc import Iterator

import shtab

from legtimer.cli.arguments import parser
from legtimer.cli.output import EXIT_OK, print_script
from legtimer.storage.locations import Locations

PRESETS = shtab.cmd("legtimer presets --names")

# What an argument takes, by the name it goes by in the help.
TAKES = {"PRESET": PRESETS, "STEM": PRESETS, "FILE": shtab.FILE, "DIR": shtab.DIRECTORY, "OUT.wav": shtab.FILE}


def completion(options: argparse.Namespace, _: Locations) -> int:
    """Print the script for a shell; preset names are asked for at the moment they are wanted."""
    main = parser()
    for action in _actions(main):
        if action.metavar in TAKES:
            action.complete = TAKES[action.metavar]  # type: ignore[attr-defined]
    print_script(shtab.complete(main, options.shell))
    return EXIT_OK


def _actions(of: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in of._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _actions(each)
