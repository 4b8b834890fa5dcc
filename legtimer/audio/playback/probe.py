"""Which backends can play on this machine."""

from typing import NamedTuple

from legtimer.audio.playback.backends import BACKENDS
from legtimer.audio.playback.player_process import PlayerProcess, SoundError


class BackendStatus(NamedTuple):
    """A backend, and the reason why it cannot play: None if it can."""

    name: str
    fault: str | None


async def probe_backends(*, stop_at_first: bool = False) -> list[BackendStatus]:
    """Try the backends in order of preference; with `stop_at_first`, only up to the first that can play."""
    results = []
    # One at a time: a sound card may admit only one user.
    for name in BACKENDS:
        fault = None
        try:
            await (await PlayerProcess.start("probe", name)).close()
        except SoundError as error:
            fault = str(error)
        results.append(BackendStatus(name, fault))
        if stop_at_first and fault is None:
            break
    return results
