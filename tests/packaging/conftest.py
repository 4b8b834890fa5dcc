"""Which tests of the distributions there are."""

from tests import needs

# They start the installed program in a pseudo-terminal.
collect_ignore_glob = [] if needs.present(needs.pty) else ["test_*.py"]
