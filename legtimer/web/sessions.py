"""The apps of all browsers, and how long each is kept."""

import asyncio
from collections.abc import Mapping, Sequence

from legtimer.web.session import Session

MAX_PAGES = 8  # each may have an app, a process of about 60 MB
FULL = f"legtimer is open in {MAX_PAGES} browser tabs, the most there can be. Close one, then load this page again."
GRACE = 60.0  # seconds for which an app waits for a page of its browser: a reload, a lost line
END_TIMEOUT = 12.0  # seconds for the apps to end, longer than AppProcess.stop takes


class FullError(Exception):
    """There is no room for another page. The text says what to do."""


class Sessions:
    """One session for each browser, by a name that only the browser knows. A visitor without one gets a session that
    ends with its page.
    """

    def __init__(self, command: Sequence[str], sound: Mapping[str, str]) -> None:
        self._command = command
        self._sound = sound
        self._by_browser: dict[str, Session] = {}
        self._running: dict[Session, asyncio.Task[None]] = {}
        self._waiting: dict[Session, asyncio.TimerHandle] = {}  # those without a page, the longest first

    def check_room(self, browser: str | None) -> None:
        """Check that another page may be opened.

        Raises:
            FullError: there are too many.
        """
        pages = sum(len(session.pages) for session in self._running)
        apps = len(self._running) - len(self._waiting)
        if pages >= MAX_PAGES or (self.of(browser) is None and apps >= MAX_PAGES):
            raise FullError(FULL)

    def of(self, browser: str | None) -> Session | None:
        """The session of a browser, if its app runs."""
        return None if browser is None else self._by_browser.get(browser)

    def join(self, browser: str | None, width: int, height: int) -> Session:
        """Return the session of a browser for one more page; a new one has an app of that size, in cells."""
        session = self.of(browser)
        if session is not None and not session.ended:
            if session in self._waiting:
                self._waiting.pop(session).cancel()
            return session
        while self._waiting and len(self._running) >= MAX_PAGES:
            self._stop(next(iter(self._waiting)))
        session = Session(self._command, width, height, self._sound)
        if browser is not None:
            self._by_browser[browser] = session
        self._running[session] = asyncio.create_task(self._run(session))
        return session

    def leave(self, session: Session) -> None:
        """After a page has gone: keep the app for a while if a page may return, else end it."""
        if session.pages or session not in self._running:
            return
        if session in self._by_browser.values():
            loop = asyncio.get_running_loop()
            self._waiting[session] = loop.call_later(GRACE, self._stop, session)
        else:
            self._stop(session)

    async def close(self, code: int, reason: str) -> None:
        """Close all pages, and wait until every app has saved and ended."""
        running = dict(self._running)
        await asyncio.gather(*(session.close_pages(code, reason) for session in running), return_exceptions=True)
        for session in running:
            session.stop()
        if running:
            await asyncio.wait(running.values(), timeout=END_TIMEOUT)

    def _stop(self, session: Session) -> None:
        if session in self._waiting:
            self._waiting.pop(session).cancel()
        session.stop()

    async def _run(self, session: Session) -> None:
        try:
            await session.run()
        finally:
            self._running.pop(session, None)
            if session in self._waiting:
                self._waiting.pop(session).cancel()
            self._by_browser = {name: each for name, each in self._by_browser.items() if each is not session}
