"""A line between browser and server that delays, or is interrupted, as Wi-Fi is."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Line:
    """Passes connections on from `port` to another port of this computer; everything takes `delay` seconds each way."""

    def __init__(self, target: int, delay: tuple[float, float]) -> None:
        self.port = 0
        self._target = target
        self._delay = delay
        self._random = random.Random(5)
        self._up = asyncio.Event()
        self._up.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    def interrupt(self) -> None:
        """Let nothing through, in either direction; nobody is told."""
        self._up.clear()

    def mend(self) -> None:
        """Let new connections through. Those from before are lost."""
        for writer in self._writers:
            writer.transport.abort()
        self._up.set()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Line"]:
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        await self._up.wait()
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        both = {writer, far_writer}
        self._writers |= both
        try:
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._writers -= both
            for each in both:
                each.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        arriving: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                due, data = await arriving.get()
                await asyncio.sleep(due - loop.time())
                await self._up.wait()
                if not data:
                    with suppress(OSError):
                        writer.write_eof()
                    return
                writer.write(data)
                await writer.drain()

        delivering = asyncio.create_task(deliver())
        try:
            due, data = 0.0, b"-"
            while data:
                data = await reader.read(65536)
                due = max(due, loop.time() + self._random.uniform(*self._delay))  # nothing overtakes
                arriving.put_nowait((due, data))
            await delivering
        finally:
            delivering.cancel()
