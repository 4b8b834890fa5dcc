"""Fixtures shared by the tests of sound."""

import os
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from legtimer.audio.playback.backends import BACKENDS
from tests.audio.soundtrack_setup import Setup
from tests.sound_card import sound_card, virtual_card

__all__ = ["sound_card", "virtual_card"]

# A backend for these tests, run in a real player process: silent, but in real time. The samples say how it fails.
FAKE_BACKEND = """
import os, sys, time
def probe():
    os.write(2, b"noise of a library"); print("noise")
def play(pcm, clock, on_sounding):
    os.write(1, b"noise"); os.write(2, b"noise")
    how = pcm[0]
    if how == 1: raise OSError("no such device")
    on_sounding(max(time.monotonic_ns(), clock.at))
    if how == 2: os.kill(os.getpid(), 11)
    if how == 3: raise OSError("the cable was pulled")
    while clock.sample_due(time.monotonic_ns()) < len(pcm):
        time.sleep(0.01)
"""


@pytest.fixture
def no_sound_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides any sound card this machine may have."""
    (tmp_path / "asoundrc").touch()
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asoundrc"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "nobody")


@pytest.fixture(params=list(BACKENDS))
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each installed backend in turn, as the only one."""
    name = str(request.param)
    if not find_spec(name):
        pytest.skip(f"{name} is not installed")
    for other in set(BACKENDS) - {name}:
        monkeypatch.delitem(BACKENDS, other)
    return name


@pytest.fixture
def fake_backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes FAKE_BACKEND the only backend, here and in player processes."""
    (tmp_path / "sitecustomize.py").write_text(
        "import legtimer.audio.playback.backends as b; b.BACKENDS['fake'] = 'fake_backend'"
    )
    (tmp_path / "fake_backend.py").write_text(FAKE_BACKEND)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]))
    for name in list(BACKENDS):
        monkeypatch.delitem(BACKENDS, name)
    monkeypatch.setitem(BACKENDS, "fake", "fake_backend")
    monkeypatch.setattr("legtimer.audio.playback.player.RETRY_DELAYS_S", (0.0, 0.01, 0.02))
    monkeypatch.setattr("legtimer.audio.playback.player_process.ANSWER_TIMEOUT_S", 30.0)  # on a busy machine


@pytest.fixture
async def setup(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Setup]:
    setup = Setup()
    monkeypatch.setattr("legtimer.audio.soundtrack.time.monotonic_ns", lambda: setup.player.now)
    yield setup
    setup.executor.shutdown(cancel_futures=True)
