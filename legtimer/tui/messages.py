"""What the screens ask the app to do."""

from dataclasses import dataclass

from textual.message import Message

from legtimer.core.preset import Preset
from legtimer.core.session import Session
from legtimer.storage.preset_library import PresetEntry


@dataclass
class StartRequested(Message):
    """Start a workout from a preset that has no errors."""

    entry: PresetEntry


@dataclass
class TryRequested(Message):
    """Show and play one rep of a preset, without recording it."""

    preset: Preset


@dataclass
class RepeatRequested(Message):
    """Start a workout with the plan of a past session."""

    session: Session
