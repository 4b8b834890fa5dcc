"""Every key of a workout, from the picker to the history, with a clock that only the test moves."""

from pathlib import Path

from legtimer.tui.screens.confirm import ConfirmScreen
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.screens.workout import WorkoutScreen
from tests.tui.stage import Stage


async def test_from_the_picker_through_a_workout_to_the_history(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        assert isinstance(stage.app.screen, PickerScreen)
        assert "UP 2 · top 0 · DOWN 4 · bottom 0" in stage.text
        await stage.press("enter")
        assert isinstance(stage.app.screen, WorkoutScreen)
        await stage.wait(5 + 12 + 10 + 12)
        assert isinstance(stage.app.screen, SummaryScreen)
        assert "4 of 4 reps" in stage.text
        assert stage.session.status == "completed"
        await stage.press("enter")
        await stage.press("h")
        assert isinstance(stage.app.screen, HistoryScreen)
        assert "Short lift" in stage.text
        assert "4 of 4" in stage.text
        await stage.press("escape")
        assert isinstance(stage.app.screen, PickerScreen)


async def test_each_phase_tells_what_to_do_and_how_to_breathe(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5.5)
        assert "EXHALE" in stage.text
        assert "then: DOWN 4 s" in stage.text
        assert "set 1 of 2" in stage.text
        assert "rep of 2" in stage.text
        assert "Lower back stays on the floor" in stage.text
        await stage.wait(2)
        assert "INHALE" in stage.text
        await stage.wait(10)
        assert "let go" in stage.text


async def test_space_a_click_and_a_clicker_pause_and_go_on(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        for pause_with in ("space", "pagedown", "click"):
            await stage.wait(1)
            await (stage.pilot.click(offset=(40, 12)) if pause_with == "click" else stage.press(pause_with))
            await stage.pilot.pause()
            assert "space or a click goes on" in stage.text, pause_with
            await stage.wait(60)
            await stage.press("space")
        await stage.wait(2 + 12 + 10 + 12)
        session = stage.session
        assert session.status == "completed"
        assert session.tension == 24
        assert session.sets[0].paused == 180


async def test_q_asks_and_the_time_stands_meanwhile(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5 + 7)
        await stage.press("q")
        assert isinstance(stage.app.screen, ConfirmScreen)
        await stage.press("n")
        assert "INHALE" in stage.text or "EXHALE" in stage.text
        await stage.press("q", "y")
        assert isinstance(stage.app.screen, SummaryScreen)
        session = stage.session
        assert (session.status, session.reps, session.tension) == ("stopped", 1, 7)


async def test_skip_and_back_go_by_phases(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter", "right", "right")
        assert "INHALE" in stage.text
        await stage.press("left")
        assert "EXHALE" in stage.text
        await stage.press("pageup")
        assert "Get into position" in stage.text


async def test_the_sound_follows_and_falls_silent_with_the_workout(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(6)
        assert stage.sound.asked[-1:] == [6000]
        await stage.press("space")
        assert stage.sound.asked[-1:] == ["silence"]


async def test_leaving_in_mid_set_keeps_what_was_done(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5 + 7)
        stage.app.exit()
    session = stage.session
    assert (session.status, session.reps, session.tension) == ("stopped", 1, 7)


async def test_what_is_wrong_with_sound_or_disk_is_said_in_the_title(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(1)
        assert "nobody listens" in stage.text
