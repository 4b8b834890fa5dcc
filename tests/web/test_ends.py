"""However a browser tab, an app or the server ends: nothing remains, and nothing is logged."""

import asyncio
import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.served import Served, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").exists(), reason="finds the processes in /proc"),
]

MUCH = 300_000  # characters
MEMORY = 200  # MB of one app


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as served:
        yield served


def memory_of(process: int) -> int:
    """The memory of a process at its highest, in MB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) // 1024


async def test_closing_a_tab_soon_after_opening_it_leaves_no_process_and_no_log(served: Served) -> None:
    for delay in range(0, 2000, 100):
        async with served.connected() as page:
            await asyncio.sleep(delay / 1000)
            await page.socket.close()
    await served.wait_for_apps(0)
    assert served.log() == ""


@pytest.mark.parametrize("delay", [0, 0.1, 0.3, 0.6, 1.0, 1.5, None], ids=str)
async def test_after_the_server_is_killed_every_app_ends_without_a_log(delay: float | None, served: Served) -> None:
    async with served.connected() as page:
        if delay is None:
            await page.wait_for("Lying leg lift")
        else:
            await asyncio.sleep(delay)
        served.process.kill()
        await served.wait_for_apps(0)
    assert served.log() == ""


@pytest.mark.parametrize("keys", ["\x1b[97;1;9999999u", "\ud800", "\x1b[M\xff\xff\xff", "\x1b[48;0;0;0;0t"], ids=ascii)
async def test_keys_are_read_after_input_that_no_terminal_sends(keys: str, served: Served) -> None:
    async with served.connected() as page:
        await page.wait_for("Lying leg lift")
        await page.press(keys)
        await page.press("h")
        await page.wait_for("No sessions yet")


@pytest.mark.parametrize("piece", [MUCH, 5000])
async def test_many_characters_at_once_need_little_memory_and_the_app_ends(piece: int, served: Served) -> None:
    async with served.connected() as page:
        await page.wait_for("Lying leg lift")
        (app,) = await served.wait_for_apps(1)
        for _ in range(MUCH // piece):
            await page.socket.send_str(json.dumps(["stdin", "x" * piece]))
        if piece == MUCH:  # ignored, so the next key is not
            await page.press("h")
            await page.wait_for("No sessions yet")
        else:
            await asyncio.sleep(3)  # seconds in which its memory would grow
        assert memory_of(app) < MEMORY
        await page.socket.close()
        await served.wait_for_apps(0, seconds=15)
    assert served.log() == ""


async def test_a_stopped_app_does_not_hold_the_server(served: Served) -> None:
    async with served.connected() as page:
        await page.wait_for("Lying leg lift")
        (app,) = await served.wait_for_apps(1)
        os.kill(app, signal.SIGSTOP)
        served.process.send_signal(signal.SIGINT)
        await asyncio.to_thread(served.process.wait, 15)
        assert served.apps() == []


async def test_a_page_whose_app_was_killed_is_closed(served: Served) -> None:
    async with served.connected() as page:
        await page.wait_for("Lying leg lift")
        (app,) = await served.wait_for_apps(1)
        os.kill(app, signal.SIGKILL)
        assert (await page.wait_for_close())[0] == 1000


async def test_leaving_in_the_middle_of_a_set_saves_the_session(served: Served) -> None:
    async with served.connected() as page:
        await page.wait_for("Lying leg lift")
        await page.press("\r")
        await page.wait_for("pause")
        await page.press("\x1b[C")
        await page.wait_for("hale")  # in the first set
        await page.socket.close()
        await served.wait_for_apps(0)
    assert len(list((served.home / "data" / "history").rglob("*.toml"))) == 1
