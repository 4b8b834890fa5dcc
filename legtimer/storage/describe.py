"""Shows a value from a file in one short line that is safe to print in a terminal."""

LONGEST = 60  # characters of a text, digits of a number


def describe(value: object) -> str:
    """A value from a TOML file in a few words."""
    match value:
        case str():
            return repr(value if len(value) <= LONGEST else f"{value[:LONGEST]}…")
        case bool():
            return "true" if value else "false"
        case list():
            return f"a list of {len(value)}" if value else "an empty list"
        case dict():
            return "a table"
        case int() if abs(value) >= 10**LONGEST:
            return "a number of very many digits"
        case _:
            return str(value)
