"""Which backends can play on this machine."""

from collections.abc import Iterable
from typing import NamedTuple

from legtimer.audio.playback.player_process import PlayerProcess, SoundError


class BackendStatus(NamedTuple):
    """A backend, and the reason why it cannot play: None if it can."""

    name: str
    fault: str | None


async def probe_backends(names: Iterable[str], *, stop_at_first: bool = False) -> list[BackendStatus]:
    """Try backends in this order; with `stop_at_first`, only up to the first that can play."""
    results = []
    # One at a time: a sound card may admit only one user.
    for name in names:
        fault = None
        try:
            await (await PlayerProcess.start("probe", name)).close()
        except SoundError as error:
            fault = str(error)
        results.append(BackendStatus(name, fault))
        if stop_at_first and fault is None:
            break
    return results
