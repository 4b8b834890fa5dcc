"""The web server for `legtimer serve`: answers only its own page, and loads nothing from other servers."""

import ipaddress
import logging
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import to_int

from legtimer.tui.textual_compat.serve import AppProcess, BaseServer

# Without this, textual-serve's page would load a font from another server.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws:"

SHUTDOWN = 10.0  # seconds for the apps to end


class AppServer(BaseServer):
    """Serves the app, and refuses requests that pages of other sites make through the user's browser."""

    def __init__(self, command: str, *, host: str, port: int, print_line: Callable[[str], None]) -> None:
        super().__init__(command, host=host, port=port, title="legtimer")
        self._print_line = print_line
        self._websockets: set[web.WebSocketResponse] = set()

    def serve(self, debug: bool = False) -> None:
        """Serve until ctrl+C.

        Raises:
            OSError: the address cannot be bound.
        """
        logging.getLogger("textual-serve").setLevel(logging.CRITICAL)  # it reports every browser that disconnects
        web.run_app(
            self.make_application(),
            host=self.host,
            port=self.port,
            access_log=None,
            shutdown_timeout=SHUTDOWN,
            print=lambda _: self._print_address(),
        )

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing yet: binding the address may still fail."""

    async def handle_index(self, request: web.Request) -> Any:
        """The page, with its links at the address that was asked for."""
        self._check_origin(request)
        self.public_url = f"http://{request.host}"
        response = await super().handle_index(request)
        assert isinstance(response, web.StreamResponse)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run an app for one browser tab; it ends when the tab disconnects or the server stops."""
        self._check_origin(request)
        websocket = web.WebSocketResponse(heartbeat=15)
        await websocket.prepare(request)

        async def close() -> None:
            await websocket.close()

        app = AppProcess(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        width, height = (
            to_int(request.query.get(key, ""), default) for key, default in (("width", 80), ("height", 24))
        )
        await app.start(width, height)
        self._websockets.add(websocket)
        try:
            await self.process_messages(websocket, app)
        finally:
            self._websockets.discard(websocket)
            await app.stop()
        return websocket

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the connections, so that every app saves and ends."""
        for websocket in tuple(self._websockets):
            await websocket.close()

    def accepts(self, host: str) -> bool:
        """Whether a page may address this server by that host name (protects against DNS rebinding)."""
        if is_loopback(host) or host == self.host.lower():
            return True
        own_name = socket.gethostname().lower()
        return not is_loopback(self.host) and (host in (own_name, f"{own_name}.local") or _ip_address(host) is not None)

    def _print_address(self) -> None:
        host = f"[{self.host}]" if ":" in self.host else self.host
        self._print_line(f"legtimer is at http://{host}:{self.port} until you press ctrl+C.")
        self._print_line("Sound plays on this computer, not in the browser.")
        if not is_loopback(self.host):
            self._print_line("Everyone who can reach this address can use the app: serve only in a network you trust.")

    def _check_origin(self, request: web.Request) -> None:
        host = urlsplit(f"//{request.host}").hostname or ""
        origin = request.headers.get("Origin")
        if not self.accepts(host) or (origin is not None and urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden(text="Open this address in a browser tab of its own.")


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach that address."""
    address = _ip_address(host)
    return host == "localhost" if address is None else address.is_loopback


def _ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
