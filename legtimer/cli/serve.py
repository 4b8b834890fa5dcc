"""`legtimer serve`: the app in a browser, for a TV or a tablet."""

import argparse
import errno
import shlex
import subprocess
import sys
from importlib.util import find_spec

from legtimer.cli.output import EXIT_NO, EXIT_OK, print_error, print_line
from legtimer.storage.locations import Locations


def serve(options: argparse.Namespace, locations: Locations) -> int:
    """Serve the app until ctrl+C; each browser gets an app of its own."""
    if find_spec("textual_serve") is None:
        print_error("serving needs textual-serve; add it where legtimer is installed: pip install textual-serve")
        return EXIT_NO
    # Only there with the extra.
    from legtimer.web.server import AppServer  # noqa: PLC0415

    folders = ["--config-dir", str(locations.config), "--data-dir", str(locations.data)]
    command = [sys.executable, "-m", "legtimer", *folders]
    line = subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
    try:
        AppServer(line, host=options.host, port=options.port, say=_say).serve()
    except (OSError, OverflowError) as error:
        in_use = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "something else is served there" if in_use else "that cannot be served on"
        print_error(f"{options.host}, port {options.port}: {why}; choose another --host or --port")
        return EXIT_NO
    return EXIT_OK


def _say(line: str) -> None:
    print_line(line)
    sys.stdout.flush()  # whoever reads the address through a pipe waits for it
