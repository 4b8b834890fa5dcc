"""Sound that plays nothing and records what it was asked for."""

from collections.abc import Callable, Collection

from legtimer.audio.render.mix import Style
from legtimer.audio.service import SoundService
from legtimer.audio.soundtrack import Soundtrack
from legtimer.core.preset import Preset
from legtimer.core.settings import Settings
from legtimer.core.timeline import Timeline
from legtimer.core.workout import Workout


class SilentSoundtrack(Soundtrack):
    """`asked` holds the positions it was asked to follow, in milliseconds, and each "silence"."""

    lead = 0

    def __init__(self, asked: list[object] | None = None) -> None:
        self.asked = [] if asked is None else asked

    def follow(self, timeline: Timeline, position: int, delay: int = 0) -> None:
        self.asked.append(position)

    def silence(self) -> None:
        self.asked.append("silence")

    def announce_pause(self) -> None:
        self.silence()


class SilentSound(SoundService):
    """Makes silent soundtracks, which all record into the same list, `asked`."""

    notice = ""
    settings = Settings()

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.messages: list[str] = []
        self.bell: Callable[[], None] = lambda: None
        self.workout: Workout | None = None

    async def open(self) -> None:
        self.asked.append("open")

    async def close(self) -> None:
        self.asked.append("closed")

    def play_demo(self, styles: Collection[Style]) -> None:
        self.asked.append(("sample", *styles))

    def speak_ahead(self, preset: Preset) -> None:
        self.asked.append(("speak", preset.name))

    def soundtrack(self, workout: Workout) -> Soundtrack:
        self.workout = workout
        return SilentSoundtrack(self.asked)
