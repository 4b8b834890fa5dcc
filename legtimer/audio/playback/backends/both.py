"""Plays through this computer's sound card and in the browser that shows the app, at the same time."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from legtimer.audio.playback.backends import ASSUMED_LATENCY_S, BACKENDS, browser
from legtimer.audio.playback.sample_clock import NS, SampleClock, wait_to_open


def probe() -> None:
    """Connect to the server, and open the sound card."""
    browser.probe()
    _card()


def play(pcm: memoryview, clock: SampleClock, on_sounding: Callable[[int], None]) -> None:
    """Play the samples of `pcm` in both places, each at its time by `clock`."""
    with browser.handed_over(pcm, clock):
        wait_to_open(clock)
        # The browser is told when a sample is heard; the card is given it this much earlier.
        _card().play(pcm, clock._replace(at=clock.at - round(ASSUMED_LATENCY_S * NS)), on_sounding)


def _card() -> ModuleType:
    """The first library that can open the sound card.

    Raises:
        OSError: none can; the reasons are in the message.
    """
    faults = []
    for name, module in BACKENDS.items():
        try:
            backend = import_module(module)
            backend.probe()
        except Exception as error:  # whatever a library raises
            faults.append(f"{name}: {error}")
        else:
            return backend
    raise OSError("; ".join(faults))
