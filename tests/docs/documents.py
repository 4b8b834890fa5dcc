"""The documents and their fenced code blocks."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def fences(document: Path, language: str) -> Iterator[str]:
    for found in _FENCE.finditer(document.read_text(encoding="utf-8")):
        if found[1] == language:
            yield found[2]


def name(document: Path) -> str:
    return str(document.relative_to(ROOT))
