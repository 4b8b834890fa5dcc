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
        BadFileError: it is not valid TOML, or tomlkit cannot read it: more than 100 nested lists, or TOML 1.1.
    """
    import tomlkit  # noqa: PLC0415  # slow to import, and only needed to edit

    parse(text)
    try:
        return tomlkit.parse(text)
    except (ValueError, RecursionError) as error:
        raise BadFileError(f"what cannot be edited here: {printable(str(error))}", "simpler TOML") from None


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
