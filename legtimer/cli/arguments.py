"""The command line. Each command names its function as `module:function`, which is imported only to run it."""

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import legtimer
from legtimer.core.parsing import read_moment, read_number, read_whole_number
from legtimer.core.printable import printable

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """A parser that reports a wrong argument in one line, and does not hide that a text could not be printed."""

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        # argparse would ignore an error, and the exit code would be 0.
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where to find help; exit code 2."""
        sys.stderr.write(f"{self.prog}: {printable(message)}; see {self.prog} --help\n")
        raise SystemExit(2)


def parser() -> Parser:
    """The parser for the whole command line."""
    main = Parser(
        prog="legtimer",
        description="A full-screen terminal coach for leg lifts and other tempo work. Without a command: the app.",
        parents=[_global_options(folder=None, debug=False)],
    )
    main.add_argument("--version", action="version", version=f"legtimer {legtimer.__version__}")
    main.set_defaults(command="app:open_app")
    commands = main.add_subparsers(metavar="COMMAND", title="commands")

    _add_run(_add(commands, "run", "run:run", "Start a workout at once."))
    _add_render(_add(commands, "render", "render:render", "Write the sound of a whole workout to a WAV file."))
    _add_doctor(_add(commands, "doctor", "doctor:doctor", "Check files, terminal and sound, and say what to fix."))
    _add_serve(_add(commands, "serve", "serve:serve", "Run the app in a browser, for a phone, a tablet or a TV."))
    _add_presets(_add(commands, "presets", "presets:list_presets", "List the presets."))
    _add_check(_add(commands, "check", "presets:check", "Check preset files; exit code 1 if one has an error."))
    _add_history(_add(commands, "history", "history:list_sessions", "List past sessions, newest first."))
    completion = _add(commands, "completion", "completion:completion", "Print a script for tab completion in a shell.")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")
    return main


def _add(group: "argparse._SubParsersAction[Parser]", name: str, command: str, about: str) -> Parser:
    # Defaults of a subcommand would override a value given before the command, so here there are none.
    options = _global_options(folder=argparse.SUPPRESS, debug=argparse.SUPPRESS)
    added = group.add_parser(name, help=about, description=about, parents=[options])
    added.set_defaults(command=command)
    return added


def _global_options(folder: str | None, debug: bool | str) -> Parser:
    """The options accepted both before and after the command, with these defaults."""
    options = Parser(add_help=False)
    options.add_argument("--config-dir", metavar="DIR", default=folder, help="folder of your presets and settings")
    options.add_argument("--data-dir", metavar="DIR", default=folder, help="folder of your history and the log")
    options.add_argument("--debug", action="store_true", default=debug, help="write more to the log")
    return options


def _add_run(run: Parser) -> None:
    _add_preset(run)
    run.add_argument("--plain", action="store_true", help="print a line for each phase instead of a full screen")
    run.add_argument("--mute", action="store_true", help="no sound")
    run.add_argument("--no-save", action="store_true", help="do not save this session in the history")


def _add_render(render: Parser) -> None:
    _add_preset(render)
    render.add_argument("out", metavar="OUT.wav", help="the file to write")
    render.add_argument(
        "--style",
        metavar="S",
        help="glide, voice, clicks, breath, or several: glide,voice (default: as set in the app)",
    )
    volume = "0 to 100 per cent, or 0 to 1"
    render.add_argument(
        "--volume", metavar="V", type=_value(_volume, volume), help=f"{volume} (default: as set in the app)"
    )
    render.add_argument("--count", choices=("complete", "start"), help="when to say a rep's number")
    render.add_argument("--force", action="store_true", help="replace OUT.wav if it exists")


def _add_doctor(doctor: Parser) -> None:
    sound_test = doctor.add_mutually_exclusive_group()
    sound_test.add_argument("--play", action="store_true", default=None, help="play a test sound")
    sound_test.add_argument("--no-play", action="store_false", dest="play", help="play no test sound")


def _add_serve(serve: Parser) -> None:
    serve.add_argument("--host", default="127.0.0.1", help="address to bind (default: 127.0.0.1, this computer only)")
    serve.add_argument("--port", type=_value(read_whole_number, "a whole number"), default=8000, help="default: 8000")
    places = "where sound plays: on this computer, in the browser, or both (default: %(default)s)"
    serve.add_argument("--sound", choices=("here", "browser", "both"), default="browser", help=places)
    serve.add_argument("--tls-cert", metavar="FILE", help="certificate for an encrypted connection (PEM)")
    serve.add_argument("--tls-key", metavar="FILE", help="its private key, unless the certificate's file has it")


def _add_check(check: Parser) -> None:
    check.add_argument("files", metavar="FILE", nargs="+")
    check.add_argument("--strict", action="store_true", help="treat warnings as errors")
    _add_json(check)


def _add_presets(presets: Parser) -> None:
    output = presets.add_mutually_exclusive_group()
    _add_json(output)
    output.add_argument("--names", action="store_true", help="print only the names, one per line")
    subcommands = presets.add_subparsers(metavar="COMMAND", title="commands")
    show = _add(subcommands, "show", "presets:show", "Show one preset and its timeline.")
    show.add_argument("name", metavar="PRESET", help="a preset from the list, or the path of a file")
    _add_json(show, default=argparse.SUPPRESS)
    new = _add(subcommands, "new", "presets:new", "Start a preset of your own.")
    new.add_argument("name", metavar="NAME", help="lowercase letters, digits, - and _")
    new.add_argument(
        "--from", dest="source", metavar="PRESET", default="lying-leg-lift", help="what to copy (default: %(default)s)"
    )


def _add_history(history: Parser) -> None:
    output = history.add_mutually_exclusive_group()
    _add_json(output)
    output.add_argument("--csv", action="store_true", help="print CSV, one row per session")
    since = _value(lambda text: read_moment(text).date(), "a date such as 2026-11-22")
    history.add_argument("--since", metavar="DATE", type=since, help="only sessions since that day, such as 2026-11-22")
    history.add_argument("--preset", metavar="PRESET", help="only sessions of this preset")
    subcommands = history.add_subparsers(metavar="COMMAND", title="commands")
    check = _add(subcommands, "check", "history:check", "Check all session files; exit code 1 if one has a fault.")
    check.add_argument("--merge", action="store_true", help="make one file of several of the same session")
    _add_entry(_add(subcommands, "add", "history_add:add", "Add a workout that was done elsewhere."))
    about = (
        "Add sessions from a file: one exported by legtimer, even if a spreadsheet has saved it; a session file; or "
        "the CSV of another program, such as Strong, Hevy or FitNotes. Sessions that you already have are skipped. "
        "In a terminal you are asked to confirm."
    )
    import_ = _add(subcommands, "import", "history:import_sessions", about)
    import_.add_argument("file", metavar="FILE")
    import_.add_argument("--dry-run", action="store_true", help="print what would be added and skipped, add nothing")
    import_.add_argument(
        "--map",
        metavar="COLUMN=FIELD",
        type=_value(_column, "COLUMN=FIELD, such as Date=date"),
        action="append",
        default=[],
        help="what a column of another program's CSV holds: date, exercise, reps, seconds and others",
    )


def _add_entry(add: Parser) -> None:
    add.add_argument("preset", metavar="PRESET", help="a preset from `legtimer presets`, or the path of a file")
    add.add_argument("--when", metavar="TIME", help='when it began, such as "2026-11-24 18:30" (default: it ended now)')
    add.add_argument("--sets", metavar="N", default="", help="how many sets were done (default: all)")
    add.add_argument(
        "--reps",
        metavar="N[,N...]",
        default="",
        help="reps, or seconds of work, of every set, or of each (default: all)",
    )
    add.add_argument("--effort", metavar="N", default="", help="how hard it was, 1 to 10")
    add.add_argument("--back", choices=("fine", "tight", "pain"), default="", help="how your back was")
    add.add_argument("--note", metavar="TEXT", default="", help="anything to remember")


def _add_preset(command: Parser) -> None:
    count, seconds = _value(read_whole_number, "a whole number"), _value(read_number, "a number of seconds")
    command.add_argument("preset", metavar="PRESET", help="a preset from `legtimer presets`, or the path of a file")
    command.add_argument("--tempo", metavar="4-0-2-0", help="seconds for down, bottom, up, top; X: fast as possible")
    command.add_argument("--sets", metavar="N", type=count, help="number of sets")
    command.add_argument("--reps", metavar="N", type=count, help="reps in each set")
    command.add_argument("--rest", metavar="S", type=seconds, help="seconds between sets")
    command.add_argument("--prepare", metavar="S", type=seconds, help="seconds to get into position")


def _add_json(command: argparse._ActionsContainer, default: bool | str = False) -> None:
    command.add_argument("--json", action="store_true", default=default, help="print JSON")


def _column(text: str) -> tuple[str, str]:
    column, separator, field = text.rpartition("=")
    if not separator or not column.strip():
        raise ValueError
    return column.strip(), field.strip().lower()


def _volume(text: str) -> float:
    number = read_number(text.removesuffix("%"))
    volume = number / 100 if number > 1 or text.endswith("%") else number
    if not 0 <= volume <= 1:
        raise ValueError
    return volume


def _value(convert: Callable[[str], object], expected: str) -> Callable[[str], object]:
    """An argument type whose error says what was expected."""

    def read(text: str) -> object:
        try:
            return convert(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"found {text[:60]!r}, expected {expected}") from None

    return read
