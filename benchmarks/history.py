"""What a long history costs: `python -m benchmarks.history [SESSIONS]`, 20,000 unless told.

Each figure is a ratio of two things measured in turns in one run, or a time from the key that opens the pane, in the
real app without a terminal.
"""

import asyncio
import gc
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import tomli
from msgspec.structs import replace

from benchmarks.synthetic_history import synthetic, write_fast
from legtimer.core.session import Session, summarize
from legtimer.core.settings import Settings
from legtimer.core.stats import Stats
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, locate
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.session_file import read_session
from legtimer.tui.app import LegtimerApp
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.services import Services
from legtimer.tui.widgets.session_list import SessionList
from tests.silent_sound import SilentSound

SAVES = 100
OPENED = 7


def main(sessions: str = "20000") -> None:
    with tempfile.TemporaryDirectory() as home:
        locations = Locations(config=Path(home) / "config", data=Path(home) / "data")
        for session in synthetic(int(sessions), per_week=7):
            write_fast(session, locations.history)
        print(f"{sessions} sessions")
        reading(History(locations))
        saving(locations, Locations(config=Path(home) / "config", data=Path(home) / "empty"))
        memory(History(locations))
        first = [asyncio.run(opening(locations, whole=False)) for _ in range(OPENED)]
        print(f"first page: {statistics.median(first) * 1000:.0f} ms after the key, median of {OPENED} (at most 100)")
        asyncio.run(opening(locations, whole=True))


def reading(history: History) -> None:
    """Everything that is read of a file beside the parser alone on the same file, turn by turn."""
    all_of_it = parser = 0.0
    for path in history.paths():
        began = time.perf_counter()
        read_session(path)
        between = time.perf_counter()
        with path.open("rb") as file:
            tomli.load(file)
        all_of_it += between - began
        parser += time.perf_counter() - between
    print(f"reading all: {all_of_it:.2f} s, {all_of_it / parser:.2f} times the parser alone (at most 1.5)")


def saving(full: Locations, empty: Locations) -> None:
    session = replace(next(synthetic(1)), status="running")
    opened = {name: History(where).begin(session) for name, where in (("full", full), ("empty", empty))}
    times: dict[str, list[float]] = {name: [] for name in opened}
    for _ in range(SAVES):
        for name, page in opened.items():
            began = time.perf_counter()
            page.save(session)
            times[name].append(time.perf_counter() - began)
    for page in opened.values():
        page.close()
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(
        f"saving: {medians['full'] * 1000:.1f} ms, {medians['full'] / medians['empty']:.2f} times that with none behind"
    )


def memory(history: History) -> None:
    """What the pane keeps: a summary of each session, and what they add up to."""
    gc.collect()
    tracemalloc.start()
    stats = Stats()
    kept = []
    for found in history.each():
        if isinstance(found, Session):
            stats.add(found)
            kept.append(summarize(found))
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"memory: {size / len(kept):.0f} bytes a session (at most 2048)")


async def opening(locations: Locations, whole: bool) -> float:
    """From the key to the first page, and how long keys wait for their answer while the rest is read."""
    history = History(locations)
    services = Services(
        library=PresetLibrary(locate()),
        history=history,
        begin=history.begin,
        sound=SilentSound(),
        settings=Settings(),
        save_settings=lambda choices: None,
    )
    app = LegtimerApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        began = time.perf_counter()
        app.simulate_key("h")
        while not (isinstance(app.screen, HistoryScreen) and _seen(app)):
            await asyncio.sleep(0.001)
        first = time.perf_counter() - began
        if not whole:
            return first
        screen = app.screen
        answers = []
        while not screen._model.complete:
            sessions = screen.query_one(SessionList)
            before, asked = sessions._cursor, time.perf_counter()
            app.simulate_key("down")
            while sessions._cursor == before and time.perf_counter() - asked < 1:
                await asyncio.sleep(0.0005)
            answers.append(time.perf_counter() - asked)
            await asyncio.sleep(0.02)
        taken = time.perf_counter() - began
        print(
            f"all of it: {taken:.1f} s; {len(answers)} keys answered meanwhile, median "
            f"{statistics.median(answers) * 1000:.0f} ms, slowest {max(answers) * 1000:.0f} ms (at most 50)"
        )
        began = time.perf_counter()
        screen._model.ask("pain effort>7")
        screen._show()
        print(f"searching: {(time.perf_counter() - began) * 1000:.0f} ms")
        return first


def _seen(app: LegtimerApp) -> bool:
    return any("under tension" in strip.text for strip in app.screen._compositor.render_strips())


if __name__ == "__main__":
    main(*sys.argv[1:])
