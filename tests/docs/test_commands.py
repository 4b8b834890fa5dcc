"""Every command shown in the documents works, run in the order shown; every make target, file and link exists."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from legtimer.cli import main
from legtimer.cli.arguments import parser
from legtimer.cli.completion import all_actions
from tests.docs.documents import DOCUMENTS, ROOT, fences, name

OPENS_THE_APP = ("app:open_app", "run:run", "serve:serve")


@pytest.fixture(autouse=True)
def isolated_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "presets", "presets")
    for kind in ("CONFIG", "DATA"):
        monkeypatch.setenv(f"LEGTIMER_{kind}_DIR", str(tmp_path / kind.lower()))


def commands(document: Path) -> list[list[str]]:
    lines = (line for fence in fences(document, "bash") for line in fence.splitlines())
    words = (shlex.split(line, comments=True) for line in lines)
    return [line for line in words if line and line[0] == "legtimer"]


def run(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    end = command.index(">") if ">" in command else len(command)
    arguments, target = command[1:end], command[end + 1 :]
    if parser().parse_args(arguments).command in OPENS_THE_APP:
        return
    code = main(arguments)
    output = capsys.readouterr()
    assert code == 0 or command[1] == "doctor", f"{command}: {output.err}"  # it fails where no sound can play
    assert output.err == ""
    for file in target:
        Path(file).write_text(output.out, encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_shown_works(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands(document):
        run(command, capsys)


def test_the_documents_show_every_command() -> None:
    shown = {command[1] for document in DOCUMENTS for command in commands(document) if len(command) > 1}
    assert {"run", "presets", "check", "history", "render", "serve", "doctor", "completion"} <= shown


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_make_target_shown_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for fence in fences(document, "bash"):
        for line in fence.splitlines():
            if line.startswith("make "):
                assert f"\n{shlex.split(line)[1]}:" in makefile, line


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_path_of_the_repository_that_is_named_exists(document: Path) -> None:
    named = re.findall(r"`((?:legtimer|scripts|tests|benchmarks|docs)/[\w/.-]+)`", document.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists() and path != "legtimer/data"] == []  # made by the wheel


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_local_link_leads_to_a_file_and_heading(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in (part.split(")")[0] for part in text.split("](")[1:]):
        path, _, heading = target.partition("#")
        if path.startswith("http"):
            continue
        linked = document.parent / path if path else document
        assert linked.exists(), target
        if heading:
            titles = [line.lstrip("# ") for line in linked.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
            assert heading in [title.lower().replace(" ", "-") for title in titles], target


def test_the_man_page_names_every_command_and_option() -> None:
    manual = (ROOT / "docs" / "legtimer.1").read_text(encoding="utf-8").replace("\\-", "-")
    missing = [word for word in every_word() if word not in manual]
    assert not missing


def every_word() -> list[str]:
    words: set[str] = set()
    for action in all_actions(parser()):
        words |= {option for option in action.option_strings if option.startswith("--")}
        if isinstance(action.choices, dict):
            words |= action.choices.keys()
    return sorted(words)
