"""Everything that uses or overrides private parts of Textual, each with its reason."""
