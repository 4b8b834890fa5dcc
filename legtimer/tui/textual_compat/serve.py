"""textual-serve, with the private parts of it that `legtimer.web.server` needs."""

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server


class AppProcess(AppService):
    """The process of one app. textual-serve does not wait for it to end, so a server that stops would kill it."""

    async def stop(self) -> None:
        """Ask the app to end, and wait until its process has ended."""
        await super().stop()
        if self._process is not None:
            await self._process.wait()


class BaseServer(Server):
    """textual-serve's server, with public names for what it keeps private."""

    async def make_application(self) -> web.Application:
        """Return the aiohttp application with all routes."""
        return await self._make_app()

    async def process_messages(self, websocket: web.WebSocketResponse, app: AppProcess) -> None:
        """Pass the messages of one browser to its app until the browser leaves."""
        await self._process_messages(websocket, app)
