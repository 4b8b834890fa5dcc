"""`legtimer serve`: run the app in a browser, for a TV or a tablet."""

import argparse
import errno
import socket
import sys
from importlib.util import find_spec

from legtimer.cli.output import EXIT_OK, fail, print_line
from legtimer.storage.locations import Locations


def serve(options: argparse.Namespace, locations: Locations) -> int:
    """Serve the app until ctrl+C; each browser tab gets an app of its own."""
    if find_spec("textual_serve") is None:
        fail("serving needs textual-serve; install it beside legtimer: pip install textual-serve")
    from legtimer.web.listen import listen  # noqa: PLC0415  # needs the extra
    from legtimer.web.server import AppServer  # noqa: PLC0415

    try:
        listener = listen(options.host, options.port)
    except (socket.gaierror, UnicodeError):
        fail(f"{options.host}: there is no such host; choose another --host")
    except (OSError, OverflowError) as error:
        in_use = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "already in use" if in_use else "cannot be used"
        fail(f"{options.host}, port {options.port}: {reason}; choose another --host or --port")
    folders = ["--config-dir", str(locations.config), "--data-dir", str(locations.data)]
    command = [sys.executable, "-m", "legtimer", *folders]
    with listener:
        AppServer(command, host=options.host, listener=listener, print_line=_print_now).serve()
    return EXIT_OK


def _print_now(line: str) -> None:
    print_line(line)
    sys.stdout.flush()  # a program that reads the address through a pipe waits for it
