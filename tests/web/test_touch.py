"""The page on a phone: everything is done with a finger, and the letters fit in both directions."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.web.browser import CHROMIUM, Tab, opened
from tests.web.served import Served, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.xdist_group("browser"),  # one at a time
]

SIZES = [(390, 844), (844, 390)]
LABELS = "[...document.querySelectorAll('#buttons button')].map(button => button.textContent)"
SCREEN = "document.querySelector('.xterm-screen').getBoundingClientRect()"
FITS = f"{SCREEN}.bottom <= document.getElementById('touch').getBoundingClientRect().top"
PLACE = """
    (() => {
      const found = [...document.querySelectorAll("button")].find((button) => button.textContent === LABEL);
      const { x, y, width, height } = found.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    })()
"""
WAKE_LOCK = "navigator.wakeLock.request = async (kind) => { window.awake = kind; }"
FULL_SCREEN = "Element.prototype.requestFullscreen = async function () { window.full = this.localName; }"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as served:
        yield served


@asynccontextmanager
async def phone(served: Served, profile: Path, size: tuple[int, int]) -> AsyncIterator[Tab]:
    async with opened("about:blank", profile) as tab:
        width, height = size
        await tab.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=0, mobile=True
        )
        await tab.ask("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=5)
        await tab.ask("Page.addScriptToEvaluateOnNewDocument", source=f"{WAKE_LOCK}; {FULL_SCREEN}")
        await tab.ask("Page.navigate", url=served.url)
        await tab.until(lambda: "Gentle leg lift" in tab.received)
        yield tab


async def tap(tab: Tab, label: str) -> None:
    x, y = await tab.evaluate(PLACE.replace("LABEL", repr(label)))
    await tab.tap(x, y)


@pytest.mark.parametrize("size", SIZES, ids=["upright", "lying"])
async def test_a_workout_needs_nothing_but_a_finger(served: Served, tmp_path: Path, size: tuple[int, int]) -> None:
    async with phone(served, tmp_path / "profile", size) as tab:
        await tab.until_true("document.getElementById('begin').checkVisibility()")
        await tap(tab, "Tap to begin: sound on")
        await tab.until_true("!document.getElementById('begin').checkVisibility()")
        assert await tab.evaluate("window.awake") == "screen"
        await tap(tab, "full")
        assert await tab.evaluate("window.full") == "html"
        await tab.until_true(f"{LABELS}[0] === 'start'")
        await tab.tap(100, 150)  # a preset in the list
        await tab.until_true(f"{LABELS}.slice(0, 5).join() === 'pause,form,back,skip,end'")
        heights = "[...document.querySelectorAll('#buttons button')].map(button => button.offsetHeight)"
        assert min(await tab.evaluate(heights)) >= 48  # pixels, for a finger
        await tap(tab, "pause")
        await tab.until(lambda: "goes on" in tab.received)
        await tap(tab, "end")
        await tab.until_true(f"{LABELS}.slice(0, 2).join() === 'yes,no'")
        await tap(tab, "no")
        await tab.until_true(f"{LABELS}[0] === 'pause'")
        await tap(tab, "pause")  # goes on
        await tap(tab, "skip")  # the time to get ready
        await tab.listen(10)  # seconds in which something is done: a workout without anything asks nothing
        await tap(tab, "end")
        await tab.until_true(f"{LABELS}[0] === 'yes'")
        await tap(tab, "yes")
        await tab.until_true(f"{LABELS}.join() === '1,2,3,4,5,6,7,8,9,10,fine,tight,pain,note,done,details'")
        assert min(await tab.evaluate(heights)) >= 48
        assert min(await tab.evaluate(heights.replace("offsetHeight", "offsetWidth"))) >= 48
        await tab.until(lambda: "How hard" in tab.received)  # answers are taken once the session is saved
        await tap(tab, "7")
        await tab.until(lambda: "[7]" in tab.received)
        await tap(tab, "fine")
        await tab.until(lambda: "[FINE]" in tab.received)
        await tap(tab, "note")
        await tab.until_true(f"{LABELS}.join() === 'save,cancel'")
        await tap(tab, "save")
        await tab.until_true(f"{LABELS}[0] === '1'")
        await tap(tab, "done")
        await tab.until_true(f"{LABELS}[0] === 'start'")


@pytest.mark.parametrize("size", SIZES, ids=["upright", "lying"])
async def test_the_letters_fit_and_no_keyboard_opens(served: Served, tmp_path: Path, size: tuple[int, int]) -> None:
    async with phone(served, tmp_path / "profile", size) as tab:
        await tab.until_true("document.querySelector('#buttons button') !== null")
        await tab.until_true(FITS)
        assert await tab.evaluate(f"{SCREEN}.width") <= size[0]
        assert await tab.evaluate(f"{SCREEN}.width") > 0.9 * size[0]
        assert await tab.evaluate("document.documentElement.scrollWidth") == size[0]
        assert await tab.evaluate("document.querySelector('textarea').inputMode") == "none"
        await tap(tab, "abc")
        assert await tab.evaluate("document.querySelector('textarea').inputMode") == "text"


async def test_while_the_connection_is_lost_the_whole_screen_is_shown_below_the_message(
    served: Served, tmp_path: Path
) -> None:
    async with phone(served, tmp_path / "profile", (844, 390)) as tab:
        os.kill(served.process.pid, signal.SIGSTOP)
        try:
            await tab.until_true("document.getElementById('line').textContent !== ''")
            await tab.until_true(FITS)
        finally:
            os.kill(served.process.pid, signal.SIGCONT)
        await tab.until_true("document.getElementById('line').textContent === ''")
        await tab.until_true(f"{FITS} && {SCREEN}.width > 0.9 * 844")
