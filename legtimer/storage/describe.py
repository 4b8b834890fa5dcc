"""How what stands in a file is shown to a person: in one short line that cannot change how a terminal behaves."""

LONGEST = 60  # characters of a value


def describe(value: object) -> str:
    """A value from a TOML file in a few words."""
    match value:
        case str():
            short = value if len(value) <= LONGEST else value[:LONGEST] + "…"
            return repr(short)
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
