"""`legtimer history add`: a workout that was done elsewhere."""

import pytest

from tests.cli.command_line import EVIL, Cli

WHEN = "2026-02-24 18:30"


def test_a_workout_is_added_as_planned_and_listed(cli: Cli) -> None:
    result = cli("history", "add", "lying-leg-lift", "--when", WHEN)
    assert (result.code, result.error) == (0, "")
    line, added = result.out.splitlines()
    assert line.startswith("2026-02-24 18:30  lying-leg-lift")
    assert added.endswith("2026-02-24T18-30-00.toml")
    (session,) = cli("history", "--json").json
    assert (session["source"], session["status"], session["started"][:19]) == (
        "entered",
        "completed",
        "2026-02-24T18:30:00",
    )


def test_sets_reps_effort_back_and_note_are_kept(cli: Cli) -> None:
    result = cli(
        "history", "add", "lying-leg-lift", "--when", "24.2.2026 18:30", "--reps", "10,8", "--effort", "7",
        "--back", "tight", "--note", f"one\ntwo{EVIL}",
    )  # fmt: skip
    assert result.code == 0
    (session,) = cli("history", "--json").json
    assert [record["reps"] for record in session["sets"]] == [10, 8]
    assert (session["status"], session["effort"], session["back"]) == ("stopped", 7, "tight")
    assert session["note"] == "one two]0;evil"


def test_without_a_time_it_has_just_ended(cli: Cli) -> None:
    assert cli("history", "add", "taster").code == 0
    assert len(cli("history", "--json").json) == 1


def test_the_same_workout_is_not_added_twice(cli: Cli) -> None:
    cli("history", "add", "taster", "--when", WHEN)
    again = cli("history", "add", "taster", "--when", WHEN, "--effort", "3")
    assert again.code == 1
    assert "in your history already" in again.error
    assert cli("history", "add", "tabata", "--when", WHEN).code == 0
    assert len(cli("history", "--json").json) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--when", "soon"], "found 'soon', expected a date and time such as 2026-11-22 18:30"),
        (["--when", "2199-01-01"], "expected a time in the past"),
        (["--sets", "0"], "found 0 sets, expected 1 to 3"),
        (["--reps", "ten"], "found 'ten', expected a number"),
        (["--reps", "300"], "found 300 reps, expected 0 to 200"),
        (["--effort", "11"], "effort: found '11', expected a whole number from 1 to 10"),
        (["--back", "so-so"], "fine"),
        (["--note", "x" * 501], "note: found 501 characters, expected at most 500"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(cli: Cli, options: list[str], message: str) -> None:
    result = cli("history", "add", "lying-leg-lift", *options)
    assert (result.code, result.out, result.error.count("\n")) == (2, "", 1)
    assert message in result.error
    assert cli("history", "--json").json == []


def test_a_file_that_does_not_exist_is_named(cli: Cli) -> None:
    assert cli("history", "add", "nothing-here").code != 0
