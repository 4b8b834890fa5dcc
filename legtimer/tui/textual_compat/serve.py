"""textual-serve, with the private parts of it that `legtimer.web.server` needs: only its page is used."""

from aiohttp import web
from textual_serve.server import Server


class BaseServer(Server):
    """textual-serve's server, with public names for what it keeps private."""

    async def make_application(self) -> web.Application:
        """Return the aiohttp application with all routes."""
        return await self._make_app()
