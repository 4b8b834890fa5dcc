"""What the command palette offers: what the screen can do, and where else one may want to go."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.style import Style

from legtimer.core.formatting import clock_text
from legtimer.core.preset import Preset
from legtimer.core.printable import printable
from legtimer.storage.preset_library import PresetEntry
from legtimer.tui.commands import HISTORY, LIST, PAGES, SECTIONS, Command
from legtimer.tui.keymap import key_label, keys_of
from legtimer.tui.messages import StartRequested
from legtimer.tui.screens.settings import ROWS
from legtimer.tui.services import services_of
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.text.styles import HINT
from legtimer.tui.themes import theme_names
from legtimer.tui.widgets.key_hints import keymap_of

LEFT_OUT = {  # of no use in the palette
    *(command.id for command in (*LIST, *PAGES)),
    "app.palette",
    "picker.show_all",
    "picker.scroll_down",
    "picker.scroll_up",
}
PLACEHOLDER = "a command, a preset, a setting or a theme"
FROM_ANYWHERE = ("history.overview", "history.export")  # commands of the history that the presets offer as well

KEYS_AT, HELP_AT = 57, 30  # cells before what stands beside a line, where there is room
WIDTH, FRAME = 90, 7  # cells of the palette, in a wide window, and of what is around its lines


class Offer(Struct, frozen=True):
    """One line of the palette, a few words beside it, where these stand, and what it does."""

    text: str
    hint: str
    run: Callable[[], object]
    hint_at: int = KEYS_AT


class PaletteProvider(Provider):
    """Offers the commands of the screen; over the presets and the history also all presets, settings and themes."""

    async def startup(self) -> None:
        self._presets: list[tuple[PresetEntry, Preset]] = []
        if self._at_home:
            entries = await asyncio.to_thread(services_of(self.app).library.load)
            self._presets = [(entry, entry.preset) for entry in entries if entry.preset is not None]

    async def discover(self) -> Hits:
        for offer in self._offers():
            yield DiscoveryHit(self._line(Content(offer.text), offer), offer.run, text=offer.text)

    async def search(self, query: str) -> Hits:
        words = query.lower().split()
        for offer in self._offers():
            text = offer.text.lower()
            if all(word in text for word in words):
                at_starts = sum(f" {word}" in f" {text}" for word in words)
                yield Hit(1 + at_starts, self._line(self._marked(offer.text, words), offer), offer.run, text=offer.text)

    @property
    def _at_home(self) -> bool:
        """Whether the palette is open over the presets or the history, not over a workout, a form or a dialog."""
        return self.app.screen_stack[0] is self.screen

    def _marked(self, text: str, words: Sequence[str]) -> Content:
        """Return a text with the words that were typed standing out."""
        marked, lower = Content(text), text.lower()
        for word in words:
            start = lower.index(word)
            marked = marked.stylize(self._style(self.match_style, "underline"), start, start + len(word))
        return marked

    def _line(self, text: Content, offer: Offer) -> Content:
        room = min(WIDTH, self.app.size.width * 96 // 100) - FRAME - len(offer.hint)
        gap = " " * max(2, min(offer.hint_at, room) - text.cell_length)
        return Content.assemble(text, (gap + offer.hint, self._style(HINT, "")))

    def _style(self, usual: Style | str | None, without_shades: str) -> Style | str:
        """Return a style; in the terminal's own colours, one that can be read on the background of a selected row."""
        return without_shades if self.app.current_theme.ansi or usual is None else usual

    def _offers(self) -> Iterator[Offer]:
        yield from self._commands()
        if self._at_home:
            for entry, preset in self._presets:
                start = partial(self.app.post_message, StartRequested(entry))
                yield Offer(f"Start {printable(preset.name)}", clock_text(preset.duration), start)
            for row in ROWS:
                yield Offer(f"Setting: {row.label}", row.help, self._action(f"app.settings({row.name!r})"), HELP_AT)
        for theme in theme_names(self.app.available_themes):
            hint = "in use" if theme == self.app.theme else ""
            yield Offer(f"Theme: {theme}", hint, partial(setattr, self.app, "theme", theme), HELP_AT)

    def _commands(self) -> Iterator[Offer]:
        """What the screen can do now; from the presets, also what needs the history."""
        active = {each.binding.id: each for each in self.screen.active_bindings.values()}
        shown: set[str] = set()
        for section in SECTIONS:
            for command in section.commands:
                if command.id in active and command.id not in LEFT_OUT and command.help not in shown:
                    shown.add(command.help)
                    binding = active[command.id]
                    run = partial(self.app.run_action, binding.binding.action, binding.node)
                    yield Offer(command.help, self._keys(command), run)
        if self._at_home and "history.open" not in active:
            for command in HISTORY:
                if command.id in FROM_ANYWHERE:
                    yield Offer(command.help, "", self._action(f"app.show_history({command.action!r})"))

    def _action(self, action: str) -> Callable[[], object]:
        return partial(self.app.run_action, action)

    def _keys(self, command: Command) -> str:
        labels = (key_label(key) for key in keys_of(command, keymap_of(self.app)))
        return capabilities_of(self.app).key("  ".join(labels))


class Palette(CommandPalette):
    """Textual's command palette, as one of our dialogs."""

    CSS_PATH = ["option_list.tcss", "palette.tcss"]

    def __init__(self) -> None:
        super().__init__([PaletteProvider], placeholder=PLACEHOLDER)
