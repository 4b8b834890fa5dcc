"""The table of commands: every command is documented and can be told apart from the others."""

import pytest
from textual.binding import BindingsMap

from legtimer.tui import commands
from legtimer.tui.commands import Command, bindings
from scripts.make_key_tables import KEYS, documents

SCREENS = {
    name: table for name, table in vars(commands).items() if isinstance(table, tuple) and isinstance(table[0], Command)
}


def test_every_command_is_in_the_documentation_of_keys() -> None:
    text = documents()[KEYS]
    missing = [command.id for table in SCREENS.values() for command in table if f"| {command.help} |" not in text]
    assert not missing


@pytest.mark.parametrize("name", SCREENS)
def test_no_two_commands_of_a_screen_share_a_key_or_an_id(name: str) -> None:
    table = SCREENS[name]
    keys = BindingsMap(bindings(table)).key_to_bindings
    assert all(len(found) == 1 for found in keys.values())
    assert len({command.id for command in table}) == len(table)
