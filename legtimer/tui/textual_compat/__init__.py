"""Everything that uses or overrides private parts of Textual and textual-serve, each with its reason."""
