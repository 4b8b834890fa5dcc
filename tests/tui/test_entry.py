"""The form for a workout that was done elsewhere, and for the sets of a session that were not counted rightly."""

from pathlib import Path

from msgspec.structs import replace
from textual.widgets import Input

from legtimer.tui.screens.entry import EntryScreen
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.widgets.session_list import SessionList
from tests.core.past import done, session_of
from tests.tui.stage import PRESET, STARTED, Stage


def field(stage: Stage, name: str) -> Input:
    return stage.app.screen.query_one(f"#entry-{name}", Input)


async def test_a_adds_a_workout_of_the_preset_under_the_cursor(tmp_path: Path) -> None:
    async with Stage(tmp_path).open(notifications=True) as stage:
        await stage.press("a")
        assert isinstance(stage.app.screen, EntryScreen)
        field(stage, "when").value = "2026-01-02 18:30"
        field(stage, "reps").value = "5"
        field(stage, "effort").value = "7"
        await stage.press("enter")
        await stage.until(
            lambda: not isinstance(stage.app.screen, EntryScreen) and len(stage.history.read_all()[0]) == 1
        )
        assert "Added: " in stage.text
    session = stage.session
    assert (session.source, session.effort, session.preset) == ("entered", 7, "preset-1")
    assert f"{session.started:%Y-%m-%d %H:%M}" == "2026-01-02 18:30"
    assert {record.reps for record in session.sets} == {5}


async def test_the_form_says_what_is_wrong_and_stays_open(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("a")
        for name, value, message in (
            ("when", "soon", "found 'soon', expected a date"),
            ("effort", "11", "effort: found '11'"),
        ):
            before = field(stage, name).value
            field(stage, name).value = value
            await stage.press("enter")
            assert message in stage.text
            field(stage, name).value = before
        await stage.press("escape")
        assert not isinstance(stage.app.screen, EntryScreen)
    assert stage.history.read_all() == ([], [])


async def test_arrows_move_between_the_fields(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("a")
        assert stage.app.focused is field(stage, "when")
        await stage.press("down")
        assert stage.app.focused is field(stage, "sets")
        await stage.press("up")
        assert stage.app.focused is field(stage, "when")


async def test_an_interrupted_session_is_completed_from_the_history(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    block = PRESET.blocks[0]
    first = replace(done(block, 1, 1), rest=12.0)
    stage.history.add(session_of(PRESET, STARTED, stem="preset-1", status="interrupted", sets=[first]))
    async with stage.open() as stage:
        await stage.press("h")
        await stage.until(lambda: stage.app.screen.query_one(SessionList).current is not None)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, SessionScreen))
        await stage.press("e")
        reps = field(stage, "reps")
        assert reps.value == ", ".join([str(block.reps), *["0"] * (block.sets - 1)])
        reps.value = str(block.reps)
        await stage.press("enter")
        await stage.until(lambda: stage.session.status == "completed")
        await stage.until(lambda: "completed, entered by hand" in stage.text)
    assert stage.session.clean
    assert stage.session.sets[0] == first
