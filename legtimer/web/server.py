"""The web server for `legtimer serve`: answers only its own page, and loads nothing from other servers."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.typedefs import Handler

from legtimer.tui.textual_compat.serve import BaseServer
from legtimer.web.access import Access
from legtimer.web.app_process import AppProcess
from legtimer.web.listen import addresses
from legtimer.web.messages import MAX_MESSAGE, Focus, Input, Ping, RefusedError, Resize, parse_message, parse_size

HEADERS = {
    # Without this, textual-serve's page would load a font from another server.
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws:; "
    "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the address has the key
    "X-Content-Type-Options": "nosniff",
}
MAX_CLIENTS = 8  # each is a process of about 60 MB
FULL = f"legtimer is open in {MAX_CLIENTS} browser tabs, the most there can be. Close one, then load this page again.\n"
SHUTDOWN_TIMEOUT = 12.0  # seconds for the apps to end, longer than AppProcess.stop takes
CLOSE_TIMEOUT = 1.0  # seconds for a browser to answer that it closes a connection
HEARTBEAT = 15.0  # seconds


class AppServer(BaseServer):
    """Serves the app on a listening socket. Every browser tab gets a process of its own."""

    def __init__(
        self, command: Sequence[str], *, host: str, listener: socket.socket, print_line: Callable[[str], None]
    ) -> None:
        port = listener.getsockname()[1]
        super().__init__("legtimer", host=host, port=port)
        self.access = Access(host, port)
        self._app_command = command
        self._listener = listener
        self._print_line = print_line
        self._clients: set[web.WebSocketResponse] = set()  # until their apps have ended
        self._client_ended = asyncio.Event()

    def serve(self, debug: bool = False) -> None:
        """Serve until ctrl+C."""
        logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # it logs a traceback for what a client does wrong
        with suppress(KeyboardInterrupt):  # on Windows, where the event loop cannot handle signals
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), stop.set)
        application = await self.make_application()
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)  # on_shutdown has waited
        await runner.setup()
        try:
            await web.SockSite(runner, self._listener).start()
            self._print_addresses()
            await stop.wait()
        finally:
            await runner.cleanup()

    async def make_application(self) -> web.Application:
        """Return the aiohttp application, which checks every request."""
        application = await super().make_application()
        application.middlewares.append(self._check)
        application.on_response_prepare.append(self._add_headers)
        return application

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing: `serve` does."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the connections, and wait until every app has saved and ended; aiohttp would not wait for that."""
        await asyncio.gather(*(websocket.close() for websocket in self._clients), return_exceptions=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(SHUTDOWN_TIMEOUT):
                while self._clients:
                    self._client_ended.clear()
                    await self._client_ended.wait()

    @web.middleware
    async def _check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.access.check(request)
        return await handler(request)

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(HEADERS)

    async def handle_index(self, request: web.Request) -> Any:
        """The page, with its links at the address that was asked for."""
        self._check_room()
        self.public_url = f"http://{request.host}"
        response = await super().handle_index(request)
        assert isinstance(response, web.StreamResponse)
        self.access.remember(request, response)
        return response

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """The app offers no downloads."""
        raise web.HTTPNotFound

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run an app for one browser tab; it ends when the tab disconnects or the server stops."""
        self._check_room()
        try:
            width, height = parse_size(request.query.get("width", "80"), request.query.get("height", "24"))
        except RefusedError as refused:
            raise web.HTTPBadRequest(text=f"{refused}\n") from None
        websocket = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=CLOSE_TIMEOUT, max_msg_size=MAX_MESSAGE)
        app = AppProcess(self._app_command, width, height)
        self._clients.add(websocket)
        try:
            await websocket.prepare(request)
            await app.start()
            await self._connect(websocket, app)
        finally:
            await asyncio.shield(self._end(websocket, app))  # aiohttp may cancel this handler
        return websocket

    async def _end(self, websocket: web.WebSocketResponse, app: AppProcess) -> None:
        try:
            await app.stop()
        finally:
            self._clients.discard(websocket)
            self._client_ended.set()

    async def _connect(self, websocket: web.WebSocketResponse, app: AppProcess) -> None:
        """Pass on messages and output until one of the two sides ends."""
        tasks = [asyncio.create_task(each) for each in (_pass_messages(websocket, app), _pass_output(app, websocket))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        refused = next((str(result) for result in results if isinstance(result, RefusedError)), None)
        if refused is None:
            await websocket.close()
        else:
            await websocket.close(code=WSCloseCode.POLICY_VIOLATION, message=refused.encode())

    def _check_room(self) -> None:
        if len(self._clients) >= MAX_CLIENTS:
            raise web.HTTPServiceUnavailable(text=FULL)

    def _print_addresses(self) -> None:
        here, elsewhere = addresses(self.host, self._listener, self.access.key)
        self._print_line(f"legtimer is at {here} until you press ctrl+C.")
        self._print_line("Sound plays on this computer, not in the browser.")
        if elsewhere is not None:
            self._print_line(
                f"On other devices, open {elsewhere}, or use this computer's address in place of its name."
            )
            self._print_line("Everyone who knows this address can use the app: serve only on a network you trust.")


async def _pass_messages(websocket: web.WebSocketResponse, app: AppProcess) -> None:
    with suppress(ConnectionError):  # the app has ended
        async for message in websocket:
            if message.type is not WSMsgType.TEXT:
                raise RefusedError("not text")
            match parse_message(message.data):
                case Input(text):
                    await app.send(text)
                case Resize(width, height):
                    await app.resize(width, height)
                case Focus(focused):
                    await app.focus(focused)
                case Ping(text):
                    await websocket.send_json(["pong", text])


async def _pass_output(app: AppProcess, websocket: web.WebSocketResponse) -> None:
    with suppress(ConnectionError):  # the browser has left
        async for data in app.output():
            await websocket.send_bytes(data)
