"""What the screens ask the app to do."""

from textual.message import Message

from legtimer.core.preset import Preset
from legtimer.core.session import Session
from legtimer.storage.preset_library import PresetEntry


class StartRequested(Message):
    """Start a workout from a preset that has no errors."""

    def __init__(self, entry: PresetEntry) -> None:
        super().__init__()
        self.entry = entry


class TryRequested(Message):
    """Show and play one rep of a preset, without recording it."""

    def __init__(self, preset: Preset) -> None:
        super().__init__()
        self.preset = preset


class RepeatRequested(Message):
    """Start a workout with the plan of a past session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
