"""The command line: one parser for all commands. Each names the function that does it, as `module:function`."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import NoReturn

import legtimer
from legtimer.core.printable import printable


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read on; exit code 2."""
        sys.stderr.write(f"{self.prog}: {printable(message)}; see {self.prog} --help\n")
        raise SystemExit(2)


def parser() -> Parser:
    """The whole command line."""
    folders = _folders(argparse.SUPPRESS)
    main = Parser(
        prog="legtimer",
        description="A full-screen terminal coach for leg lifts and other tempo work. Without a command: the app.",
        parents=[_folders(None)],
    )
    main.add_argument("--version", action="version", version=f"legtimer {legtimer.__version__}")
    main.set_defaults(command="app:open_app")
    commands = main.add_subparsers(metavar="COMMAND", title="commands")

    def add(group: "argparse._SubParsersAction[Parser]", name: str, command: str, about: str) -> Parser:
        added = group.add_parser(name, help=about, description=about, parents=[folders])
        added.set_defaults(command=command)
        return added

    _add_run(add(commands, "run", "run:run", "Go straight into a workout."))
    presets = add(commands, "presets", "presets:list_presets", "List the presets.")
    form = presets.add_mutually_exclusive_group()
    _add_json(form)
    form.add_argument("--names", action="store_true", help="only the names, one a line")
    of_presets = presets.add_subparsers(metavar="COMMAND", title="commands")
    show = add(of_presets, "show", "presets:show", "Show one preset with its timeline.")
    show.add_argument("name", metavar="PRESET", help="a preset from the list, or the path of a file")
    _add_json(show, argparse.SUPPRESS)
    new = add(of_presets, "new", "presets:new", "Start a preset of your own.")
    new.add_argument("name", metavar="NAME", help="small letters, digits, - and _")
    new.add_argument("--from", dest="source", metavar="STEM", default="lying-leg-lift", help="copy this one")
    check = add(commands, "check", "check:check", "Check preset files; exit code 1 if one is bad.")
    check.add_argument("files", metavar="FILE", nargs="+")
    check.add_argument("--strict", action="store_true", help="warnings count")
    _add_json(check)
    history = add(commands, "history", "history:list_sessions", "List past sessions, newest first.")
    form = history.add_mutually_exclusive_group()
    _add_json(form)
    form.add_argument("--csv", action="store_true", help="as CSV, a row for each session")
    history.add_argument("--since", metavar="DATE", type=_typed(date.fromisoformat, "a date such as 2026-11-22"))
    history.add_argument("--preset", metavar="STEM", help="only those of this preset")
    of_history = history.add_subparsers(metavar="COMMAND", title="commands")
    add(of_history, "check", "history:check", "Are all session files sound? Exit code 1 if not.")
    completion = add(commands, "completion", "completion:completion", "Print a script that lets the tab key complete.")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")
    return main


def _folders(default: str | None) -> Parser:
    """The options that go before the command as well as after it: there without a default, which would win."""
    options = Parser(add_help=False)
    options.add_argument("--config-dir", metavar="DIR", default=default, help="your presets and settings")
    options.add_argument("--data-dir", metavar="DIR", default=default, help="your history")
    return options


def _add_run(run: Parser) -> None:
    seconds = _typed(float, "a number of seconds")
    run.add_argument("preset", metavar="PRESET", help="a preset from `legtimer presets`, or the path of a file")
    run.add_argument(
        "--tempo", metavar="4-0-2-0", help="down, bottom, up, top: lowering first; X = as fast as possible"
    )
    run.add_argument("--sets", metavar="N", type=_typed(int, "a whole number"))
    run.add_argument("--reps", metavar="N", type=_typed(int, "a whole number"))
    run.add_argument("--rest", metavar="S", type=seconds, help="seconds between sets")
    run.add_argument("--prepare", metavar="S", type=seconds, help="seconds to get into position")
    run.add_argument("--mute", action="store_true", help="without sound")
    run.add_argument("--no-save", action="store_true", help="leave no trace in the history")


def _add_json(to: argparse._ActionsContainer, default: bool | str = False) -> None:
    to.add_argument("--json", action="store_true", default=default, help="as JSON")


def _typed(convert: Callable[[str], object], expected: str) -> Callable[[str], object]:
    """A type of an argument that says in plain words what it expects."""

    def read(text: str) -> object:
        try:
            return convert(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"found {text[:60]!r}, expected {expected}") from None

    return read
