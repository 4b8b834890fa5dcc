"""The front door: reads arguments, puts the parts together, nothing else."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

Command = Callable[..., int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run legtimer; exit codes: 0 fine, 1 the answer is no, 2 wrong usage, 70 its own fault, 128 + n for signal n."""
    # Nearly all that comes now will stay: to look through it for garbage, again and again, is a tenth of the start.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without UTF-8 gets escapes, not an error
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(arguments)
    except SystemExit as ended:  # argparse has said why
        return ended.code if isinstance(ended.code, int) else 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever was reading, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        gc.enable()


def _run(arguments: Sequence[str] | None) -> int:
    options = _read(sys.argv[1:] if arguments is None else arguments)
    # Each command imports what it needs, and no other does.
    from legtimer.cli.output import print_error  # noqa: PLC0415
    from legtimer.storage.locations import locate  # noqa: PLC0415

    reports = None
    try:
        locations = locate(options.config_dir, options.data_dir)
        reports = locations.crash_reports
        module, function = options.command.split(":")
        command: Command = getattr(import_module(f"legtimer.cli.{module}"), function)
        code = command(options, locations)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print_error(f"{where}{error.strerror or error}")
        return 1
    except Exception as error:  # a person on the floor is not helped by a traceback
        from legtimer.cli.crash_report import report_crash  # noqa: PLC0415

        return report_crash(error, reports)


def _read(arguments: Sequence[str]) -> "Namespace | SimpleNamespace":
    if not arguments:  # where there is nothing to read, nobody waits for what reads it
        return SimpleNamespace(command="app:open_app", config_dir=None, data_dir=None)
    from legtimer.cli.arguments import parser  # noqa: PLC0415

    return parser().parse_args(arguments)
