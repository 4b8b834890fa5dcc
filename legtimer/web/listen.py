"""The address of the server."""

import socket

from legtimer.web.access import is_loopback

LOOPBACK = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # of the hosts that mean all addresses


def listen(host: str, port: int) -> socket.socket:
    """Bind an address; an empty host means all, and port 0 any free port.

    Raises:
        socket.gaierror, UnicodeError: there is no such host.
        OSError, OverflowError: the address cannot be bound.
    """
    if not host:
        dual = socket.has_dualstack_ipv6()
        family = socket.AF_INET6 if dual else socket.AF_INET
        return socket.create_server(("", port), family=family, dualstack_ipv6=dual)
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    # IPv4 first: one socket is enough, and browsers try every address of a name.
    family, _, _, _, address = min(found, key=lambda each: each[0] != socket.AF_INET)
    return socket.create_server((str(address[0]), port), family=family)


def addresses(host: str, listener: socket.socket, key: str, *, secure: bool) -> tuple[str, str | None]:
    """Return the URL for this computer, and the one for other devices, if they can reach the server."""
    port = listener.getsockname()[1]

    def url(name: str) -> str:
        return f"{'https' if secure else 'http'}://{f'[{name}]' if ':' in name else name}:{port}/?key={key}"

    if host in LOOPBACK:
        return url(LOOPBACK[host]), url(_own_address())
    return url(host), None if is_loopback(host) else url(host)


def _own_address() -> str:
    """The address by which other devices reach this computer; its name if that cannot be found out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing, but chooses the network that leads there
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()
