"""A workout driven by keys, from the picker to the history, with a clock that only the test moves."""

from pathlib import Path
from threading import Event

import pytest
from textual.widgets._toast import Toast

from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History, OpenSession
from legtimer.tui.commands import WORKOUT
from legtimer.tui.screens.dialogs import ConfirmScreen
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.widgets.big_numbers import BigNumbers
from tests.tui.stage import Stage

TAPS = Preset(
    name="Taps",
    prepare=1,
    blocks=(
        Block(
            name="Taps",
            variation="heel-tap",
            sets=1,
            reps=4,
            tempo=Tempo(up=1, down=2),
            first="down",
            sides="alternate",
            load=2.5,
        ),
    ),
)


async def test_a_workout_started_in_the_picker_ends_up_in_the_history(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        assert isinstance(stage.app.screen, PickerScreen)
        assert "UP 2 · top 0 · DOWN 4 · bottom 0" in stage.text
        await stage.press("enter")
        assert isinstance(stage.app.screen, WorkoutScreen)
        await stage.wait(5 + 12 + 10 + 12)
        assert isinstance(stage.app.screen, SummaryScreen)
        assert numbers_shown(stage) == ["4/4 reps", "0:24 under tension", "2/2 sets"]
        assert stage.session.status == "completed"
        await stage.press("enter")
        await stage.press("h")
        assert isinstance(stage.app.screen, HistoryScreen)
        await stage.until(lambda: "Short lift" in stage.text)
        assert "4/4" in stage.text
        await stage.press("escape")
        assert isinstance(stage.app.screen, PickerScreen)


async def test_each_phase_shows_what_to_do_and_how_to_breathe(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5.5)
        assert "Exhale" in stage.text
        assert stage.big("word") == "UP"
        assert "set 1 of 2" in stage.text
        assert "◉ ○" in stage.text
        assert "Lower back stays on the floor" in stage.text
        await stage.wait(2)
        assert "Inhale" in stage.text
        await stage.wait(10)
        assert "let go" in stage.text


async def test_space_a_click_and_a_clicker_pause_and_resume(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        for pause_with in ("space", "pagedown", "click"):
            await stage.wait(1)
            await (stage.pilot.click(offset=(40, 12)) if pause_with == "click" else stage.press(pause_with))
            await stage.pilot.pause()
            assert "space or click goes on" in stage.text, pause_with
            await stage.wait(60)
            await stage.press("space")
        await stage.wait(2 + 12 + 10 + 12)
        session = stage.session
        assert session.status == "completed"
        assert session.tension == 24
        assert session.sets[0].paused == 180


async def test_q_pauses_and_asks_before_it_ends_the_workout(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5 + 7)
        await stage.press("q")
        assert isinstance(stage.app.screen, ConfirmScreen)
        await stage.press("n")
        assert "Inhale" in stage.text or "Exhale" in stage.text
        await stage.press("q", "y")
        assert isinstance(stage.app.screen, SummaryScreen)
        session = stage.session
        assert (session.status, session.reps, session.tension) == ("stopped", 1, 7)


async def test_right_and_left_skip_and_go_back_by_one_phase(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter", "right", "right")
        assert stage.big("word") == "DOWN"
        await stage.press("left")
        assert stage.big("word") == "UP"
        await stage.press("pageup")
        assert stage.big("word") == "READY"


async def test_the_sound_follows_the_position_and_stops_in_a_pause(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(6)
        assert stage.sound.asked[-1:] == [6000]
        await stage.press("space")
        assert stage.sound.asked[-1:] == ["silence"]


async def test_quitting_the_app_in_a_set_saves_what_was_done(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5 + 7)
        stage.app.exit()
    session = stage.session
    assert (session.status, session.reps, session.tension) == ("stopped", 1, 7)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 36)])
async def test_a_problem_with_the_sound_is_shown_below_the_title_or_in_a_low_window_beside_the_time_left(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Stage(tmp_path).open(size) as stage:
        await stage.press("enter")
        await stage.wait(1)
        title = stage.text.split("\n")[0]
        assert ("UP 2 · top 0 · DOWN 4 · bottom 0" in title) == (size >= (100, 24))
        stage.sound.notice = "no sound player found"
        await stage.wait(1)
        title, below, *_ = stage.text.split("\n")
        assert "left" in title
        assert ("Short lift" in title) == (size > (40, 12))
        assert "no sound p" in (title if size == (40, 12) else below)


async def test_square_brackets_change_the_lowering_from_the_next_rep_on(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5 + 1)
        await stage.press("left_square_bracket", "left_square_bracket", "right_square_bracket")
        await stage.wait(1)
        assert stage.big("breath") == "DOWN 4.5 S"
        await stage.wait(60)
        first, second = stage.session.sets
        assert (first.tension.down, second.tension.down) == (8.5, 9.0)
        assert first.changes[-1] == "down 5 to 4.5 s from rep 2"


async def test_plus_and_minus_change_the_rest_by_10_seconds(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5 + 12 + 1)
        await stage.press("plus", "plus", "minus")
        await stage.wait(60)
        assert stage.session.sets[0].rest == 20


async def test_pressing_f_in_a_set_ends_it_at_the_last_complete_rep(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((100, 60)) as stage:
        await stage.press("enter")
        await stage.wait(5 + 6 + 1)
        await stage.press("f")
        assert (stage.big("word"), stage.big("breath")) == ("REST", "FORM")
        await stage.wait(60)
        first, second = stage.session.sets
        assert (first.ended, first.reps, second.ended) == ("form", 1, "done")
        assert "form break" in stage.text


async def test_up_and_down_in_a_rest_correct_the_number_of_reps(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5 + 12 + 1)
        await stage.press("down")
        assert stage.session.sets[0].reps == 1
        await stage.press("up", "up")
        assert stage.session.sets[0].reps == 3


async def test_with_the_wait_setting_each_set_starts_at_a_key(tmp_path: Path) -> None:
    async with Stage(tmp_path, settings=Settings(wait=True)).open() as stage:
        await stage.press("enter")
        await stage.wait(60)
        assert "begins set 1" in stage.text
        assert stage.sound.asked[-1:] == ["silence"]
        await stage.press("pagedown")
        await stage.wait(12 + 10 + 60)
        assert "begins set 2" in stage.text
        await stage.press("space")
        await stage.wait(13)
        assert stage.session.status == "completed"
        assert stage.session.tension == 24


async def test_keys_change_the_sound_and_save_the_settings(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter", "m")
        assert stage.sound.settings.mute
        await stage.wait(0.5)
        assert "muted" in stage.text
        await stage.press("m", "v", "9")
        assert (stage.sound.settings.voice, stage.sound.settings.master) == (0.0, 0.9)
        assert stage.saved_settings == {"mute": False, "voice": 0.0, "master": 0.9}
        await stage.press("v", "0", "0")
        assert (stage.sound.settings.voice, stage.sound.settings.master) == (1.0, 1.0)


async def test_the_help_lists_every_key_and_pauses_the_workout(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((160, 48)) as stage:
        await stage.press("enter")
        await stage.wait(6)
        await stage.press("question_mark")
        for command in WORKOUT:
            assert command.help in stage.text
        await stage.wait(60)
        await stage.press("escape")
        await stage.wait(1)
        assert stage.sound.asked[-1:] == [7000]


async def test_the_working_leg_is_named(tmp_path: Path) -> None:
    async with Stage(tmp_path, TAPS).open((120, 36)) as stage:
        await stage.press("enter")
        await stage.wait(1.5)
        assert "LEFT leg" in stage.text
        await stage.wait(3)
        assert "RIGHT leg" in stage.text


async def test_a_load_is_shown(tmp_path: Path) -> None:
    async with Stage(tmp_path, TAPS).open() as stage:
        await stage.press("enter")
        assert "Taps · 2.5 kg" in stage.text


def fill_disk(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Let no session be saved until the event is set."""
    has_space, begin = Event(), History.start_session

    def begin_or_fail(history: History, session: Session) -> OpenSession:
        if not has_space.is_set():
            raise OSError(28, "No space left on device")
        return begin(history, session)

    monkeypatch.setattr(History, "start_session", begin_or_fail)
    return has_space


async def test_a_full_disk_is_reported_and_saving_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_space = fill_disk(monkeypatch)
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(1)
        assert "not saved yet" in stage.text
        has_space.set()
        await stage.wait(60)
        assert stage.session.status == "completed"


async def test_pressing_enter_twice_starts_one_workout(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.pilot.press("enter", "enter")
        await stage.pilot.pause()
        await stage.wait(1)
        assert len(stage.app.screen_stack) == 2


async def test_a_workout_ended_before_the_first_rep_leaves_no_trace_and_asks_nothing(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(2)
        await stage.until(lambda: len(list(stage.history.paths())) == 1)
        assert stage.history.read_all() == ([], [])
        await stage.press("q", "y")
        assert isinstance(stage.app.screen, PickerScreen)
        await stage.settle()
    assert [path for path in stage.locations.data.rglob("*") if path.is_file()] == []


async def test_messages_during_a_workout_are_shown_on_the_picker_afterwards(tmp_path: Path) -> None:
    async with Stage(tmp_path).open(notifications=True) as stage:
        stage.app.notify("before")
        await stage.until(lambda: bool(stage.app.screen.query(Toast)))
        await stage.press("enter")
        stage.app.notify("during")
        await stage.wait(7)
        assert not stage.app.screen.query(Toast)
        await stage.press("question_mark")
        stage.app.notify("help")
        await stage.press("escape", "q", "y")
        assert isinstance(stage.app.screen, SummaryScreen)
        assert not stage.app.screen.query(Toast)
        await stage.press("enter")
        await stage.until(lambda: len(stage.app.screen.query(Toast)) == 2)
        assert isinstance(stage.app.screen, PickerScreen)


async def test_messages_during_a_trial_rep_are_shown_after_it(tmp_path: Path) -> None:
    async with Stage(tmp_path).open(notifications=True) as stage:
        await stage.press("t")
        stage.app.notify("during")
        await stage.pilot.pause()
        assert not stage.app.screen.query(Toast)
        await stage.press("escape")
        await stage.until(lambda: len(stage.app.screen.query(Toast)) == 1)


def numbers_shown(stage: Stage) -> list[str]:
    """The numbers of the summary, each with its caption."""
    return [" ".join(number) for number in stage.app.screen.query_one(BigNumbers).numbers]


def _shown(stage: Stage, text: str) -> bool:
    return text in stage.text
