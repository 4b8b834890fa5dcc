"""`legtimer presets`: list, show, start a new one. Other programs rely on the JSON."""

from datetime import UTC, datetime

import pytest

from legtimer.core.preset import Block
from legtimer.core.session import Session, SetRecord, Tension
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History
from tests.cli.command_line import EVIL, Cli


def test_presets_lists_names_levels_and_durations(cli: Cli) -> None:
    result = cli("presets")
    assert result.code == 0
    assert "lying-leg-lift         level 3     5:25  Lying leg lift" in result.out.splitlines()


def test_presets_lists_a_faulty_preset_with_the_command_that_says_why(cli: Cli) -> None:
    path = cli.write_preset("bad", "name = 1\n")
    assert f"faulty: legtimer check {path}  (yours)" in cli("presets").out


def test_presets_json_describes_every_preset(cli: Cli) -> None:
    cli.write_preset("mine", "schema = 1\nname = 'Mine'\nsets = 2\nreps = 3\nrest = 11\ntempo = '3.5-0.5-2-0.5'\n")
    path = cli.write_preset("bad", "name = 1\n")
    presets = {preset["stem"]: preset for preset in cli("presets", "--json").json}
    mine = presets["mine"]
    assert list(mine) == [
        "stem", "name", "source", "path", "level", "variation", "duration", "tension", "rounds", "round_rest",
        "blocks", "faults",
    ]  # fmt: skip
    assert (mine["source"], mine["duration"], mine["tension"], mine["faults"]) == ("own", 60.0, 39.0, [])
    (block,) = mine["blocks"]
    assert block["tempo"] == {"up": 2.0, "top": 0.5, "down": 3.5, "bottom": 0.5}
    assert set(block) == set(Block.__struct_fields__) - {"work", "knees"}
    assert presets["taster"]["source"] == "built-in"
    assert presets["bad"]["path"] == str(path)
    assert presets["bad"]["name"] is None
    assert [fault["key"] for fault in presets["bad"]["faults"]] == ["schema", "name", "sets", "reps"]


def test_presets_json_gives_a_routine_the_variation_of_its_first_block(cli: Cli) -> None:
    presets = {preset["stem"]: preset for preset in cli("presets", "--json").json}
    routine = presets["ten-minute-beginner"]
    first, *others = (block["variation"] for block in routine["blocks"])
    assert routine["variation"] == first
    assert set(others) - {first}


def test_show_json_has_the_timeline_in_seconds(cli: Cli) -> None:
    shown = cli("presets", "show", "bent-knee-heel-taps", "--json").json
    assert shown["segments"][0] == {
        "kind": "prepare", "start": 0.0, "duration": 20.0, "round": 1, "block": 1, "set": 1, "rep": None,
        "side": None,
    }  # fmt: skip
    assert shown["segments"][1] == {
        "kind": "down", "start": 20.0, "duration": 3.0, "round": 1, "block": 1, "set": 1, "rep": 1, "side": "left",
    }  # fmt: skip
    end = shown["segments"][-1]
    assert end["start"] + end["duration"] == shown["duration"]
    assert cli("presets", "--json", "show", "taster").json["stem"] == "taster"


def test_show_prints_the_tempo_in_words_and_the_timeline(cli: Cli) -> None:
    lines = cli("presets", "show", "lying-leg-lift").out.splitlines()
    assert "UP 2 · top 0 · DOWN 4 · bottom 0" in lines
    assert "  0:25  up          2 s  set 1  rep 1" in lines


def test_show_of_a_faulty_preset_prints_its_faults(cli: Cli) -> None:
    path = cli.write_preset("bad", "schema = 1\nname = 'x'\nsets = 0\nwork = 5\n")
    result = cli("presets", "show", "bad")
    assert (result.code, result.out) == (1, "")
    assert result.error == f"legtimer: {path}:3: error: sets: found 0, expected a whole number from 1 to 50\n"


def test_new_copies_a_preset_with_its_comments_and_replaces_nothing(cli: Cli) -> None:
    result = cli("presets", "new", "my-lift", "--from", "bent-knee-heel-taps")
    path = cli.locations.own_presets / "my-lift.toml"
    assert (result.code, result.out) == (0, f"{path}\n")
    assert 'name = "My lift"' in path.read_text()
    assert "# six on each side" in path.read_text()
    assert cli("check", "--strict", str(path)).code == 0
    again = cli("presets", "new", "my-lift")
    assert (again.code, "already exists" in again.error) == (1, True)
    assert "# six on each side" in path.read_text()


def test_new_from_a_faulty_preset_prints_its_fault(cli: Cli) -> None:
    path = cli.write_preset("bad", "?")
    result = cli("presets", "new", "x", "--from", "bad")
    assert (result.code, result.error.count("\n")) == (1, 1)
    assert result.error.startswith(f"legtimer: {path}: ")


@pytest.mark.parametrize("name", ["My", "../x", "a b", "", EVIL])
def test_new_rejects_names_that_are_not_plain(cli: Cli, name: str) -> None:
    result = cli("presets", "new", name)
    assert result.code == 2
    assert result.error.count("\n") == 1
    assert not cli.locations.config.exists()


@pytest.mark.parametrize("name", ["con", "nul", "com1"])
def test_a_new_preset_cannot_have_the_name_of_a_device_of_windows(cli: Cli, name: str) -> None:
    result = cli("presets", "new", name)
    assert (result.code, result.out) == (2, "")
    assert "a device of that name" in result.error
    assert not cli.locations.own_presets.exists()


def test_show_json_names_round_side_and_switch(cli: Cli) -> None:
    segments = cli("presets", "show", "side-plank", "--json").json["segments"]
    assert [(each["kind"], each["side"], each["set"]) for each in segments[:4]] == [
        ("prepare", "left", 1), ("work", "left", 1), ("switch", "left", 1), ("work", "right", 1),
    ]  # fmt: skip
    circuit = cli("presets", "show", "three-round-circuit", "--json").json
    assert {each["round"] for each in circuit["segments"]} == {1, 2, 3}
    assert (circuit["rounds"], circuit["round_rest"]) == (3, 75.0)


def test_show_prints_rounds_sides_and_switches(cli: Cli) -> None:
    lines = cli("presets", "show", "three-round-circuit").out.splitlines()
    assert "3 rounds, 75 s rest between them" in lines
    assert any("round 3  set 1  rep 8" in line for line in lines)
    assert any("switch" in line for line in cli("presets", "show", "side-plank").out.splitlines())


def test_show_plans_an_open_ended_set_as_long_as_the_best_so_far(cli: Cli) -> None:
    assert cli("presets", "show", "clean-leg-lifts", "--json").json["tension"] == 2 * 10 * 6
    block = Block(name="As many clean ones as you can", sets=2, reps="max", tempo=Tempo(up=2, down=4))
    best = SetRecord(block=1, set=1, max=True, reps_planned=14, reps=14, ended="done", tension=Tension(up=28))
    started = datetime(2026, 11, 20, 18, tzinfo=UTC)
    session = Session(
        id="x", preset="clean-leg-lifts", name="x", status="completed", started=started, blocks=(block,), sets=(best,)
    )
    History(cli.locations).add(session)
    assert cli("presets", "show", "clean-leg-lifts", "--json").json["tension"] == 2 * 14 * 6
    listed = next(each for each in cli("presets", "--json").json if each["stem"] == "clean-leg-lifts")
    assert listed["tension"] == 2 * 14 * 6
    minutes, seconds = divmod(round(listed["duration"]), 60)
    assert f"{minutes}:{seconds:02}  " in next(
        line for line in cli("presets").out.splitlines() if line.startswith("clean-leg-lifts")
    )


def test_show_gives_a_load_in_the_units_of_the_settings(cli: Cli) -> None:
    cli.write_preset("mine", "schema = 1\nname = 'Mine'\nsets = 2\nreps = 3\ntempo = '4-0-2-0'\nload = 2.5\n")
    assert "2 sets of 3 reps, 2.5 kg, 60 s rest" in cli("presets", "show", "mine").out
    cli.locations.settings.parent.mkdir(parents=True, exist_ok=True)
    cli.locations.settings.write_text('units = "lb"\n')
    assert "2 sets of 3 reps, 5.5 lb, 60 s rest" in cli("presets", "show", "mine").out
