"""Reads the bests of "max" sets from the history."""

from itertools import islice

from legtimer.core.bests import bests_of
from legtimer.core.plan import Bests
from legtimer.core.preset import Preset
from legtimer.core.renames import Renames
from legtimer.core.session import Session
from legtimer.storage.history import History
from legtimer.storage.preset_library import PresetLibrary

MOST_SESSIONS = 500  # of any preset, the latest: older ones are not read


def past_bests(history: History, library: PresetLibrary, stem: str, preset: Preset) -> Bests:
    """The bests of a preset's "max" sets; reads presets and sessions from disk only if it has such sets."""
    if not any(block.max for block in preset.blocks):
        return {}
    renames = Renames(library.presets())
    latest = (renames(each) for each in islice(history.iterate(), MOST_SESSIONS) if isinstance(each, Session))
    return bests_of(preset, (session for session in latest if session.preset == stem))
