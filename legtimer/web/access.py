"""Who may use the server: the checks of every request."""

import hmac
import ipaddress
import secrets
import socket
from urllib.parse import urlsplit

from aiohttp import web

KEY_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that look alike: a key may have to be typed on a TV
KEY_LENGTH = 12  # letters, 60 bits
KEY_PARAMETER = "key"


class Access:
    """Knows the key of one run of the server, and the addresses at which it may be opened."""

    def __init__(self, host: str, port: int, *, secure: bool = False) -> None:
        """`secure` says whether the connection is encrypted."""
        self.key = "".join(secrets.choice(KEY_LETTERS) for _ in range(KEY_LENGTH))
        self._host = host.lower()
        self._secure = secure
        # Browsers share cookies between the ports of a host.
        self._key_cookie = f"legtimer-key-{port}"
        self._browser_cookie = f"legtimer-browser-{port}"

    def check(self, request: web.Request) -> None:
        """Let a request pass if it has the key and does not come from a page of another site.

        Raises:
            web.HTTPForbidden: it may not pass.
        """
        if not (self._accepts_host(request.host) and self._accepts_origin(request)):
            raise web.HTTPForbidden(reason="Open this address in a browser tab of its own.")
        in_cookie = self._is_key(request.cookies.get(self._key_cookie))  # both, so that every refusal takes as long
        if not (self._has_key_in_address(request) or in_cookie):
            raise web.HTTPForbidden(reason="Open the whole address that legtimer serve has printed, with its key.")

    def remember(self, request: web.Request, response: web.StreamResponse) -> None:
        """Give the browser the key as a cookie after a request whose address has it, and a name of its own."""
        if self._has_key_in_address(request):
            self._set_cookie(response, self._key_cookie, self.key)
        if self.browser_of(request) is None:
            self._set_cookie(response, self._browser_cookie, secrets.token_hex(16))

    def browser_of(self, request: web.Request) -> str | None:
        """The name that `remember` has given the browser."""
        return request.cookies.get(self._browser_cookie)

    def _set_cookie(self, response: web.StreamResponse, name: str, value: str) -> None:
        response.set_cookie(name, value, httponly=True, samesite="Strict", secure=self._secure)

    def accepts(self, name: str) -> bool:
        """Whether a page may address this server by that host name (protects against DNS rebinding)."""
        if is_loopback(name) or name == self._host:
            return True
        own_name = socket.gethostname().lower()
        return not is_loopback(self._host) and (
            name in (own_name, f"{own_name}.local") or _ip_address(name) is not None
        )

    def _accepts_host(self, host: str) -> bool:
        try:
            return self.accepts(urlsplit(f"//{host}").hostname or "")
        except ValueError:  # such as "[::1"
            return False

    @staticmethod
    def _accepts_origin(request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        return origin is None or origin in (f"http://{request.host}", f"https://{request.host}")

    def _has_key_in_address(self, request: web.Request) -> bool:
        return self._is_key(request.query.get(KEY_PARAMETER))

    def _is_key(self, given: str | None) -> bool:
        return hmac.compare_digest((given or "").encode(errors="replace"), self.key.encode())


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach that address."""
    address = _ip_address(host)
    return host == "localhost" if address is None else address.is_loopback


def _ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
