"""One app and the pages that show it. It outlives them for a while: a reload or a lost line must not end a workout."""

import asyncio
from collections.abc import Mapping, Sequence

from aiohttp import WSCloseCode

from legtimer.audio.playback.backends.browser import LINK
from legtimer.web.app_process import AppProcess
from legtimer.web.messages import Drawn, Input, MaySound, Message, Resize
from legtimer.web.page_connection import PageConnection
from legtimer.web.tracks import Tracks

ENDED = "legtimer has ended. Load this page again."


class SharedApp:
    """An app, shown by all its pages in one size: that of the page that was opened, resized or looked at last.

    The sound is played by one page: of those that may, the one that was opened first.

    Attributes:
        pages: in the order in which they were opened.
        tracks: the sound that is wanted now.
        ended: whether the app has ended.
    """

    def __init__(self, command: Sequence[str], width: int, height: int, sound: Mapping[str, str]) -> None:
        """`sound` are environment variables that have the app play in the browser; empty if it does not."""
        self.pages: list[PageConnection] = []
        self.tracks = Tracks(self._send_sound)
        self.ended = False
        self._sound = sound
        self._size = width, height
        self._process = AppProcess(command, width, height)
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Start the app, and show what it draws until it ends, or until `stop` is called."""
        reason, code = ENDED, WSCloseCode.OK
        try:
            link = {LINK: await self.tracks.open()} if self._sound else {}
            await self._process.start({**self._sound, **link})
            tasks = [asyncio.create_task(self._draw()), asyncio.create_task(self._stopping.wait())]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._process.stop()
        except OSError as error:
            reason, code = f"legtimer cannot be started: {error.strerror}.", WSCloseCode.INTERNAL_ERROR
        finally:
            self.ended = True
            self.tracks.close()
            await self.close_pages(code, reason)

    def stop(self) -> None:
        """Have the app save and end."""
        self._stopping.set()

    async def _draw(self) -> None:
        async for output in self._process.output():
            for page in self.pages:
                page.draw(output)

    async def close_pages(self, code: int, reason: str) -> None:
        """Close all pages; they show the reason."""
        await asyncio.gather(*(page.close(code, reason) for page in self.pages), return_exceptions=True)

    def add(self, page: PageConnection) -> None:
        """Show the app on another page, which may lack what was drawn before.

        A page that connects again keeps its place: its connection was lost, which the server may notice later.
        """
        lost = next((each for each in self.pages if each.name and each.name == page.name), None)
        if lost is None:
            self.pages.append(page)
        else:
            page.may_sound = lost.may_sound
            self.pages[self.pages.index(lost)] = page
        self._resize(page.size)
        self._send_sound()

    def leave(self, page: PageConnection) -> None:
        """A page has gone; the app takes the size of one that remains."""
        if page in self.pages:
            self.pages.remove(page)
            if self.pages and page.size == self._size:
                self._resize(self.pages[-1].size)
            self._send_sound()

    def receive(self, page: PageConnection, message: Message) -> None:
        """Do what a page asks for."""
        match message:
            case Input(text):
                self._process.send(text)
            case Resize(width, height):
                page.size = width, height
                self._resize(page.size)
            case Drawn():
                if page.note_drawn():
                    self._resize(self._size)
            case MaySound(allowed):
                page.may_sound = allowed
                self._send_sound()

    def _resize(self, size: tuple[int, int]) -> None:
        self._size = size
        for page in self.pages:
            page.send("size", *size)
        self._process.resize(*size)

    def _send_sound(self) -> None:
        """Tell each page where the sound is played, and the page that plays it what to play."""
        tracks = [track.description for track in self.tracks.wanted]
        player = next((page for page in self.pages if page.may_sound), None)
        for page in self.pages:
            if not self._sound:
                page.send("sound", "computer", [])
            elif player in (None, page):
                page.send("sound", "here", tracks)
            else:
                page.send("sound", "elsewhere", [])
