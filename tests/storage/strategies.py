"""Hypothesis strategies for sessions."""

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from legtimer.core.session import Session, SetRecord, Tension
from legtimer.storage.session_file import within_limits
from tests.core.strategies import blocks

texts = st.text(st.characters(blacklist_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=80)
seconds = st.integers(0, 600_000).map(lambda ms: ms / 1000)
offsets = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
moments = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1), timezones=offsets)

records = st.builds(
    SetRecord,
    block=st.integers(1, 3),
    set=st.integers(1, 50),
    side=st.sampled_from([None, "left", "right"]),
    max=st.booleans(),
    reps_planned=st.integers(0, 200),
    reps=st.integers(0, 200),
    ended=st.sampled_from(["done", "form", "skipped", "stopped"]),
    tension=st.builds(Tension, up=seconds, top=seconds, down=seconds, bottom=seconds, work=seconds),
    rest=seconds,
    paused=seconds,
    changes=st.lists(texts, max_size=2).map(tuple),
)


sessions = st.builds(
    Session,
    id=st.just("x"),
    preset=texts,
    name=texts,
    status=st.sampled_from(["running", "completed", "stopped", "interrupted"]),
    started=moments,
    ended=st.none() | moments,
    effort=st.none() | st.integers(1, 10),
    back=st.none() | st.sampled_from(["fine", "tight", "pain"]),
    note=st.none() | texts,
    blocks=st.lists(blocks, min_size=1, max_size=3).map(tuple),
    sets=st.lists(records, max_size=4).map(tuple),
).map(within_limits)
