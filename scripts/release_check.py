"""The release checklist: `make release`. Says what is done and what is missing; releases nothing by itself."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import legtimer

ROOT = Path(__file__).parents[1]
VERSION = legtimer.__version__


def tree_is_clean() -> bool:
    """Everything is committed."""
    return not _output("git", "status", "--porcelain")


def version_is_new() -> bool:
    """The version in legtimer/__init__.py has no tag yet."""
    return not _output("git", "tag", "--list", f"v{VERSION}")


def changes_are_told() -> bool:
    """CHANGELOG.md has a section with this version and a date, and nothing under Unreleased."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased = re.search(r"^## Unreleased\n(.*?)(^## |\Z)", text, re.MULTILINE | re.DOTALL)
    told = re.search(rf"^## {re.escape(VERSION)}, \d{{4}}-\d\d-\d\d$", text, re.MULTILINE)
    return told is not None and not (unreleased and unreleased[1].strip())


def figures_are_fresh() -> bool:
    """benchmarks/RESULTS.md and the table in the README were made today: make bench."""
    made = f"\n{date.today():%d %B %Y}:"
    return all(made in (ROOT / name).read_text(encoding="utf-8") for name in ("benchmarks/RESULTS.md", "README.md"))


def readme_knows_of_a_release() -> bool:
    """README.md and docs/guide.md say how to install from PyPI, not that there is nothing there yet."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/guide.md")]
    return not any(word in text for text in texts for word in ("no release on PyPI", "pipx install '."))


def everything_passes() -> bool:
    """.ci/run: lint, types and every test, the built wheel and sdist among them, on each Python that is here."""
    return subprocess.run(["bash", ".ci/run"], cwd=ROOT, check=False).returncode == 0


def packages_build() -> bool:
    """The wheel and the sdist can be built, and carry the version."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--directory", folder]
        built = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
        names = {path.name for path in Path(folder).iterdir()}
    return built and names == {f"legtimer-{VERSION}-py3-none-any.whl", f"legtimer-{VERSION}.tar.gz"}


CHECKS: tuple[Callable[[], bool], ...] = (
    tree_is_clean,
    version_is_new,
    changes_are_told,
    readme_knows_of_a_release,
    figures_are_fresh,
    packages_build,
    everything_passes,
)


def main() -> int:
    """Go through the list, all of it."""
    print(f"legtimer {VERSION}")
    failed = 0
    for check in CHECKS:
        passed = check()
        failed += not passed
        print(f"{'done   ' if passed else 'MISSING'} {check.__doc__}", flush=True)
    if not failed:
        print(f"Now: git tag v{VERSION}, python -m hatchling build, and upload what is in dist.")
    return 1 if failed else 0


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
