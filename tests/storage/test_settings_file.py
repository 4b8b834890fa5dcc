"""The settings file: a faulty value is reported and affects no other, and what is not changed is kept."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legtimer.core.settings import Settings
from legtimer.storage.settings_file import read_settings, write_settings
from legtimer.storage.toml_file import BadFileError


def test_without_a_file_the_settings_are_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == (Settings(), ())
    assert [*tmp_path.iterdir()] == []


def test_a_faulty_value_is_reported_and_the_others_are_used(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("glide = 2\nvoice = 0.5\ncount = 'never'\nflsh = true\n")
    chosen, faults = read_settings(path)
    assert chosen == Settings(voice=0.5)
    assert [(fault.line, fault.key, fault.expected, fault.severity) for fault in faults] == [
        (1, "glide", "a number from 0 to 1", "error"),
        (3, "count", "one of complete, start", "error"),
        (4, "flsh", "flash", "warning"),
    ]


def test_a_setting_that_is_not_true_or_false_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("mute = 1\n")
    _, (fault,) = read_settings(path)
    assert (fault.found, fault.expected) == ("1", "true or false")


def test_writing_keeps_comments_and_unknown_keys(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("# mine\nvoice = 0.5 # soft\nfuture = 1\ntheme = 'x'\n")
    write_settings(path, Settings(voice=0.7))
    assert path.read_text() == "# mine\nvoice = 0.7 # soft\nfuture = 1\n"


def test_of_an_invalid_file_the_line_is_told_and_the_settings_are_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("voice = 0.5\nmute = maybe\n")
    chosen, (fault,) = read_settings(path)
    assert chosen == Settings()
    assert (fault.key, fault.expected, fault.line) == ("", "TOML", 2)


def test_an_invalid_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("?")
    assert read_settings(path)[0] == Settings()
    with pytest.raises(BadFileError):
        write_settings(path, Settings(mute=True))
    assert path.read_text() == "?"


volumes = st.floats(0, 1)


@given(
    st.builds(
        Settings,
        glide=volumes,
        voice=volumes,
        clicks=volumes,
        breath=volumes,
        coach=st.sampled_from(["full", "some", "few"]),
        keep_awake_noise=st.booleans(),
        master=volumes,
        mute=st.booleans(),
        count=st.sampled_from(["complete", "start"]),
        flash=st.booleans(),
        theme=st.none() | st.sampled_from(["nord", "x"]),
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_settings_read_from_a_new_file_equal_those_written(tmp_path: Path, chosen: Settings) -> None:
    path = tmp_path / "deep" / "settings.toml"
    write_settings(path, chosen)
    assert read_settings(path) == (chosen, ())


def test_settings_are_kept_when_the_disk_cannot_tell_whether_the_file_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("# mine\nvoice = 0.5\n")

    def fail_once(*_: object, **__: object) -> None:
        patch.undo()
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", fail_once)
        with pytest.raises(OSError, match="input/output"):
            write_settings(path, Settings(mute=True))
    assert path.read_text() == "# mine\nvoice = 0.5\n"


def test_keys_are_read_by_the_whole_name_of_the_command_one_or_several(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[keys]\nworkout.pause = ["space", "p"]\n"picker.try" = "y"\nworkout.mute = 3\n')
    chosen, (fault,) = read_settings(path)
    assert chosen.keys == {"workout.pause": ("space", "p"), "picker.try": ("y",)}
    assert (fault.line, fault.key, fault.found, fault.expected) == (
        4,
        "keys.workout.mute",
        "3",
        "a key or a list of keys",
    )


def test_a_changed_setting_is_written_above_the_keys_and_leaves_them_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[keys]\nworkout.pause = "p"  # mine\n')
    write_settings(path, Settings(voice=0.7, keys={"workout.pause": ("p",)}))
    assert read_settings(path) == (Settings(voice=0.7, keys={"workout.pause": ("p",)}), ())
    assert 'workout.pause = "p"  # mine\n' in path.read_text()
