"""The tables that `make listen` keeps at the end of benchmarks/RESULTS.md."""

from collections.abc import Callable, Mapping, Sequence

from benchmarks.__main__ import LISTENING, RESULTS


def update(title: str, columns: Sequence[str], rows: Mapping[str, Sequence[str]], known: Callable[[str], bool]) -> None:
    """Put rows, by the name in their first cell, into the table with this title.

    Rows of other names that are `known` stay as they were.
    """
    before, _, after = RESULTS.read_text("utf-8").partition(LISTENING)
    sections = dict(_sections(after))
    kept = {name: cells for name, *cells in _cells(sections.get(title, "")) if known(name)}
    lines = [columns, ["---"] * len(columns), *([name, *cells] for name, cells in sorted((kept | {**rows}).items()))]
    sections[title] = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    text = "\n\n".join(f"## {heading}\n\n{table}" for heading, table in sections.items())
    RESULTS.write_text(f"{before.rstrip()}\n\n{LISTENING}\n\n{text}\n", "utf-8")


def _sections(text: str) -> list[tuple[str, str]]:
    """Each title and the table below it."""
    parts = [part.partition("\n") for part in f"\n{text}".split("\n## ")[1:]]
    return [(title, table.strip()) for title, _, table in parts]


def _cells(table: str) -> list[list[str]]:
    """The cells of each row, without the two lines of the heading."""
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines()[2:]]
