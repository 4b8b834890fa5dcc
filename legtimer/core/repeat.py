"""Repeating a past session."""

from msgspec.structs import replace

from legtimer.core.preset import Preset
from legtimer.core.session import Session


def preset_to_repeat(session: Session, preset: Preset | None) -> Preset:
    """The plan of a session as a preset.

    A session has no cues: they come from its preset as it is now, if it still exists, for exercises of the same name.
    """
    if preset is None:
        return Preset(name=session.name, blocks=session.blocks)
    cues = {block.name: block.cues for block in preset.blocks}
    blocks = tuple(replace(block, cues=cues.get(block.name, block.cues)) for block in session.blocks)
    return replace(preset, blocks=blocks)
