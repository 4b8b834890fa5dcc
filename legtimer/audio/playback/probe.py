"""Which ways to make a sound there are on this machine."""

from dataclasses import dataclass

from legtimer.audio.playback.backends import OUTPUTS
from legtimer.audio.playback.child import PlayerChild, SoundError


@dataclass(frozen=True, slots=True)
class Candidate:
    """An output, and what keeps it from playing: None where nothing does."""

    name: str
    fault: str | None


async def probe_outputs(*, all_of_them: bool = True) -> list[Candidate]:
    """Try the outputs, best first; the player uses the first without a fault.

    Args:
        all_of_them: go on after the first that works.
    """
    candidates = []
    # One at a time: a sound card may admit only one user.
    for name in OUTPUTS:
        try:
            await PlayerChild.probe(name)
        except SoundError as loss:
            candidates.append(Candidate(name, str(loss)))
        else:
            candidates.append(Candidate(name, None))
            if not all_of_them:
                break
    return candidates
