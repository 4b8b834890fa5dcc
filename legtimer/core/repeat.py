"""Doing a past session again."""

from msgspec.structs import replace

from legtimer.core.preset import Preset
from legtimer.core.session import Session


def preset_to_repeat(session: Session, preset: Preset | None) -> Preset:
    """What was planned in a session, as a preset.

    The cues, which a session does not hold, come from its preset, where there still is one with those exercises.
    """
    if preset is None:
        return Preset(name=session.name, blocks=session.blocks)
    cues = {block.name: block.cues for block in preset.blocks}
    blocks = tuple(replace(block, cues=cues.get(block.name, block.cues)) for block in session.blocks)
    return replace(preset, blocks=blocks)
