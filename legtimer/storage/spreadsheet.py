"""Cells of a CSV file that a spreadsheet does not run as formulas."""

import re

# A spreadsheet runs a cell that begins with one of these; an apostrophe before it makes it text.
_RUNNABLE = r"'*[=+\-@\t\r＝＋－＠]"
_ESCAPED = r"'+[=+\-@\t\r＝＋－＠]"


def escape_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it; `unescape_cell` takes that back."""
    return f"'{text}" if re.match(_RUNNABLE, text) else text


def unescape_cell(text: str) -> str:
    """The text of a cell as it was before `escape_cell`."""
    return text[1:] if re.match(_ESCAPED, text) else text
