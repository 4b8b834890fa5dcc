"""The player without a sound card: it never disturbs the app, leaves nothing behind, and reports why it is silent."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from array import array
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import pytest

from legtimer.audio.playback import player_process
from legtimer.audio.playback.backends import BACKENDS
from legtimer.audio.playback.player import LEAD_S, OPENING_S, Player
from legtimer.audio.playback.player_process import PlayerProcess, SoundError
from legtimer.audio.playback.probe import probe_backends
from legtimer.audio.playback.sample_clock import SampleClock
from legtimer.audio.samples import RATE, Samples
from legtimer.system.files import MAY_REMOVE_OPEN_FILES
from legtimer.system.processes import kill
from tests import needs
from tests.processes import player_processes

MAIN = "legtimer.audio.playback.player_process_main"
ONE_SECOND = array("h", bytes(2 * RATE))

WORKS, NO_DEVICE, CRASHES, UNPLUGGED = range(4)  # how FAKE_BACKEND behaves


def sound(how: int, seconds: float) -> Samples:
    return array("h", [how]) * round(seconds * RATE)


class ObservedPlayer(Player):
    """A player that records its failures."""

    def __init__(self) -> None:
        super().__init__(self._record, latency=0.0)
        self.failures: list[str] = []
        self.failed = asyncio.Event()

    def _record(self, failure: str) -> None:
        self.failures.append(failure)
        self.failed.set()

    def play_now(self, samples: Samples, first: int = 0) -> None:
        self.play(samples, first, time.monotonic_ns())

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        for _ in range(1000):
            if condition():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("waited 10 s in vain")

    async def wait_until_sounding(self) -> None:
        await self.wait_until(lambda: self.sounding)


@pytest.fixture
async def player() -> AsyncIterator[ObservedPlayer]:
    player = ObservedPlayer()
    yield player
    await player.close()
    assert player_processes(os.getpid()) == []


@pytest.mark.usefixtures("no_sound_card")
async def test_without_a_sound_card_the_player_reports_the_reason_and_prints_nothing(
    player: ObservedPlayer, capfd: pytest.CaptureFixture[str]
) -> None:
    await player.open()
    assert player.backend is None
    for name in BACKENDS:
        assert f"{name}: " in player.reason
    assert "no sound" in player.reason
    player.play_now(ONE_SECOND)
    await player.wait_until_ended()
    player.stop()
    assert player.failures == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("no_sound_card")
async def test_without_a_sound_card_the_probe_reports_a_fault_for_every_backend() -> None:
    statuses = await probe_backends(BACKENDS)
    assert [status.name for status in statuses] == list(BACKENDS)
    assert all(status.fault for status in statuses)


async def test_probing_a_library_that_is_not_installed_names_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "simpleaudio.py").write_text("raise ModuleNotFoundError(name='simpleaudio')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(SoundError, match=r"^simpleaudio is not installed$"):
        await PlayerProcess.start("probe", "simpleaudio")


@pytest.mark.usefixtures("fake_backend")
async def test_what_a_sound_library_prints_never_reaches_the_terminal(
    player: ObservedPlayer, capfd: pytest.CaptureFixture[str]
) -> None:
    await player.open()
    assert player.reason == "playing through fake"
    player.play_now(sound(WORKS, 0.1))
    await player.wait_until_ended()
    assert not player.sounding
    assert player.failures == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("fake_backend")
async def test_sound_ordered_while_the_player_opens_is_played_once_it_is_open(player: ObservedPlayer) -> None:
    assert player.lead == OPENING_S
    player.play_now(sound(WORKS, 30.0))
    await player.open()
    assert player.lead == LEAD_S
    await player.wait_until_sounding()


@pytest.mark.usefixtures("fake_backend")
async def test_after_several_sounds_only_the_standby_process_is_left(player: ObservedPlayer) -> None:
    await player.open()
    for _ in range(3):
        player.play_now(sound(WORKS, 30.0))
        await player.wait_until_sounding()
    player.stop()
    await player.wait_until_ended()
    await player.wait_until(lambda: len(player.process_ids) == 1)
    assert player_processes(os.getpid()) == player.process_ids
    assert player.failures == []


@pytest.mark.usefixtures("fake_backend")
async def test_of_many_orders_in_quick_succession_the_last_one_plays(player: ObservedPlayer) -> None:
    await player.open()
    for _ in range(20):
        player.play_now(sound(NO_DEVICE, 30.0))
        await asyncio.sleep(0.001)
    player.play_now(sound(WORKS, 30.0))
    await player.wait_until_sounding()
    await player.wait_until(lambda: len(player.process_ids) == 2)
    assert len(player_processes(os.getpid())) == 2, "one plays, one stands by"
    assert player.failures == []


@pytest.mark.usefixtures("fake_backend")
async def test_a_standby_process_that_died_is_replaced_without_a_failure(player: ObservedPlayer) -> None:
    await player.open()
    [standby] = player.process_ids
    kill(standby)
    await player.wait_until(lambda: player.process_ids == [])
    player.play_now(sound(WORKS, 30.0))
    await player.wait_until_sounding()
    assert player.failures == []


@pytest.mark.usefixtures("fake_backend")
@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (NO_DEVICE, "no such device"),
        (CRASHES, "the player process ended unexpectedly"),
        (UNPLUGGED, "the cable was pulled"),
    ],
)
async def test_after_three_failed_restarts_the_player_gives_up_and_says_why(
    player: ObservedPlayer, how: int, reason: str
) -> None:
    await player.open()
    player.play_now(sound(how, 30.0))
    await player.wait_until_ended()
    assert player.failures[:3] == [reason] * 3
    assert player.failures[3:] == [player.reason]
    assert player.reason.startswith(f"{reason}; gave up")
    assert player.unavailable


@pytest.mark.usefixtures("fake_backend")
async def test_sound_that_fails_after_it_was_stable_gets_all_restarts_again(
    player: ObservedPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legtimer.audio.playback.player.STABLE_AFTER_S", -1.0)
    await player.open()
    player.play_now(sound(UNPLUGGED, 30.0))
    await player.wait_until(lambda: len(player.failures) > 5)
    assert not player.unavailable


@pytest.mark.usefixtures("fake_backend")
async def test_sound_that_fails_to_start_stops_the_one_before_in_case_the_card_admits_one_user(
    player: ObservedPlayer,
) -> None:
    await player.open()
    player.play_now(sound(WORKS, 30.0))
    await player.wait_until_sounding()
    player.play_now(sound(NO_DEVICE, 30.0))
    await player.wait_until_ended()
    assert player.failures[:3] == ["no such device"] * 3


@pytest.mark.usefixtures("fake_backend")
async def test_a_killed_process_is_replaced_after_one_reported_failure(player: ObservedPlayer) -> None:
    await player.open()
    [playing] = player.process_ids
    player.play_now(sound(WORKS, 30.0))
    await player.wait_until_sounding()
    kill(playing)
    await player.failed.wait()
    await player.wait_until(lambda: player.sounding and len(player.process_ids) == 2)
    assert playing not in player.process_ids
    assert player.failures == ["the player process ended unexpectedly"]


@pytest.mark.usefixtures("fake_backend")
async def test_an_empty_sound_and_one_whose_time_is_over_are_silence(player: ObservedPlayer) -> None:
    await player.open()
    player.play_now(sound(WORKS, 30.0))
    await player.wait_until_sounding()
    player.play_now(array("h"))
    await player.wait_until_ended()
    player.play_now(ONE_SECOND, len(ONE_SECOND))
    await player.wait_until_ended()
    await player.wait_until(lambda: len(player.process_ids) == 1)
    assert player.failures == []


@pytest.mark.usefixtures("fake_backend")
async def test_the_backend_gets_each_sample_early_by_the_latency(
    player: ObservedPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks: list[SampleClock] = []

    async def record(_: PlayerProcess, samples: Samples, clock: SampleClock) -> int:
        clocks.append(clock)
        return clock.at

    monkeypatch.setattr(PlayerProcess, "play", record)
    player.latency = 0.04
    await player.open()
    at = time.monotonic_ns() + 300_000_000
    player.play(ONE_SECOND, 7, at)
    await player.wait_until_sounding()
    assert clocks == [SampleClock(7, at - 40_000_000)]
    assert time.monotonic_ns() >= at


@pytest.mark.usefixtures("fake_backend")
async def test_closing_the_player_leaves_no_temporary_file(
    player: ObservedPlayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    await player.open()
    player.play_now(sound(WORKS, 30.0))
    await player.wait_until_sounding()
    await player.close()
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("answer", ["rubbish", '{"other": 1}', "[]", "7", "null"])
async def test_an_unreadable_answer_of_the_process_is_an_error(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    python = asyncio.create_subprocess_exec

    async def spawn(*_: str, **options: Any) -> asyncio.subprocess.Process:
        return await python(sys.executable, "-c", f"print({answer!r})", **options)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", spawn)
    monkeypatch.setattr(player_process, "ANSWER_TIMEOUT_S", 60.0)  # a busy machine starts it late
    with pytest.raises(SoundError, match="unreadable answer"):
        await PlayerProcess.start("play", "miniaudio")


async def test_a_process_that_cannot_be_started_is_an_error_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(player_process, "sys", SimpleNamespace(executable="/nowhere/python"))
    with pytest.raises(SoundError, match="cannot start the player process"):
        await PlayerProcess.start("play", "miniaudio")
    assert list((tmp_path / "temporary").iterdir()) == []


async def test_without_a_temporary_folder_starting_a_process_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(SoundError, match="No such file"):
        await PlayerProcess.start("play", "miniaudio")


@pytest.mark.usefixtures("fake_backend")
async def test_a_full_temporary_folder_is_an_error_when_playing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError("No space left on device")

    process = await PlayerProcess.start("play", "fake")
    monkeypatch.setattr(player_process, "os", SimpleNamespace(write=fail))
    with pytest.raises(SoundError, match="cannot pass the sound to the player process: No space"):
        await process.play(ONE_SECOND, SampleClock(0, 0))
    monkeypatch.undo()
    await process.close()


@pytest.mark.usefixtures("fake_backend")
async def test_a_process_that_does_not_answer_in_time_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player_process, "ANSWER_TIMEOUT_S", 0.0)
    with pytest.raises(SoundError, match="does not answer"):
        await PlayerProcess.start("play", "fake")


@pytest.mark.parametrize("arguments", [[], ["play"], ["probe", "miniaudio"], ["play", "nothing", "nowhere"]])
def test_the_process_rejects_wrong_arguments_in_one_message(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", MAIN, *arguments], capture_output=True, text=True, check=True)
    assert "failed" in json.loads(done.stdout)
    assert done.stderr == ""


@pytest.mark.usefixtures("fake_backend")
@pytest.mark.parametrize(
    ("order", "answer"),
    [("rubbish\n", ["failed"]), ("[]\n", ["failed"]), ("[0, 0]\n", ["failed"]), ("", ["ended"])],
    ids=["rubbish", "too short", "an empty sound", "none"],
)
def test_the_process_rejects_a_wrong_order_in_one_message(order: str, answer: list[str], tmp_path: Path) -> None:
    file = tmp_path / "samples"
    file.touch()
    with subprocess.Popen(
        [sys.executable, "-m", MAIN, "play", "fake", str(file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write(order)
        process.stdin.flush()
        if not order:
            process.stdin.close()
        assert [next(iter(json.loads(line))) for line in process.stdout] == ["ready", *answer]
    assert not (MAY_REMOVE_OPEN_FILES and file.exists())  # otherwise the app removes it


@pytest.mark.usefixtures("fake_backend")
@pytest.mark.parametrize(
    "name", ["SIGTERM", pytest.param("SIGKILL", marks=needs.signals), pytest.param("SIGHUP", marks=needs.signals)]
)
def test_when_the_app_is_killed_no_process_and_no_file_is_left(name: str, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    app = subprocess.Popen(
        [sys.executable, "-c", dedent("""
            import asyncio, time
            from array import array
            from legtimer.audio.playback.backends import BACKENDS
            from legtimer.audio.playback.player import Player
            async def main():
                player = Player(print, latency=0.0)
                await player.open()
                player.play(array("h", bytes(8_820_000)), 0, time.monotonic_ns())
                while player.backend and not (player.sounding and len(player.process_ids) == 2):
                    await asyncio.sleep(0.01)
                print("sounding" if player.backend else player.reason, flush=True)
                await asyncio.sleep(60)
            BACKENDS.pop("simpleaudio"); BACKENDS.pop("miniaudio")
            asyncio.run(main())
        """)],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(temporary)},
    )  # fmt: skip
    assert app.stdout
    assert app.stdout.readline() == "sounding\n"
    processes = player_processes(app.pid)
    assert len(processes) == 2
    app.send_signal(getattr(signal, name))
    app.wait()
    app.stdout.close()
    deadline = time.monotonic() + 10
    while set(processes) & set(player_processes()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not set(processes) & set(player_processes())
    assert not MAY_REMOVE_OPEN_FILES or list(temporary.iterdir()) == []


async def test_closing_a_process_that_has_ended_leaves_its_exit_status_to_asyncio(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def send_signal(*_: object) -> None:
        raise AssertionError("takes the exit status, and asyncio warns of an unknown child process")

    monkeypatch.setattr("subprocess.Popen.send_signal", send_signal)
    with pytest.raises(SoundError):
        await PlayerProcess.start("probe", "unknown")
    assert caplog.records == []
