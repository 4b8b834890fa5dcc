"""Headless Chromium, driven through the DevTools protocol."""

import asyncio
import base64
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--window-size=1200,800", "--remote-debugging-port=0",
)  # fmt: skip
TIMEOUT = 30.0  # seconds
CODES = {"/": 191}
NAMES = {"\r": "Enter"}

_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]")


class Tab:
    """A browser tab. `received` is the text its web sockets received; `requests` are the URLs of its requests by id,
    without those that the content security policy blocked.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, browser: str) -> None:
        """`browser` is the address of the browser's DevTools."""
        self._socket = socket
        self._browser = browser
        self._numbers = count(1)
        self._results: dict[int, Any] = {}
        self.received = ""
        self.requests: dict[str, str] = {}

    async def ask(self, method: str, **parameters: object) -> Any:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        await self.until(lambda: number in self._results)
        return self._results.pop(number)

    @asynccontextmanager
    async def new_tab(self, url: str) -> AsyncIterator["Tab"]:
        """Another tab of the same browser."""
        async with aiohttp.ClientSession() as session:
            async with session.put(f"{self._browser}/json/new") as answer:
                target = await answer.json()
            async with connected(session, target, self._browser) as tab:
                await tab.ask("Page.navigate", url=url)
                yield tab

    async def click(self, x: int = 10, y: int = 5) -> None:
        """Click; in the first row, that only takes the focus."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def tap(self, x: float, y: float) -> None:
        """Touch with a finger."""
        await self.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        await self.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def press(self, keys: str) -> None:
        """Press the keys of small letters, digits, space, slash and enter."""
        for key in keys:
            for kind in ("keyDown", "keyUp"):
                code = CODES.get(key, ord(key.upper()))
                name = NAMES.get(key, key)
                await self.ask("Input.dispatchKeyEvent", type=kind, key=name, text=key, windowsVirtualKeyCode=code)

    async def evaluate(self, script: str) -> Any:
        """The value of an expression in the page, which may be a promise."""
        answer = await self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def until_true(self, script: str) -> None:
        """Wait until an expression in the page is true."""
        async with asyncio.timeout(TIMEOUT):
            while not await self.evaluate(script):
                await asyncio.sleep(0.05)

    async def listen(self, seconds: float) -> None:
        """Process messages from the browser for a while."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.until(lambda: False)

    async def until(self, condition: Callable[[], bool], seconds: float = TIMEOUT) -> None:
        """Process messages from the browser until the condition holds."""
        async with asyncio.timeout(seconds):
            while not condition():
                self._take(await self._socket.receive_json())

    def _take(self, message: dict[str, Any]) -> None:
        parameters = message.get("params", {})
        match message.get("method"):
            case "Network.webSocketFrameReceived":
                frame = parameters["response"]
                data = frame["payloadData"]
                text = base64.b64decode(data).decode(errors="replace") if frame["opcode"] == 2 else data
                self.received += _ESCAPES.sub("", text)
            case "Network.requestWillBeSent":
                self.requests[parameters["requestId"]] = parameters["request"]["url"]
            case "Network.loadingFailed" if parameters.get("blockedReason") == "csp":
                del self.requests[parameters["requestId"]]
            case _ if "id" in message:
                self._results[message["id"]] = message.get("result")


@asynccontextmanager
async def connected(session: aiohttp.ClientSession, target: dict[str, Any], browser: str) -> AsyncIterator[Tab]:
    """A tab that reports what it loads."""
    async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
        tab = Tab(socket, browser)
        await tab.ask("Network.enable")
        await tab.ask("Page.enable")
        yield tab


@asynccontextmanager
async def opened(url: str, profile: Path, *options: str) -> AsyncIterator[Tab]:
    """A new browser with a tab at that address."""
    assert CHROMIUM is not None
    browser = await asyncio.create_subprocess_exec(
        CHROMIUM, *OPTIONS, *options, f"--user-data-dir={profile}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with aiohttp.ClientSession() as session:
            port = await _port(profile / "DevToolsActivePort")
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                page = next(target for target in await answer.json() if target["type"] == "page")
            async with connected(session, page, f"http://127.0.0.1:{port}") as tab:
                await tab.ask("Page.navigate", url=url)
                yield tab
    finally:
        browser.terminate()
        await browser.wait()


async def _port(file: Path) -> int:
    async with asyncio.timeout(TIMEOUT):
        while True:
            lines = _lines(file)
            if lines:
                return int(lines[0])
            await asyncio.sleep(0.05)


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []
