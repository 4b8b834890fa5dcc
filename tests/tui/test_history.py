"""The history screen: searching, opening, rating, deleting, undoing, exporting, repeating."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Block
from legtimer.core.session import Back, Session, SetRecord, Tension
from legtimer.core.tempo import Tempo
from legtimer.tui.screens import history as history_screen
from legtimer.tui.screens.dialogs import NoteScreen
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.overview import OverviewScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.widgets.year_calendar import YearCalendar
from tests import needs
from tests.tui.blocked import Blocked
from tests.tui.notices import record_notices
from tests.tui.stage import STARTED, Stage

BLOCK = Block(name="Slow lift", variation="lying", sets=2, reps=10, tempo=Tempo(up=2, down=4))


def past(days: int, name: str = "Slow lift", back: Back | None = None, effort: int | None = None) -> Session:
    """A session that many days ago: one set done, one with a form break."""
    started = STARTED - timedelta(days=days)
    whole = SetRecord(block=1, set=1, reps_planned=10, reps=10, ended="done", tension=Tension(up=20, down=40), rest=60)
    broken = replace(whole, set=2, reps=7, ended="form", tension=Tension(up=14, down=30), changes=("down 5 s",))
    return Session(
        id="",
        preset=name.lower().replace(" ", "-"),
        name=name,
        status="completed",
        started=started,
        ended=started + timedelta(minutes=4),
        effort=effort,
        back=back,
        blocks=(BLOCK,),
        sets=(whole, broken),
    )


PAST = (past(0, back="fine"), past(1, "Ball [b]squeeze[/b", back="pain", effort=8), past(9), past(400, effort=3))


async def open_history(stage: Stage, sessions: Sequence[Session] = PAST) -> None:
    """Open the history with these sessions, and wait until all are read."""
    for session in sessions:
        stage.history.add(session)
    await stage.press("h")
    assert isinstance(stage.app.screen, HistoryScreen)
    await stage.until(lambda: "reading" not in stage.text)


def _shown(stage: Stage, text: str) -> bool:
    return text in stage.text


async def settled(stage: Stage) -> None:
    """Wait until the screen, perhaps one that opens meanwhile, has finished what the keys have asked for."""
    endless = ("motion", "watch")
    await stage.until(
        lambda: all(
            worker.is_finished
            for worker in stage.app.workers
            if worker.node is stage.app.screen and worker.group not in endless
        )
    )


def on_disk(stage: Stage) -> list[Session]:
    sessions, unreadable = stage.history.read_all()
    assert not unreadable
    return sessions


async def test_sessions_are_listed_by_week_with_the_newest_first(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        lines = [line.strip(" │") for line in stage.text.splitlines()]
        assert "4 sessions" in lines[0]
        found = [line for line in lines if "Slow" in line or "squeeze" in line or "under tension" in line]
        assert found[0].startswith("This week  ·  2 sessions, 3:28 under tension")
        assert " ".join(found[1].split()) == "Sun 22 Nov 18:30 Slow lift 17/20 1:44 fine !"
        assert " ".join(found[2].split()[4:]) == "Ball [b]squeeze[/b 17/20 1:44 8 pain !"
        assert found[3].startswith("Last week")
        assert "2025" in found[5]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("squeeze", 1),
        ("pain", 1),
        ("fine slow", 1),
        ("effort>7", 1),
        ("2026-11", 3),
        ("..2025", 1),
        ("stopped", 0),
    ],
)
async def test_a_search_lists_the_sessions_that_match_all_words(tmp_path: Path, words: str, left: int) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("slash", *("space" if letter == " " else letter for letter in words))
        assert f"{left} of 4 sessions" in stage.text
        assert ("No sessions match." in stage.text) == (left == 0)
        await stage.press("escape")
        assert " 4 sessions" in stage.text
        await stage.press("escape")
        assert isinstance(stage.app.screen, PickerScreen)


async def test_opening_a_session_from_a_search_and_closing_it_keeps_the_search(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("slash", *"pain", "enter", "enter")
        assert isinstance(stage.app.screen, SessionScreen)
        text = stage.text
        assert "Ball [b]squeeze[/b" in text
        assert "Planned: 2 sets of 10 reps" in text
        assert "1:10 of 1:20" in text  # down: 70 s of the 80 planned
        assert "form break, down 5 s" in text
        await stage.press("escape")
        assert "1 of 4 sessions" in stage.text


async def test_left_and_right_in_a_session_open_the_newer_and_the_older_one(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("enter", "right")
        await stage.until(lambda: "squeeze" in stage.text)
        await stage.press("left")
        await stage.until(lambda: "Slow lift" in stage.text and isinstance(stage.app.screen, SessionScreen))
        await stage.press("left")
        await stage.until(lambda: "Slow lift" in stage.text and isinstance(stage.app.screen, SessionScreen))


async def test_effort_back_and_note_of_a_session_are_saved(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("enter", "9", "t", "n", *"felt", "space", *"good", "enter")
        await stage.until(lambda: "felt good" in stage.text)
        assert "9 of 10" in stage.text
        assert "tight" in stage.text
        session = on_disk(stage)[0]
        assert (session.effort, session.back, session.note) == (9, "tight", "felt good")
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))
        assert "tight" in stage.text
        assert on_disk(stage)[0] == session


async def test_the_key_0_sets_effort_10_and_pressing_a_key_again_removes_its_value(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("enter", "0", "f")
        await stage.until(lambda: "10 of 10" in stage.text and on_disk(stage)[0].back is None)
        await stage.press("0")
        await stage.until(lambda: "10 of 10" not in stage.text)
        assert on_disk(stage)[0].effort is None


async def test_leaving_right_after_a_change_waits_until_it_is_on_disk(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("enter", "7", "p", "escape")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))
        session = on_disk(stage)[0]
        assert (session.effort, session.back) == (7, "pain")


async def test_deleted_sessions_are_restored_in_reverse_order(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        before = on_disk(stage)
        await stage.press("d")
        await stage.until(lambda: " 3 sessions" in stage.text)
        await stage.press("enter", "d")
        await stage.until(lambda: " 2 sessions" in stage.text)
        assert on_disk(stage) == before[2:]
        await stage.press("u")
        await stage.until(lambda: " 3 sessions" in stage.text)
        await stage.press("u")
        await stage.until(lambda: " 4 sessions" in stage.text)
        assert on_disk(stage) == before
        lines = stage.text.splitlines()
        assert next(i for i, line in enumerate(lines) if "22 Nov" in line) < next(
            i for i, line in enumerate(lines) if "21 Nov" in line
        )


async def test_a_session_in_progress_is_neither_deleted_nor_edited(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        open_session = stage.history.start_session(replace(past(0), status="running"))
        await open_history(stage, ())
        before = open_session.path.read_bytes()
        await stage.press("d", "enter", "5", "f", "escape")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))
        assert open_session.path.read_bytes() == before
        open_session.close()


async def test_an_export_holds_the_sessions_that_are_listed(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("slash", *"2026", "enter", "x")
        assert "3 sessions" in stage.text
        await stage.press("j")
        await stage.until(lambda: any((tmp_path / "data" / "exports").glob("*.json")))
        (file,) = (tmp_path / "data" / "exports").glob("*.json")
        assert [entry["id"] for entry in json.loads(file.read_text())] == [each.id for each in on_disk(stage)[:3]]
        needs.assert_mode(file, 0o600)


async def test_repeating_a_session_starts_a_workout_with_its_plan(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("r")
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))
        screen = stage.app.screen
        assert isinstance(screen, WorkoutScreen)
        assert screen.controller.workout.preset.blocks == (BLOCK,)


async def test_unreadable_files_are_listed_and_shown_but_never_changed(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "history" / "2026"
    folder.mkdir(parents=True)
    files = (folder / "2026-11-24T10-00-00.toml", folder / "2026-11-23T10-00-00.toml")
    contents = ('schema = 9\nname = "from tomorrow"\n', 'name = "\x1b[31mbroken"\n')
    for file, content in zip(files, contents, strict=True):
        file.write_text(content)
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        assert "2 files unreadable" in stage.text
        assert "2026-11-24T10-00-00: found schema 9, expected 1: the file is for a newer" in stage.text
        await stage.press("d")
        for shown, said in ("from tomorrow", "the file is for a newer"), ("[31mbroken", "invalid TOML"):
            await stage.press("enter")
            await stage.until(partial(_shown, stage, shown))
            assert said in stage.text
            assert "\x1b" not in stage.text
            await stage.press("escape", "down")
        assert tuple(file.read_text() for file in files) == contents


async def test_the_overview_shows_a_calendar_of_each_year(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((160, 50)) as stage:
        await open_history(stage)
        await stage.press("c")
        await stage.until(lambda: isinstance(stage.app.screen, OverviewScreen) and "Minutes" in stage.text)
        year = stage.app.screen.query_one(YearCalendar)
        sunday, back = year.render_line(7).text.rstrip(), year.render_line(8).text.rstrip()
        assert sunday.endswith("■")
        assert back.endswith("P")
        await stage.press("left")
        assert "■" in "".join(year.render_line(y).text for y in range(1, 8))
        assert not year.render_line(8).text.rstrip().endswith("P")
        await stage.press("escape")
        assert isinstance(stage.app.screen, HistoryScreen)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (300, 100)])
@pytest.mark.parametrize("sessions", [(), PAST[:1]], ids=["empty", "one"])
async def test_every_screen_opens_at_every_size(
    tmp_path: Path, size: tuple[int, int], sessions: Sequence[Session]
) -> None:
    async with Stage(tmp_path).open(size) as stage:
        await open_history(stage, sessions)
        assert ("No sessions yet" in stage.text) == (not sessions)
        for keys in (("enter",), ("c", "left", "p"), ("x",), ("end", "home", "pagedown"), ("slash", "z", "enter")):
            for key in keys:
                await stage.press(key)
            if not isinstance(stage.app.screen, HistoryScreen):
                await stage.press("escape")
            await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))


async def test_disk_errors_are_reported_in_one_line_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Session:
        raise OSError(28, "No space left on device")

    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        notices = record_notices(monkeypatch, stage)
        for method in ("edit", "delete"):
            monkeypatch.setattr(stage.history, method, refuse)
        monkeypatch.setattr(history_screen, "export", refuse)
        for number, keys in enumerate(("d", ("enter", "7"), ("escape", "x", "c")), 1):
            for key in keys:
                await stage.press(key)
                await settled(stage)
            await stage.until(lambda: len(notices) == number)  # noqa: B023 - awaited here
        assert notices == [
            f"{failure}: No space left on device." for failure in ("Not deleted", "Not saved", "Not exported")
        ]
        assert isinstance(stage.app.screen, HistoryScreen)
        monkeypatch.setattr(stage.history, "read", refuse)
        for key in ("enter", "r"):
            await stage.press(key)
            await settled(stage)
        assert notices[3:] == ["This session cannot be opened: No space left on device."] * 2
        assert isinstance(stage.app.screen, HistoryScreen)


@pytest.mark.parametrize(
    ("keys", "method"),
    [("enter", "read"), ("r", "read"), ("d", "delete"), ("u", "restore"), ("dc", "iterate"), ("xj", "export")],
)
async def test_keys_are_answered_while_a_session_is_read_or_written(
    keys: str, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("d")
        await stage.until(lambda: " 3 sessions" in stage.text)
        await settled(stage)
        blocked = Blocked(monkeypatch, history_screen if method == "export" else stage.history, method)
        for key in [keys] if keys == "enter" else keys:
            await stage.press(key)
        await stage.until(lambda: blocked.called)
        assert isinstance(stage.app.screen, HistoryScreen)
        await stage.press("slash", *"zzq")
        assert "No sessions match." in stage.text
        blocked.release()
        await settled(stage)


async def test_a_session_that_is_read_only_after_the_history_was_left_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        for key in ("enter", "r"):
            with monkeypatch.context() as slow_disk:
                blocked = Blocked(slow_disk, stage.history, "read")
                await stage.press(key)
                await stage.until(lambda: blocked.called)  # noqa: B023 - awaited here
                await stage.press("escape")
                blocked.release()
                await stage.until(partial(stage.finished, "details"))
            assert isinstance(stage.app.screen, PickerScreen)
            await stage.press("h")
            await settled(stage)


async def test_keys_are_answered_while_feedback_is_saved_and_leaving_twice_closes_one_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Stage(tmp_path).open() as stage:
        await open_history(stage)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, SessionScreen))
        blocked = Blocked(monkeypatch, stage.history, "edit")
        await stage.press("7")
        await stage.until(lambda: blocked.called)
        await stage.press("n")
        assert isinstance(stage.app.screen, NoteScreen)
        await stage.press("escape", "escape", "escape")
        assert isinstance(stage.app.screen, SessionScreen)
        blocked.release()
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))
        await settled(stage)
        assert isinstance(stage.app.screen, HistoryScreen)
        assert on_disk(stage)[0].effort == 7


def test_the_date_of_these_tests_is_a_sunday() -> None:
    assert STARTED.date() == datetime(2026, 11, 22).date()
    assert STARTED.weekday() == 6


async def test_a_session_looks_the_same_after_a_workout(tmp_path: Path) -> None:
    """Textual keeps the style sheet of a closed screen, for all screens."""
    async with Stage(tmp_path).open() as stage:
        await open_history(stage, [past(1)])
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, SessionScreen))
        before = stage.text
        await stage.press("escape", "escape", "enter")
        await stage.wait(60)
        assert isinstance(stage.app.screen, SummaryScreen)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, PickerScreen))
        await open_history(stage, [])
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, SessionScreen))
        assert stage.text == before
