"""If sound fails, the workout continues and the screen says what is wrong; no process is left behind."""

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from legtimer.audio.service import BELL_INSTEAD, SOUND_LOST
from legtimer.core.tempo import Tempo
from tests.end_to_end.listener import Home
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.workouts import lifts, the_session
from tests.processes import player_processes
from tests.sound_card import SoundCard, plug_in

pytestmark = pytest.mark.slow

# `prepare` leaves time to probe the backends; the long phase, to unplug the card during it.
SHORT = lifts("Short test", Tempo(up=0.5, down=1.0), prepare=2.0)
LONG = lifts("Long test", Tempo(up=5.0, down=1.0), reps=1, prepare=2.0)


@pytest.fixture
def no_card(tmp_path: Path) -> dict[str, str]:
    """The environment that hides any sound card this machine may have."""
    (tmp_path / "asoundrc").touch()
    return {
        "ALSA_CONFIG_PATH": str(tmp_path / "asoundrc"),
        "PULSE_SERVER": f"unix:{tmp_path}/nobody",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "JACK_DEFAULT_SERVER": "nobody",
    }


@pytest.fixture
def own_card(tmp_path: Path) -> Iterator[SoundCard]:
    """A card that the test may unplug."""
    folder = tmp_path / "card"
    folder.mkdir()
    card = plug_in(folder)
    yield card
    card.close()


def shows(terminal: Terminal, text: str) -> Callable[[], bool]:
    """Whether the words are on the screen in this order, wherever lines break."""
    words = re.compile(r"\s.*?".join(map(re.escape, text.split())), re.DOTALL)
    return lambda: words.search(terminal.text) is not None


def at_the_top(terminal: Terminal, text: str) -> Callable[[], bool]:
    """Whether the text is in the line of the notices, below the title."""
    return lambda: text in terminal.screen.display[1]


def finish(terminal: Terminal) -> None:
    terminal.wait_for("your back?")
    terminal.press("\r")
    assert terminal.wait_for_end() == 0


def assert_completed(home: Home, reps: int = 2) -> None:
    session = the_session(home.folder)
    assert session["status"] == "completed"
    assert [record["reps"] for record in session["sets"]] == [reps, reps]


def test_without_a_sound_card_the_bell_rings_at_each_phase_and_the_screen_says_why(
    tmp_path: Path, no_card: dict[str, str]
) -> None:
    home = Home(tmp_path, SHORT)
    with Terminal(tmp_path, "run", home.preset, environment=no_card) as terminal:
        terminal.wait_until(at_the_top(terminal, BELL_INSTEAD), "the notice")
        finish(terminal)
        terminal.wait_until(shows(terminal, "No sound: the terminal bell rings instead"), "the reason, afterwards")
        # One more at the end; the first phase may have started before the probing was done.
        assert len(home.timeline.segments) <= terminal.bells <= len(home.timeline.segments) + 1
        assert b"ALSA lib" not in terminal.drawing
    assert_completed(home)


def test_muted_without_a_sound_card_no_bell_rings(tmp_path: Path, no_card: dict[str, str]) -> None:
    home = Home(tmp_path, SHORT)
    with Terminal(tmp_path, "run", home.preset, "--mute", environment=no_card) as terminal:
        finish(terminal)
        assert terminal.bells == 0


@pytest.mark.sound
@pytest.mark.parametrize("backend", ["simpleaudio", "miniaudio"])
def test_when_the_card_is_unplugged_during_a_set_the_workout_continues(
    tmp_path: Path, own_card: SoundCard, backend: str
) -> None:
    home = Home(tmp_path, LONG)
    environment = own_card.environment | home.only(backend)
    with Terminal(tmp_path, "run", home.preset, environment=environment) as terminal:
        terminal.wait_for("Exhale")
        terminal.wait_until(lambda: own_card.last_sound(0) is not None, "sound")
        own_card.unplug()
        terminal.wait_until(at_the_top(terminal, SOUND_LOST), "the loss")
        terminal.wait_until(at_the_top(terminal, BELL_INSTEAD), "the bell instead")
        finish(terminal)
        assert terminal.bells > 0
        assert b"ALSA lib" not in terminal.drawing
    assert_completed(home, reps=1)


@pytest.mark.sound
def test_an_unusable_own_sound_is_named_and_the_built_in_one_plays(tmp_path: Path, virtual_card: SoundCard) -> None:
    home = Home(tmp_path, SHORT)
    (home.sounds / "up.wav").write_bytes(b"rubbish" * 1000)
    before = virtual_card.now()
    with Terminal(tmp_path, "run", home.preset, environment=virtual_card.environment) as terminal:
        finish(terminal)
        terminal.wait_until(shows(terminal, "up.wav is not used: not a WAV file"), "the reason, afterwards")
    assert virtual_card.last_sound(before) is not None
    assert_completed(home)


def ended(processes: list[int]) -> Callable[[], bool]:
    return lambda: not set(processes) & set(player_processes())


@pytest.mark.sound
@pytest.mark.parametrize("end", ["q", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_however_the_app_ends_its_player_processes_end_too(tmp_path: Path, virtual_card: SoundCard, end: str) -> None:
    home = Home(tmp_path, LONG)
    before = virtual_card.now()
    with Terminal(tmp_path, "run", home.preset, environment=virtual_card.environment) as terminal:
        terminal.wait_for("Exhale")
        terminal.wait_until(lambda: virtual_card.last_sound(before) is not None, "sound")
        children = player_processes(terminal.process.pid)
        assert children
        if end == "q":
            terminal.press("q")
            terminal.wait_for("End this workout?")
            terminal.press("y")
            terminal.wait_for("your back?")
            terminal.press("\r")
        else:
            terminal.process.send_signal(getattr(signal, end))
        terminal.wait_until(lambda: terminal.process.poll() is not None, "the end")
        terminal.wait_until(ended(children), "the end of its processes")
