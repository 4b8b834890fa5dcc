"""`legtimer doctor`: how things are, and whether anything wants mending."""

from pathlib import Path

import pytest

from legtimer.audio.playback.probe import Candidate
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.sound_test import trial
from legtimer.audio.track import Track
from legtimer.cli import doctor, main
from legtimer.storage.locations import Locations

GOOD = [Candidate("simpleaudio", "simpleaudio is not installed"), Candidate("miniaudio", None)]


class Ward:
    """The doctor in a home where the sound is as the test says."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.locations = Locations(config=home / "config", data=home / "data")
        self.candidates = GOOD
        self.played: list[Track] = []
        self.failure: str | None = None
        self._capsys = capsys

    async def probe(self) -> list[Candidate]:
        return self.candidates

    async def play(self, track: Track) -> str | None:
        self.played.append(track)
        return self.failure

    def ask(self, *arguments: str) -> tuple[int, str]:
        folders = ["--config-dir", str(self.locations.config), "--data-dir", str(self.locations.data)]
        code = main([*folders, "doctor", *arguments])
        out, error = self._capsys.readouterr()
        assert error == ""
        return code, out


@pytest.fixture
def ward(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ward:
    ward = Ward(tmp_path, capsys)
    monkeypatch.setattr(doctor, "probe_outputs", ward.probe)
    monkeypatch.setattr(doctor, "play", ward.play)
    return ward


def test_where_all_is_well_it_says_what_is_used_and_why(ward: Ward) -> None:
    code, out = ward.ask()
    assert code == 0
    assert "simpleaudio  cannot play: simpleaudio is not installed" in out
    assert "used         miniaudio, the first that can play here" in out
    for path in (ward.locations.config, ward.locations.history, ward.locations.own_sounds, ward.locations.settings):
        assert str(path) in out
    assert "\n!" not in out


@pytest.mark.parametrize(
    ("term", "lang", "said"),
    [
        ("xterm", "C.UTF-8", "letters      Unicode\n"),
        ("xterm", "C", "letters      ASCII, as the locale is not UTF-8: the figure is coarser; LANG=C.UTF-8 if"),
        ("linux", "C.UTF-8", "letters      ASCII, as a terminal of the kind linux shows little more"),
    ],
)
def test_it_says_what_the_app_is_drawn_with(
    term: str, lang: str, said: str, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("LANG", lang)
    code, out = ward.ask()
    assert code == 0
    assert said in out


def test_nothing_is_made_by_looking(ward: Ward, tmp_path: Path) -> None:
    ward.ask()
    assert [*tmp_path.iterdir()] == []


def test_the_test_sound_is_played_only_to_a_person_or_when_asked_for(ward: Ward) -> None:
    ward.ask()
    ward.ask("--no-play")
    assert ward.played == []
    code, out = ward.ask("--play")
    assert code == 0
    assert len(ward.played) == 1
    assert '"up, down, done"' in out


def test_a_test_sound_that_fails_says_why(ward: Ward) -> None:
    ward.failure = "the sound device went away"
    code, out = ward.ask("--play")
    assert code == 1
    assert "! It failed: the sound device went away" in out


def test_without_an_output_the_answer_is_no_and_nothing_is_tried(ward: Ward) -> None:
    ward.candidates = [Candidate("simpleaudio", "no card"), Candidate("miniaudio", "no card either")]
    code, out = ward.ask("--play")
    assert code == 1
    assert "! used         none: the terminal bell rings" in out
    assert ward.played == []


def test_what_is_wrong_with_own_files_is_named(ward: Ward) -> None:
    ward.locations.own_sounds.mkdir(parents=True)
    (ward.locations.own_sounds / "up.wav").write_text("rubbish")
    ward.locations.settings.write_text("voice = 7")
    ward.locations.own_presets.mkdir()
    (ward.locations.own_presets / "bad.toml").write_text("sets = 0")
    year = ward.locations.history / "2026"
    year.mkdir(parents=True)
    (year / "2026-11-22T18-30-05.toml").write_text("rubbish")
    code, out = ward.ask()
    assert code == 1
    for said in ("up.wav: not a WAV file", "voice", "faulty: bad", "1 files cannot be read"):
        assert any(said in line for line in out.splitlines() if line.startswith("!"))


def test_a_folder_that_cannot_be_written_to_is_bad(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.cli.doctor.os.access", lambda *_: False)
    code, out = ward.ask()
    assert code == 1
    assert "! config" in out


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"NO_COLOR": "1", "TERM": "xterm-256color"}, "none, as NO_COLOR asks"),
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, "16 million"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "dumb"}, "none that TERM tells of"),
        ({"TERM": "xterm"}, "16,"),
    ],
)
def test_the_colours_are_what_the_environment_tells(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    for name in ("NO_COLOR", "COLORTERM", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert f"colours      {said}" in ward.ask()[1]


def test_the_test_sound_is_the_words_as_loud_as_in_a_workout() -> None:
    library = SoundLibrary(Path(__file__).parents[2] / "sounds")
    length = sum(len(library.samples(word)) + 22_050 for word in ("up", "down", "done"))
    assert len(trial(library, Mix())) == length
    assert not any(trial(library, Mix(voice=0)).pcm)
