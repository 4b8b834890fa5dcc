"""A preset in words, as the picker shows it."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.content import Content

from legtimer.core.calendar import when_text
from legtimer.core.coach import DISCLAIMER, Suggestion
from legtimer.core.formatting import OUTCOMES, clock_text, count_text
from legtimer.core.preset import Block, Fault, Preset
from legtimer.core.preset_entry import PresetEntry
from legtimer.core.printable import printable
from legtimer.core.session import Session
from legtimer.core.tempo import Phase
from legtimer.core.timeline import SegmentKind

PHASES: tuple[tuple[Phase, str], ...] = (("up", "UP"), ("top", "top"), ("down", "DOWN"), ("bottom", "bottom"))


def heading(preset: Preset, own: bool) -> Content:
    """Name and summary."""
    mark = ("  yours", "$text-accent") if own else ""
    return Content("\n").join(
        [Content.assemble((preset.name, "bold"), mark), Content.styled(preset.summary, "$text-muted")]
    )


def tempo_words(block: Block, now: SegmentKind | None = None) -> Content:
    """The tempo in words, with the phase that is under way set off."""
    if block.tempo is None:
        return Content.styled(f"{block.work or 0:g} s of work", "reverse" if now == "work" else "bold")
    parts = [
        Content.styled(f"{word} {getattr(block.tempo, phase):g}", "reverse" if phase == now else "bold")
        for phase, word in PHASES
    ]
    return Content(" · ").join(parts)


def plan(block: Block) -> str:
    """What there is to do: `3 sets of 10 reps, 60 s rest`."""
    what = count_text(block.reps, "rep") if block.reps else f"{block.work or 0:g} s"
    sides = ", alternating" if block.sides == "alternate" else ""
    load = f", {block.load:g} kg" if block.load else ""
    rest = f", {block.rest:g} s rest" if block.sets > 1 else ""
    return f"{count_text(block.sets, 'set')} of {what}{sides}{load}{rest}"


def facts(preset: Preset) -> list[Content]:
    """How much, how long, with what."""
    if len(preset.blocks) == 1:
        lines = [plan(preset.blocks[0])]
    else:
        lines = [f"{number}. {block.name}: {plan(block)}" for number, block in enumerate(preset.blocks, 1)]
    needs = f", {' and '.join(preset.equipment)}" if preset.equipment else ""
    lines.append(f"{clock_text(preset.duration)} in all, {clock_text(preset.tension)} under tension{needs}")
    return [Content(line) for line in lines]


def past(sessions: Sequence[Session], today: date) -> Content:
    """When it was last done, and how it went; `sessions` are those of the preset, newest first."""
    if not sessions:
        return Content.styled("You have not done it yet.", "$text-muted")
    last = sessions[0]
    reps = f"{last.reps} of {count_text(last.reps_planned, 'rep')}" if last.reps_planned else ""
    effort = f"effort {last.effort}" if last.effort else ""
    back = f"back {last.back}" if last.back else ""
    how = ", ".join(part for part in (OUTCOMES[last.status], reps, effort, back) if part)
    day = when_text(last.day, today)
    times = f"  ({len(sessions)} times so far)" if len(sessions) > 1 else ""
    return Content.assemble(f"Last done {day}", f": {how}" if how else "", (times, "$text-muted"))


def advice(suggestion: Suggestion) -> Content:
    """What the coach suggests, and why."""
    take = Content.assemble("   ", ("c", "bold"), " takes it") if suggestion.changes_something else Content("")
    what = Content.assemble(("Coach: ", "$text-accent"), (suggestion.what, "bold"), take)
    return Content("\n").join([what, Content.styled(suggestion.why, "$text-muted")])


def cautions(preset: Preset) -> list[Content]:
    """When to stop: each thing once, however many exercises say it."""
    said = dict.fromkeys(block.cues.caution for block in preset.blocks if block.cues.caution)
    return [Content.styled(caution, "$text-warning") for caution in said]


def how_to(preset: Preset) -> list[Content]:
    """Set-up and form of each exercise."""
    lines: list[Content] = []
    for block in preset.blocks:
        if len(preset.blocks) > 1:
            lines += [Content(""), Content.assemble((block.name, "underline"), "  ", tempo_words(block))]
        lines += [Content(f"{number}. {cue}") for number, cue in enumerate(block.cues.setup, 1)]
        lines += [Content(f"• {cue}") for cue in block.cues.form]
    return [*lines, Content(""), Content.styled(DISCLAIMER, "$text-muted")]


def fault_lines(entry: PresetEntry) -> list[Content]:
    """What is wrong with a file, a line for each fault."""
    return [
        Content.styled(_fault(fault), "$text-error" if fault.severity == "error" else "$text-warning")
        for fault in entry.faults
    ]


def broken(entry: PresetEntry) -> Content:
    """A file that is no preset: which, and why."""
    number = sum(fault.severity == "error" for fault in entry.faults)
    return Content("\n").join(
        [
            Content.styled(printable(entry.stem), "bold"),
            Content.styled(printable(str(entry.path)), "$text-muted"),
            Content(""),
            Content(f"This file has {count_text(number, 'fault')}. Mend it in your editor, or here with e."),
            *fault_lines(entry),
        ]
    )


def joined(parts: Iterable[Content | Sequence[Content]]) -> Content:
    """Paragraphs, a blank line between them; empty ones are left out."""
    paragraphs = [Content("\n").join(part) if not isinstance(part, Content) else part for part in parts if part]
    return Content("\n\n").join(paragraphs)


def _fault(fault: Fault) -> str:
    line = f"line {fault.line}: " if fault.line else ""
    key = f"{fault.key}: " if fault.key else ""
    return f"{line}{key}{fault.text}"
