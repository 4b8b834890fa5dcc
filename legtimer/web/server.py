"""The web server for `legtimer serve`: its page and the sound; it loads nothing from other servers."""

import asyncio
import logging
import signal
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.typedefs import Handler

from legtimer.web.access import Access
from legtimer.web.messages import MAX_MESSAGE, RefusedError, parse_message, parse_size
from legtimer.web.page_connection import PageConnection
from legtimer.web.shared_app import SharedApp
from legtimer.web.shared_apps import FullError, SharedApps

PAGE = Path(__file__).parent / "page"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
HEADERS = {
    # xterm.js sets its colours and sizes in style elements.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self'; connect-src 'self' {websocket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the address has the key
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
REFUSAL = (
    '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="dark"><title>legtimer</title>'
    '<h1 style="font: bold 24px/1.4 sans-serif; margin: 8%">{}</h1>\n'
)
MAX_REQUEST = 64 * 1024  # bytes; the page sends nothing but messages, see MAX_MESSAGE
CLOSE_TIMEOUT = 1.0  # seconds for a browser to answer that it closes a connection
HEARTBEAT = 15.0  # seconds
STOPPED = "legtimer serve has ended. Start it again."


class AppServer:
    """Serves the app on a listening socket. Every browser gets an app of its own, which all its tabs show.

    `sound` are environment variables that have the apps play in the browser; empty if they play on this computer.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        host: str,
        listener: socket.socket,
        sound: Mapping[str, str],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.access = Access(host, listener.getsockname()[1], secure=tls is not None)
        self._listener = listener
        self._tls = tls
        self._apps = SharedApps(command, sound)

    def serve(self, ready: Callable[[], None]) -> None:
        """Serve until ctrl+C; `ready` is called once requests are answered."""
        logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # it logs a traceback for what a client does wrong
        with suppress(KeyboardInterrupt):  # on Windows, where the event loop cannot handle signals
            asyncio.run(self._serve(ready))

    async def _serve(self, ready: Callable[[], None]) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), stop.set)
        runner = web.AppRunner(self.make_application(), access_log=None, shutdown_timeout=1.0)  # on_shutdown has waited
        await runner.setup()
        try:
            await web.SockSite(runner, self._listener, ssl_context=self._tls).start()
            ready()
            await stop.wait()
        finally:
            await runner.cleanup()

    def make_application(self) -> web.Application:
        """Return the aiohttp application, which checks every request."""
        application = web.Application(middlewares=[self._check], client_max_size=MAX_REQUEST)
        application.add_routes(
            [
                web.get("/", self._page),
                web.get("/ws", self._websocket),
                web.get("/sound/{number:[0-9]{1,9}}", self._sound),
                web.get("/page/{name:[a-z0-9./-]+}", self._file),
            ]
        )
        application.on_response_prepare.append(self._add_headers)
        application.on_shutdown.append(self._end)
        return application

    async def _end(self, _: web.Application) -> None:
        """Close the pages, and wait until every app has saved and ended; aiohttp would not wait for that."""
        await self._apps.close(WSCloseCode.GOING_AWAY, STOPPED)

    @web.middleware
    async def _check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            self.access.check(request)
            return await handler(request)
        except FullError as full:
            return _refusal(web.HTTPServiceUnavailable.status_code, str(full))
        except web.HTTPForbidden as forbidden:
            return _refusal(forbidden.status, forbidden.reason)

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        websocket = f"{'wss' if self._tls else 'ws'}://{request.host}"  # older browsers: 'self' has no web sockets
        for name, value in HEADERS.items():
            response.headers[name] = value.replace("{websocket}", websocket)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        self._apps.check_room(self.access.browser_of(request))
        response = self._answer("index.html")
        self.access.remember(request, response)
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return self._answer(request.match_info["name"])

    def _answer(self, name: str) -> web.StreamResponse:
        path = PAGE / name
        if path.suffix not in TYPES or ".." in name or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"Content-Type": TYPES[path.suffix]})

    async def _sound(self, request: web.Request) -> web.StreamResponse:
        """Samples of a track, from `from` to `to`."""
        app = self._apps.of(self.access.browser_of(request))
        track = app.tracks.get(int(request.match_info["number"])) if app else None
        try:
            first, end = (int(request.query[name]) for name in ("from", "to"))
        except (KeyError, ValueError):
            raise web.HTTPBadRequest from None
        if track is None:
            raise web.HTTPNotFound
        return web.Response(body=track.pcm[2 * max(0, first) : 2 * max(0, end)])

    async def _websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Connect a page with the app of its browser."""
        try:
            size = parse_size(request.query.get("width", "80"), request.query.get("height", "24"))
        except RefusedError as refused:
            raise web.HTTPBadRequest(text=f"{refused}\n") from None
        browser = self.access.browser_of(request)
        self._apps.check_room(browser)
        websocket = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=CLOSE_TIMEOUT, max_msg_size=MAX_MESSAGE)
        page = PageConnection(websocket, request.query.get("page", ""), size)
        app = self._apps.join(browser, *size)
        app.add(page)
        try:
            await websocket.prepare(request)
            tasks = [asyncio.create_task(page.send_all()), asyncio.create_task(page.send_time())]
            try:
                await _receive(websocket, page, app)
            finally:
                for task in tasks:
                    task.cancel()
        finally:
            app.leave(page)
            self._apps.leave(app)
        return websocket


async def _receive(websocket: web.WebSocketResponse, page: PageConnection, app: SharedApp) -> None:
    """Pass on the messages of a page until it leaves, or sends something else."""
    try:
        async for message in websocket:
            if message.type is not WSMsgType.TEXT:
                raise RefusedError("not text")
            app.receive(page, parse_message(message.data))
    except RefusedError as refused:
        await page.close(WSCloseCode.POLICY_VIOLATION, str(refused))


def _refusal(status: int, why: str) -> web.Response:
    return web.Response(status=status, text=REFUSAL.format(why), content_type="text/html")
