"""`legtimer serve`: run the app in a browser, for a phone, a tablet or a TV."""

import argparse
import errno
import os
import socket
import ssl
import sys
from functools import partial
from importlib.util import find_spec
from io import StringIO

from legtimer.audio.playback.backends import SOUND
from legtimer.cli.output import EXIT_OK, EXIT_USAGE, fail, print_line
from legtimer.storage.locations import Locations
from legtimer.system.terminal import is_terminal
from legtimer.tui.terminal.capabilities import knows_unicode

NEEDED = ("aiohttp", "segno")


def serve(options: argparse.Namespace, locations: Locations) -> int:
    """Serve the app until ctrl+C; each browser gets an app of its own."""
    if not all(map(find_spec, NEEDED)):
        fail(f"serving needs {' and '.join(NEEDED)}; install them beside legtimer: pip install {' '.join(NEEDED)}")
    from legtimer.web.listen import listen  # noqa: PLC0415  # needs the extra
    from legtimer.web.server import AppServer  # noqa: PLC0415

    tls = _tls(options)
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
    sound = {} if options.sound == "here" else {SOUND: options.sound}
    with listener:
        server = AppServer(command, host=options.host, listener=listener, sound=sound, tls=tls)
        server.serve(partial(_print_addresses, options, listener, server.access.key))
    return EXIT_OK


def _tls(options: argparse.Namespace) -> ssl.SSLContext | None:
    """What encrypts the connections, if a certificate was given; after an error, the command ends."""
    if options.tls_cert is None:
        if options.tls_key is not None:
            fail("--tls-key needs --tls-cert", EXIT_USAGE)
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(options.tls_cert, options.tls_key)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        what = error.strerror if isinstance(error, OSError) and not isinstance(error, ssl.SSLError) else "not a pair"
        fail(f"{options.tls_cert}, {options.tls_key or 'no --tls-key'}: {what or error}; both are PEM files")
    return context


def _print_addresses(options: argparse.Namespace, listener: socket.socket, key: str) -> None:
    from legtimer.web.listen import addresses  # noqa: PLC0415

    here, elsewhere = addresses(options.host, listener, key, secure=options.tls_cert is not None)
    print_line(f"legtimer is at {here} until you press ctrl+C.")
    print_line(PLACES[options.sound])
    if elsewhere is not None:
        print_line("On a phone, a tablet or a TV, open this address or scan the code:")
        print_line(elsewhere)
        _print_code(elsewhere)
        print_line("Everyone who knows it can use the app: serve only on a network you trust.")
    sys.stdout.flush()  # a program that reads the address through a pipe waits for it


def _print_code(address: str) -> None:
    """Print a QR code, if the output is a terminal that can show it."""
    import segno  # noqa: PLC0415

    if is_terminal(sys.stdout) and knows_unicode(os.environ):
        code = StringIO()
        segno.make(address, micro=False).terminal(code, compact=True, border=2)
        for line in code.getvalue().splitlines():
            sys.stdout.write(f"\x1b[97;40m{line}\x1b[0m\n")  # white on black in every theme


PLACES = {
    "here": "Sound plays on this computer.",
    "browser": "Sound plays in the browser; --sound here plays it on this computer.",
    "both": "Sound plays in the browser and on this computer.",
}
