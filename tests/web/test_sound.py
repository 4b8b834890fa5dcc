"""The sound of a workout in a real browser is recorded: it keeps the beat, and is in step with the picture."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any, Self

import pytest

from legtimer.core.preset import Preset
from legtimer.core.tempo import Tempo
from tests.end_to_end.listener import Home
from tests.end_to_end.workouts import lifts
from tests.preset_text import preset_text
from tests.sound_card import RATE, SoundCard
from tests.web.browser import CHROMIUM, Tab, opened
from tests.web.line import Line
from tests.web.served import Served, serving

needs_a_browser = [
    pytest.mark.sound,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
pytestmark = needs_a_browser

# A virtual machine may lose its processors for seconds; a fault of the app fails three times.
measures_app = pytest.mark.flaky(reruns=2)  # the browser's audio thread has no real-time priority

BEAT = lifts("Beat", Tempo(up=0.6, top=0.2, down=0.8, bottom=0.4), sets=2, reps=5, rest=8.0, prepare=4.0)
LONG = lifts("Beat", Tempo(up=0.6, top=0.2, down=0.8, bottom=0.4), sets=1, reps=20, prepare=4.0)
QUIET = 100  # below the faint noise that keeps speakers awake
BEGIN = "document.getElementById('begin').checkVisibility()"
WATCH = """
    async function () {
      window.changes = [];
      let last = "";
      this[0].onRender(() => {
        let text = "";
        for (let row = 1; row < 8; row++) text += this[0].buffer.active.getLine(row).translateToString(false, 0, 36);
        if (text !== last) window.changes.push(performance.now());
        last = text;
      });
    }
"""


class Probe(Thread):
    """Finds out meanwhile which share of a processor a thread gets that computes for 5 ms now and then."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._ended = Event()
        self._shares: list[float] = []

    def run(self) -> None:
        while not self._ended.wait(0.1):
            begin, used = time.monotonic(), time.thread_time()
            while time.thread_time() - used < 0.005:
                pass
            self._shares.append((time.thread_time() - used) / (time.monotonic() - begin))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()

    @property
    def share(self) -> float:
        """What it gets but for one time in ten."""
        return quantiles(self._shares, n=10)[0]


@asynccontextmanager
async def begun(served: Served, preset: Preset, profile: Path, line: Line) -> AsyncIterator[Tab]:
    """A page with sound on, where only that preset is listed."""
    folder = served.home / "config" / "presets"
    folder.mkdir(exist_ok=True)
    (folder / "beat.toml").write_text(preset_text(preset))
    async with opened(f"http://127.0.0.1:{line.port}/?key={served.key}", profile) as tab:
        await tab.until(lambda: "One-minute taster" in tab.received)
        await tab.until_true(BEGIN)
        await tab.click(600, 540)
        await tab.until_true(f"!{BEGIN}")
        await tab.press("/")
        await tab.until(lambda: "show all" in tab.received)  # the keys of the search
        await tab.press("beat")
        yield tab


async def start(tab: Tab) -> None:
    """Start the only preset that is listed: enter leaves the search, and enter starts."""
    async with asyncio.timeout(30):
        while "space pause" not in tab.received:
            await tab.press("\r")
            await tab.listen(0.5)


async def watch_screen(tab: Tab) -> None:
    """Note in `changes` when the big word on the stage has changed, in the browser's time."""
    found = await tab.ask(
        "Runtime.evaluate", expression="import('/page/xterm/xterm.mjs').then(m => m.Terminal.prototype)",
        awaitPromise=True,
    )  # fmt: skip
    terminals = await tab.ask("Runtime.queryObjects", prototypeObjectId=found["result"]["objectId"])
    await tab.ask("Runtime.callFunctionOn", functionDeclaration=WATCH, objectId=terminals["objects"]["objectId"])


async def monotonic(tab: Tab, times: list[float]) -> list[int]:
    """Times of the browser as monotonic nanoseconds."""
    offsets = []
    for _ in range(10):
        before = time.monotonic_ns()
        there: Any = await tab.evaluate("performance.now()")
        after = time.monotonic_ns()
        offsets.append((after - before, (before + after) // 2 - round(there * 1e6)))
    return [round(at * 1e6) + min(offsets)[1] for at in times]


@measures_app
@pytest.mark.parametrize("delay", [(0.0, 0.0), (0.1, 0.2)], ids=["direct", "delayed"])
async def test_two_sets_with_a_pause_keep_the_beat_and_are_in_step_with_the_picture(
    tmp_path: Path, sound_card: SoundCard, delay: tuple[float, float]
) -> None:
    home = Home(tmp_path, BEAT)
    home.use_pulses_only()
    pulses = [round(ms * RATE / 1000) for ms in home.pulses]
    second_set = pulses.index(round(home.rests[0] * RATE / 1000))
    with serving(tmp_path) as served, Probe() as probe:
        async with Line(served.port, delay).opened() as line, begun(served, BEAT, tmp_path / "profile", line) as tab:
            before = sound_card.now()
            await watch_screen(tab)
            await start(tab)
            await tab.listen(9.0)  # in the first set
            await tab.press(" ")
            await tab.listen(4.0)
            paused = sound_card.now()
            await tab.press(" ")
            await tab.until(lambda: "your back?" in tab.received, seconds=90)
            await tab.listen(1.0)
            changes = await monotonic(tab, await tab.evaluate("changes"))
    onsets = sound_card.onsets(before)
    early = [onset for onset in onsets if onset < paused]
    late = [onset for onset in onsets if onset > paused]
    assert max(map(abs, sound_card.samples(paused - RATE, paused))) < QUIET, "a pause is silent"
    assert len(early) >= 6
    assert second_set < len(late) + len(early) <= len(pulses) + 1  # one pulse may be cut by the pause, and come again
    heard = list(zip(late, pulses[-len(late) :], strict=True))
    first_late = second_set - (len(pulses) - len(late))
    runs = [list(zip(early, pulses, strict=False)), heard[:first_late], heard[first_late:]]
    errors = sorted(
        abs((onset - before) - (pulse - pulse_before)) / RATE
        for run in runs
        for (before, pulse_before), (onset, pulse) in pairwise(run)
    )
    drifts = [(run[-1][0] - run[0][0]) - (run[-1][1] - run[0][1]) for run in runs]
    lags = sorted(
        min(((shown - sound_card.time_of(onset)) / 1e6 for shown in changes), key=abs)
        for run in runs
        for onset, _ in run
    )
    most = lags[int(0.95 * len(lags))]  # almost all are less
    print(
        f"\n{delay}: onset errors p99 {errors[int(0.99 * len(errors))] * 1000:.3f} ms, drift {drifts} samples, picture "
        f"after sound: median {median(lags):.0f}, p95 {most:.0f}, at most {lags[-1]:.0f} ms, "
        f"with {100 * probe.share:.0f} % of a processor"
    )
    assert errors[int(0.99 * len(errors))] < 0.001
    assert drifts == [0, 0, 0]
    if not delay[1] and probe.share > 0.8:  # not on a starved machine, which draws late
        assert abs(median(lags)) < 60
        assert most < 60


@measures_app
async def test_mute_and_volume_are_heard_in_the_middle_of_a_set(tmp_path: Path, sound_card: SoundCard) -> None:
    Home(tmp_path, LONG).write_settings("glide = 1.0\nvoice = 0.0\nclicks = 0.0\n")

    async def peak(tab: Tab, key: str = "") -> int:
        """The loudest sample of a whole rep of two seconds, after a key was pressed."""
        await tab.press(key)
        await tab.listen(1.5)
        begin = sound_card.now()
        await tab.listen(2.2)
        return max(map(abs, sound_card.samples(begin)))

    profile = tmp_path / "profile"
    with serving(tmp_path) as served:
        async with Line(served.port, (0.0, 0.0)).opened() as line, begun(served, LONG, profile, line) as tab:
            await start(tab)
            await tab.listen(5.0)
            loud = await peak(tab)
            muted = await peak(tab, "m")
            unmuted = await peak(tab, "m")
            softer = await peak(tab, "999")
    print(f"\nloud {loud}, muted {muted}, unmuted {unmuted}, softer {softer}")
    assert muted < QUIET
    assert loud > 1000
    assert unmuted == pytest.approx(loud, rel=0.1)
    assert softer == pytest.approx(0.7 * loud, rel=0.05)  # three steps of 10 %
