"""Text from outside, made safe to show."""


def printable(text: str) -> str:
    """The text with every character that is not plainly visible written as an escape."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode("ascii")
