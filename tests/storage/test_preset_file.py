"""Reading preset files: every fault is reported, and no content crashes, hangs or reaches a terminal unescaped."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legtimer.core.preset import Block, Cues, Fault, Preset
from legtimer.storage.preset_file import read_preset
from legtimer.storage.toml_file import LARGEST
from tests import needs
from tests.core.strategies import presets
from tests.preset_text import preset_text

GOOD = 'schema = 1\nname = "a"\nsets = 1\nreps = 2\n'
TEMPO = "tempo = { up = 2, down = 4 }\n"


def read(path: Path, text: str | bytes) -> tuple[Preset | None, tuple[Fault, ...]]:
    file = path / "a.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return read_preset(file)


def faults(path: Path, text: str) -> list[tuple[int | None, str, str]]:
    preset, found = read(path, text)
    assert (preset is None) == any(fault.severity == "error" for fault in found)
    return [(fault.line, fault.key, fault.severity) for fault in found]


def test_a_good_file_has_no_faults(tmp_path: Path) -> None:
    preset, found = read(tmp_path, GOOD + TEMPO)
    assert found == ()
    assert preset is not None
    assert preset.name == "a"
    assert preset.blocks[0].name == "a"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("sets = 0", "sets"),
        ("sets = 51", "sets"),
        ("sets = 2.0", "sets"),
        ("sets = true", "sets"),
        ('sets = "3"', "sets"),
        ("reps = 201", "reps"),
        ("rest = -1", "rest"),
        ("rest = 3601", "rest"),
        ("rest = nan", "rest"),
        ("rest = inf", "rest"),
        ('rest = "60 s"', "rest"),
        ("rest = 2026-11-22", "rest"),
        ("rest = 0x" + "F" * 5000, "rest"),
        ("rest_after = -0.1", "rest_after"),
        ("prepare = 3601", "prepare"),
        ("load = 501", "load"),
        ("load = -inf", "load"),
        ("level = 8", "level"),
        ('variation = "flying"', "variation"),
        ('first = "left"', "first"),
        ('sides = "left"', "sides"),
        ('easier = "../x"', "easier"),
        ("summary = 1", "summary"),
        (f'summary = "{"x" * 501}"', "summary"),
        ('summary = "\\u001b[2J"', "summary"),
        ('summary = "a\\u202eb"', "summary"),
        ('summary = "a\\n"', "summary"),
        ("equipment = 'mat'", "equipment"),
        ("equipment = ['mat', 1]", "equipment[2]"),
        ("cues = 1", "cues"),
        ("cues = { up = 1 }", "cues.up"),
        ("cues = { form = [1] }", "cues.form[1]"),
        ("tempo = 4", "tempo"),
        ("tempo = '4-0-2'", "tempo"),
        ("tempo = '99-0-2-0'", "tempo"),
        ("tempo = { up = 0.2, down = 4 }", "tempo.up"),
        ("tempo = { up = 2, down = 61 }", "tempo.down"),
        ("tempo = { up = 2, down = 4, top = -1 }", "tempo.top"),
        ("tempo = { up = 2 }", "tempo.down"),
        ("work = 0.1", "work"),
        ("schema = 0", "schema"),
        ("schema = 2", "schema"),
        ("schema = '1'", "schema"),
        ("name = ''", "name"),
        ("blocks = []", "blocks"),
        ("blocks = 1", "blocks"),
        ("blocks = [1]", "blocks[1]"),
    ],
)
def test_a_bad_value_is_an_error_on_its_line(tmp_path: Path, line: str, key: str) -> None:
    own = line.partition(" = ")[0]
    rest = [kept for kept in (GOOD + TEMPO).splitlines() if not kept.startswith(f"{own} =")]
    found = faults(tmp_path, "\n".join([*rest, line]))
    assert (len(rest) + 1, key, "error") in found


@pytest.mark.parametrize("missing", ["name", "sets", "reps", "tempo"])
def test_a_missing_key_is_an_error(tmp_path: Path, missing: str) -> None:
    text = "".join(f"{line}\n" for line in (GOOD + TEMPO).splitlines() if not line.startswith(missing))
    assert faults(tmp_path, text) == [(1, missing, "error")]


def test_every_fault_is_reported_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = "name = 1\nsets = 0\nwork = -1\nreps = 0\nrst = 5\n[tempo]\nup = 0\ndown = 'x'\n[cues]\nfrom = []\n"
    assert faults(tmp_path, text) == [
        (1, "schema", "warning"),
        (1, "name", "error"),
        (2, "sets", "error"),
        (3, "work", "error"),
        (4, "reps", "error"),  # its value
        (4, "reps", "error"),  # beside work
        (5, "rst", "warning"),
        (6, "tempo", "error"),
        (7, "tempo.up", "error"),
        (8, "tempo.down", "error"),
        (10, "cues.from", "warning"),
    ]


def test_faults_of_a_routine_have_their_block_and_line(tmp_path: Path) -> None:
    block = "[[blocks]]\nname = 'b'\nsets = 1\nreps = 1\ntempo = '4020'\n"
    text = f"schema = 1\nname = 'r'\n{block}{block}rest = -1\n[blocks.cues]\nup = 3\n{block}stes = 2\n[[blocks]]\n"
    assert faults(tmp_path, text) == [
        (13, "blocks[2].rest", "error"),
        (15, "blocks[2].cues.up", "error"),
        (21, "blocks[3].stes", "warning"),
        (22, "blocks[4].name", "error"),
        (22, "blocks[4].sets", "error"),
        (22, "blocks[4].reps", "error"),
    ]


def test_each_key_of_an_exercise_beside_blocks_is_an_error(tmp_path: Path) -> None:
    text = "schema = 1\nname = 'r'\nsets = 3\nload = 1\n[[blocks]]\nname = 'b'\nsets = 1\nwork = 5\n"
    assert faults(tmp_path, text) == [(3, "sets", "error"), (4, "load", "error")]


def test_warnings_leave_the_preset_usable(tmp_path: Path) -> None:
    assert faults(tmp_path, f"{GOOD}rset = 5\ntempo = '1-0-2-0'\n") == [
        (5, "rset", "warning"),
        (6, "tempo.down", "warning"),
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("tempo = '1-0-2.5-0'", "found 1, with up 2.5, expected at least as long as up: lower slowly, with control"),
        ("tempo = '4-0-2-0'\nload = '1103 lb'", "found '1103 lb', expected at most 500 kg, which is 1102 lb"),
    ],
)
def test_a_fast_lowering_and_too_heavy_a_load_in_pounds_say_what_is_expected(
    tmp_path: Path, lines: str, text: str
) -> None:
    _, (fault,) = read(tmp_path, f"{GOOD}{lines}\n")
    assert fault.text == text


@pytest.mark.parametrize("load", ["500", "'1102 lb'"])
def test_the_heaviest_load_is_allowed(tmp_path: Path, load: str) -> None:
    assert faults(tmp_path, f"{GOOD}{TEMPO}load = {load}\n") == []


def test_an_unknown_key_is_reported_with_the_nearest_known_one(tmp_path: Path) -> None:
    _, (fault,) = read(tmp_path, f"{GOOD}{TEMPO}variaton = 'lying'\n")
    assert fault.expected == "variation"


def test_a_workout_beyond_four_hours_is_an_error(tmp_path: Path) -> None:
    assert faults(tmp_path, "schema = 1\nname = 'a'\nwork = 3600\nrest = 0\nsets = 5\n") == [(5, "sets", "error")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = \n", 1),
        ('schema = 1\nname = "a\n', 2),
        ("a = 1\na = 2", 2),
        ("[[blocks]\n", 1),
        (f"a = {'9' * 5000}", None),
        (f"a = {'[' * 5000}", None),
        ("a = 1979-99-99\n", 1),
        ("\x1b]0;evil\x07 = 1", 1),
        ("\n" + "a." * 120_000 + "a = 1", 2),
    ],
)
def test_invalid_toml_is_one_fault(tmp_path: Path, text: str, line: int | None) -> None:
    preset, (fault,) = read(tmp_path, text)
    assert preset is None
    assert fault.line == line
    assert fault.found.isprintable()


def test_a_file_that_is_not_text_is_one_fault(tmp_path: Path) -> None:
    _, (fault,) = read(tmp_path, b"schema = 1\nname = '\xff'\n")
    assert (fault.line, fault.found) == (2, "the byte 0xff")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    _, (fault,) = read(tmp_path, b"#" * (LARGEST + 1))
    assert "256 KiB" in fault.expected
    preset, _ = read(tmp_path, (GOOD + TEMPO).encode().ljust(LARGEST, b"#"))
    assert preset is not None


def test_an_empty_file_is_reported_with_its_missing_keys(tmp_path: Path) -> None:
    assert {key for _, key, severity in faults(tmp_path, "") if severity == "error"} == {"name", "sets", "reps"}


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    preset, found = read(tmp_path, ("\ufeff" + GOOD + TEMPO).replace("\n", "\r\n"))
    assert (preset is not None, found) == (True, ())


@needs.pipes
@needs.links
def test_a_path_that_is_not_a_file_is_one_fault_and_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(tmp_path / "socket.toml"))
    found = {
        name: read_preset(Path(name if name.startswith("/") else tmp_path / name))[1]
        for name in (
            *("folder.toml", "pipe.toml", "loop.toml", "socket.toml", "none.toml", "no\x00ne.toml"),
            *("folder.toml/x.toml", "/dev/zero", "x" * 5000),
        )
    }
    assert all(len(each) == 1 and each[0].line is None for each in found.values())
    assert found["folder.toml"][0].found == "a folder"
    assert found["pipe.toml"][0].found == "a pipe or a device"
    assert found["loop.toml"][0].found == "a link that leads to itself"
    assert found["none.toml"][0].found == "no such file"


@needs.no_root
@needs.modes
def test_a_file_without_permission_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "a.toml").touch(mode=0)
    assert read_preset(tmp_path / "a.toml")[1][0].found == "a file that may not be read"


def test_thousands_of_unknown_keys_are_summed_up(tmp_path: Path) -> None:
    _, found = read(tmp_path, GOOD + "".join(f"key_{number} = 1\n" for number in range(15_000)) + TEMPO)
    assert len(found) < 100
    assert any("more unknown keys" in fault.found for fault in found)


@given(presets)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_preset_read_from_its_file_equals_the_one_written(tmp_path: Path, preset: Preset) -> None:
    again, found = read(tmp_path, preset_text(preset))
    assert again == preset
    assert all(fault.severity == "warning" for fault in found)


KEYS = st.sampled_from(
    [*Preset.__struct_fields__, *Block.__struct_fields__, *Cues.__struct_fields__, "schema", "top", "bottom", "rset"]
)
values = st.recursive(
    st.one_of(
        st.integers(),
        st.floats(),
        st.booleans(),
        st.text(),
        st.sampled_from(["4-0-2-0", "lying", "down", "alternate"]),
        st.datetimes(),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(), inner, max_size=4),
    max_leaves=12,
)
tomlish = st.lists(
    st.sampled_from(
        [*"[]{}=\"'\\,.#\n\r\t -+:0123456789exX_\x1b", "sets", "[[blocks]]\n", "tempo", '"""', "'''", " = "]
    )
).map("".join)


@given(st.one_of(st.binary(), st.text(), tomlish))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_gives_a_preset_or_printable_faults(tmp_path: Path, content: str | bytes) -> None:
    preset, found = read(tmp_path, content)
    assert preset is not None or found
    assert all(f"{fault.key}{fault.found}{fault.expected}".isprintable() for fault in found)


@given(st.dictionaries(KEYS | st.text(), values, max_size=12))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_toml_gives_a_preset_or_printable_faults_on_lines_that_exist(
    tmp_path: Path, data: dict[str, object]
) -> None:
    import tomlkit  # noqa: PLC0415

    try:
        text = tomlkit.dumps(data)
    except (ValueError, TypeError):
        return
    preset, found = read(tmp_path, text)
    assert preset is not None or found
    assert all(f"{fault.key}{fault.found}{fault.expected}".isprintable() for fault in found)
    assert all(fault.line is None or 1 <= fault.line <= max(1, len(text.split("\n"))) for fault in found)
