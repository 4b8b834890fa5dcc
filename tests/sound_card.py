"""A virtual sound card for the tests: a private PulseAudio server with a null sink whose monitor is recorded.

    @pytest.mark.sound
    def test_it_is_heard(sound_card: SoundCard) -> None:
        before = sound_card.now()
        ...  # play, in this process or in one that inherits os.environ
        assert len(sound_card.onsets(before)) == 8

A conftest.py provides the fixtures by importing `sound_card` and `virtual_card`.

The recording is numbered in samples of the card's own clock, RATE a second, and holds what was played bit by bit, so
`find` and `onsets` are exact. That clock is up to 200 ppm off the computer's, a property of the null sink; `time_of`
relates the two, and is up to 10 ms off.
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
TIMEOUT_S = 20.0


class SoundCard:
    """A running null sink, recorded from the start."""

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
        self._recorded = bytearray()
        self._arrivals: list[tuple[int, int]] = []
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()
        # The card starts with periods of two seconds; the recorder brings them down to 5 ms.
        _wait_until(self._is_steady, "a steady recording")
        self.keeps_time = all([_raise_priority(self._server), _raise_priority(self._recorder)])

    def close(self) -> None:
        for process in (self._recorder, self._server):
            process.kill()
            process.wait()
        self._listener.join()
        if self._recorder.stdout:
            self._recorder.stdout.close()

    def unplug(self) -> None:
        self._server.send_signal(signal.SIGKILL)
        self._server.wait()

    def now(self) -> int:
        """The number of the last recorded sample."""
        return len(self._recorded) // 2

    def listen_until(self, moment: int) -> None:
        """Wait until what is heard at `moment` (monotonic nanoseconds) is recorded."""
        ahead = (moment - time.monotonic_ns()) / 1e9
        _wait_until(lambda: self.time_of(self.now()) > moment, "the recording", TIMEOUT_S + ahead)

    def samples(self, begin: int, end: int | None = None) -> "array[int]":
        """The recording from sample `begin` to `end`, or to its end."""
        return array("h", bytes(self._recorded[2 * begin : 2 * (self.now() if end is None else end)]))

    def onsets(self, begin: int, loud: int = 1000, quiet_s: float = 0.02) -> list[int]:
        """The numbers of the samples of at least `loud` that follow `quiet_s` seconds without one."""
        found, last = [], -RATE
        for number, sample in enumerate(self.samples(begin), begin):
            if abs(sample) >= loud:
                if number - last > quiet_s * RATE:
                    found.append(number)
                last = number
        return found

    def find(self, excerpt: bytes, begin: int) -> int | None:
        """Where in the recording, from sample `begin` on, exactly the 16-bit samples `excerpt` are; None if nowhere."""
        at = self._recorded.find(excerpt, 2 * begin)
        while at % 2 == 1 and at > 0:
            at = self._recorded.find(excerpt, at + 1)
        return None if at < 0 else at // 2

    def last_sound(self, begin: int) -> int | None:
        """The number of the last sample from `begin` on that is not silence."""
        samples = self.samples(begin)
        return next((begin + i for i in range(len(samples) - 1, -1, -1) if samples[i]), None)

    def time_of(self, sample: int) -> int:
        """When `sample` was heard, in monotonic nanoseconds; up to 10 ms off."""
        # An arrival may be delayed, but is never early: the promptest one nearby is right.
        near = [arrival for arrival in self._arrivals if abs(arrival[1] - sample) < RATE] or self._arrivals[-100:]
        return min(moment - round((number - sample) * 1e9 / RATE) for moment, number in near)

    def _listen(self) -> None:
        assert self._recorder.stdout
        descriptor = self._recorder.stdout.fileno()
        while chunk := os.read(descriptor, 65536):
            self._recorded += chunk
            self._arrivals.append((time.monotonic_ns(), self.now()))

    def _is_steady(self) -> bool:
        last = [moment for moment, _ in self._arrivals[-50:]]
        return len(last) == 50 and last[-1] - last[0] < 600e6 and time.monotonic_ns() - last[-1] < 50e6


def _raise_priority(process: "subprocess.Popen[bytes]") -> bool:
    """Keep busy programs from delaying it, as they cannot delay a real card; returns whether that was permitted."""
    try:
        for thread in Path(f"/proc/{process.pid}/task").iterdir():
            os.sched_setscheduler(int(thread.name), os.SCHED_RR, os.sched_param(5))
    except PermissionError:
        return False
    return True


def plug_in(folder: Path) -> SoundCard:
    """A new card; skips the test if PulseAudio is not installed."""
    absent = [program for program in NEEDED if not shutil.which(program)]
    if absent:
        pytest.skip(f"needs {' and '.join(absent)} (.ci/install-sound)")
    return SoundCard(folder)


def _wait_until(condition: Callable[[], bool], what: str, seconds: float = TIMEOUT_S) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:.0f} s for {what}")
        time.sleep(0.005)


@pytest.fixture(scope="session")
def virtual_card(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundCard]:
    """One card for all tests that do not unplug it."""
    card = plug_in(tmp_path_factory.mktemp("card"))
    yield card
    card.close()


@pytest.fixture
def sound_card(virtual_card: SoundCard, monkeypatch: pytest.MonkeyPatch) -> SoundCard:
    """The card; this process and those it starts play through it."""
    for name, value in virtual_card.environment.items():
        monkeypatch.setenv(name, value)
    return virtual_card
