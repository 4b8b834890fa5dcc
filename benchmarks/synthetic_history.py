"""Generates a realistic history: `python -m benchmarks.synthetic_history DATA_DIR [COUNT] [PER_WEEK]`.

Presets follow each other, lowering gets slower over the weeks, and there are holidays, form breaks and days of
back pain. The same arguments generate the same history, ending today.
"""

import random
import sys
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

import tomli_w
from msgspec.structs import replace

from legtimer.core.plan import SetPlan, set_plans
from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.session import Back, Session, SetOutcome, SetRecord, Status, Tension
from legtimer.storage.history import History
from legtimer.storage.locations import locate
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.session_file import session_data

MORNING = 6  # o'clock
NOTES = (None, None, None, None, "last set felt long", "before breakfast", "hips stiff from cycling", "with the ball")


def synthetic(
    count: int, per_week: float = 4, last: datetime | None = None, stems: Collection[str] | None = None, seed: int = 1
) -> Iterator[Session]:
    """Generate sessions of all built-in presets, or of `stems`, newest first.

    The newest is from `last` (default: today), and none but that one is from the night.
    """
    rng = random.Random(seed)
    presets = [
        (entry.stem, entry.preset)
        for entry in PresetLibrary(locate()).load()
        if entry.preset and entry.source == "built-in" and (stems is None or entry.stem in stems)
    ]
    start = (last or datetime.now().astimezone()).replace(minute=5, second=0, microsecond=0)
    for number in range(count):
        age = number / max(count, 200)
        stem, preset = rng.choice(presets) if rng.random() < 0.3 else presets[int((1 - age) * (len(presets) - 1))]
        started = start - timedelta(minutes=rng.randrange(300))
        if number and started.hour < MORNING:
            started += timedelta(hours=12)
        yield _session(rng, stem, preset, started, age)
        start -= timedelta(days=7 / per_week * rng.uniform(0.5, 1.5))
        if rng.random() < 0.02:
            start -= timedelta(days=rng.randrange(5, 18))


def _session(rng: random.Random, stem: str, preset: Preset, started: datetime, age: float) -> Session:
    started = started.replace(second=rng.randrange(60))
    blocks = tuple(_slower(block, age) for block in preset.blocks)
    sets: list[SetRecord] = []
    ended: SetOutcome = "done"
    for plan in set_plans(blocks, preset.rounds):
        ended = rng.choices(("done", "form", "skipped", "stopped"), (94, 4, 1, 1))[0]
        if sets and sets[-1].ended == "stopped":
            break
        sets.append(_set(rng, blocks[plan.block - 1], plan, ended))
    status: Status = "stopped" if sets[-1].ended == "stopped" else "completed"
    back: Back | None = rng.choices(("fine", "tight", "pain", None), (80, 8, 2, 10))[0]
    return Session(
        id=f"{started:%Y-%m-%dT%H-%M-%S}",
        preset=stem,
        name=preset.name,
        status=status,
        started=started,
        ended=started + timedelta(seconds=preset.duration / 1000),
        effort=rng.choice((None, 4, 5, 6, 6, 7, 7, 8, 9)),
        back=back,
        note=rng.choice(NOTES),
        rounds=preset.rounds,
        round_rest=preset.round_rest,
        blocks=blocks,
        sets=tuple(sets),
    )


def _slower(block: Block, age: float) -> Block:
    if block.tempo is None:
        return block
    down = round((block.tempo.down + 2 * (1 - age)) * 2) / 2
    return replace(block, tempo=replace(block.tempo, down=down), cues=Cues())


def _set(rng: random.Random, block: Block, plan: SetPlan, ended: SetOutcome) -> SetRecord:
    reps = plan.reps if ended == "done" else rng.randrange(plan.reps + 1)
    spent: dict[str, float] = {
        phase: round(reps * milliseconds / 1000 + 0.0004, 3) for phase, milliseconds in block.rep_phases
    }
    if block.work is not None:
        spent = {"work": plan.work / 1000}
    changes = ("tempo: down 5 s",) if rng.random() < 0.03 else ()
    return replace(SetRecord.of(plan, reps, ended, Tension(**spent)), rest=block.rest, changes=changes)


def write_fast(session: Session, history: History) -> None:
    """Write a session file as the program does, but without making sure that it survives a power cut."""
    path = history.path_of(session.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(session_data(session)), encoding="utf-8")


def main(data: str, count: str = "200", per_week: str = "4") -> None:
    history = History(locate(data=data))
    for session in synthetic(int(count), float(per_week)):
        write_fast(session, history)


if __name__ == "__main__":
    main(*sys.argv[1:])
