"""The command line: reads the arguments and runs the command."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from legtimer.cli.logs import LogFile
    from legtimer.storage.locations import Locations

Command = Callable[..., int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run legtimer; exit code 0 on success, 1 on failure, 2 for wrong usage, 70 for a bug, 128 + n at signal n."""
    _open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without UTF-8 gets escapes instead of an error
            stream.reconfigure(errors="backslashreplace")
    try:
        return _exit_code(arguments)
    except KeyboardInterrupt:
        return 130
    except OSError as error:  # `--help` could not be printed
        if _is_closed_pipe(error):
            return 0
        sys.stderr.write(f"legtimer: {error.strerror}\n")
        return 1
    finally:
        _discard_unwritten_output()


def _exit_code(arguments: Sequence[str] | None) -> int:
    try:
        return _run(arguments)
    except SystemExit as ended:  # argparse has printed why
        sys.stdout.flush()
        return ended.code if isinstance(ended.code, int) else 2


def _open_missing_streams() -> None:
    """Open the null device for standard streams that were closed, or the next files opened would take their places."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  # for the whole run


def _is_closed_pipe(error: OSError) -> bool:
    """Return whether the reader of the output, such as `head`, has read enough."""
    from legtimer.system.terminal import CLOSED_PIPE  # noqa: PLC0415  # only for an error

    return error.errno in CLOSED_PIPE and error.filename is None


def _discard_unwritten_output() -> None:
    """Let Python flush standard output at its end without a second error."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str] | None) -> int:
    options = _parse(sys.argv[1:] if arguments is None else arguments)
    # Imported here: `--help` and `--version` need none of it.
    from legtimer.cli.logs import configure_logging  # noqa: PLC0415
    from legtimer.storage.locations import locate  # noqa: PLC0415

    locations = locate(options.config_dir, options.data_dir)
    debug = getattr(options, "debug", False) or bool(os.environ.get("LEGTIMER_DEBUG"))
    with configure_logging(locations.log, debug=debug) as log_file:
        return _run_command(options, locations, log_file)


def _run_command(options: "Namespace | SimpleNamespace", locations: "Locations", log_file: "LogFile") -> int:
    import logging  # noqa: PLC0415

    from legtimer.cli.logs import describe_program  # noqa: PLC0415
    from legtimer.cli.output import EXIT_BUG, print_error  # noqa: PLC0415

    try:
        module, function = options.command.split(":")
        command: Command = getattr(import_module(f"legtimer.cli.{module}"), function)
        code = command(options, locations)
        sys.stdout.flush()
        return code
    except OSError as error:
        if _is_closed_pipe(error):
            raise
        where = f"{error.filename}: " if error.filename else ""
        print_error(f"{where}{error.strerror or error}")
        return 1
    except Exception as error:
        logging.getLogger("legtimer").error("%s", describe_program(), exc_info=error)
        where = "the log could not be written to" if log_file.failed else "details are in"
        what = f"{type(error).__name__}: {str(error)[:200]}"
        print_error(f"unexpected error ({what}); {where} {log_file.baseFilename}")
        return EXIT_BUG


def _parse(arguments: Sequence[str]) -> "Namespace | SimpleNamespace":
    if not arguments:  # importing argparse takes 10 ms
        return SimpleNamespace(command="app:open_app", config_dir=None, data_dir=None)
    from legtimer.cli.arguments import parser  # noqa: PLC0415

    return parser().parse_args(arguments)
