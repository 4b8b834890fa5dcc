"""What the screens say about a preset."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.content import Content

from legtimer.core.calendar import ago_text, day_text
from legtimer.core.coach import DISCLAIMER
from legtimer.core.formatting import (
    best_text,
    clock_text,
    count_text,
    outcome_text,
    plan_text,
    reps_text,
    rounds_text,
    tempo_text,
)
from legtimer.core.load import Unit
from legtimer.core.plan import Bests
from legtimer.core.preset import PHASE_ORDER, Block, Fault, Preset
from legtimer.core.printable import printable
from legtimer.core.session import Session
from legtimer.core.suggestion import Suggestion
from legtimer.core.timeline import SegmentKind, build_timeline
from legtimer.storage.preset_library import PresetEntry
from legtimer.tui.text.styles import BACK_STYLES, COACH, ERROR, HEADING, HINT, PHASE_STYLES, WARNING

WITH_TENSION = 66  # cells from which the time under tension of each session is written
BARS = {0: 10, WITH_TENSION: 16}  # cells of the longest bar of a session, by the width there is
LAST_FIVE = 5

MOVING, HELD = "▀", "▔"  # of a rep drawn to scale


def tempo_content(block: Block, current: SegmentKind | None = None) -> Content:
    """Return the tempo in the order of the phases, each in its colour, with the `current` phase highlighted."""
    if block.tempo is None:
        return _phase_content("work", tempo_text(block), current)
    words = block.tempo.phase_words
    return Content(" · ").join(_phase_content(phase, words[phase], current) for phase in PHASE_ORDER[block.first])


def _phase_content(phase: SegmentKind, text: str, current: SegmentKind | None) -> Content:
    return Content.styled(text, f"bold {PHASE_STYLES[phase]}{' reverse' if phase == current else ''}")


def rep_to_scale(block: Block, width: int) -> Content:
    """Return the phases of one rep in their order, to scale, with a gap between them; nothing for a work interval."""
    phases = block.rep_phases
    cells = max(0, width - len(phases) + 1)
    total = sum(duration for _, duration in phases)
    bars, before = [], 0
    for phase, duration in phases:
        first, end = before * cells // total, (before + duration) * cells // total
        before += duration
        glyph = MOVING if phase in ("up", "down") else HELD
        bars.append(Content.styled(glyph * max(1, end - first), PHASE_STYLES[phase]))
    return Content(" ").join(bars)


def totals(preset: Preset, bests: Bests | None = None) -> list[str]:
    """Return the duration and the time under tension of the whole workout."""
    timeline = build_timeline(preset, bests)
    about = "about " if any(block.max for block in preset.blocks) else ""
    return [f"{about}{clock_text(timeline.duration)} in all", f"{clock_text(timeline.tension)} under tension"]


def facts(preset: Preset, bests: Bests | None = None, units: Unit | None = None) -> list[Content]:
    """Return the plan of each exercise with its best so far, the totals and the equipment.

    Loads are in `units`; without them, each is in its own.
    """
    lines = []
    for number, block in enumerate(preset.blocks, 1):
        name = f"{number}. {block.name}: " if len(preset.blocks) > 1 else ""
        best = (bests or {}).get(number)
        best_so_far = f" (best so far {best_text(block, best)})" if best else ""
        lines.append(f"{name}{plan_text(block, units)}{best_so_far}")
    if preset.rounds > 1:
        lines.append(rounds_text(preset))
    lines.append(", ".join(totals(preset, bests)))
    if preset.equipment:
        lines.append(f"You need: {' and '.join(map(_with_article, preset.equipment))}")
    return [Content(line) for line in lines]


def _with_article(item: str) -> str:
    """Return `a mat`, but `dip bars`."""
    noun = item.partition(",")[0].partition(" or ")[0]
    return item if noun.endswith("s") else f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {item}"


def last_sessions(sessions: Sequence[Session], today: date, width: int) -> list[Content]:
    """Return the last sessions of a preset, newest first, each with a bar of its time under tension."""
    if not sessions:
        return [Content.styled("You haven't done this yet.", HINT)]
    shown = sessions[:LAST_FIVE]
    longest = max(session.tension_ms for session in shown) or 1
    count = f"{count_text(len(sessions), 'time')} so far, last {ago_text(sessions[0].day, today)}"
    lines = [Content.styled(f"Done {count}", HINT)]
    bar_width = max(cells for least, cells in BARS.items() if width >= least)
    for session in shown:
        bar = "━" * max(1, round(bar_width * session.tension_ms / longest))
        reps = reps_text(session.reps, session.reps_planned)
        effort = f"effort {session.effort}" if session.effort else ""
        outcome = outcome_text(session)
        lines.append(
            Content.assemble(
                (f"{day_text(session.day, today):>6} ", HINT),
                (f"{bar:{bar_width}}", "$primary"),
                f" {clock_text(session.tension_ms):>5}" if width >= WITH_TENSION else "",
                f"  {reps:5}",
                f"  {effort:9}",
                (session.back or "", BACK_STYLES.get(session.back or "", "")),
                ("" if outcome == "done" else f"  {outcome}", HINT),
            )
        )
    return lines


def suggestion_text(suggestion: Suggestion) -> Content:
    """Return the coach's suggestion and the reason for it."""
    what = Content.assemble(("Coach  ", COACH), (suggestion.what, HEADING))
    return Content("\n").join([what, Content.styled(suggestion.why, HINT)])


def caution(preset: Preset) -> list[Content]:
    """Return when to stop the first exercise; `instructions` says it for the others."""
    text = preset.blocks[0].cues.caution
    return [Content.styled(text, WARNING)] if text else []


def instructions(preset: Preset) -> list[Content]:
    """Return set-up and form cues of each exercise, and when to stop unless `caution` says so already."""
    lines: list[Content] = []
    for block in preset.blocks:
        if len(preset.blocks) > 1:
            gap = [Content("")] if lines else []
            lines += [*gap, Content.styled(block.name, HEADING), tempo_content(block)]
        lines += [Content(f"{number}. {cue}") for number, cue in enumerate(block.cues.setup, 1)]
        lines += [Content(f"• {cue}") for cue in block.cues.form]
        if block.cues.caution != preset.blocks[0].cues.caution:
            lines.append(Content.styled(block.cues.caution, WARNING))
    return [*lines, Content(""), Content.styled(DISCLAIMER, HINT)]


def fault_lines(faults: Iterable[Fault]) -> list[Content]:
    """Return one line per fault: where it is and what is wrong."""
    lines = []
    for fault in faults:
        parts = [f"line {fault.line}" if fault.line else "", fault.key, fault.text]
        colour = ERROR if fault.severity == "error" else WARNING
        lines.append(Content.styled(": ".join(filter(None, parts)), colour))
    return lines


def invalid_file(entry: PresetEntry) -> Content:
    """Return the path and the faults of a file that is not a valid preset."""
    errors = sum(fault.severity == "error" for fault in entry.faults)
    return Content("\n").join(
        [
            Content.styled(printable(str(entry.path)), HINT),
            Content(""),
            Content(f"This file has {count_text(errors, 'error')}. Correct it in your editor, or here with e."),
            *fault_lines(entry.faults),
        ]
    )
