"""`legtimer doctor`: reports files, terminal and sound, and fails if there is something to fix."""

import os
from pathlib import Path

import pytest

from legtimer.audio.playback.probe import BackendStatus
from legtimer.audio.render.keep_awake_noise import wake_up
from legtimer.audio.render.mix import VOICE_DRIVE, Mix
from legtimer.audio.render.sample_operations import amplified
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import Samples
from legtimer.audio.sound_test import spoken_words
from legtimer.cli import doctor as doctor_module
from legtimer.cli import main
from legtimer.storage.locations import Locations
from tests import needs

MINIAUDIO_ONLY = [BackendStatus("simpleaudio", "simpleaudio is not installed"), BackendStatus("miniaudio", None)]


class Doctor:
    """Runs `legtimer doctor` in a temporary home, with the sound outputs that the test sets."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.locations = Locations(config=home / "config", data=home / "data")
        self.outputs = MINIAUDIO_ONLY
        self.played: list[Samples] = []
        self.failure: str | None = None
        self._capsys = capsys

    async def probe(self, _: object) -> list[BackendStatus]:
        return self.outputs

    async def play(self, track: Samples) -> str | None:
        self.played.append(track)
        return self.failure

    def run(self, *arguments: str) -> tuple[int, str]:
        folders = ["--config-dir", str(self.locations.config), "--data-dir", str(self.locations.data)]
        code = main([*folders, "doctor", *arguments])
        out, error = self._capsys.readouterr()
        assert error == ""
        return code, out


@pytest.fixture
def doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Doctor:
    fake = Doctor(tmp_path, capsys)
    monkeypatch.setattr(doctor_module, "probe_backends", fake.probe)
    monkeypatch.setattr(doctor_module, "play", fake.play)
    return fake


@needs.long_name_errors
def test_a_folder_whose_name_is_too_long_is_reported_and_the_rest_is_checked(doctor: Doctor, tmp_path: Path) -> None:
    doctor.locations = Locations(config=tmp_path / ("y" * 300), data=tmp_path)
    code, out = doctor.run()
    assert code == 1
    assert f"! config       {doctor.locations.config}: File name too long\n" in out
    assert "player       miniaudio" in out


def test_report_names_the_player_and_all_folders(doctor: Doctor) -> None:
    code, out = doctor.run()
    assert code == 0
    assert "simpleaudio  does not work: simpleaudio is not installed" in out
    assert "player       miniaudio plays the sound instead" in out
    for path in (
        doctor.locations.config,
        doctor.locations.history,
        doctor.locations.own_sounds,
        doctor.locations.settings,
        doctor.locations.data / "legtimer.log",
    ):
        assert str(path) in out
    assert "\n!" not in out


@pytest.mark.parametrize(
    ("term", "lang", "expected"),
    [
        ("xterm", "C.UTF-8", "characters   Unicode\n"),
        (
            "xterm",
            "C",
            "characters   ASCII only, because the locale is not UTF-8: the figure is coarser; try LANG=C.UTF-8",
        ),
        ("linux", "C.UTF-8", "characters   ASCII only, because TERM is linux"),
    ],
)
def test_report_says_which_characters_the_terminal_can_show(
    term: str, lang: str, expected: str, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("LANG", lang)
    code, out = doctor.run()
    assert code == 0
    assert expected in out


def test_doctor_creates_no_files(doctor: Doctor, tmp_path: Path) -> None:
    doctor.run()
    assert [*tmp_path.iterdir()] == []


def test_the_test_sound_plays_only_in_a_terminal_or_with_play(doctor: Doctor) -> None:
    doctor.run()
    doctor.run("--no-play")
    assert doctor.played == []
    code, out = doctor.run("--play")
    assert code == 0
    assert len(doctor.played) == 1
    assert '"up, down, done"' in out


def test_a_test_sound_that_fails_is_reported_with_its_reason(doctor: Doctor) -> None:
    doctor.failure = "the sound device went away"
    code, out = doctor.run("--play")
    assert code == 1
    assert "! test sound   failed: the sound device went away" in out


def test_without_a_working_output_doctor_fails_and_plays_nothing(doctor: Doctor) -> None:
    doctor.outputs = [BackendStatus("simpleaudio", "no card"), BackendStatus("miniaudio", "no card either")]
    code, out = doctor.run("--play")
    assert code == 1
    assert "! player       none: the terminal bell rings" in out
    assert doctor.played == []


def test_it_says_how_much_the_coach_says_and_which_texts_are_spoken(doctor: Doctor) -> None:
    doctor.locations.config.mkdir()
    doctor.locations.settings.write_text('coach = "few"')
    _, out = doctor.run("--no-play")
    assert "coach        few: phases, numbers and rests" in out
    assert f"texts of your own presets: by <text>.wav in {doctor.locations.own_sounds}" in out
    assert "breath 0%" in out


def test_faulty_files_of_the_user_are_named(doctor: Doctor) -> None:
    doctor.locations.own_sounds.mkdir(parents=True)
    (doctor.locations.own_sounds / "up.wav").write_text("invalid")
    doctor.locations.settings.write_text("voice = 7")
    doctor.locations.own_presets.mkdir()
    (doctor.locations.own_presets / "bad.toml").write_text("sets = 0")
    year = doctor.locations.history / "2026"
    year.mkdir(parents=True)
    (year / "2026-11-22T18-30-05.toml").write_text("invalid")
    code, out = doctor.run()
    assert code == 1
    for expected in ("up.wav: not a WAV file", "voice", "faulty: bad", "1 file cannot be read"):
        assert any(expected in line for line in out.splitlines() if line.startswith("!"))


def test_a_folder_that_is_not_writable_makes_doctor_fail(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.cli.doctor.os.access", lambda *_: False)
    code, out = doctor.run()
    assert code == 1
    assert "! config" in out


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"NO_COLOR": "1", "TERM": "xterm-256color"}, "none, because NO_COLOR is set"),
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, "16 million"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "dumb"}, "none, because of TERM"),
        ({"TERM": "xterm"}, "16 (TERM)"),
        ({"NO_COLOR": "", "TERM": "xterm"}, "none, because NO_COLOR is set"),
        ({"TERM": "xterm-kitty"}, "256"),
        ({}, "16 (TERM)"),
    ],
)
def test_report_says_how_many_colours_the_environment_announces(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("NO_COLOR", "COLORTERM", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert f"colours      {expected}" in doctor.run()[1]


def test_the_test_sound_is_the_words_at_the_volume_of_a_workout() -> None:
    library = SoundLibrary(Path(__file__).parents[2] / "sounds")
    length = sum(len(library.samples(word)) + 22_050 for word in ("up", "down", "done"))
    quiet = Mix(keep_awake_noise=False)
    assert len(spoken_words(library, quiet)) == length
    up = amplified(library.samples("up"), Mix().gain("voice"), VOICE_DRIVE)
    assert spoken_words(library, quiet)[: len(up)] == up
    assert spoken_words(library, Mix()) == wake_up(Mix()) + spoken_words(library, quiet)
    assert not any(spoken_words(library, Mix(voice=0, keep_awake_noise=False)))


@pytest.mark.parametrize(
    ("size", "code", "expected"),
    [
        ((80, 24), 0, "  size         80 columns, 24 rows\n"),
        ((39, 24), 1, "! size         39 columns, 24 rows; too small, at least 40 columns and 12 rows are needed\n"),
    ],
)
def test_report_says_whether_the_terminal_is_large_enough(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], code: int, expected: str
) -> None:
    monkeypatch.setattr("legtimer.cli.doctor.is_terminal", lambda _: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_, **__: os.terminal_size(size))
    result, out = doctor.run("--no-play")
    assert result == code
    assert expected in out
