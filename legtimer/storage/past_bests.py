"""Reads from the history what was done best in sets that go on until a key ends them."""

from itertools import islice

from legtimer.core.bests import bests_of
from legtimer.core.plan import Bests
from legtimer.core.preset import Preset
from legtimer.core.session import Session
from legtimer.storage.history import History

MOST_SESSIONS = 500  # the latest of all presets


def past_bests(history: History, stem: str, preset: Preset) -> Bests:
    """The bests of a preset's "max" sets; reads sessions from disk only if it has such sets."""
    if not any(block.max for block in preset.blocks):
        return {}
    latest = islice(history.iterate(), MOST_SESSIONS)
    return bests_of(preset, (each for each in latest if isinstance(each, Session) and each.preset == stem))
