"""Draws the pictures of the README: `make pictures`. Runs the app itself, with a simulated clock."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from benchmarks.synthetic_history import synthetic, write_fast
from legtimer.storage.locations import bundled_folder, locate
from legtimer.storage.preset_library import PresetLibrary
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.widgets.preset_card import PresetCard
from scripts.terminal_svg import picture
from tests.tui.stage import STARTED, Stage

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
FRAME = 0.25  # seconds
SESSIONS, PER_WEEK, SEED = 170, 3.5, 138
STEMS = ("bent-knee-heel-taps", "gentle-leg-lift", "plank", "tempo-squat", "lying-leg-lift")  # what someone trains
FIGURE_AT = 2600  # milliseconds of its movement
LARGE = (120, 36)  # columns and rows


async def draw(folder: Path) -> None:
    """Write all pictures to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        stage = Stage(Path(home))
        shutil.rmtree(Path(home) / "built-in")
        shutil.copytree(bundled_folder("presets"), Path(home) / "built-in")
        for session in synthetic(SESSIONS, PER_WEEK, STARTED.replace(hour=8), STEMS, SEED):
            write_fast(session, stage.history)
        async with stage.open(LARGE):
            await stage.until(lambda: "Gentlest" in stage.text)
            picker = stage.app.screen
            assert isinstance(picker, PickerScreen)
            await stage.until(lambda: "Today" in stage.text)
            await stage.press("home")  # from now on the cursor stays where it is
            await picker.reload("lying-leg-lift")
            await stage.until(lambda: "Done" in stage.text)
            picker.query_one(PresetCard).move(FIGURE_AT)
            await stage.pilot.pause()
            _write(folder / "picker.svg", stage)
            await stage.press("e")
            await stage.until(lambda: stage.app.screen is not picker)
            _write(folder / "editor.svg", stage)
            await stage.press("escape", "escape", "h")
            await stage.pilot.resize_terminal(LARGE[0], 28)
            await stage.until(lambda: "under tension" in stage.text)
            _write(folder / "history.svg", stage)
            await stage.pilot.resize_terminal(*LARGE)
            await stage.press("c")
            await stage.until(lambda: "Minutes under tension" in stage.text)
            _write(folder / "year.svg", stage)
    await _draw_workout(folder)


async def _draw_workout(folder: Path) -> None:
    """Write an animation of one rep, and pictures of the rest after the set and of the summary."""
    with tempfile.TemporaryDirectory() as home:
        preset = PresetLibrary(locate(home, home)).find("lying-leg-lift").preset
        assert preset is not None
        rep = sum(duration for _, duration in preset.blocks[0].rep_phases) / 1000
        stage = Stage(Path(home), preset)
        async with stage.open((80, 24)):
            await stage.press("enter")
            await stage.wait(preset.prepare + rep)
            frames = []
            for _ in range(round(rep / FRAME)):
                frames.append(stage.strips)
                await stage.wait(FRAME)
            (folder / "rep.svg").write_text(picture(frames, FRAME), encoding="utf-8")
            await stage.wait(rep * preset.blocks[0].set_reps[0] - 2 * rep + 7.5)
            await stage.wait(0.5)  # the set is on disk now, so the notice that it is not yet saved is gone
            _write(folder / "rest.svg", stage)
            await stage.wait(preset.duration / 1000)
            await stage.until(lambda: "How hard" in stage.text)
            await stage.press("6", "f")
            await stage.until(lambda: "Coach" in stage.text)
            _write(folder / "done.svg", stage)


def _write(path: Path, stage: Stage) -> None:
    path.write_text(picture([stage.strips]), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw(PICTURES))
