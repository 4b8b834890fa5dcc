"""A CSV file as a table of texts, however a spreadsheet has saved it."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from legtimer.core.printable import printable
from legtimer.storage.spreadsheet import unescape_cell
from legtimer.storage.toml_file import BadFileError

SEPARATORS = ",;\t|"
LONGEST_CELL = 256 * 1024 * 1024  # characters; the sets of a long routine are one cell
SHOWN_COLUMNS = 20

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)  # the first line of some files, for Excel


class Row(NamedTuple):
    """A row of a table: the number of its last line in the file, and its cells by the name of their column."""

    line: int
    cells: Mapping[str, str]


class Table(NamedTuple):
    """The names of the columns as they are written, and the rows that are not empty."""

    columns: Sequence[str]
    rows: Sequence[Row]


def same_name(column: str) -> str:
    """The name of a column in lowercase words, to compare it: `Weight (kg)` is `weight kg`."""
    return re.sub(r"[\W_]+", " ", column.lower()).strip()


def read_table(text: str) -> Table:
    """The table in a CSV text, with commas, semicolons, tabs or vertical bars between the cells.

    Raises:
        BadFileError: the text has no columns, or a quote that is never closed.
    """
    separator, text = _separator(text)
    rows = list(_rows(text, separator))
    if not rows:
        raise BadFileError("an empty file", "CSV with the names of the columns in its first line")
    columns = [column.strip() for column in rows[0][1]]
    return Table(
        [column for column in columns if column],
        [Row(line, _named(columns, cells)) for line, cells in rows[1:]],
    )


def columns_text(columns: Sequence[str]) -> str:
    """The names of columns for a message."""
    more = f" and {len(columns) - SHOWN_COLUMNS} more" if len(columns) > SHOWN_COLUMNS else ""
    return printable(f"the columns {', '.join(columns[:SHOWN_COLUMNS])}{more}")


def _separator(text: str) -> tuple[str, str]:
    """What is between the cells, and the text without a line that only says so."""
    declared = _SEPARATOR_LINE.match(text)
    if declared is not None:
        return declared[1], text[declared.end() :]
    first = next((line for line in text.splitlines() if line.strip(f" {SEPARATORS}")), "")
    outside_quotes = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=outside_quotes.count), text


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            cells = [unescape_cell(cell) for cell in row]
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BadFileError(f"invalid CSV: {printable(str(error))}", "CSV", reader.line_num) from None


def _named(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells by column; cells that are missing at the end of a row are empty."""
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    return {column: cell for column, cell in zip(columns, padded, strict=False) if column}
