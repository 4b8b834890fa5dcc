"""The workout screen compared with stored text pictures; `--keep-pictures` stores them as they are now."""

from pathlib import Path

import pytest

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.tempo import Tempo
from tests.tui.stage import PRESET, Stage

PICTURES = Path(__file__).parent / "pictures"
TAPS = Preset(
    name="Heel taps",
    prepare=5,
    blocks=(
        Block(
            name="Heel taps",
            variation="heel-tap",
            sets=2,
            reps=2,
            rest=10,
            tempo=Tempo(up=2, down=4),
            first="down",
            sides="alternate",
            cues=Cues(up="Exhale, knee back over the hip", form=("Lower back stays on the floor",)),
        ),
    ),
)
MOMENTS = {"ready": 1, "up": 6, "down": 9, "rest": 18}
SIZES = [(40, 12), (80, 24), (120, 36)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_lying_leg_lift_looks_as_stored(
    tmp_path: Path, size: tuple[int, int], moment: str, keep_pictures: bool
) -> None:
    await compare(tmp_path, PRESET, size, MOMENTS[moment], f"lying-{moment}-{size[0]}x{size[1]}", keep_pictures)


async def test_heel_taps_with_one_leg_at_a_time_look_as_stored(tmp_path: Path, keep_pictures: bool) -> None:
    await compare(tmp_path, TAPS, (80, 24), 10, "heel-taps-80x24", keep_pictures)


async def compare(home: Path, preset: Preset, size: tuple[int, int], moment: float, name: str, keep: bool) -> None:
    async with Stage(home, preset).open(size) as stage:
        await stage.press("enter")
        await stage.wait(moment)
        await stage.pilot.pause(0.05)
        seen = "\n".join(line.rstrip() for line in stage.text.split("\n")) + "\n"
    path = PICTURES / f"{name}.txt"
    if keep:
        PICTURES.mkdir(exist_ok=True)
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8")
