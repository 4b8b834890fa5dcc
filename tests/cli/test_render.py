"""`legtimer render`: writes the whole workout as a WAV file, or prints one line that says why not."""

import os
import stat
import wave
from array import array
from math import log10, sqrt
from pathlib import Path

import pytest

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.keep_awake_noise import wake_up
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sections import LONGEST
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.cli import main
from legtimer.core.settings import Settings
from legtimer.core.timeline import build_timeline
from legtimer.storage.preset_file import read_preset
from tests import needs

ROOT = Path(__file__).parents[2]
WAKE_UP_SAMPLES = 44_100 * 8 // 10


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEGTIMER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("LEGTIMER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def samples(path: Path) -> "array[int]":
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        return array("h", file.readframes(file.getnframes()))


def test_the_file_has_the_same_samples_as_the_app(home: Path) -> None:
    assert main(["render", "taster", "out.wav"]) == 0
    preset, _ = read_preset(ROOT / "presets" / "taster.toml")
    assert preset is not None
    timeline, sounds = build_timeline(preset), SoundLibrary(ROOT / "sounds")
    expected = wake_up(Mix()) + render(timeline, 0, timeline.duration, Mix(), sounds, Coaching.of(preset, Settings()))
    assert samples(home / "out.wav").tobytes() == expected.tobytes()


def test_the_file_begins_with_faint_noise_that_wakes_up_a_speaker_even_if_the_first_set_does_so_at_once(
    home: Path,
) -> None:
    assert main(["render", "taster", "out.wav", "--prepare", "0"]) == 0
    found = samples(home / "out.wav")
    first = found[:WAKE_UP_SAMPLES]
    assert 20 * log10(sqrt(sum(value * value for value in first) / len(first)) / 32_768) == pytest.approx(-60, abs=1)
    assert max(found[WAKE_UP_SAMPLES : WAKE_UP_SAMPLES + 4_410]) > 3_000, "the first word follows at once"


def test_without_the_noise_the_file_begins_with_the_first_set(home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text("keep_awake_noise = false\n")
    assert main(["render", "taster", "out.wav", "--prepare", "0"]) == 0
    assert max(samples(home / "out.wav")[:4_410]) > 3_000


def test_a_workout_rendered_in_several_sections_has_its_full_length(home: Path) -> None:
    minutes = ["--sets", "2", "--reps", "50", "--rest", "60", "--prepare", "0", "--tempo", "4-0-2-0"]
    assert main(["render", "taster", "out.wav", "--style", "clicks", *minutes]) == 0
    assert LONGEST < 660_000
    assert 660 <= len(samples(home / "out.wav")) / 44_100 < 664


def test_style_selects_styles_even_if_the_app_has_them_off(home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text("glide = 0.0\nmute = true\n")
    assert main(["render", "taster", "glide.wav", "--style", "glide"]) == 0
    assert main(["render", "taster", "others.wav", "--style", "voice, clicks"]) == 0
    up = slice(WAKE_UP_SAMPLES + 11 * 44_100, WAKE_UP_SAMPLES + 13 * 44_100)
    glide, others = samples(home / "glide.wav")[up], samples(home / "others.wav")[up]
    assert sum(map(bool, glide)) > 0.9 * len(glide)
    assert sum(map(bool, others)) < 0.9 * len(others)


@pytest.mark.parametrize(("half", "full"), [("50", "100"), ("0.5", "1"), ("50%", "1.0")])
def test_volume_is_accepted_as_per_cent_or_fraction(home: Path, half: str, full: str) -> None:
    for name, volume in (("half.wav", half), ("full.wav", full)):
        assert main(["render", "taster", name, "--style", "glide", "--volume", volume]) == 0
    loud, soft = max(samples(home / "full.wav")), max(samples(home / "half.wav"))
    assert soft == pytest.approx(loud / 2, rel=0.01)


def test_an_existing_file_is_replaced_only_with_force(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "out.wav").write_text("precious")
    assert main(["render", "taster", "out.wav"]) == 1
    assert "already exists" in capsys.readouterr().err
    assert (home / "out.wav").read_text() == "precious"
    assert main(["render", "taster", "out.wav", "--force"]) == 0
    assert samples(home / "out.wav")


@pytest.mark.usefixtures("home")
def test_force_replaces_only_regular_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "taster", os.devnull, "--force"]) == 1
    assert "not a regular file" in capsys.readouterr().err


@needs.links
def test_force_follows_links(home: Path) -> None:
    (home / "real.wav").touch()
    (home / "link.wav").symlink_to(home / "real.wav")
    assert main(["render", "taster", "link.wav", "--force"]) == 0
    assert (home / "link.wav").is_symlink()
    assert samples(home / "real.wav")


def test_a_failed_write_leaves_the_old_file_and_no_temporary_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("legtimer.cli.render.write_wav", fail)
    (home / "out.wav").write_text("precious")
    assert main(["render", "taster", "out.wav", "--force"]) == 1
    assert [path.name for path in home.iterdir()] == ["out.wav"]
    assert (home / "out.wav").read_text() == "precious"


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["taster", "none/out.wav"], 1, "there is no such folder"),
        (["taster", "."], 1, "is a folder"),
        (["tastr", "out.wav"], 2, "did you mean taster?"),
        (["taster", "out.wav", "--style", "drums"], 2, "expected glide, voice, clicks"),
        (["taster", "out.wav", "--style", ""], 2, "expected glide, voice, clicks"),
        (["taster", "out.wav", "--volume", "101"], 2, "expected 0 to 100 per cent"),
        (["taster", "out.wav", "--volume", "-1"], 2, "--volume"),
        (["taster", "out.wav", "--volume", "nan"], 2, "expected 0 to 100 per cent"),
        (["taster", "out.wav", "--tempo", "9"], 2, "--tempo"),
    ],
)
def test_a_bad_argument_prints_one_line_and_writes_nothing(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, expected: str
) -> None:
    assert main(["render", *arguments]) == code
    error = capsys.readouterr().err
    assert expected in error
    assert error.count("\n") == 1
    assert not (home / "out.wav").exists()


def test_an_unusable_sound_of_the_user_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "config" / "sounds").mkdir(parents=True)
    (home / "config" / "sounds" / "up.wav").write_text("invalid")
    assert main(["render", "taster", "out.wav"]) == 0
    assert "up.wav: not a WAV file" in capsys.readouterr().err


@needs.modes
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_new_file_has_the_mode_that_the_umask_says(umask: int, home: Path) -> None:
    before = os.umask(umask)
    try:
        assert main(["render", "taster", "out.wav", "--style", "clicks"]) == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((home / "out.wav").stat().st_mode) == 0o666 & ~umask


@needs.modes
@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_a_replaced_file_keeps_its_mode(mode: int, home: Path) -> None:
    (home / "out.wav").touch()
    (home / "out.wav").chmod(mode)
    assert main(["render", "taster", "out.wav", "--style", "clicks", "--force"]) == 0
    assert stat.S_IMODE((home / "out.wav").stat().st_mode) == mode
