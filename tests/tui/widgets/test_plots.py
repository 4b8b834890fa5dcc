"""The plots: minutes and reps of each week, and the tempo, the work and the effort of each session."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace
from textual.app import App, ComposeResult

from legtimer.core.preset import Block, Preset
from legtimer.core.stats import Stats
from legtimer.tui.widgets.plots import PlotPair, PresetPlots, WeekPlots
from tests.core.past import LIFT, done, session_of

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
TODAY = date(2026, 11, 22)
# Three sessions of 3 sets of 10 reps, 2 s up and 4 s down: two this week, one the week before.
SESSIONS = [session_of(LIFT, NOW - timedelta(days=days), effort=effort) for days, effort in ((0, 7), (2, None), (8, 5))]
TABATA = Preset(name="Tabata", blocks=(Block(name="Sprint", sets=8, rest=10, work=20),))


async def plot_text(plots: PlotPair, size: tuple[int, int] = (80, 24)) -> str:
    class PlotApp(App[None]):
        def compose(self) -> ComposeResult:
            yield plots

    async with PlotApp().run_test(size=size) as pilot:
        await pilot.pause()
        return "\n".join(line.plain for line in plots.render().split("\n"))


def preset_plots(*sessions: object, stem: str = "lift") -> PresetPlots:
    plots = PresetPlots(TODAY)
    plots.show(Stats(sessions).presets[stem])  # type: ignore[arg-type]
    return plots


async def test_the_weeks_show_minutes_above_reps_on_axes_from_0() -> None:
    text = await plot_text(WeekPlots(Stats(SESSIONS), TODAY))
    minutes, _, reps = text.partition("Reps")
    assert "Minutes under tension" in minutes
    assert all(f" {tick} " in minutes for tick in (0, 2, 4, 6))
    assert all(f" {tick} " in reps for tick in (0, 20, 60)) or all(f" {tick} " in reps for tick in (0, 50, 100))
    assert minutes.rstrip().endswith("16 Nov")
    assert "usual" not in text, "two weeks do not make a usual one"


async def test_the_weeks_show_the_usual_tension_as_a_line() -> None:
    weekly = [session_of(LIFT, NOW - timedelta(weeks=weeks)) for weeks in range(5)]
    text = await plot_text(WeekPlots(Stats(weekly), TODAY))
    assert "usual week 3:00" in text
    assert any(line.count("╌") > 20 for line in text.split("\n"))


async def test_the_tempo_of_each_session_is_a_bar_of_down_and_up_above_its_effort() -> None:
    text = await plot_text(preset_plots(*SESSIONS))
    tempo, _, effort = text.partition("Effort, from 1 to 10")
    assert "Seconds per rep   ■ down  ■ up" in tempo
    assert tempo.rstrip().endswith("14 Nov    22 Nov"), "a label between them would touch theirs"
    rows = [line for line in tempo.split("\n") if "████" in line]
    assert all(line.count("████") == 3 for line in rows)
    assert max(line.count("████") for line in effort.split("\n")) == 2, "one session has no effort"


async def test_a_preset_of_work_has_a_plot_of_its_seconds() -> None:
    text = await plot_text(preset_plots(session_of(TABATA, NOW, stem="tabata"), stem="tabata"))
    assert "Seconds of work" in text
    assert "200 " in text


async def test_plots_of_any_size_fit() -> None:
    for size in ((40, 12), (300, 60)):
        text = await plot_text(WeekPlots(Stats(SESSIONS), TODAY), size)
        assert max(map(len, text.split("\n"))) <= size[0]


async def test_a_preset_whose_sets_all_go_on_until_a_key_ends_them_has_a_bar_of_reps_for_each_session() -> None:
    as_many = replace(LIFT, blocks=(replace(LIFT.blocks[0], sets=1, reps="max"),))
    sets = [(replace(done(as_many.blocks[0], 1, 1, reps), max=True),) for reps in (12, 15)]
    plots = preset_plots(*(session_of(as_many, NOW - timedelta(days=3 - n), sets=each) for n, each in enumerate(sets)))
    upper, _, _ = (await plot_text(plots)).partition("Effort")
    assert "Reps in each session" in upper
    assert " 15 " in upper or " 20 " in upper
    assert "████" in upper
