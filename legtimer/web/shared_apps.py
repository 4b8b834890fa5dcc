"""The apps of all browsers, and how long each is kept."""

import asyncio
from collections.abc import Mapping, Sequence

from legtimer.web.shared_app import SharedApp

MAX_PAGES = 8  # each may have an app, a process of about 60 MB
FULL = f"legtimer is open in {MAX_PAGES} browser tabs, the most there can be. Close one, then load this page again."
GRACE = 60.0  # seconds for which an app waits for a page of its browser: a reload, a lost line
END_TIMEOUT = 12.0  # seconds for the apps to end, longer than AppProcess.stop takes


class FullError(Exception):
    """There is no room for another page. The text says what to do."""


class SharedApps:
    """One app for each browser, by a name that only the browser knows; without one, an app for a single page."""

    def __init__(self, command: Sequence[str], sound: Mapping[str, str]) -> None:
        self._command = command
        self._sound = sound
        self._by_browser: dict[str, SharedApp] = {}
        self._running: dict[SharedApp, asyncio.Task[None]] = {}
        self._waiting: dict[SharedApp, asyncio.TimerHandle] = {}  # those without a page, the longest first

    def check_room(self, browser: str | None) -> None:
        """Check that another page may be opened.

        Raises:
            FullError: there are too many.
        """
        pages = sum(len(app.pages) for app in self._running)
        apps = len(self._running) - len(self._waiting)
        if pages >= MAX_PAGES or (self.of(browser) is None and apps >= MAX_PAGES):
            raise FullError(FULL)

    def of(self, browser: str | None) -> SharedApp | None:
        """The running app of a browser."""
        return None if browser is None else self._by_browser.get(browser)

    def join(self, browser: str | None, width: int, height: int) -> SharedApp:
        """Return the app of a browser for one more page, or else a new one of that size, in cells."""
        app = self.of(browser)
        if app is not None and not app.ended:
            self._cancel_stop(app)
            return app
        while self._waiting and len(self._running) >= MAX_PAGES:
            self._stop(next(iter(self._waiting)))
        app = SharedApp(self._command, width, height, self._sound)
        if browser is not None:
            self._by_browser[browser] = app
        self._running[app] = asyncio.create_task(self._run(app))
        return app

    def leave(self, app: SharedApp) -> None:
        """After a page has gone: keep the app for a while if a page may return, else end it."""
        if app.pages or app not in self._running:
            return
        if app in self._by_browser.values():
            loop = asyncio.get_running_loop()
            self._waiting[app] = loop.call_later(GRACE, self._stop, app)
        else:
            self._stop(app)

    async def close(self, code: int, reason: str) -> None:
        """Close all pages, and wait until every app has saved and ended."""
        running = dict(self._running)
        await asyncio.gather(*(app.close_pages(code, reason) for app in running), return_exceptions=True)
        for app in running:
            app.stop()
        if running:
            await asyncio.wait(running.values(), timeout=END_TIMEOUT)

    def _stop(self, app: SharedApp) -> None:
        self._cancel_stop(app)
        app.stop()

    def _cancel_stop(self, app: SharedApp) -> None:
        """Take an app off those that wait to be stopped, if it is one of them."""
        if app in self._waiting:
            self._waiting.pop(app).cancel()

    async def _run(self, app: SharedApp) -> None:
        try:
            await app.run()
        finally:
            self._running.pop(app, None)
            self._cancel_stop(app)
            self._by_browser = {name: each for name, each in self._by_browser.items() if each is not app}
