"""`legtimer history`: past sessions as table, JSON and CSV, whether their files are sound, and taking others over."""

import json
from pathlib import Path

import pytest

from tests.cli.front_door import Cli


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


def test_check_names_files_in_the_wrong_folder(cli: Cli) -> None:
    session = cli.record(20, "lift")
    folder = cli.locations.history / "2025"
    folder.mkdir()
    (cli.locations.history / "2026" / f"{session.id}.toml").rename(folder / f"{session.id}.toml")
    answer = cli("history", "check")
    assert answer.code == 1
    assert "found in the folder 2025, expected in 2026" in answer.out


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
