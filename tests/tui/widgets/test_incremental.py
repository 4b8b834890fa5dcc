"""The figure and the big letters: what they show, and that they repaint only what changed."""

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widget import Widget

from legtimer.tui.graphics.charset import BRAILLE
from legtimer.tui.graphics.figure import Stance, draw
from legtimer.tui.graphics.letters import big_text
from legtimer.tui.terminal.capabilities import TerminalCapabilities
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.figure import STEPS, Figure

SIZE = (60, 24)


class Stage(App[None]):
    CSS = "BigText { height: 6; } Figure { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield BigText()
        yield Figure()


def lines(widget: Widget) -> list[str]:
    return [widget.render_line(y).text for y in range(widget.size.height)]


def colours(widget: Widget) -> list[list[object]]:
    """Return character and style of every cell."""
    return [
        [(glyph, glyph != " " and segment.style) for segment in widget.render_line(y) for glyph in segment.text]
        for y in range(widget.size.height)
    ]


def watch(widget: Widget, regions: list[Region]) -> None:
    """Record the regions that a widget asks to repaint."""
    refresh = widget.refresh

    def noted(*changed: Region, **options: bool) -> Widget:
        regions.extend(changed or [widget.size.region])
        return refresh(*changed, **options)

    widget.refresh = noted  # type: ignore[method-assign]


async def test_the_figure_shows_the_drawing() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        figure = app.query_one(Figure)
        await pilot.pause()
        figure.show(Stance("lying", 0.5))
        assert tuple(lines(figure)) == draw(Stance("lying", 0.5), (60, 18)).text


async def test_a_new_frame_repaints_only_the_cells_that_differ() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        figure = app.query_one(Figure)
        await pilot.pause()
        figure.show(Stance("lying", 0.5))
        before = colours(figure)
        regions: list[Region] = []
        watch(figure, regions)
        figure.show(Stance("lying", 0.55))
        after = colours(figure)
        differing = {(x, y) for y in range(18) for x in range(60) if before[y][x] != after[y][x]}
        repainted = {(x, y) for region in regions for y in region.line_range for x in region.column_range}
        assert differing
        assert differing <= repainted
        assert all(region.height == 1 for region in regions)
        for region in regions:  # each begins and ends with a cell that differs
            assert {(region.x, region.y), (region.right - 1, region.y)} <= differing
        assert len(repainted) < 60 * 18 / 4


async def test_the_same_frame_again_repaints_nothing() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        figure, letters = app.query_one(Figure), app.query_one(BigText)
        await pilot.pause()
        figure.show(Stance("seated", 0.5))
        letters.show("UP")
        regions: list[Region] = []
        watch(figure, regions)
        watch(letters, regions)
        figure.show(Stance("seated", 0.5001))
        letters.show("UP")
        assert regions == []


async def test_letters_repaint_only_the_digit_that_changes() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        letters = app.query_one(BigText)
        await pilot.pause()
        letters.show("18")
        regions: list[Region] = []
        watch(letters, regions)
        letters.show("19")
        second_digit = len(big_text("1", 60, 6)[0])
        assert regions
        assert min(region.x for region in regions) > second_digit


async def test_both_are_laid_out_again_when_the_terminal_is_resized() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        figure, letters = app.query_one(Figure), app.query_one(BigText)
        figure.show(Stance("ball", 0.3))
        letters.show("HOLD")
        for width, height in ((100, 40), (13, 8), (40, 12)):
            steps = min(STEPS, 4 * (height - 6))
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert tuple(lines(figure)) == draw(Stance("ball", round(0.3 * steps) / steps), (width, height - 6)).text
            assert [line.rstrip() for line in lines(letters) if line.strip()] == [
                line.rstrip() for line in big_text("HOLD", width, 6)
            ]


async def test_letters_are_placed_by_content_align() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        letters = app.query_one(BigText)
        letters.styles.content_align = ("right", "bottom")
        letters.styles.height = 9
        await pilot.pause()
        letters.show("1", ("1000000",))
        shown = lines(letters)
        assert not shown[0].strip()
        assert shown[-1].endswith("██") or shown[-1].endswith("▌")


async def test_parts_have_their_own_colours_and_shades_lie_between_them_and_the_background() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        figure = app.query_one(Figure)
        await pilot.pause()
        figure.show(Stance("lying", 0.5))
        seen = {segment.style.color for y in range(18) for segment in figure.render_line(y) if segment.style}
        legs = figure.background_colors[1] + figure.styles.color
        body, gear = (
            figure.background_colors[1] + figure.get_component_styles(f"figure--{part}").color
            for part in ("body", "gear")
        )
        assert {legs.rich_color, body.rich_color, gear.rich_color} <= seen
        assert len(seen) > 6


async def test_a_new_theme_colours_the_figure_anew() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        figure = app.query_one(Figure)
        await pilot.pause()
        figure.show(Stance("lying", 0.5))
        dark = colours(figure)
        app.theme = "textual-light"
        await pilot.pause()
        figure.show(Stance("lying", 0.5))
        assert colours(figure) != dark


async def test_without_shades_the_figure_is_drawn_in_plain_glyphs() -> None:
    app = Stage()
    async with app.run_test(size=SIZE) as pilot:
        app.theme = "ansi-dark"
        await pilot.pause()
        assert app.query_one(Figure).charset is BRAILLE


async def test_a_terminal_without_unicode_gets_ascii() -> None:
    class Plain(Stage):
        capabilities = TerminalCapabilities(ascii_only=True)

    app = Plain()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.query_one(BigText).show("READY")
        app.query_one(Figure).show(Stance("hanging", 0.7, "left"))
        assert "".join(lines(app.query_one(BigText)) + lines(app.query_one(Figure))).isascii()
