"""A sound card to listen to: PulseAudio's null sink, private to the tests, with its monitor recorded.

    @pytest.mark.sound
    def test_it_is_heard(sound_card: SoundCard) -> None:
        before = sound_card.now()
        ...  # play, in this process or in one that inherits os.environ
        assert len(sound_card.onsets(before)) == 8

A conftest.py that imports `sound_card` and `virtual_card` from here provides the fixtures.

Times: what is heard is numbered in samples of the card's own clock, `RATE` a second, and what is played arrives there
bit by bit as it was, so `find` and `onsets` are exact. That clock is up to 200 ppm off the computer's, which is an
artefact of the null sink; `time_of` relates the two, and is itself up to 10 ms off.
"""

import os
import shutil
import signal
import subprocess
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RATE = 44_100
NEEDED = ("pulseaudio", "parec")
PATIENCE_S = 20.0


class SoundCard:
    """A running null sink that is recorded from the beginning."""

    def __init__(self, folder: Path) -> None:
        run = folder / "run"
        run.mkdir(mode=0o700)
        asoundrc = folder / "asoundrc"
        asoundrc.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n")
        self.environment = {
            "XDG_RUNTIME_DIR": str(run),
            "PULSE_SERVER": f"unix:{run}/native",
            "PULSE_COOKIE": str(folder / "cookie"),
            "ALSA_CONFIG_PATH": str(asoundrc),
        }
        everything = os.environ | self.environment | {"HOME": str(folder)}
        self._server = subprocess.Popen(
            [
                "pulseaudio", "--daemonize=no", "--system=false", "--exit-idle-time=-1", "--disable-shm=no", "-n",
                "--realtime=no", "--high-priority=no",
                f"--load=module-native-protocol-unix auth-anonymous=1 socket={run}/native",
                f"--load=module-null-sink sink_name=card rate={RATE} channels=1 format=s16le",
            ],
            env=everything, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_until((run / "native").exists, "PulseAudio's socket")
        self._recorder = subprocess.Popen(
            [
                "parec", "-d", "card.monitor", "--raw", f"--rate={RATE}", "--channels=1", "--format=s16le",
                "--latency-msec=5",
            ],
            env=everything, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._heard = bytearray()
        self._arrivals: list[tuple[int, int]] = []
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()
        # The card starts in steps of two seconds; being listened to brings it down to 5 ms.
        _wait_until(self._is_steady, "a steady recording")
        self.keeps_time = all([_put_first(self._server), _put_first(self._recorder)])

    def close(self) -> None:
        for process in (self._recorder, self._server):
            process.kill()
            process.wait()
        self._listener.join()
        if self._recorder.stdout:
            self._recorder.stdout.close()

    def vanish(self) -> None:
        """Unplug the card."""
        self._server.send_signal(signal.SIGKILL)
        self._server.wait()

    def now(self) -> int:
        """The number of the sample heard last."""
        return len(self._heard) // 2

    def listen_until(self, moment: int) -> None:
        """Wait until what sounds at `moment` (monotonic nanoseconds) has been heard."""
        ahead = (moment - time.monotonic_ns()) / 1e9
        _wait_until(lambda: self.time_of(self.now()) > moment, "the recording", PATIENCE_S + ahead)

    def samples(self, begin: int, end: int | None = None) -> "array[int]":
        """What was heard, by numbers of samples."""
        return array("h", bytes(self._heard[2 * begin : 2 * (self.now() if end is None else end)]))

    def onsets(self, begin: int, loud: int = 1000, quiet_s: float = 0.02) -> list[int]:
        """The numbers of the samples that are `loud` after at least `quiet_s` in which none was."""
        found, last = [], -RATE
        for number, sample in enumerate(self.samples(begin), begin):
            if abs(sample) >= loud:
                if number - last > quiet_s * RATE:
                    found.append(number)
                last = number
        return found

    def find(self, excerpt: bytes, begin: int) -> int | None:
        """The number of the sample from `begin` on at which exactly `excerpt` (16-bit samples) is heard."""
        at = self._heard.find(excerpt, 2 * begin)
        while at % 2 == 1 and at > 0:
            at = self._heard.find(excerpt, at + 1)
        return None if at < 0 else at // 2

    def last_sound(self, begin: int) -> int | None:
        """The number of the last sample from `begin` on that is not silence."""
        samples = self.samples(begin)
        return next((begin + i for i in range(len(samples) - 1, -1, -1) if samples[i]), None)

    def time_of(self, sample: int) -> int:
        """When `sample` was heard, in monotonic nanoseconds; up to 10 ms off."""
        # What arrives is late by chance, never early: the promptest arrival nearby tells.
        near = [arrival for arrival in self._arrivals if abs(arrival[1] - sample) < RATE] or self._arrivals[-100:]
        return min(moment - round((number - sample) * 1e9 / RATE) for moment, number in near)

    def _listen(self) -> None:
        assert self._recorder.stdout
        descriptor = self._recorder.stdout.fileno()
        while chunk := os.read(descriptor, 65536):
            self._heard += chunk
            self._arrivals.append((time.monotonic_ns(), self.now()))

    def _is_steady(self) -> bool:
        last = [moment for moment, _ in self._arrivals[-50:]]
        return len(last) == 50 and last[-1] - last[0] < 600e6 and time.monotonic_ns() - last[-1] < 50e6


def _put_first(process: "subprocess.Popen[bytes]") -> bool:
    """Let no busy program hold it up: a real card waits for nobody. Whether that was permitted."""
    try:
        for thread in Path(f"/proc/{process.pid}/task").iterdir():
            os.sched_setscheduler(int(thread.name), os.SCHED_RR, os.sched_param(5))
    except PermissionError:
        return False
    return True


def plug_in(folder: Path) -> SoundCard:
    """A new card; skips the test where there is nothing to make one of."""
    absent = [program for program in NEEDED if not shutil.which(program)]
    if absent:
        pytest.skip(f"needs {' and '.join(absent)} (.ci/install-sound)")
    return SoundCard(folder)


def _wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.005)


@pytest.fixture(scope="session")
def virtual_card(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundCard]:
    """One card for all tests that only listen."""
    card = plug_in(tmp_path_factory.mktemp("card"))
    yield card
    card.close()


@pytest.fixture
def sound_card(virtual_card: SoundCard, monkeypatch: pytest.MonkeyPatch) -> SoundCard:
    """The card, and the environment in which programs play through it."""
    for name, value in virtual_card.environment.items():
        monkeypatch.setenv(name, value)
    return virtual_card
