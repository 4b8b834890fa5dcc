"""What a long history costs: `python -m benchmarks.history [SESSIONS]` (default: 20,000).

Ratios compare two things measured alternately in one run. Times are from a key press to its result, in the real app
without a terminal.
"""

import asyncio
import gc
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import tomli
from msgspec.structs import replace
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input, Static

from benchmarks.synthetic_history import synthetic, write_fast
from legtimer.core.session import Session, summarize
from legtimer.core.settings import Settings
from legtimer.core.stats import Stats
from legtimer.runtime.settings_store import SettingsStore
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
OPENINGS = 7


def main(sessions: str = "20000") -> None:
    with tempfile.TemporaryDirectory() as home:
        locations = Locations(config=Path(home) / "config", data=Path(home) / "data")
        history = History(locations)
        for session in synthetic(int(sessions), per_week=14):
            write_fast(session, history)
        print(f"{sessions} sessions")
        reading(history)
        saving(locations, Locations(config=Path(home) / "config", data=Path(home) / "empty"))
        memory(History(locations))
        first = [asyncio.run(opening(locations, whole=False)) for _ in range(OPENINGS)]
        print(f"first page: {statistics.median(first) * 1000:.0f} ms after the key, median of {OPENINGS} (at most 100)")
        asyncio.run(opening(locations, whole=True))


def reading(history: History) -> None:
    """Compare reading a session file with its TOML parser alone, file by file."""
    reading_time = parsing_time = 0.0
    for path in history.paths():
        began = time.perf_counter()
        read_session(path)
        between = time.perf_counter()
        with path.open("rb") as file:
            tomli.load(file)
        reading_time += between - began
        parsing_time += time.perf_counter() - between
    print(f"reading all: {reading_time:.2f} s, {reading_time / parsing_time:.2f} times the parser alone (at most 1.5)")


def saving(full: Locations, empty: Locations) -> None:
    """Compare saving a session in a long history with saving it in an empty one."""
    session = replace(next(synthetic(1)), status="running")
    opened = {name: History(where).start_session(session) for name, where in (("full", full), ("empty", empty))}
    times: dict[str, list[float]] = {name: [] for name in opened}
    for _ in range(SAVES):
        for name, file in opened.items():
            began = time.perf_counter()
            file.save(session)
            times[name].append(time.perf_counter() - began)
    for file in opened.values():
        file.close()
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    ratio = medians["full"] / medians["empty"]
    print(f"saving: {medians['full'] * 1000:.1f} ms, {ratio:.2f} times as long as in an empty history")


def memory(history: History) -> None:
    """Measure what the history screen keeps: a summary of each session, and the stats."""
    gc.collect()
    tracemalloc.start()
    stats = Stats()
    kept = []
    for found in history.iterate():
        if isinstance(found, Session):
            stats.add(found)
            kept.append(summarize(found))
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"memory: {size / len(kept):.0f} bytes per session (at most 2048)")


async def opening(locations: Locations, whole: bool) -> float:
    """Seconds from the key to the first sessions on the screen.

    With `whole`, also print how long keys take while the rest is read, and how long a search takes.
    """
    history = History(locations)
    services = Services(
        library=PresetLibrary(locate()),
        history=history,
        sound=SilentSound(),
        settings=SettingsStore(Settings(), lambda _: None),
    )
    app = LegtimerApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        began = time.perf_counter()
        app.simulate_key("h")
        await _until(lambda: isinstance(app.screen, HistoryScreen) and _is_drawn(app.screen))
        first = time.perf_counter() - began
        if whole:
            await _use(pilot, began)
        return first


async def _use(pilot: Pilot[None], began: float) -> None:
    screen = pilot.app.screen
    sessions, banner = screen.query_one(SessionList), screen.query_one("#banner", Static)
    delays = []
    while "reading" in str(banner.render()):
        before, pressed = sessions.current, time.perf_counter()
        pilot.app.simulate_key("down")
        await _until(lambda: sessions.current != before or time.perf_counter() - pressed > 1)  # noqa: B023
        delays.append(time.perf_counter() - pressed)
        await asyncio.sleep(0.02)
    taken = time.perf_counter() - began
    print(
        f"all of it: {taken:.1f} s; {len(delays)} keys meanwhile, answered after a median of "
        f"{statistics.median(delays) * 1000:.0f} ms, at most {max(delays) * 1000:.0f} ms (limit 50)"
    )
    await pilot.press("slash")
    began = time.perf_counter()
    screen.query_one(Input).value = "pain effort>7"
    await _until(lambda: " of " in str(banner.render()))
    print(f"searching: {(time.perf_counter() - began) * 1000:.0f} ms")


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.0005)


def _is_drawn(screen: HistoryScreen) -> bool:
    sessions = next(iter(screen.query(SessionList)), None)
    if sessions is None or sessions.current is None:
        return False
    return any(strip.text.strip() for strip in sessions.render_lines(Region(0, 0, *sessions.size)))


if __name__ == "__main__":
    main(*sys.argv[1:])
