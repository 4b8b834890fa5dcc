"""`legtimer history`: past sessions as table, JSON and CSV; checking and importing them."""

import json
from pathlib import Path

import pytest

from legtimer.storage.history import History
from tests import needs
from tests.cli.command_line import Cli


def test_history_json_has_the_keys_of_the_files(cli: Cli) -> None:
    assert cli("history", "--json").json == []
    cli.add_session(22, "lift")
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


def test_history_prints_csv_and_a_table(cli: Cli) -> None:
    cli.add_session(22, "lift")
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


def test_history_can_be_filtered_by_date_and_preset(cli: Cli) -> None:
    for day, preset in [(20, "a"), (21, "b"), (22, "a")]:
        cli.add_session(day, preset)

    def days(*filters: str) -> list[str]:
        return [session["started"][8:10] for session in cli("history", "--json", *filters).json]

    assert days() == ["22", "21", "20"]
    assert days("--since", "2026-11-21") == days("--since", "21.11.2026") == ["22", "21"]
    assert days("--preset", "a", "--since", "2026-11-21") == ["22"]


def test_history_of_a_preset_follows_it_when_file_and_name_change(cli: Cli) -> None:
    path = cli.write_preset("first", 'schema = 1\nname = "First"\nsets = 1\nreps = 8\ntempo = "2-0-1-0"\n')
    assert cli("history", "add", "first").code == 0
    text = path.read_text()
    path.unlink()
    cli.write_preset("second", text.replace('"First"', '"Second"'))
    assert len(cli("history", "--json", "--preset", "second").json) == 1
    assert cli("history", "--json", "--preset", "first").json == []
    assert "second" in cli("history").out


def test_history_check_names_an_unreadable_file_and_listing_skips_it(cli: Cli) -> None:
    cli.add_session(22, "a")
    assert cli("history", "check") == (0, "1 session, no faults\n", "")
    path = cli.locations.history / "2026" / "2026-11-23T00-00-00.toml"
    path.write_text("?")
    result = cli("history", "check")
    assert result.code == 1
    assert result.out.startswith(f"{path}: line 1: found invalid TOML")
    listed = cli("history", "--json")
    assert (listed.code, len(listed.json), listed.error.count("\n")) == (0, 1, 1)


def test_history_check_names_files_in_the_folder_of_another_year(cli: Cli) -> None:
    session = cli.add_session(20, "lift")
    folder = cli.locations.history / "2025"
    folder.mkdir()
    (cli.locations.history / "2026" / f"{session.id}.toml").rename(folder / f"{session.id}.toml")
    result = cli("history", "check")
    assert result.code == 1
    assert "found in the folder 2025, expected in 2026" in result.out


def test_history_check_names_a_copy_and_merges_it_on_request(cli: Cli) -> None:
    session = cli.add_session(20, "lift")
    path = cli.locations.history / "2026" / f"{session.id}.toml"
    copy = path.with_name(f"{session.id}.sync-conflict-20261120-190000-ABCDEF7.toml")
    copy.write_text(path.read_text())
    assert len(cli("history", "--json").json) == 1
    result = cli("history", "check")
    assert result.code == 1
    named, how, count = result.out.splitlines()
    assert named == f"{copy}: a second file of the session in {path.name}, with the same content: not counted"
    assert "history check --merge" in how
    assert count == "1 session, 1 fault"
    merged = cli("history", "check", "--merge")
    assert merged == (0, f"{path}: merged from 2 files, kept in the bin\n1 session, no faults\n", "")
    assert not copy.exists()
    assert len(list(cli.locations.session_bin.iterdir())) == 2


def test_history_check_says_how_to_name_a_file_that_was_named_by_hand(cli: Cli) -> None:
    session = cli.add_session(20, "lift")
    path = cli.locations.history / "2026" / f"{session.id}.toml"
    mine = path.rename(path.with_name("my-session.toml"))
    result = cli("history", "check")
    assert result.code == 1
    assert result.out.startswith(
        f"{mine}: found a name without date and time: cannot be edited; rename it to {path.name}\n"
    )


@pytest.mark.parametrize("export", ["--json", "--csv"])
def test_import_restores_what_was_exported_and_skips_known_sessions(cli: Cli, tmp_path: Path, export: str) -> None:
    for day in (20, 21):
        cli.add_session(day, "lift")
    file = tmp_path / "file"
    file.write_text(cli("history", export).out)
    before = cli("history", "--json").json
    assert cli("history", "import", str(file)) == (0, "0 new, 2 already in your history\n", "")
    lost = cli.locations.history / "2026" / "2026-11-21T18-30-05.toml"
    lost.unlink()
    dry = cli("history", "import", str(file), "--dry-run")
    assert dry.out.startswith("2026-11-21 18:30  lift")
    assert dry.out.endswith("1 new, 1 already in your history\n")
    assert not lost.exists()
    assert cli("history", "import", str(file)).out.endswith("1 added\n")
    assert cli("history", "--json").json == before
    needs.assert_mode(lost, 0o600)


def test_import_during_another_import_adds_nothing(cli: Cli, tmp_path: Path) -> None:
    cli.add_session(22, "a")
    file = tmp_path / "exported"
    file.write_text(cli("history", "--json").out)
    (session,) = cli.locations.history.rglob("*.toml")
    session.unlink()
    with History(cli.locations).lock_for_import():
        result = cli("history", "import", str(file))
        assert (result.code, result.out) == (1, "")
        assert "another import is under way" in result.error
        assert cli("history", "import", str(file), "--dry-run").code == 0
    assert not session.exists()
    assert cli("history", "import", str(file)).out.endswith("1 added\n")


def test_import_of_a_faulty_file_adds_nothing(cli: Cli, tmp_path: Path) -> None:
    cli.add_session(20, "lift")
    file = tmp_path / "file"
    good = cli("history", "--json").json[0]
    file.write_text(
        json.dumps([{**good, "started": "2026-11-25T10:00:00+00:00", "id": "y"}, {**good, "back": "so-so"}])
    )
    result = cli("history", "import", str(file))
    assert result.code == 1
    assert "session 2: found back = 'so-so', expected" in result.out
    assert "nothing was added" in result.error
    assert len(cli("history", "--json").json) == 1
    assert cli("history", "import", str(tmp_path / "none")).code == 1


@pytest.mark.parametrize(("reply", "added"), [("y", True), ("", False), ("n", False)])
def test_import_in_a_terminal_asks_for_confirmation(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reply: str, added: bool
) -> None:
    session = cli.add_session(20, "lift")
    file = tmp_path / "file"
    file.write_text(cli("history", "--json").out)
    path = cli.locations.history / "2026" / f"{session.id}.toml"
    path.unlink()
    monkeypatch.setattr("legtimer.cli.history.is_terminal", lambda _: True)
    monkeypatch.setattr("builtins.input", lambda question: reply)
    assert cli("history", "import", str(file)).code == (0 if added else 1)
    assert path.exists() is added
