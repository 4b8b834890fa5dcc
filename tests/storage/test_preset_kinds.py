"""Preset files with rounds, sides, a list of reps, and sets that go on until a key ends them."""

from pathlib import Path

import pytest

from legtimer.core.preset import Preset
from legtimer.storage.preset_file import read_preset

TEMPO = 'tempo = "4-0-2-0"\n'
HEAD = 'schema = 1\nname = "x"\n'
TWO_BLOCKS = (
    '[[blocks]]\nname = "a"\nsets = 1\nwork = 5\n[[blocks]]\nname = "b"\nsets = 1\nreps = 3\ntempo = "4-0-2-0"\n'
)


def read(tmp_path: Path, text: str) -> tuple[Preset | None, list[tuple[int | None, str, str, str]]]:
    path = tmp_path / "x.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    preset, faults = read_preset(path)
    return preset, [(fault.line, fault.key, fault.severity, fault.expected) for fault in faults]


def test_a_list_of_reps_says_how_many_sets_there_are(tmp_path: Path) -> None:
    preset, faults = read(tmp_path, f"reps = [12, 10, 8]\n{TEMPO}")
    assert faults == []
    assert preset is not None
    assert (preset.blocks[0].sets, preset.blocks[0].reps) == (3, (12, 10, 8))


def test_everything_new_can_stand_together_in_a_circuit(tmp_path: Path) -> None:
    more = '[[blocks]]\nname = "c"\nsets = 2\nreps = "max"\nsides = "each"\nswitch = 8\ntempo = "4-0-2-0"\n'
    hold = '[[blocks]]\nname = "d"\nsets = 1\nwork = "max"\n'
    preset, faults = read(tmp_path, f"rounds = 20\nround_rest = 0\n{TWO_BLOCKS}{more}{hold}")
    assert faults == []
    assert preset is not None
    assert (preset.rounds, preset.round_rest, preset.blocks[2].switch, preset.blocks[3].work) == (20, 0, 8, "max")


@pytest.mark.parametrize(
    ("text", "line", "key", "severity", "expected"),
    [
        ("sets = 2\nwork = 20\nsides = 'alternate'\n", 5, "sides", "error", "each"),
        (f"sets = 2\nreps = [12, 10, 8]\n{TEMPO}", 3, "sets", "error", "3, as many as reps lists"),
        (f"reps = [12, 0]\n{TEMPO}", 3, "reps[2]", "error", "from 1 to 200"),
        (f"reps = []\n{TEMPO}", 3, "reps", "error", "a list of one for each set"),
        (f"sets = 1\nreps = 'most'\n{TEMPO}", 4, "reps", "error", '"max"'),
        ("sets = 1\nwork = 'long'\n", 4, "work", "error", '"max"'),
        (f"rounds = 2\nsets = 1\nreps = 5\n{TEMPO}", 3, "rounds", "error", "[[blocks]]"),
        (f"rounds = 21\n{TWO_BLOCKS}", 3, "rounds", "error", "from 1 to 20"),
        (f"round_rest = 30\n{TWO_BLOCKS}", 3, "round_rest", "warning", "rounds of 2 or more"),
        ("sets = 1\nwork = 5\nswitch = 3\n", 5, "switch", "warning", "sides each"),
        (f"rounds = 3\nround_rest = 3601\n{TWO_BLOCKS}", 4, "round_rest", "error", "from 0 to 3600"),
    ],
)
def test_each_fault_is_on_its_line_and_says_what_is_expected(
    tmp_path: Path, text: str, line: int, key: str, severity: str, expected: str
) -> None:
    _, faults = read(tmp_path, text)
    (found,) = [fault for fault in faults if fault[1] == key]
    assert found[0] == line
    assert found[2] == severity
    assert expected in found[3]


def test_all_rounds_count_towards_the_longest_workout(tmp_path: Path) -> None:
    block = '[[blocks]]\nname = "a"\nsets = 1\nwork = 1000\n'
    assert read(tmp_path, f"rounds = 13\n{block}")[0] is not None
    assert "240 minutes" in read(tmp_path, f"rounds = 14\n{block}")[1][0][3]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sets = 1\nwork = 5\nrounds = 2\n", ["rounds without [[blocks]]: [[blocks]] to go through, or sets"]),
        (f"reps = 3\n{TWO_BLOCKS}", ["reps beside [[blocks]]: reps in each of the [[blocks]], or no [[blocks]]"]),
        ("blocks = 2\n", ["2: one or more [[blocks]]"]),
        ("blocks = []\n", ["an empty list: one or more [[blocks]]"]),
        ('blocks = ["a", 2]\n', ["'a': a table", "2: a table"]),
    ],
)  # fmt: skip
def test_a_routine_that_is_wrong_is_told_what_was_found_and_expected(
    tmp_path: Path, text: str, told: list[str]
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    preset, faults = read_preset(path)
    assert preset is None
    assert [f"{fault.found}: {fault.expected}" for fault in faults] == told
