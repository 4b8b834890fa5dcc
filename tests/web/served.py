"""A running `legtimer serve`, and connections to it as its page makes them."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp

TIMEOUT = 30.0  # seconds
ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]")


class Served:
    """`legtimer serve` with its folders below `home`. `url` is what it printed, `host` its host and port."""

    def __init__(self, home: Path, process: "subprocess.Popen[str]", url: str) -> None:
        self.home = home
        self.process = process
        self.url = url
        self.host, _, self.key = url.partition("://")[2].partition("/?key=")
        self.port = int(self.host.rpartition(":")[2])

    def apps(self) -> list[int]:
        """The process ids of the apps that run."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes()
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            is_app = os.fsencode(str(self.home / "config")) in command and b"serve" not in command.split(b"\0")
            if is_app and state != "Z":
                found.append(int(folder.name))
        return found

    async def wait_for_apps(self, number: int, seconds: float = TIMEOUT) -> list[int]:
        """Wait until so many apps run."""
        deadline = time.monotonic() + seconds
        while len(apps := self.apps()) != number:
            assert time.monotonic() < deadline, f"{apps} run instead of {number}"
            await asyncio.sleep(0.05)
        return apps

    def log(self) -> str:
        """What the log has."""
        path = self.home / "data" / "legtimer.log"
        return path.read_text() if path.exists() else ""

    @asynccontextmanager
    async def connected(self, size: str = "&width=80&height=24", browser: str | None = None) -> AsyncIterator["Page"]:
        """A connection with an app; those of the same browser have the same app."""
        cookies = {} if browser is None else {f"legtimer-browser-{self.port}": browser}
        async with (
            aiohttp.ClientSession(cookies=cookies) as session,
            session.ws_connect(f"http://{self.host}/ws?key={self.key}{size}", max_msg_size=0) as socket,
        ):
            yield Page(socket)


class Page:
    """The page's side of a connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.received = ""

    async def press(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])

    async def wait_for(self, text: str) -> None:
        """Receive until the app has drawn a text."""
        async with asyncio.timeout(TIMEOUT):
            while text not in ESCAPES.sub("", self.received) and text not in self.received:
                message = await self.socket.receive()
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
                if message.type is aiohttp.WSMsgType.BINARY:
                    self.received += message.data.decode(errors="replace")
                    await self.socket.send_json(["drawn"])

    async def wait_for_size(self, columns: int, rows: int) -> None:
        """Receive until the server says that the app has this size."""
        async with asyncio.timeout(TIMEOUT):
            while (await self.socket.receive()).data != json.dumps(["size", columns, rows]):
                pass

    async def wait_for_close(self) -> tuple[int | None, str]:
        """Receive until the server closes the connection; its code and reason."""
        async with asyncio.timeout(TIMEOUT):
            while True:
                message = await self.socket.receive()
                if message.type is aiohttp.WSMsgType.CLOSE:
                    return message.data, message.extra or ""
                if message.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.ERROR):
                    return self.socket.close_code, ""


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[Served]:
    """A server that has printed its address. At the end it must stop without an error and without any app."""
    folders = ["--config-dir", str(home / "config"), "--data-dir", str(home / "data")]
    command = [sys.executable, "-m", "legtimer", "serve", "--port", "0", *arguments, *folders]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    errors = ""
    try:
        assert process.stdout
        found = re.search(r"https?://\S+", process.stdout.readline())
        assert found
        assert "Sound plays" in process.stdout.readline()
        served = Served(home, process, found[0])
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=TIMEOUT)
    assert errors == "", errors
    assert served.apps() == []
