"""Edits TOML files that a person may have written: comments, order and notation of what does not change are kept."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from legtimer.core.printable import printable
from legtimer.storage.toml_file import BadFileError, parse

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def open_document(text: str) -> "TOMLDocument":
    """A TOML text as a document that can be edited.

    Raises:
        BadFileError: it is not valid TOML, or of a form that tomlkit cannot edit, such as TOML 1.1 in an older version.
    """
    import tomlkit  # noqa: PLC0415  # slow to import, and only needed to edit

    parse(text)
    try:
        return tomlkit.parse(text)
    except ValueError as error:
        raise BadFileError(f"what cannot be edited here: {printable(str(error))}", "TOML 1.0") from None


def edit_keys(text: str, changes: Mapping[str, Any]) -> str:
    """The text with other values for some top-level keys; None removes a key.

    Raises:
        BadFileError: the text cannot be edited.
    """
    document = open_document(text)
    for key, value in changes.items():
        if value is not None:
            document[key] = value
        elif key in document:
            del document[key]
    return document.as_string()
