"""`legtimer check`: reports every fault of every file, as text and as JSON."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.command_line import EVIL, Cli


def test_check_reports_all_faults_of_all_files(cli: Cli) -> None:
    good = cli.write_preset("good", "schema = 1\nname = 'a'\nsets = 1\nwork = 5\n")
    warned = cli.write_preset("warned", "schema = 1\nname = 'a'\nsets = 1\nwork = 5\nrst = 1\n")
    bad = cli.write_preset("bad", "schema = 1\nname = 'a'\nsets = 0\nwork = 'x'\n")
    assert cli("check", str(good)) == (0, f"{good}: no faults\n", "")
    assert cli("check", str(good), str(good)).out == "2 files: no faults\n"
    assert cli("check", str(good), str(warned)).code == 0
    assert cli("check", "--strict", str(warned)).code == 1
    result = cli("check", str(bad), str(warned))
    assert result.code == 1
    assert result.out == (
        f"{bad}:3: error: sets: found 0, expected a whole number from 1 to 50\n"
        f"{bad}:4: error: work: found 'x', expected a number of seconds from 0.3 to 3600, or \"max\"\n"
        f"{warned}:5: warning: rst: found an unknown key, expected rest\n"
    )
    assert cli("check", "--json", str(good), str(bad)).json[0] == {
        "file": str(bad), "line": 3, "key": "sets", "found": "0", "expected": "a whole number from 1 to 50",
        "severity": "error",
    }  # fmt: skip


def test_check_of_a_missing_file_reports_no_such_file(cli: Cli) -> None:
    assert cli("check", f"{EVIL}.toml").code == 1
    (fault,) = cli("check", "--json", "none.toml").json
    assert (fault["file"], fault["line"], fault["found"]) == ("none.toml", None, "no such file")


@given(st.text() | st.binary())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_check_of_arbitrary_content_fails_without_a_crash(cli: Cli, content: str | bytes) -> None:
    path = cli.write_preset("x", "")
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    assert cli("check", str(path)).code == 1
