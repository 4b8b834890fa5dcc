"""Every file shown in the documents is valid, the schemas agree with the program, generated files are up to date."""

import asyncio
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from msgspec.structs import asdict

from legtimer.core.settings import Settings
from legtimer.storage.preset_file import preset_of, read_preset
from legtimer.storage.session_file import session_of, session_text
from legtimer.storage.settings_file import read_settings
from legtimer.tui.keymap import read_keymap
from scripts.make_figures import SHEET, sheet
from scripts.make_key_tables import documents
from scripts.make_pictures import draw
from scripts.make_schemas import FOLDER, preset_schema, schemas, session_schema
from tests.core.past import LIFT
from tests.core.past import session_of as session_made_of
from tests.docs.documents import DOCUMENTS, ROOT, fences, name

SHOWN = [
    pytest.param(text, id=f"{name(document)} {number}")
    for document in DOCUMENTS
    for number, text in enumerate(fences(document, "toml"), 1)
]
REMEDY = "run `make docs`"

PRESET, SESSION = (jsonschema.Draft7Validator(schema) for schema in (preset_schema(), session_schema()))


def as_json(value: Any) -> Any:
    """The same data with the types of JSON."""
    match value:
        case dict():
            return {key: as_json(each) for key, each in value.items()}
        case list():
            return [as_json(each) for each in value]
        case datetime():
            return value.isoformat()
        case _:
            return value


@pytest.mark.parametrize("text", SHOWN)
def test_every_file_shown_is_valid(text: str, tmp_path: Path) -> None:
    path = tmp_path / "shown.toml"
    path.write_text(text, encoding="utf-8")
    data = tomli.loads(text)
    if text.startswith("# settings.toml"):
        settings, faults = read_settings(path)
        assert faults == ()
        assert all(getattr(settings, key) == value for key, value in data.items() if key != "keys")
        assert read_keymap(settings.keys)[1] == []
    elif "status" in data:
        assert session_of(data, "shown", text).sets
        SESSION.validate(as_json(data))
    else:
        assert read_preset(path)[1] == ()
        PRESET.validate(as_json(data))


def test_the_session_shown_has_the_layout_of_a_new_file() -> None:
    (shown,) = [text for text in fences(ROOT / "docs" / "files.md", "toml") if "status" in tomli.loads(text)]
    session = session_of(tomli.loads(shown), "2026-11-22T18-30-05")
    assert session_text(session) == re.sub(r" +#.*", "", shown)


def test_the_documents_show_files() -> None:
    assert len(SHOWN) >= 5


def test_the_documents_show_every_setting_with_its_default() -> None:
    shown = [tomli.loads(text) for text in fences(ROOT / "docs" / "files.md", "toml") if text.startswith("# settings")]
    assert shown == [{key: value for key, value in asdict(Settings()).items() if value is not None}]


@pytest.mark.parametrize("file", sorted((ROOT / "presets").glob("*.toml")), ids=lambda path: path.stem)
def test_every_built_in_preset_matches_the_schema(file: Path) -> None:
    PRESET.validate(as_json(tomli.loads(file.read_text(encoding="utf-8"))))


def test_a_written_session_matches_the_schema() -> None:
    SESSION.validate(
        as_json(tomli.loads(session_text(session_made_of(LIFT, datetime(2026, 11, 22, 18, 30, tzinfo=UTC)))))
    )


@pytest.mark.parametrize(
    "text",
    [
        'name = "No sets"',
        'name = "No tempo"\nsets = 1\nreps = 2',
        'name = "Both"\nsets = 1\nreps = 2\nwork = 5\ntempo = "4-0-2-0"',
        'name = "Notation"\nsets = 1\nreps = 2\ntempo = "4-0-2"',
        'name = "Too fast"\nsets = 1\nreps = 2\ntempo = { up = 0.1, down = 2 }',
        'name = "Too many"\nsets = 51\nwork = 5',
        'name = "Mixed"\nsets = 1\nwork = 5\n[[blocks]]\nname = "One"\nsets = 1\nwork = 5',
        'name = "Figure"\nvariation = "flying"\nsets = 1\nwork = 5',
        'name = "Empty"\nblocks = []',
        'name = "Line\\nbreak"\nsets = 1\nwork = 5',
    ],
)
def test_the_schema_rejects_what_the_program_rejects(text: str) -> None:
    data = tomli.loads(f"schema = 1\n{text}")
    preset, _ = preset_of(data)
    assert preset is None
    assert not PRESET.is_valid(as_json(data))


def test_the_schema_files_are_up_to_date() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == schemas(), REMEDY


@pytest.mark.parametrize(("path", "text"), documents().items(), ids=lambda value: getattr(value, "name", ""))
def test_the_key_tables_are_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, REMEDY


@pytest.mark.slow
def test_the_pictures_can_be_drawn(tmp_path: Path) -> None:
    asyncio.run(draw(tmp_path))
    drawn = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert {*drawn, SHEET.name} == {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    assert all(ET.fromstring(svg).tag.endswith("svg") for svg in drawn.values())
    assert "Exhale" in drawn["rep.svg"]
    assert "Inhale" in drawn["rep.svg"]
    assert "under tension" in drawn["history.svg"]


def test_the_sheet_of_figures_is_up_to_date() -> None:
    assert SHEET.read_text(encoding="utf-8") == sheet(), "run `make figures`"
