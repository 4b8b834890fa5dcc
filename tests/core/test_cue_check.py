"""Cues that say something else than the tempo are found, and no others."""

import pytest

from legtimer.core.cue_check import contradictions
from legtimer.core.preset import Block, Cues, Fault
from legtimer.core.tempo import Tempo


def found(cues: Cues, tempo: Tempo | None = None) -> list[tuple[str, str, str]]:
    block = Block(name="b", sets=1, reps=1, tempo=tempo or Tempo(up=2, top=0, down=4, bottom=0), cues=cues)
    return [(fault.key, fault.found, fault.expected) for fault in contradictions(block)]


@pytest.mark.parametrize(
    "cue", ["five slow seconds", "5 s", "4.5 seconds", "4,5 s", "Six  seconds", "fourteen seconds"]
)
def test_a_number_of_seconds_that_is_not_that_of_the_phase_is_found(cue: str) -> None:
    assert found(Cues(down=f"Inhale, {cue} down")) == [("cues.down", repr(cue), "4 s, as tempo.down says")]


@pytest.mark.parametrize(
    "cue", ["four slow seconds", "4 s", "Count to five", "in seconds", "one leg, slowly", "after sixty seconds"]
)
def test_a_number_that_agrees_or_is_none_of_seconds_is_not(cue: str) -> None:
    assert found(Cues(down=cue)) == []


def test_a_hold_is_found_where_the_tempo_has_none() -> None:
    cues = Cues(up="Up, hold at the top", form=("Pause at the bottom", "Hold the ball"))
    assert found(cues) == [
        ("cues.up", "'hold at the top'", "no hold, as tempo.top is 0"),
        ("cues.form[1]", "'Pause at the bottom'", "no hold, as tempo.bottom is 0"),
    ]
    assert found(cues, Tempo(up=2, top=1, down=4, bottom=1)) == []


def test_what_contradicts_the_tempo_is_a_warning_at_that_cue_of_its_block() -> None:
    cues = Cues(up="Three seconds up", down="Five seconds, hold at the bottom")
    block = Block(name="b", sets=1, reps=1, tempo=Tempo(up=2, down=4), cues=cues)
    assert list(contradictions(block, "blocks[2].")) == [
        Fault("blocks[2].cues.up", "'Three seconds'", "2 s, as tempo.up says", "warning"),
        Fault("blocks[2].cues.down", "'Five seconds'", "4 s, as tempo.down says", "warning"),
        Fault("blocks[2].cues.down", "'hold at the bottom'", "no hold, as tempo.bottom is 0", "warning"),
    ]
