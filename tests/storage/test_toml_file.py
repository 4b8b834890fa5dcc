"""Parsing TOML from any source."""

import os
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from legtimer.storage.toml_file import LONGEST_KEY, SHOWN, BadFileError, parse, read_beginning, read_text
from tests import needs


@pytest.mark.parametrize("text", ["{} = 1", "[{}]", "x = 1\n{} = 1"])
def test_a_key_of_very_many_parts_is_refused_before_it_is_parsed(text: str) -> None:
    key = ".".join("a" for _ in range(LONGEST_KEY + 2))
    with pytest.raises(BadFileError, match=f"line {text.count(chr(10)) + 1}: found a key of too many parts"):
        parse(text.format(key))


def test_a_long_line_with_dots_in_its_text_is_read() -> None:
    words = "a.b.c " * 100
    assert parse(f'note = "{words}"  # {words}') == {"note": words}


def test_the_beginning_of_a_file_is_read_with_invalid_bytes_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a\xff" + b"b" * 100_000)
    assert read_beginning(path) == "a\ufffd" + "b" * (SHOWN - 2)
    with pytest.raises(BadFileError, match="found no such file, expected a file that can be read"):
        read_beginning(tmp_path / "none")


@needs.pipes
def test_a_file_replaced_with_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.touch()
    real = os.stat

    def stat_and_replace(*arguments: Any, **options: Any) -> os.stat_result:
        found = real(*arguments, **options)
        patch.undo()
        path.unlink()
        os.mkfifo(path)
        return found

    opened: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", stat_and_replace)
        reader = Thread(target=lambda: opened.append(read_text(path)), daemon=True)
        reader.start()
        reader.join(5)
    assert opened == [""]


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_text("a" * 1000)
    real = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: real(descriptor, min(size, 300)))
    assert read_text(path) == "a" * 1000


def test_a_file_that_is_too_large_or_has_no_possible_path_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"#" * 2049)
    with pytest.raises(BadFileError, match=r"^found a larger file, expected at most 2 KiB$"):
        read_text(path, 2048)
    path.write_bytes(b"#" * 2048)
    assert len(read_text(path, 2048)) == 2048
    with pytest.raises(BadFileError, match=r"^found an invalid path, expected the path of a file$"):
        read_text(tmp_path / "a\0b")
