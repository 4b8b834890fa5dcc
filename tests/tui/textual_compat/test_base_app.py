"""Frames are dropped while the terminal is busy; afterwards everything that changed is drawn once."""

import asyncio

import pytest
from rich.console import RenderableType
from textual import work
from textual._compositor import LayoutUpdate
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from legtimer.tui.terminal.capabilities import TerminalCapabilities
from legtimer.tui.textual_compat.after_refresh import after_refresh
from legtimer.tui.textual_compat.base_app import BaseApp

LATE = 0.01  # seconds


class RecordingApp(BaseApp):
    """Keeps what would be written to the terminal."""

    def __init__(self) -> None:
        super().__init__(TerminalCapabilities())
        self.drawn: list[RenderableType] = []

    def compose(self) -> ComposeResult:
        yield Static()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is not None and not self._batch_count:
            self.drawn.append(renderable)
        super()._display(screen, renderable)


async def test_changes_while_frames_are_held_are_drawn_once_afterwards() -> None:
    app = RecordingApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.drawn.clear()
        app.hold_frames()
        for number in range(5):
            app.query_one(Static).update(Content(str(number)))
            await pilot.pause()
        assert app.drawn == []
        app.resume_frames()
        await pilot.pause(0.1)
        assert len(app.drawn) == 1


async def test_a_resize_while_frames_are_held_is_drawn_completely() -> None:
    app = RecordingApp()
    async with app.run_test() as pilot:
        app.hold_frames()
        await pilot.resize_terminal(100, 30)
        while app.screen.size.width != 100:
            await pilot.pause(0.05)
        await pilot.pause(0.1)
        app.drawn.clear()
        app.resume_frames()
        await pilot.pause(0.1)
        assert [type(one) for one in app.drawn] == [LayoutUpdate]


async def test_a_frame_that_textual_drops_is_drawn_again() -> None:
    """Textual draws a layout and then its widgets; the terminal may be busy with the first."""
    app = RecordingApp()
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
        app.hold_frames()
        app._display(app.screen, app.screen._compositor.render_full_update())
        app.drawn.clear()
        app.resume_frames()
        await pilot.pause(0.1)
        assert [type(one) for one in app.drawn] == [LayoutUpdate]


async def test_redraw_draws_the_whole_screen() -> None:
    app = RecordingApp()
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
        app.drawn.clear()
        app.redraw()
        await pilot.pause(0.1)
        assert [type(one) for one in app.drawn] == [LayoutUpdate]
    app.redraw()  # does nothing once the app has ended


async def test_a_resize_is_applied_although_textual_skips_its_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Timer._run

    async def run_late(self: Timer) -> None:
        if self._repeat != 0 or self._interval > LATE:  # a timer with one tick that is due already
            await run(self)

    app = RecordingApp()
    async with app.run_test() as pilot:
        monkeypatch.setattr(Timer, "_run", run_late)
        for width in (100, 60):
            await pilot.resize_terminal(width, 30)
            async with asyncio.timeout(10):
                while app.query_one(Static).size.width != width:
                    await pilot.pause(0.05)


class Nested(Screen[None]):
    """Looks for a widget deep in it as soon as it has been mounted, and then in a worker again and again."""

    def compose(self) -> ComposeResult:
        with Vertical(), Vertical(), Vertical():
            yield Static(id="deep")

    def on_mount(self) -> None:
        self.query_one("#deep")
        self._look_again()

    @work
    async def _look_again(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
            self.query_one("#deep")


class Refreshed(Screen[None]):
    """Looks for a widget after its first refresh."""

    def compose(self) -> ComposeResult:
        yield Static(id="here")

    def on_mount(self) -> None:
        after_refresh(self, lambda: self.query_one("#here"))


@pytest.mark.parametrize("screen", [Nested, Refreshed])
async def test_a_screen_closed_at_any_moment_of_its_opening_is_no_error(screen: type[Screen[None]]) -> None:
    app = RecordingApp()
    async with app.run_test() as pilot:
        for turns in range(60):
            app.push_screen(screen())
            for _ in range(turns):
                await asyncio.sleep(0)
            app.pop_screen()
            await pilot.pause()
        assert app.is_running
        assert app.errors == []
