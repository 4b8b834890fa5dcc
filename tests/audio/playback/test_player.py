"""The player where nothing can be heard: it must harm nobody, leave nothing behind, and say why there is no sound."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import pytest

from legtimer.audio.playback import child as player_child
from legtimer.audio.playback.backends import OUTPUTS
from legtimer.audio.playback.child import PlayerChild, SoundError
from legtimer.audio.playback.player import Player
from legtimer.audio.playback.probe import probe_outputs
from legtimer.audio.track import Track
from tests.processes import player_processes

SECOND = Track(bytes(88_200))

# An output of the tests' own, in a real player process: it plays by the clock, and can be told how to go wrong.
PRETENDED = """
import os, sys, time
def probe():
    os.write(2, b"chatter of a library"); print("chatter")
def play(pcm, sample_clock, sounding):
    os.write(1, b"chatter"); os.write(2, b"chatter")
    how = pcm[0]
    if how == 1: raise OSError("no such device")
    sounding(max(time.monotonic_ns(), sample_clock.at))
    if how == 2: os.kill(os.getpid(), 11)
    if how == 3: raise OSError("the cable was pulled")
    while sample_clock.due(time.monotonic_ns()) < len(pcm):
        time.sleep(0.01)
"""
GOOD, NO_DEVICE, CRASH, UNPLUGGED = range(4)


def track(how: int, seconds: float) -> Track:
    return Track(how.to_bytes(2, "little") * round(seconds * 44_100))


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one output there is plays nothing, but does so in a real player process."""
    (tmp_path / "sitecustomize.py").write_text(
        "import legtimer.audio.playback.backends as o; o.OUTPUTS['pretended'] = 'pretended_output'"
    )
    (tmp_path / "pretended_output.py").write_text(PRETENDED)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]))
    for name in list(OUTPUTS):
        monkeypatch.delitem(OUTPUTS, name)
    monkeypatch.setitem(OUTPUTS, "pretended", "pretended_output")
    monkeypatch.setattr("legtimer.audio.playback.player.RETRY_AFTER_S", (0.0, 0.01, 0.02))


class Ears:
    """A player, and what it has complained of."""

    def __init__(self) -> None:
        self.losses: list[str] = []
        self.lost = asyncio.Event()
        self.player = Player(self.hear, latency=0.0)

    def hear(self, loss: str) -> None:
        self.losses.append(loss)
        self.lost.set()

    def play(self, track: Track, sample: int = 0) -> None:
        self.player.play(track, sample, time.monotonic_ns())

    async def until(self, what: str) -> None:
        """Wait until the player sounds or is silent."""
        wanted = {"sounding": True, "silent": False}[what]
        for _ in range(1000):
            if (self.player._sounding is not None and not self.player._coming) == wanted:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"never {what}")


@pytest.fixture
async def ears() -> AsyncIterator[Ears]:
    ears = Ears()
    yield ears
    await ears.player.close()
    assert player_processes(os.getpid()) == []


@pytest.mark.usefixtures("no_sound_card")
async def test_without_a_sound_card_there_is_a_reason_and_no_sound(
    ears: Ears, capfd: pytest.CaptureFixture[str]
) -> None:
    await ears.player.open()
    assert ears.player.output is None
    for name in OUTPUTS:
        assert f"{name}: " in ears.player.reason
    assert "no sound" in ears.player.reason
    ears.play(SECOND)
    await asyncio.wait(ears.player._performances)
    ears.player.stop()
    assert ears.losses == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("no_sound_card")
async def test_every_output_is_probed_and_none_works_without_a_card() -> None:
    candidates = await probe_outputs()
    assert [candidate.name for candidate in candidates] == list(OUTPUTS)
    assert all(candidate.fault for candidate in candidates)


async def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "simpleaudio.py").write_text("raise ModuleNotFoundError(name='simpleaudio')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(SoundError, match=r"^simpleaudio is not installed$"):
        await PlayerChild.probe("simpleaudio")


@pytest.mark.usefixtures("pretended")
async def test_what_a_library_prints_reaches_nobody(ears: Ears, capfd: pytest.CaptureFixture[str]) -> None:
    await ears.player.open()
    assert ears.player.reason == "playing through pretended"
    ears.play(track(GOOD, 0.1))
    await ears.until("silent")
    await asyncio.wait(ears.player._performances)
    assert ears.losses == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("pretended")
async def test_play_may_be_called_before_open_has_finished(ears: Ears) -> None:
    ears.play(track(GOOD, 30.0))
    await ears.player.open()
    await ears.until("sounding")


@pytest.mark.usefixtures("pretended")
async def test_a_spare_waits_and_the_old_process_goes_when_the_new_one_sounds(ears: Ears) -> None:
    await ears.player.open()
    for _ in range(3):
        ears.play(track(GOOD, 30.0))
        await ears.until("sounding")
    ears.player.stop()
    await asyncio.wait(ears.player._performances)
    assert ears.player._spare
    spare = await ears.player._spare
    assert player_processes(os.getpid()) == [spare._process.pid]
    assert ears.losses == []


@pytest.mark.usefixtures("pretended")
async def test_hasty_changes_end_with_the_last_one(ears: Ears) -> None:
    await ears.player.open()
    for _ in range(20):
        ears.play(track(NO_DEVICE, 30.0))
        await asyncio.sleep(0.001)
    ears.play(track(GOOD, 30.0))
    await ears.until("sounding")
    assert len(ears.player._performances) == 1
    assert ears.losses == []


@pytest.mark.usefixtures("pretended")
async def test_a_killed_spare_is_not_missed(ears: Ears) -> None:
    await ears.player.open()
    assert ears.player._spare
    spare = await ears.player._spare
    os.kill(spare._process.pid, signal.SIGKILL)
    await spare._process.wait()
    ears.play(track(GOOD, 30.0))
    await ears.until("sounding")
    assert ears.losses == []


@pytest.mark.usefixtures("pretended")
@pytest.mark.parametrize(
    ("how", "why"),
    [
        (NO_DEVICE, "no such device"),
        (CRASH, "the sound process has ended unexpectedly"),
        (UNPLUGGED, "the cable was pulled"),
    ],
)
async def test_sound_that_keeps_failing_is_given_up(ears: Ears, how: int, why: str) -> None:
    await ears.player.open()
    ears.play(track(how, 30.0))
    await asyncio.wait(ears.player._performances)
    assert ears.losses[:3] == [why] * 3
    assert ears.losses[3:] == [ears.player.reason]
    assert ears.player.reason.startswith(f"{why}; gave up")
    assert ears.player.output is None


@pytest.mark.usefixtures("pretended")
async def test_a_killed_process_is_replaced(ears: Ears) -> None:
    await ears.player.open()
    ears.play(track(GOOD, 30.0))
    await ears.until("sounding")
    (child,) = ears.player._playing
    child.kill()
    await ears.lost.wait()
    for _ in range(500):
        if ears.player._playing - {child}:
            break
        await asyncio.sleep(0.01)
    (replacement,) = ears.player._playing
    assert replacement.alive
    assert ears.losses == ["the sound process has ended unexpectedly"]


@pytest.mark.usefixtures("pretended")
async def test_an_empty_track_and_one_that_is_over_are_silence(ears: Ears) -> None:
    await ears.player.open()
    ears.play(track(GOOD, 30.0))
    await ears.until("sounding")
    ears.play(Track(b""))
    await ears.until("silent")
    ears.play(SECOND, len(SECOND))
    await asyncio.wait(ears.player._performances)
    assert ears.player._playing == set()
    assert ears.losses == []


@pytest.mark.usefixtures("pretended")
async def test_nothing_is_left_in_the_temporary_folder(
    ears: Ears, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    await ears.player.open()
    ears.play(track(GOOD, 30.0))
    await ears.until("sounding")
    await ears.player.close()
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("said", ["rubbish", '{"other": 1}', "[]", "7", "null"])
async def test_nonsense_from_the_process_is_a_loss(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def speak(*_: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-c", f"print({said!r})", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )

    monkeypatch.setattr(player_child, "_spawn", speak)
    with pytest.raises(SoundError, match="nonsense"):
        await PlayerChild.start("miniaudio")


async def test_a_process_that_cannot_be_started_is_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player_child, "sys", SimpleNamespace(executable="/nowhere/python"))
    with pytest.raises(SoundError, match="could not be started"):
        await PlayerChild.start("miniaudio")


@pytest.mark.usefixtures("pretended")
async def test_a_process_that_hangs_is_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player_child, "PATIENCE_S", 0.0)
    with pytest.raises(SoundError, match="does not answer"):
        await PlayerChild.start("pretended")


@pytest.mark.parametrize("arguments", [[], ["play"], ["dance", "miniaudio"], ["play", "nothing", "nowhere"]])
def test_the_process_turns_down_rubbish(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "legtimer.audio.playback.process", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "failed" in json.loads(done.stdout)
    assert done.stderr == ""


@pytest.mark.usefixtures("pretended")
@pytest.mark.parametrize(
    ("order", "answer"),
    [("rubbish\n", ["failed"]), ("[]\n", ["failed"]), ("[0, 0, 44100]\n", ["failed"]), ("", ["ended"])],
    ids=["rubbish", "too short", "an empty track", "none"],
)
def test_the_process_turns_down_rubbish_orders(order: str, answer: list[str], tmp_path: Path) -> None:
    file = tmp_path / "track"
    file.touch()
    with subprocess.Popen(
        [sys.executable, "-m", "legtimer.audio.playback.process", "play", "pretended", str(file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write(order)
        process.stdin.flush()
        if not order:
            process.stdin.close()
        assert [next(iter(json.loads(line))) for line in process.stdout] == ["ready", *answer]
    assert not file.exists()


@pytest.mark.usefixtures("pretended")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_no_process_and_no_file_outlives_an_app_that_is_killed(sign: signal.Signals, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    app = subprocess.Popen(
        [sys.executable, "-c", dedent("""
            import asyncio, sys, time
            from legtimer.audio.playback.backends import OUTPUTS
            from legtimer.audio.playback.player import Player
            from legtimer.audio.track import Track
            async def main():
                player = Player(print, latency=0.0)
                await player.open()
                player.play(Track(bytes(8_820_000)), 0, time.monotonic_ns())
                while not player._sounding: await asyncio.sleep(0.01)
                await player._spare
                print("sounding", flush=True)
                await asyncio.sleep(60)
            OUTPUTS.pop("simpleaudio"); OUTPUTS.pop("miniaudio")
            asyncio.run(main())
        """)],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(temporary)},
    )  # fmt: skip
    assert app.stdout
    assert app.stdout.readline() == "sounding\n"
    processes = player_processes(app.pid)
    assert len(processes) == 2
    app.send_signal(sign)
    app.wait()
    app.stdout.close()
    deadline = time.monotonic() + 10
    while set(processes) & set(player_processes()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not set(processes) & set(player_processes())
    assert list(temporary.iterdir()) == []
