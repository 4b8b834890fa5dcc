"""What the tests of sound share."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from legtimer.audio.playback.backends import OUTPUTS
from tests.sound_card import sound_card, virtual_card

__all__ = ["sound_card", "virtual_card"]


@pytest.fixture
def no_sound_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing can be heard, whatever this one has."""
    (tmp_path / "asoundrc").touch()
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asoundrc"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "nobody")


@pytest.fixture(params=list(OUTPUTS))
def output(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each output in turn, as if it were the only one."""
    name = str(request.param)
    if not find_spec(name):
        pytest.skip(f"{name} is not installed")
    for other in set(OUTPUTS) - {name}:
        monkeypatch.delitem(OUTPUTS, other)
    return name
