"""Past sessions: built for a test, or as hypothesis strategies."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from legtimer.core.preset import Block, Preset
from legtimer.core.session import Back, Session, SetOutcome, SetRecord, Status, Tension
from legtimer.core.tempo import Tempo

ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu")
LIFT = Preset(name="Lying leg lift", blocks=(Block(name="Lift", sets=3, reps=10, tempo=Tempo(up=2, down=4)),))


def done(block: Block, number: int, set_: int, reps: int | None = None, ended: SetOutcome = "done") -> SetRecord:
    """The record of one set: as planned, or with `reps`."""
    planned = block.set_reps[(set_ - 1) % block.sets]
    reps = planned if reps is None else reps
    spent = {phase: reps * ms / 1000 for phase, ms in block.rep_phases}
    tension = Tension(**spent) if block.work is None else Tension(work=block.set_work / 1000)
    return SetRecord(block=number, set=set_, reps_planned=planned, reps=reps, ended=ended, tension=tension)


def session_of(
    preset: Preset,
    started: datetime,
    *,
    stem: str = "lift",
    status: Status = "completed",
    effort: int | None = None,
    back: Back | None = None,
    sets: Sequence[SetRecord] | None = None,
) -> Session:
    """A session of a preset; without `sets`, every set was done as planned."""
    if sets is None:
        sets = [done(block, n, i) for n, block in enumerate(preset.blocks, 1) for i in range(1, block.sets + 1)]
    return Session(
        id=started.strftime("%Y-%m-%dT%H-%M-%S"),
        preset=stem,
        name=preset.name,
        status=status,
        started=started,
        ended=started + timedelta(minutes=6),
        effort=effort,
        back=back,
        blocks=preset.blocks,
        sets=tuple(sets),
    )


@st.composite
def _moments(draw: st.DrawFn) -> datetime:
    """A moment with the UTC offset of its place, in summer and winter and on both sides of the date line."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    there = datetime(2025, 9, 1, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=draw(st.integers(0, 400 * 24 * 60)))
    local = there.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return local.replace(tzinfo=timezone(offset))


moments = _moments()
efforts = st.none() | st.integers(1, 10)
backs: st.SearchStrategy[Back | None] = st.sampled_from([None, "fine", "tight", "pain"])
endings: st.SearchStrategy[SetOutcome] = st.sampled_from(["done", "form", "skipped", "stopped"])
statuses: st.SearchStrategy[Status] = st.sampled_from(["running", "completed", "stopped", "interrupted"])


@st.composite
def sessions(
    draw: st.DrawFn, presets: st.SearchStrategy[tuple[str, Preset]], backs: st.SearchStrategy[Back | None] = backs
) -> Session:
    """A session of one of the presets: complete, or with fewer sets and reps."""
    stem, preset = draw(presets)
    every = [(block, n, i) for n, block in enumerate(preset.blocks, 1) for i in range(1, block.sets + 1)]
    sets = None
    status: Status = "completed"
    if draw(st.booleans()):
        status = draw(statuses)
        count = draw(st.integers(0, len(every)))
        sets = [
            done(block, n, i, draw(st.integers(0, block.set_reps[0])), draw(endings)) for block, n, i in every[:count]
        ]
    moment = draw(moments)
    return session_of(preset, moment, stem=stem, status=status, effort=draw(efforts), back=draw(backs), sets=sets)
