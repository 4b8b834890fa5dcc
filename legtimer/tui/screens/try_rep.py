"""One rep to try before starting a workout; nothing is recorded."""

from collections.abc import Callable
from functools import partial

from textual import events

from legtimer.core.settings import Settings
from legtimer.runtime.controller import WorkoutController
from legtimer.tui.commands import Command
from legtimer.tui.screens.workout import WorkoutScreen


class TryRepScreen(WorkoutScreen, inherit_bindings=False):
    """Performs a workout of one rep, on the screen of a workout; any key or click ends it."""

    HINTS: tuple[Command, ...] = ()

    def __init__(
        self, controller: WorkoutController, notice: Callable[[], str], settings: Callable[[], Settings]
    ) -> None:
        super().__init__(controller, partial(_trial_notice, notice), settings)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self._close()

    def action_pause(self) -> None:
        self._close()

    def _close(self) -> None:
        if self.is_active:
            self.dismiss()


def _trial_notice(notice: Callable[[], str]) -> str:
    return " · ".join(filter(None, ("any key ends it", notice())))
