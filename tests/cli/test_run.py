"""`legtimer run`: what can be said before a terminal is needed."""

import pytest

from legtimer.cli import run
from tests.cli.front_door import Cli


def test_a_tempo_is_echoed_in_words_and_a_fast_lowering_warned_about(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "without_screen", lambda: False)
    monkeypatch.setattr(run, "perform", lambda *_, **__: 0)
    answer = cli("run", "taster", "--tempo", "1-0-4-2")
    assert answer.code == 0
    assert answer.out == "One-minute taster: UP 4 · top 2 · DOWN 1 · bottom 0\n"
    assert "warning: tempo.down" in answer.error


def test_the_app_needs_a_terminal(cli: Cli) -> None:
    for arguments in ([], ["run", "taster"], ["run", "taster", "--tempo", "1-0-4-2"]):
        answer = cli(*arguments)
        assert (answer.code, answer.out, answer.error.count("\n")) == (2, "", 1)
        assert "terminal" in answer.error


def test_a_bad_preset_is_not_run(cli: Cli) -> None:
    cli.own("bad", "?")
    assert cli("run", "bad").code == 1
