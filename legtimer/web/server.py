"""The page that shows the app, on textual-serve: it answers only to itself, and loads nothing from elsewhere."""

import ipaddress
import logging
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

# textual-serve's page would fetch a font from elsewhere.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws:"

SHUTDOWN = 10.0  # seconds for the apps to end


class AppServer(Server):
    """The server; a page of somebody else's in the same browser cannot press keys here."""

    def __init__(self, command: str, *, host: str, port: int, say: Callable[[str], None]) -> None:
        super().__init__(command, host=host, port=port, title="legtimer")
        self._say = say
        self._open: set[web.WebSocketResponse] = set()

    def serve(self, debug: bool = False) -> None:
        """Serve until ctrl+C.

        Raises:
            OSError: it cannot be served there.
        """
        logging.getLogger("textual-serve").setLevel(logging.CRITICAL)  # a browser that goes away is no news
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            access_log=None,
            shutdown_timeout=SHUTDOWN,
            print=lambda _: self._say_where(),
        )

    async def on_startup(self, app: web.Application) -> None:
        """Nothing yet: it may still turn out that it cannot be served there."""

    async def handle_index(self, request: web.Request) -> Any:
        """The page, at the address by which it was asked for."""
        self._refuse_strangers(request)
        self.public_url = f"http://{request.host}"
        response = await super().handle_index(request)
        assert isinstance(response, web.StreamResponse)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """An app for one browser, which ends when the browser leaves or the server does."""
        self._refuse_strangers(request)
        websocket = web.WebSocketResponse(heartbeat=15)
        await websocket.prepare(request)

        async def leave() -> None:
            await websocket.close()

        app = AppService(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=leave,
            download_manager=self.download_manager,
        )
        width, height = (
            to_int(request.query.get(key, ""), default) for key, default in (("width", 80), ("height", 24))
        )
        await app.start(width, height)
        self._open.add(websocket)
        try:
            await self._process_messages(websocket, app)
        finally:
            self._open.discard(websocket)
            await app.stop()
            if app._process is not None:  # textual-serve does not wait for it
                await app._process.wait()
        return websocket

    async def on_shutdown(self, app: web.Application) -> None:
        """Let every app end well."""
        for websocket in tuple(self._open):
            await websocket.close()

    def _say_where(self) -> None:
        host = f"[{self.host}]" if ":" in self.host else self.host
        self._say(f"legtimer is at http://{host}:{self.port} until you press ctrl+C.")
        self._say("Sound plays on this computer, not in the browser.")
        if not is_loopback(self.host):
            self._say("Whoever reaches this address can use it: only do so in a network that you trust.")

    def _refuse_strangers(self, request: web.Request) -> None:
        """Ward off pages from elsewhere, and names that somebody else has pointed here."""
        name = urlsplit(f"//{request.host}").hostname or ""
        origin = request.headers.get("Origin")
        if not self._is_ours(name) or (origin is not None and urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden(text="This is somebody's workout.")

    def _is_ours(self, name: str) -> bool:
        if is_loopback(name) or name == self.host.lower():
            return True
        here = socket.gethostname().lower()
        return not is_loopback(self.host) and (name in (here, f"{here}.local") or _address(name) is not None)


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach it."""
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
