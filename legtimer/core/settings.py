"""A person's settings."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from legtimer.core.load import Unit
from legtimer.core.preset import Text

Volume = Annotated[float, Meta(ge=0, le=1)]
CountTiming = Literal["complete", "start"]  # a rep is counted aloud when it is complete, or when it starts
CoachLevel = Literal["full", "some", "few"]  # how much is said; "few": only phases, counts, rests and ends


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that can be set. Volumes from 0 (off) to 1."""

    glide: Volume = 0.6
    voice: Volume = 1.0
    clicks: Volume = 0.8
    breath: Volume = 0.0
    master: Volume = 1.0
    mute: bool = False
    count: CountTiming = "complete"
    resume_lead: Annotated[int, Meta(ge=0, le=10)] = 3  # seconds counted down after a pause
    coach: CoachLevel = "some"
    keep_awake_noise: bool = True  # faint noise in preparation and rests, so that no speaker falls asleep
    units: Unit = "kg"  # in which loads are shown, and typed or imported without a unit
    wait: bool = False  # each set waits for a key
    flash: bool = False  # the screen flashes with each cue
    reduced_motion: bool = False
    theme: Text | None = None
    keys: dict[str, tuple[str, ...]] = {}  # by command, where they are not the usual ones

    @property
    def silent(self) -> bool:
        """Whether nothing is to be heard."""
        return self.mute or not self.master or not (self.glide or self.voice or self.clicks or self.breath)
