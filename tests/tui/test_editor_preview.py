"""What the editor shows beside the form: the figure and the rep."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.dom import DOMNode

from legtimer.core.settings import Settings
from legtimer.tui.preview_motion import FRAME
from legtimer.tui.widgets.figure import Figure
from legtimer.tui.widgets.form_row import FormRow
from legtimer.tui.widgets.rep_curve import RepCurve
from tests.tui.editor_actions import edit
from tests.tui.stage import Stage


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36), (200, 55)], ids=str)
async def test_the_form_and_the_preview_use_the_window_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with Stage(tmp_path).open(size=size) as stage:
        screen = await edit(stage)
        for word in ("Name", "Level", "UP 2 · top 0", "0:39 in all"):
            assert word in stage.text
        if size[0] >= 80:
            assert "█ up  █ down  █ set  · get ready  ─ rest" in stage.text
            assert screen.query_one(RepCurve).size.height >= 1
        if size[0] >= 100:
            assert screen.query_one(Figure).size.height >= 10
        right = max(widget.region.right for widget in screen.query("FormRow, PresetPreview"))
        assert right >= size[0] - 2


@pytest.mark.parametrize("still", [False, True])
async def test_the_figure_moves_and_stands_still_with_less_motion(tmp_path: Path, still: bool) -> None:
    stage = Moving(tmp_path, settings=Settings(reduced_motion=still))
    async with stage.open((120, 36)):
        screen = await edit(stage)
        figure = screen.query_one("#preview").query_one(Figure)
        before = figure.shown
        for _ in range(50):
            stage.frames.release()
        if still:
            await stage.pilot.pause(0.3)
            assert figure.shown == before
        else:
            await stage.until(lambda: figure.shown != before)


class Moving(Stage):
    """A stage on which time passes frame by frame, as many `frames` as a test releases."""

    def __init__(self, home: Path, settings: Settings) -> None:
        super().__init__(home, settings=settings)
        self.frames = asyncio.Semaphore(0)

    async def sleep(self, seconds: float) -> None:
        if seconds > FRAME:
            await super().sleep(seconds)
        await self.frames.acquire()
        self.now += round(seconds * 1000)


async def test_going_to_another_field_restyles_no_other_row_and_the_pane_stays_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Stage(tmp_path).open((120, 36)) as stage:
        screen = await edit(stage)
        pane = screen.query_one("#preset-fields")
        assert pane.has_class("-in-use")
        restyled: list[DOMNode] = []
        apply = stage.app.stylesheet.apply

        def record(node: DOMNode, **options: Any) -> None:
            restyled.append(node)
            apply(node, **options)

        with monkeypatch.context() as counting:
            counting.setattr(stage.app.stylesheet, "apply", record)
            await stage.press("tab")
        assert pane.has_class("-in-use")
        assert not any(isinstance(node, FormRow) for node in restyled)
