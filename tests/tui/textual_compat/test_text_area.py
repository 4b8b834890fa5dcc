"""A closed editor leaves none of its text areas behind."""

import gc
from pathlib import Path

from legtimer.tui.widgets.form_row import MultilineInput
from tests.tui.stage import Stage


def text_areas() -> int:
    gc.collect()
    return sum(isinstance(each, MultilineInput) for each in gc.get_objects())


async def test_text_areas_are_freed_when_the_editor_is_closed(tmp_path: Path) -> None:
    of_other_tests = text_areas()
    stage = Stage(tmp_path)
    async with stage.open():
        await stage.press("e")
        assert stage.app.screen.query(MultilineInput)
        await stage.press("escape")
        await stage.until(lambda: text_areas() == of_other_tests)
