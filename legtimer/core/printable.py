"""Text from outside, made safe to show: nothing in it can steer the terminal or hide."""

_SHOWN = {"\n": "\n", "\t": "    ", "\u00a0": " "}


def printable(text: str) -> str:
    """The text as part of one line, with every unprintable character written as an escape."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape", "surrogatepass").decode("ascii") for each in text
    )


def replace_unprintable(text: str) -> str:
    """The text of a file, lines kept, with a replacement character for every other unprintable character."""
    return "".join(each if each.isprintable() else _SHOWN.get(each, "\ufffd") for each in text)


def error_reason(error: Exception) -> str:
    """Why something failed, in one line for a person: the system's words for an OSError, else the error's own."""
    return printable((error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__)


def one_line(text: str) -> str:
    """A text that was typed or pasted, on one line and without characters that a terminal would act on."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())
