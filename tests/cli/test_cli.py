"""The contract of the command line: answers on stdout, errors one line on stderr, exit codes, stable JSON."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legtimer.cli import main
from legtimer.core.preset import Block
from legtimer.core.session import Session, SetRecord, Tension
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History
from legtimer.storage.locations import Locations

EVIL = "\x1b]0;evil\x07"


class Answer(NamedTuple):
    code: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Cli:
    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.locations = Locations(config=home / "config", data=home / "data")
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Answer:
        folders = ("--config-dir", str(self.locations.config), "--data-dir", str(self.locations.data))
        code = main([*folders, *arguments])
        out, error = self._capsys.readouterr()
        assert "Traceback" not in error
        assert all(line.isprintable() for line in (*out.split("\n"), *error.split("\n")))
        return Answer(code, out, error)

    def own(self, stem: str, text: str) -> Path:
        path = self.locations.own_presets / f"{stem}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def record(self, day: int, preset: str) -> Session:
        session = Session(
            id="",
            preset=preset,
            name="A lift",
            status="completed",
            started=datetime(2026, 11, day, 18, 30, 5, tzinfo=UTC),
            ended=datetime(2026, 11, day, 18, 40, tzinfo=UTC),
            effort=7,
            note="a, b",
            blocks=(Block(name="A lift", sets=1, reps=10, tempo=Tempo(up=2, down=4)),),
            sets=(
                SetRecord(block=1, set=1, reps_planned=10, reps=9, ended="form", tension=Tension(up=18.0, down=36.0)),
            ),
        )
        opened = History(self.locations).begin(session)
        opened.close()
        return opened.session


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path, capsys)


def test_presets_lists_names_and_levels(cli: Cli) -> None:
    answer = cli("presets")
    assert answer.code == 0
    assert "lying-leg-lift         level 3     5:10  Lying leg lift" in answer.out.splitlines()


def test_presets_as_json(cli: Cli) -> None:
    path = cli.own("bad", "name = 1\n")
    presets = {preset["stem"]: preset for preset in cli("presets", "--json").json}
    taster = presets["taster"]
    assert list(taster) == [
        "stem", "name", "source", "path", "level", "variation", "duration", "tension", "blocks", "faults",
    ]  # fmt: skip
    assert (taster["source"], taster["duration"], taster["tension"], taster["faults"]) == ("built-in", 60.0, 39.0, [])
    (block,) = taster["blocks"]
    assert block["tempo"] == {"up": 2.0, "top": 0.5, "down": 3.5, "bottom": 0.5}
    assert set(block) == set(Block.__struct_fields__) - {"work"}
    assert presets["bad"]["path"] == str(path)
    assert presets["bad"]["name"] is None
    assert [fault["key"] for fault in presets["bad"]["faults"]] == ["schema", "name", "sets", "reps"]


def test_show_as_json_has_the_timeline_in_seconds(cli: Cli) -> None:
    shown = cli("presets", "show", "bent-knee-heel-taps", "--json").json
    assert shown["segments"][0] == {
        "kind": "prepare", "start": 0.0, "duration": 10.0, "block": 1, "set": 1, "rep": None, "side": None,
    }  # fmt: skip
    assert shown["segments"][1] == {
        "kind": "down", "start": 10.0, "duration": 3.0, "block": 1, "set": 1, "rep": 1, "side": "left",
    }  # fmt: skip
    end = shown["segments"][-1]
    assert end["start"] + end["duration"] == shown["duration"]
    assert cli("presets", "--json", "show", "taster").json["stem"] == "taster"


def test_show_says_tempo_in_words_and_when_what_happens(cli: Cli) -> None:
    lines = cli("presets", "show", "lying-leg-lift").out.splitlines()
    assert "UP 2 · top 0 · DOWN 4 · bottom 0" in lines
    assert "  0:10  up          2 s  set 1  rep 1" in lines


def test_show_of_a_bad_preset_names_its_faults(cli: Cli) -> None:
    path = cli.own("bad", f"schema = 1\nname = 'x'\nsets = 0\nwork = 5\nnote = '{EVIL}'\n".replace("\x1b", "\\u001b"))
    path.write_text("schema = 1\nname = 'x'\nsets = 0\nwork = 5\n")
    answer = cli("presets", "show", "bad")
    assert (answer.code, answer.out) == (1, "")
    assert answer.error == f"legtimer: {path}:3: error: sets: found 0, expected a whole number from 1 to 50\n"


def test_new_copies_a_preset_with_its_comments(cli: Cli) -> None:
    answer = cli("presets", "new", "my-lift", "--from", "bent-knee-heel-taps")
    path = cli.locations.own_presets / "my-lift.toml"
    assert (answer.code, answer.out) == (0, f"{path}\n")
    assert 'name = "My lift"' in path.read_text()
    assert "# six on each side" in path.read_text()
    assert cli("check", "--strict", str(path)).code == 0
    again = cli("presets", "new", "my-lift")
    assert (again.code, "exists already" in again.error) == (1, True)
    assert "# six on each side" in path.read_text()


@pytest.mark.parametrize("name", ["My", "../x", "a b", "", EVIL])
def test_new_takes_only_a_plain_name(cli: Cli, name: str) -> None:
    answer = cli("presets", "new", name)
    assert answer.code == 2
    assert answer.error.count("\n") == 1
    assert not cli.locations.config.exists()


def test_check_names_all_faults_of_all_files(cli: Cli) -> None:
    good = cli.own("good", "schema = 1\nname = 'a'\nsets = 1\nwork = 5\n")
    warned = cli.own("warned", "schema = 1\nname = 'a'\nsets = 1\nwork = 5\nrst = 1\n")
    bad = cli.own("bad", "schema = 1\nname = 'a'\nsets = 0\nwork = 'x'\n")
    assert cli("check", str(good)) == (0, f"{good}: no faults\n", "")
    assert cli("check", str(good), str(warned)).code == 0
    assert cli("check", "--strict", str(warned)).code == 1
    answer = cli("check", str(bad), str(warned))
    assert answer.code == 1
    assert answer.out == (
        f"{bad}:3: error: sets: found 0, expected a whole number from 1 to 50\n"
        f"{bad}:4: error: work: found 'x', expected a number of seconds from 0.3 to 3600\n"
        f"{warned}:5: warning: rst: found an unknown key, expected rest\n"
    )
    assert cli("check", "--json", str(good), str(bad)).json[0] == {
        "file": str(bad), "line": 3, "key": "sets", "found": "0", "expected": "a whole number from 1 to 50",
        "severity": "error",
    }  # fmt: skip


def test_check_of_a_file_that_is_not_there(cli: Cli) -> None:
    assert cli("check", f"{EVIL}.toml").code == 1
    (fault,) = cli("check", "--json", "none.toml").json
    assert (fault["file"], fault["line"], fault["found"]) == ("none.toml", None, "no such file")


@given(st.text() | st.binary())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_check_never_crashes(cli: Cli, content: str | bytes) -> None:
    path = cli.own("x", "")
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    assert cli("check", str(path)).code == 1


def test_history_as_json_has_the_keys_of_the_files(cli: Cli) -> None:
    assert cli("history", "--json").json == []
    cli.record(22, "lift")
    (session,) = cli("history", "--json").json
    assert session == {
        "schema": 1,
        "id": "2026-11-22T18-30-05",
        "preset": "lift",
        "name": "A lift",
        "status": "completed",
        "started": "2026-11-22T18:30:05+00:00",
        "ended": "2026-11-22T18:40:00+00:00",
        "effort": 7,
        "note": "a, b",
        "blocks": [
            {
                "name": "A lift", "variation": "other", "sets": 1, "reps": 10, "rest": 60.0, "sides": "both",
                "load": 0.0, "tempo": {"up": 2.0, "top": 0.0, "down": 4.0, "bottom": 0.0},
            }
        ],
        "sets": [
            {
                "block": 1, "set": 1, "reps_planned": 10, "reps": 9, "ended": "form",
                "tension": {"up": 18.0, "top": 0.0, "down": 36.0, "bottom": 0.0}, "rest": 0.0, "paused": 0.0,
            }
        ],
    }  # fmt: skip


def test_history_as_csv_and_table(cli: Cli) -> None:
    cli.record(22, "lift")
    header, row, *rest = cli("history", "--csv").out.splitlines()
    assert header == (
        "id,preset,name,status,started,ended,effort,back,note,"
        "sets,reps,reps_planned,tension,up,top,down,bottom,work,details"
    )
    assert row.startswith(
        "2026-11-22T18-30-05,lift,A lift,completed,2026-11-22T18:30:05+00:00,2026-11-22T18:40:00+00:00,7,,"
        '"a, b",1,9,10,54.0,18.0,0.0,36.0,0.0,0.0,"{""schema""'
    )
    assert rest == []
    assert "9/10 reps" in cli("history").out


def test_history_by_date_and_preset(cli: Cli) -> None:
    for day, preset in [(20, "a"), (21, "b"), (22, "a")]:
        cli.record(day, preset)

    def days(*filters: str) -> list[str]:
        return [session["started"][8:10] for session in cli("history", "--json", *filters).json]

    assert days() == ["22", "21", "20"]
    assert days("--since", "2026-11-21") == ["22", "21"]
    assert days("--preset", "a", "--since", "2026-11-21") == ["22"]


def test_history_check(cli: Cli) -> None:
    cli.record(22, "a")
    assert cli("history", "check") == (0, "1 sessions, all sound\n", "")
    path = cli.locations.history / "2026" / "2026-11-23T00-00-00.toml"
    path.write_text("?")
    answer = cli("history", "check")
    assert answer.code == 1
    assert answer.out.startswith(f"{path}: line 1: found what is no TOML")
    listed = cli("history", "--json")
    assert (listed.code, len(listed.json), listed.error.count("\n")) == (0, 1, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("--nothing",),
        ("check",),
        ("run",),
        ("run", "tastr"),
        ("run", "taster", "--sets", "0"),
        ("run", "taster", "--sets", "x"),
        ("run", "taster", "--reps", "201"),
        ("run", "taster", "--rest", "nan"),
        ("run", "taster", "--rest", "1e9"),
        ("run", "taster", "--prepare", "-1"),
        ("run", "taster", "--tempo", "4-0-2"),
        ("run", "taster", "--tempo", "4-0-0-0"),
        ("run", "taster", "--tempo", EVIL),
        ("run", "taster", "--sets", "50", "--reps", "200"),
        ("run", "legs-low-hold", "--tempo", "4-0-2-0"),
        ("run", "legs-low-hold", "--reps", "3"),
        ("run", EVIL),
        ("presets", "show", "nope"),
        ("presets", "show", EVIL),
        ("presets", "new", "x", "--from", "nope"),
        ("history", "--since", "yesterday"),
        ("history", "--json", "--csv"),
        (EVIL,),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(cli: Cli, arguments: tuple[str, ...]) -> None:
    answer = cli(*arguments)
    assert (answer.code, answer.out, answer.error.count("\n")) == (2, "", 1)
    assert answer.error.startswith("legtimer")


def test_a_tempo_is_echoed_in_words_and_a_fast_lowering_warned_about(cli: Cli) -> None:
    answer = cli("run", "taster", "--tempo", "1-0-4-2")
    assert answer.out == "One-minute taster: UP 4 · top 2 · DOWN 1 · bottom 0\n"
    assert "warning: tempo.down" in answer.error


def test_the_app_needs_a_terminal(cli: Cli) -> None:
    for arguments in ([], ["run", "taster"]):
        answer = cli(*arguments)
        assert (answer.code, answer.error.count("\n")) == (2, 1)
        assert "terminal" in answer.error


def test_a_bad_preset_is_not_run(cli: Cli) -> None:
    cli.own("bad", "?")
    assert cli("run", "bad").code == 1


def test_folders_may_be_given_before_or_after_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "presets"
    folder.mkdir()
    (folder / "mine.toml").write_text("schema = 1\nname = 'a'\nsets = 1\nwork = 5\n")
    flag = ["--config-dir", str(tmp_path)]
    for arguments in ([*flag, "presets"], ["presets", *flag], ["presets", "show", "mine", *flag]):
        assert main(arguments) == 0
        assert "level 3" in capsys.readouterr().out


def test_version_and_help(cli: Cli) -> None:
    assert cli("--version").out.startswith("legtimer 0.")
    for arguments in ([], ["run"], ["presets"], ["presets", "show"], ["presets", "new"], ["check"], ["history"]):
        answer = cli(*arguments, "--help")
        assert (answer.code, answer.error) == (0, "")


def test_a_disk_that_fails_is_one_line(cli: Cli) -> None:
    cli.locations.config.write_text("a file where a folder should be")
    answer = cli("presets", "new", "mine")
    assert (answer.code, answer.error.count("\n")) == (1, 1)
    assert str(cli.locations.config) in answer.error


def test_the_unforeseen_is_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"boom\n{EVIL}")

    monkeypatch.setattr("legtimer.cli.check.check", fail)
    answer = cli("check", "x")
    assert (answer.code, answer.error.count("\n")) == (70, 1)


def legtimer(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "legtimer", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_environment_names_the_folders_too(tmp_path: Path) -> None:
    out, _ = legtimer("presets", "new", "mine", LEGTIMER_CONFIG_DIR=str(tmp_path)).communicate()
    assert out == f"{tmp_path}/presets/mine.toml\n"


def test_a_terminal_without_utf_8_gets_escapes() -> None:
    process = legtimer("presets", "show", "taster", PYTHONIOENCODING="ascii")
    out, error = process.communicate()
    assert (process.returncode, error) == (0, "")
    assert r"UP 2 \xb7 top 0.5" in out


def test_a_reader_who_has_had_enough_is_no_error() -> None:
    process = legtimer("presets", "show", "bent-knee-heel-taps", "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 0
    process.stderr.close()


def test_interrupted_is_130(tmp_path: Path) -> None:
    """Waiting for a pipe that nobody writes to stands for anything that takes long."""
    script = (
        "import legtimer.cli.check as c, os, signal, sys\n"
        "c.check = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "from legtimer.cli import main\n"
        "sys.exit(main(['check', 'x']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, "")


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_history_goes_to_another_machine_and_back(cli: Cli, tmp_path: Path, form: str) -> None:
    for day in (20, 21):
        cli.record(day, "lift")
    file = tmp_path / "file"
    file.write_text(cli("history", form).out)
    before = cli("history", "--json").json
    assert cli("history", "import", str(file)) == (0, "0 new, 2 in your history already\n", "")
    lost = cli.locations.history / "2026" / "2026-11-21T18-30-05.toml"
    lost.unlink()
    dry = cli("history", "import", str(file), "--dry-run")
    assert dry.out.startswith("2026-11-21 18:30  lift")
    assert dry.out.endswith("1 new, 1 in your history already\n")
    assert not lost.exists()
    assert cli("history", "import", str(file)).out.endswith("1 added\n")
    assert cli("history", "--json").json == before
    assert lost.stat().st_mode & 0o777 == 0o600


def test_a_faulty_import_adds_nothing(cli: Cli, tmp_path: Path) -> None:
    cli.record(20, "lift")
    file = tmp_path / "file"
    good = cli("history", "--json").json[0]
    file.write_text(
        json.dumps([{**good, "started": "2026-11-25T10:00:00+00:00", "id": "y"}, {**good, "back": "so-so"}])
    )
    answer = cli("history", "import", str(file))
    assert answer.code == 1
    assert "session 2: found back = 'so-so', expected" in answer.out
    assert "nothing was added" in answer.error
    assert len(cli("history", "--json").json) == 1
    assert cli("history", "import", str(tmp_path / "none")).code == 1


@pytest.mark.parametrize(("said", "added"), [("y", True), ("", False), ("n", False)])
def test_in_a_terminal_one_is_asked_before(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, added: bool
) -> None:
    session = cli.record(20, "lift")
    file = tmp_path / "file"
    file.write_text(cli("history", "--json").out)
    path = cli.locations.history / "2026" / f"{session.id}.toml"
    path.unlink()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: said)
    assert cli("history", "import", str(file)).code == (0 if added else 1)
    assert path.exists() is added


def test_check_names_files_in_the_wrong_folder(cli: Cli) -> None:
    session = cli.record(20, "lift")
    folder = cli.locations.history / "2025"
    folder.mkdir()
    (cli.locations.history / "2026" / f"{session.id}.toml").rename(folder / f"{session.id}.toml")
    answer = cli("history", "check")
    assert answer.code == 1
    assert "found in the folder 2025, expected in 2026" in answer.out
