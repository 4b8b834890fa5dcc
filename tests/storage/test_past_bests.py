"""What was done best before, in sets that go on until a key ends them."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Block, Preset
from legtimer.core.session import SetRecord, Tension
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.past_bests import past_bests
from legtimer.storage.preset_library import PresetLibrary
from tests.storage.example_session import SESSION

TEMPO = Tempo(up=1, down=2)
MAX = Preset(name="m", blocks=(Block(name="As many", sets=1, reps="max", tempo=TEMPO),))
FIXED = Preset(name="f", blocks=(Block(name="Ten", sets=1, reps=10, tempo=TEMPO),))


def record(reps: int) -> SetRecord:
    return SetRecord(
        block=1,
        set=1,
        reps_planned=0,
        reps=reps,
        ended="done",
        tension=Tension(up=reps, down=2 * reps),
        rest=0,
        max=True,
    )


def test_the_best_is_read_from_sessions_of_the_same_preset(tmp_path: Path) -> None:
    locations = Locations(config=tmp_path / "config", data=tmp_path / "data")
    history, library = History(locations), PresetLibrary(locations)
    for number, (stem, reps) in enumerate([("mine", 12), ("mine", 9), ("other", 30)]):
        started = SESSION.started + timedelta(days=number)
        done = replace(SESSION, preset=stem, name=stem, status="completed", started=started, ended=started)
        history.add(replace(done, blocks=MAX.blocks, sets=(record(reps),)))
    assert past_bests(history, library, "mine", MAX) == {1: 12}


def test_without_sets_until_a_key_ends_them_the_history_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(History, "iterate", lambda _: pytest.fail("read"))
    locations = Locations(config=tmp_path / "config", data=tmp_path / "data")
    history, library = History(locations), PresetLibrary(locations)
    assert past_bests(history, library, "mine", FIXED) == {}


def test_the_bests_stay_with_a_preset_whose_file_and_name_have_changed(tmp_path: Path) -> None:
    locations = Locations(config=tmp_path / "config", data=tmp_path / "data")
    history, library = History(locations), PresetLibrary(locations)
    renamed = "schema = 1\nid = 'abc'\nname = 'New'\nsets = 1\nreps = 'max'\ntempo = '2-0-1-0'\n"
    locations.own_presets.mkdir(parents=True)
    (locations.own_presets / "new.toml").write_text(renamed)
    done = replace(SESSION, preset="old", preset_id="abc", status="completed", ended=SESSION.started)
    history.add(replace(done, blocks=MAX.blocks, sets=(record(12),)))
    assert past_bests(history, library, "new", MAX) == {1: 12}
