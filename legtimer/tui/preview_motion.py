"""Moves a preview for as long as somebody is there to see it."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.worker import Worker

from legtimer.tui.services import Services

FRAME = 0.08  # seconds between two frames
RESTS_AFTER = 20_000  # milliseconds without a key: nobody looks, and moving takes processor time


class PreviewMotion:
    """Calls `draw` with the milliseconds since the start of the movement, or with None where nothing is to move."""

    def __init__(self, screen: Screen[Any], services: Services, draw: Callable[[int | None], None]) -> None:
        self._screen = screen
        self._services = services
        self._draw = draw
        self._start = self._last_key = services.clock()
        self._worker: Worker[None] | None = None

    def draw(self) -> None:
        """Draw what is to be seen now."""
        still = self._services.settings.current.reduced_motion
        self._draw(None if still else self._services.clock() - self._start)

    def restart(self) -> None:
        """Move from the beginning of the movement."""
        self._start = self._services.clock()
        self.wake()

    def wake(self) -> None:
        """Move until no key is pressed for a while, unless the screen is covered."""
        if not self._screen.is_active:
            return
        self._last_key = self._services.clock()
        if self._services.settings.current.reduced_motion:
            self.draw()
        elif self._worker is None or self._worker.is_finished:
            self._worker = self._screen.run_worker(self._move, group="motion")

    def stop(self) -> None:
        """Stand still, where the screen is covered."""
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None

    async def _move(self) -> None:
        while self._services.clock() - self._last_key < RESTS_AFTER:
            self.draw()
            await self._services.sleep(FRAME)
