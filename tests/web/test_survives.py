"""A reload, a lost line, a hidden tab or a second page neither ends a workout nor silences it."""

import asyncio
import re
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.sound_card import RATE, SoundCard
from tests.web.browser import CHROMIUM, Tab, opened
from tests.web.line import Line
from tests.web.served import Served, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.xdist_group("browser"),  # one at a time
]

GONE = 20.0  # seconds without Wi-Fi
SOUND_ON = "document.body.dataset.allowed === 'true'"
LINE = "document.getElementById('line')"
NO_LINE = f"{LINE}.textContent === ''"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as served:
        yield served


@asynccontextmanager
async def working_out(served: Served, profile: Path, line: Line) -> AsyncIterator[Tab]:
    """A page in the middle of a workout."""
    async with opened(f"http://127.0.0.1:{line.port}/?key={served.key}", profile) as tab:
        await tab.until(lambda: "One-minute taster" in tab.received)
        await tab.click(600, 540)
        await tab.until_true(SOUND_ON)
        await tab.press("\r")
        await tab.until(lambda: "space pause" in tab.received)
        yield tab


@asynccontextmanager
async def a_line(served: Served) -> AsyncIterator[Line]:
    async with Line(served.port, (0.0, 0.0)).opened() as line:
        yield line


def seconds_left(tab: Tab) -> int | None:
    """The time to the end of the workout that the page has received last."""
    found = re.findall(r"(\d+):(\d\d) left", tab.received)
    return int(found[-1][0]) * 60 + int(found[-1][1]) if found else None


async def until_loud(card: SoundCard, since: int) -> int:
    """Wait for sound after sample `since`; the number of its first sample."""
    async with asyncio.timeout(20):
        while not (onsets := card.onsets(since)):
            await asyncio.sleep(0.2)
    return onsets[0]


@pytest.mark.sound
async def test_a_reload_in_mid_set_joins_the_same_workout_again(
    sound_card: SoundCard, served: Served, tmp_path: Path
) -> None:
    silent = sound_card.now()
    async with a_line(served) as line, working_out(served, tmp_path / "profile", line) as tab:
        left = seconds_left(tab)
        assert left is not None
        begin = sound_card.time_of(await until_loud(sound_card, silent))  # the time runs once it sounds
        (app,) = served.apps()
        await tab.ask("Page.reload")
        tab.received = ""
        await tab.until(lambda: seconds_left(tab) is not None)
        passed = (time.monotonic_ns() - begin) / 1e9
        assert seconds_left(tab) == pytest.approx(left - passed, abs=1.5)  # shown in whole seconds
        assert served.apps() == [app]
        await tab.click(600, 20)  # as browsers ask for
        await tab.until_true(SOUND_ON)
        await until_loud(sound_card, sound_card.now())


@pytest.mark.sound
async def test_without_wi_fi_the_set_goes_on_sounding_and_then_the_picture_returns(
    sound_card: SoundCard, served: Served, tmp_path: Path
) -> None:
    async with a_line(served) as line, working_out(served, tmp_path / "profile", line) as tab:
        await until_loud(sound_card, sound_card.now())
        await asyncio.sleep(2.0)  # for the whole track to arrive
        (app,) = served.apps()
        begin = sound_card.now()
        line.interrupt()
        await tab.until_true(f"!({NO_LINE})")
        assert "No connection" in await tab.evaluate(f"{LINE}.textContent")
        await tab.listen(GONE - (sound_card.now() - begin) / RATE)
        quiet = longest_silence(sound_card, begin)
        line.mend()
        tab.received = ""
        await tab.until_true(NO_LINE)
        await tab.until(lambda: "space pause" in tab.received)
        assert served.apps() == [app]
        print(f"\nlongest silence without Wi-Fi: {quiet:.2f} s")
        assert quiet < 3.0


def longest_silence(card: SoundCard, since: int) -> float:
    """The longest time without any sound since then, in seconds."""
    longest = last = 0
    samples = card.samples(since)
    for number, sample in enumerate(samples):
        if abs(sample) > 50:
            longest, last = max(longest, number - last), number
    return max(longest, len(samples) - last) / RATE


@pytest.mark.sound
async def test_sound_goes_on_in_a_hidden_tab_and_the_picture_catches_up(
    sound_card: SoundCard, served: Served, tmp_path: Path
) -> None:
    async with a_line(served) as line, working_out(served, tmp_path / "profile", line) as tab:
        await until_loud(sound_card, sound_card.now())
        other = await tab.ask("Target.createTarget", url="about:blank")
        await tab.ask("Target.activateTarget", targetId=other["targetId"])
        await tab.until_true("document.visibilityState === 'hidden'")
        begin = sound_card.now()
        await tab.listen(8.0)
        assert longest_silence(sound_card, begin) < 3.0
        await tab.ask("Page.bringToFront")
        tab.received = ""
        await tab.until(lambda: len(tab.received) > 100)


async def test_the_app_fits_the_page_that_is_looked_at_and_the_one_that_remains(served: Served) -> None:
    async with served.connected("&width=43&height=43", browser="one") as phone:
        await phone.wait_for_size(43, 43)
        async with served.connected("&width=200&height=60", browser="one") as large:
            await phone.wait_for_size(200, 60)
            await phone.socket.send_json(["resize", 43, 43])
            await large.wait_for_size(43, 43)
            await large.socket.send_json(["resize", 200, 60])
            await phone.wait_for_size(200, 60)
        await phone.wait_for_size(43, 43)


async def test_after_the_end_of_the_server_the_page_says_so_in_one_line(served: Served, tmp_path: Path) -> None:
    async with a_line(served) as line, working_out(served, tmp_path / "profile", line) as tab:
        served.process.send_signal(signal.SIGINT)
        await tab.until_true(f"!({NO_LINE})")
        assert "legtimer serve has ended" in await tab.evaluate(f"{LINE}.textContent")
        assert await tab.evaluate(f"{LINE}.getBoundingClientRect().height") < 60
        assert await tab.evaluate("document.body.innerText.trim().split('\\n').length") == 1


async def test_of_two_pages_both_show_the_workout_and_one_sounds_until_it_is_closed(
    served: Served, tmp_path: Path
) -> None:
    async with (
        a_line(served) as line,
        working_out(served, tmp_path / "profile", line) as first,
        first.new_tab(f"http://127.0.0.1:{line.port}/") as second,
    ):
        await second.until(lambda: "taster" in second.received)
        assert len(served.apps()) == 1
        await second.until(lambda: '"elsewhere"' in second.received)
        await first.until(lambda: '"number"' in first.received)
        assert '"number"' not in second.received
        await first.ask("Page.close")
        await second.until(lambda: '"here"' in second.received.rpartition('"elsewhere"')[2])
        await second.click(600, 20)
        await second.until(lambda: any("/sound/" in url for url in second.requests.values()))
