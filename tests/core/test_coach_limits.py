"""What the coach never suggests, for any history."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.coach import suggest
from legtimer.core.load import kilograms
from legtimer.core.preset import Preset, preset_faults
from legtimer.core.session import Back, Session
from tests.core.coach_presets import HARDER, LIBRARY, TODAY
from tests.core.past import done, session_of, sessions
from tests.core.strategies import presets as any_preset

chosen = st.sampled_from(sorted(LIBRARY.items()))
histories = st.lists(sessions(chosen), max_size=12, unique_by=lambda s: (s.started, s.id))
days = st.integers(0, 430).map(lambda n: date(2025, 9, 1) + timedelta(days=n))


def hurting(history: Sequence[Session]) -> bool:
    """Whether the last report of pain has no two reports of "fine" in a row after it."""
    reports = [s.back for s in sorted(history, key=lambda s: (s.started, s.id)) if s.back]
    if "pain" not in reports:
        return False
    since = reports[len(reports) - reports[::-1].index("pain") :]
    return ("fine", "fine") not in pairwise(since)


def below(stem: str) -> set[str]:
    found: set[str] = set()
    easier = LIBRARY[stem].easier
    while easier:
        found.add(easier)
        easier = LIBRARY[easier].easier
    return found


@given(chosen, histories, days)
def test_after_pain_nothing_harder_until_the_back_was_fine_twice_in_a_row(
    one: tuple[str, Preset], history: list[Session], today: date
) -> None:
    stem, preset = one
    suggestion = suggest(stem, preset, history, LIBRARY, today)
    if not hurting(history):
        return
    assert suggestion.kind in ("same", "gentle")
    assert "hurt" in suggestion.why
    assert suggestion.stem is None or suggestion.stem in below(stem)
    if suggestion.preset is not None:
        assert suggestion.preset.tension < preset.tension
        for before, after in zip(preset.blocks, suggestion.preset.blocks, strict=True):
            assert max(after.set_reps) <= max(before.set_reps)
            assert after.set_work <= before.set_work
            assert after.tempo == before.tempo
            assert after.sets <= before.sets
            assert after.rest >= before.rest
            assert kilograms(after.load) <= kilograms(before.load)


@given(chosen, histories, days)
def test_nothing_harder_after_a_form_break_or_a_tight_back(
    one: tuple[str, Preset], history: list[Session], today: date
) -> None:
    stem, preset = one
    past = sorted(history, key=lambda s: (s.started, s.id))
    mine = [s for s in past if s.preset == stem and s.tension and s.status != "running"]
    reports = [s.back for s in past if s.back]
    broken = bool(mine) and any(record.ended == "form" for record in mine[-1].sets)
    if broken or (reports and reports[-1] == "tight"):
        suggestion = suggest(stem, preset, history, LIBRARY, today)
        assert suggestion.kind not in HARDER
        assert suggestion.preset is None or suggestion.preset.tension <= preset.tension


@given(any_preset, st.lists(st.sampled_from(["fine", "tight", "pain", None]), max_size=5), st.booleans())
def test_a_suggested_preset_is_valid_and_grows_in_at_most_one_block(
    preset: Preset, backs: list[Back], clean: bool
) -> None:
    start = datetime(2026, 11, 1, 18, tzinfo=UTC)
    form = None if clean else [done(preset.blocks[0], 1, 1, 0, "form")]
    history = [
        session_of(preset, start + timedelta(days=n), stem="any", back=back, sets=form if n == len(backs) - 1 else None)
        for n, back in enumerate(backs)
    ]
    suggestion = suggest("any", preset, history, LIBRARY, TODAY)
    assert suggestion.what
    assert suggestion.why.endswith(".")
    assert (suggestion.what + suggestion.why).isprintable()
    assert suggestion.preset is None or suggestion.stem is None
    if suggestion.preset is None:
        return
    assert msgspec.convert(msgspec.to_builtins(suggestion.preset), Preset) == suggestion.preset
    assert not any(fault.severity == "error" for fault in preset_faults(suggestion.preset))
    changed = [b for b, a in zip(preset.blocks, suggestion.preset.blocks, strict=True) if a != b]
    assert len(changed) <= 1 or suggestion.kind not in HARDER
    assert suggestion.preset != preset


@given(chosen, histories, days, st.randoms())
def test_the_order_in_which_sessions_are_given_does_not_matter(
    one: tuple[str, Preset], history: list[Session], today: date, random: Random
) -> None:
    shuffled = history[:]
    random.shuffle(shuffled)
    assert suggest(*one, history, LIBRARY, today) == suggest(*one, shuffled, LIBRARY, today)
