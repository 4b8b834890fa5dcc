"""While the terminal is behind nothing is drawn; afterwards all that has changed is, once, as it is by then."""

import asyncio

import pytest
from rich.console import RenderableType
from textual._compositor import LayoutUpdate
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from legtimer.tui.terminal.capabilities import TerminalCapabilities
from legtimer.tui.textual_compat.base_app import BaseApp

LATE = 0.01  # seconds


class Drawn(BaseApp):
    """Keeps what reaches the terminal."""

    def __init__(self) -> None:
        super().__init__(TerminalCapabilities())
        self.drawn: list[RenderableType] = []

    def compose(self) -> ComposeResult:
        yield Static()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is not None and not self._batch_count:
            self.drawn.append(renderable)
        super()._display(screen, renderable)


async def test_what_changes_meanwhile_is_drawn_once() -> None:
    app = Drawn()
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


async def test_another_size_meanwhile_is_drawn_whole() -> None:
    app = Drawn()
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


async def test_what_textual_draws_all_the_same_is_not_lost() -> None:
    """A layout and then its widgets: it draws twice at once, and the first may be what the terminal is behind with."""
    app = Drawn()
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
        app.hold_frames()
        app._display(app.screen, app.screen._compositor.render_full_update())
        app.drawn.clear()
        app.resume_frames()
        await pilot.pause(0.1)
        assert [type(one) for one in app.drawn] == [LayoutUpdate]


async def test_what_is_not_there_any_more_is_drawn_whole() -> None:
    app = Drawn()
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
        app.drawn.clear()
        app.redraw()
        await pilot.pause(0.1)
        assert [type(one) for one in app.drawn] == [LayoutUpdate]
    app.redraw()  # and nothing comes of it where there is nothing any more


async def test_another_size_counts_though_textual_skips_its_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Timer._run

    async def run_late(self: Timer) -> None:
        if self._repeat != 0 or self._interval > LATE:  # one that goes off once, and is due already, never does
            await run(self)

    app = Drawn()
    async with app.run_test() as pilot:
        monkeypatch.setattr(Timer, "_run", run_late)
        for width in (100, 60):
            await pilot.resize_terminal(width, 30)
            async with asyncio.timeout(10):
                while app.query_one(Static).size.width != width:
                    await pilot.pause(0.05)
