"""`legtimer run`: what happens before a terminal is needed."""

import pytest

from legtimer.cli import run
from legtimer.core.preset import Preset
from legtimer.storage.preset_library import PresetEntry
from tests.cli.command_line import Cli


def test_run_with_a_tempo_prints_it_in_words_and_warns_of_fast_lowering(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "without_screen", lambda: False)
    monkeypatch.setattr(run, "perform", lambda *_, **__: 0)
    result = cli("run", "taster", "--tempo", "1-0-4-2")
    assert result.code == 0
    assert result.out == "One-minute taster: UP 4 · top 2 · DOWN 1 · bottom 0\n"
    assert "warning: tempo.down" in result.error


def test_without_a_terminal_the_app_prints_one_line_and_exits_with_2(cli: Cli) -> None:
    for arguments in ([], ["run", "taster"], ["run", "taster", "--tempo", "1-0-4-2"]):
        result = cli(*arguments)
        assert (result.code, result.out, result.error.count("\n")) == (2, "", 1)
        assert "terminal" in result.error


def test_run_of_a_faulty_preset_prints_its_faults_and_exits_with_1(cli: Cli) -> None:
    path = cli.write_preset("bad", "?")
    result = cli("run", "bad")
    assert result.code == 1
    assert result.error.startswith(f"legtimer: {path}:1: error: ")


def test_numbers_may_have_a_decimal_comma(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    performed: list[Preset] = []

    def perform(_: object, entry: PresetEntry, **__: object) -> int:
        assert entry.preset is not None
        performed.append(entry.preset)
        return 0

    monkeypatch.setattr(run, "without_screen", lambda: False)
    monkeypatch.setattr(run, "perform", perform)
    result = cli("run", "taster", "--tempo", "3,5-0-1,5-0", "--rest", "12,5", "--sets", "2,0", "--prepare", "2,5")
    assert (result.code, result.out) == (0, "One-minute taster: UP 1.5 · top 0 · DOWN 3.5 · bottom 0\n")
    (preset,) = performed
    assert (preset.prepare, preset.blocks[0].rest, preset.blocks[0].sets) == (2.5, 12.5, 2)
    refused = cli("run", "taster", "--rest", "1,2,3")
    assert (refused.code, refused.error.count("\n")) == (2, 1)
    assert "found '1,2,3', expected a number of seconds" in refused.error
