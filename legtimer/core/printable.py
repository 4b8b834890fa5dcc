"""Text from outside, made safe to show."""


def printable(text: str) -> str:
    """The text with every character that is not plainly visible written as an escape."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode("ascii")


def error_reason(error: Exception) -> str:
    """Why something failed, in words for a person: the system's words for an OSError, else the error's own."""
    return printable((error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__)
