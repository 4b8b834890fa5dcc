"""The release checklist: `make release`. Prints what is done and what is missing; publishes nothing."""

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
    """All changes are committed."""
    return not _output("git", "status", "--porcelain")


def version_is_new() -> bool:
    """The version in legtimer/__init__.py has no tag yet."""
    return not _output("git", "tag", "--list", f"v{VERSION}")


def changelog_is_complete() -> bool:
    """CHANGELOG.md has a section with this version and a date, and nothing under Unreleased."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased = re.search(r"^## Unreleased\n(.*?)(^## |\Z)", text, re.MULTILINE | re.DOTALL)
    dated = re.search(rf"^## {re.escape(VERSION)}, \d{{4}}-\d\d-\d\d$", text, re.MULTILINE)
    return dated is not None and not (unreleased and unreleased[1].strip())


def measurements_are_current() -> bool:
    """benchmarks/RESULTS.md and the table in the README were measured today (make bench)."""
    measured = f"\n{date.today():%d %B %Y}:"
    return all(measured in (ROOT / name).read_text(encoding="utf-8") for name in ("benchmarks/RESULTS.md", "README.md"))


def documents_install_from_pypi() -> bool:
    """README.md and docs/guide.md say how to install from PyPI, not from a clone."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/guide.md")]
    return not any(word in text for text in texts for word in ("no release on PyPI", "pipx install --force '."))


def all_tests_pass() -> bool:
    """.ci/run passes."""
    return subprocess.run(["bash", ".ci/run"], cwd=ROOT, check=False).returncode == 0


def packages_build() -> bool:
    """The wheel and the sdist can be built and have this version."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--directory", folder]
        built = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
        names = {path.name for path in Path(folder).iterdir()}
    return built and names == {f"legtimer-{VERSION}-py3-none-any.whl", f"legtimer-{VERSION}.tar.gz"}


CHECKS: tuple[Callable[[], bool], ...] = (
    tree_is_clean,
    version_is_new,
    changelog_is_complete,
    documents_install_from_pypi,
    measurements_are_current,
    packages_build,
    all_tests_pass,
)


def main() -> int:
    """Run all checks."""
    print(f"legtimer {VERSION}")
    failed = 0
    for check in CHECKS:
        passed = check()
        failed += not passed
        print(f"{'done   ' if passed else 'MISSING'} {check.__doc__}", flush=True)
    if not failed:
        print(f"Next: git tag v{VERSION} && git push origin v{VERSION}. The release workflow builds and publishes it.")
    return 1 if failed else 0


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
