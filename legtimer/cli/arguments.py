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
    _add_render(add(commands, "render", "render:render", "Write the sound of a whole workout to a WAV file."))
    doctor = add(commands, "doctor", "doctor:doctor", "Where files are, what the terminal can do, what can be heard.")
    test = doctor.add_mutually_exclusive_group()
    test.add_argument("--play", action="store_true", default=None, help="play the test sound in any case")
    test.add_argument("--no-play", action="store_false", dest="play", help="do not play it")
    serve = add(commands, "serve", "serve:serve", "Show the app in a browser, for a TV or a tablet.")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to be reached at; as it is, only from this computer"
    )
    serve.add_argument("--port", type=_typed(int, "a whole number"), default=8000, help="as it is, 8000")
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
    bring = add(
        of_history,
        "import",
        "history:import_sessions",
        "Add the new ones among the sessions of a file that `legtimer history --json` or `--csv` wrote. The whole file "
        "is looked through first; if any of it is faulty, nothing is added. In a terminal you are asked before.",
    )
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--dry-run", action="store_true", help="only say what would be added")
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
    _add_preset(run)
    run.add_argument("--mute", action="store_true", help="without sound")
    run.add_argument("--no-save", action="store_true", help="leave no trace in the history")


def _add_render(render: Parser) -> None:
    _add_preset(render)
    render.add_argument("out", metavar="OUT.wav", help="the file to write")
    render.add_argument("--style", metavar="S", help="glide, voice or clicks, or several: glide,voice; else as set")
    render.add_argument("--volume", metavar="V", help="0 to 100 per cent, or 0 to 1; else as set")
    render.add_argument("--count", choices=("complete", "start"), help="say a rep's number when it is done, or begins")
    render.add_argument("--force", action="store_true", help="replace OUT.wav if there is one")


def _add_preset(command: Parser) -> None:
    """The preset, and what to change in it for this time."""
    seconds = _typed(float, "a number of seconds")
    command.add_argument("preset", metavar="PRESET", help="a preset from `legtimer presets`, or the path of a file")
    command.add_argument(
        "--tempo", metavar="4-0-2-0", help="down, bottom, up, top: lowering first; X = as fast as possible"
    )
    command.add_argument("--sets", metavar="N", type=_typed(int, "a whole number"))
    command.add_argument("--reps", metavar="N", type=_typed(int, "a whole number"))
    command.add_argument("--rest", metavar="S", type=seconds, help="seconds between sets")
    command.add_argument("--prepare", metavar="S", type=seconds, help="seconds to get into position")


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
