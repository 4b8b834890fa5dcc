"""Headless Chromium, driven through the DevTools protocol."""

import asyncio
import base64
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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

_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]")


class Tab:
    """A browser tab. `received` is the text its web sockets received; `requests` are the URLs of its requests by id,
    without those that the content security policy blocked.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._results: dict[int, Any] = {}
        self.received = ""
        self.requests: dict[str, str] = {}

    async def ask(self, method: str, **parameters: object) -> Any:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        await self.until(lambda: number in self._results)
        return self._results.pop(number)

    async def press(self, letter: str) -> None:
        """Press the key of a small letter, after a click into the first row, which only takes the focus."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, x=10, y=5, button="left", clickCount=1)
        for kind in ("keyDown", "keyUp"):
            code = ord(letter.upper())
            await self.ask("Input.dispatchKeyEvent", type=kind, key=letter, text=letter, windowsVirtualKeyCode=code)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Process messages from the browser until the condition holds."""
        async with asyncio.timeout(TIMEOUT):
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
async def opened(url: str, profile: Path) -> AsyncIterator[Tab]:
    """A new browser with a tab at that address."""
    assert CHROMIUM is not None
    browser = await asyncio.create_subprocess_exec(
        CHROMIUM, *OPTIONS, f"--user-data-dir={profile}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with aiohttp.ClientSession() as session:
            port = await _port(profile / "DevToolsActivePort")
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                page = next(target for target in await answer.json() if target["type"] == "page")
            async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                tab = Tab(socket)
                await tab.ask("Network.enable")
                await tab.ask("Page.enable")
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
