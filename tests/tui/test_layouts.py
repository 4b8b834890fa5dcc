"""The presets, the history and the year in windows of every size and in every state of their lists."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.session import Session
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.overview import OverviewScreen
from legtimer.tui.text.today import FIRST_STEPS, WELCOME
from legtimer.tui.widgets.session_list import SessionList
from tests.core.past import done
from tests.tui.blocked import Blocked
from tests.tui.picker_actions import own, picker, record_two_clean_sessions, settled
from tests.tui.stage import PRESET, STARTED, Stage

SIZES = [(300, 55), (150, 45), (149, 40), (120, 36), (119, 30), (80, 24), (60, 20), (40, 12)]
TASTER = replace(PRESET, name="The taster", level=1)
SPRINT = Preset(name="Sprint", blocks=(Block(name="Sprint", sets=8, work=20, rest=10),))


def words(text: str) -> str:
    """The words on the screen, without frames, in one line."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())


def past(days: int, of: Preset = PRESET, **changes: object) -> Session:
    sets = tuple(done(of.blocks[0], 1, number) for number in range(1, of.blocks[0].sets + 1))
    session = Session(
        id="",
        preset="preset-1",
        name=of.name,
        status="completed",
        started=STARTED - timedelta(days=days),
        back="fine",
        effort=6,
        blocks=of.blocks,
        sets=sets,
    )
    return replace(session, **changes)


async def test_the_app_opens_on_the_taster_with_a_welcome_before_the_first_workout(tmp_path: Path) -> None:
    stage = Stage(tmp_path, PRESET)
    (stage.locations.own_presets).mkdir(parents=True)
    own(stage, "taster.toml", 'schema = 1\nname = "Taster"\nlevel = 6\nsets = 1\nreps = 2\ntempo = "4-0-2-0"\n')
    async with stage.open() as stage:
        await settled(stage)
        entry = picker(stage).entry
        assert entry is not None
        assert entry.stem == "taster"
        assert all(line in words(stage.text) for line in (WELCOME, *FIRST_STEPS))


@pytest.mark.parametrize(("size", "card"), [((80, 24), 42), ((40, 12), 0)])
async def test_before_the_first_workout_small_windows_say_what_to_do_first_and_when_to_stop(
    tmp_path: Path, size: tuple[int, int], card: int
) -> None:
    caution = "Shorten the way down if your lower back lifts. Stop if it hurts."
    stage = Stage(tmp_path, replace(TASTER, blocks=(replace(PRESET.blocks[0], cues=Cues(caution=caution)),)))
    async with stage.open(size) as stage:
        stage.app.sound_problems = ("No sound: the terminal bell rings instead.",)
        await settled(stage)
        assert FIRST_STEPS[0] in words(stage.text)
        assert caution in " ".join(words(line[card:]) for line in stage.text.split("\n"))


async def test_a_routine_says_when_to_stop_with_each_of_its_exercises(tmp_path: Path) -> None:
    blocks = tuple(
        replace(PRESET.blocks[0], name=name, cues=Cues(setup=(f"{name} position",), caution=caution))
        for name, caution in (("Lift", "Stop at once."), ("Raise", "Stop at once."), ("Bridge", "Stop early."))
    )
    async with Stage(tmp_path, replace(PRESET, blocks=blocks)).open((120, 55)) as stage:
        await settled(stage)
        assert words(stage.text).count("Stop at once.") == 1
        assert "1. Bridge position Stop early." in words(stage.text)


async def test_the_app_opens_on_what_is_due_and_says_why(tmp_path: Path) -> None:
    stage = Stage(tmp_path, TASTER, PRESET)
    record_two_clean_sessions(stage, preset="preset-2")
    async with stage.open() as stage:
        await settled(stage)
        entry = picker(stage).entry
        assert entry is not None
        assert entry.stem == "preset-2"
        assert "You did Short lift today. Next step: lower for 4.5 s instead of 4 s." in words(stage.text)
        hints = stage.text.split("\n")[-1]
        assert all(hint in hints for hint in ("c next step", "h history", "s settings", "? help", "q quit"))
        await stage.press("up")
        assert "next step" not in stage.text.split("\n")[-1]


async def test_after_the_first_key_the_cursor_stays_where_it_is(tmp_path: Path) -> None:
    stage = Stage(tmp_path, TASTER, PRESET)
    async with stage.open() as stage:
        await settled(stage)
        await stage.press("home")
        record_two_clean_sessions(stage, preset="preset-2")
        picker(stage).read_history()
        await settled(stage)
        entry = picker(stage).entry
        assert entry is not None
        assert entry.stem == "preset-1"
        assert "Next step" in stage.text


async def test_rows_say_how_long_a_preset_takes_how_long_ago_it_was_done_and_that_the_coach_has_something(
    tmp_path: Path,
) -> None:
    stage = Stage(tmp_path)
    record_two_clean_sessions(stage)
    async with stage.open() as stage:
        await settled(stage)
        row = next(line for line in stage.text.split("\n") if "Short lift" in line and "0:39" in line)
        assert re.search(r"Short lift +0:39 +today ↑", row)


async def test_the_order_of_the_presets_stays_when_a_suggestion_is_taken(tmp_path: Path) -> None:
    stage = Stage(tmp_path, PRESET, replace(PRESET, name="Another lift"), replace(PRESET, name="Third lift"))
    record_two_clean_sessions(stage)

    def order() -> list[str]:
        found = (re.search(r"(\w+ lift) +\d:\d\d", line[:42]) for line in stage.text.split("\n"))
        return [match[1] for match in found if match]

    async with stage.open() as stage:
        await settled(stage)
        before = order()
        await stage.press("c")
        await settled(stage)
        assert (stage.locations.own_presets / "preset-1.toml").exists()
        assert order() == before == ["Short lift", "Another lift", "Third lift"]


async def test_while_searching_only_keys_that_work_there_are_offered_and_arrows_move_in_the_list(
    tmp_path: Path,
) -> None:
    async with Stage(tmp_path, PRESET, replace(PRESET, name="Long lift")).open() as stage:
        await settled(stage)
        await stage.press("slash", *"lift", "down")
        assert stage.text.split("\n")[-1].split() == ["enter", "to", "the", "presets", "esc", "show", "all"]
        entry = picker(stage).entry
        assert entry is not None
        assert entry.stem == "preset-2"
        await stage.press("z")
        lines = stage.text.split("\n")
        field = next(number for number, line in enumerate(lines) if "liftz" in line)
        assert any("No presets match" in line for line in lines[field : field + 3]), "beside the field"


async def test_presets_history_and_year_fit_into_windows_of_every_size(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for days in range(0, 60, 3):
        stage.history.add(past(days))
    stage.history.add(past(1, SPRINT, preset="sprint"))
    async with stage.open(SIZES[0]) as stage:
        await settled(stage)
        due = words(str(stage.app.query_one("#banner").render()))
        for size in SIZES:
            await resize(stage, size)
            assert due in words(stage.text) or size[1] < 20, size
            assert stage.text.split("\n")[-1].rstrip().endswith("q quit")
            assert "Short lift" in stage.text
        await resize(stage, SIZES[0])
        await stage.press("h")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen) and "21 sessions" in stage.text)
        for size in SIZES:
            await resize(stage, size)
            assert ("Planned: 2 sets" in stage.text) == (size[0] >= 120), "the details are beside the list"
            assert "8/8 sets" in stage.text, "sets are listed where there are no reps"
        await resize(stage, SIZES[0])
        await stage.press("c")
        await stage.until(lambda: isinstance(stage.app.screen, OverviewScreen))
        for size in SIZES:
            await resize(stage, size)
            assert "Mon" in stage.text
            assert stage.text.split("\n")[-1].rstrip().endswith("esc list")


async def resize(stage: Stage, size: tuple[int, int]) -> None:
    await stage.pilot.resize_terminal(*size)
    await stage.until(lambda: tuple(stage.app.screen.size) == size)
    await stage.until(lambda: stage.finished("preview"))
    await stage.pilot.pause()


async def test_an_empty_history_says_so_and_offers_only_what_works(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("h")
        await stage.until(lambda: "No sessions yet" in stage.text)
        assert stage.text.split("\n")[-1].split() == ["esc", "presets", "q", "quit"]
        await stage.press("c")
        await stage.until(lambda: "Your weeks, your tempo and your bests" in stage.text)


async def test_the_arrow_keys_work_in_a_history_that_a_slow_disk_has_filled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Stage(tmp_path).open() as stage:
        for days_ago in (1, 2):
            stage.history.add(past(days_ago))
        await stage.press("h")
        await stage.until(lambda: "2 sessions" in words(stage.text))
        await stage.press("escape")
        blocked = Blocked(monkeypatch, stage.library, "load")
        await stage.press("h")
        await stage.until(lambda: "Reading your sessions" in stage.text)
        blocked.release()
        await stage.until(lambda: "2 sessions" in words(stage.text))
        sessions = stage.app.screen.query_one(SessionList)
        before = sessions.current
        await stage.press("down")
        assert sessions.current != before


async def test_every_session_says_how_it_ended(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    block = PRESET.blocks[0]
    stage.history.add(past(1))
    stage.history.add(past(2, sets=(done(block, 1, 1), done(block, 1, 2, 0, "skipped"))))
    stage.history.add(past(3, sets=(done(block, 1, 1), done(block, 1, 2, 1, "form"))))
    stage.history.add(past(4, status="stopped", sets=(done(block, 1, 1),)))
    async with stage.open((100, 24)) as stage:
        await stage.press("h")
        await stage.until(lambda: "4 sessions" in stage.text)
        rows = [line for line in stage.text.split("\n") if "Short lift" in line]
        endings = ["done", "skipped", "form break", "ended early"]
        assert all(ending in row for ending, row in zip(endings, rows, strict=True))


async def test_in_the_history_g_and_capital_g_go_to_the_first_and_the_last_session(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for days in range(30):
        stage.history.add(past(days, note=f"day {days}"))
    async with stage.open((120, 24)) as stage:
        await stage.press("h")
        await stage.until(lambda: "day 0" in stage.text)
        for key, note in (("G", "day 29"), ("g", "day 0"), ("j", "day 1"), ("k", "day 0"), ("end", "day 29")):
            await stage.press(key)
            await stage.until(lambda: f"{note}  " in stage.text)  # noqa: B023 - awaited here
