"""What the screens say about a preset."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.content import Content

from legtimer.core.calendar import when_text
from legtimer.core.coach import DISCLAIMER, Suggestion
from legtimer.core.formatting import OUTCOMES, clock_text, count_text, plan_text, tempo_text
from legtimer.core.preset import PHASE_ORDER, Block, Fault, Preset
from legtimer.core.printable import printable
from legtimer.core.session import Session
from legtimer.core.timeline import SegmentKind
from legtimer.storage.preset_library import PresetEntry


def heading(preset: Preset, own: bool) -> Content:
    """Return name and summary."""
    mark = ("  yours", "$text-accent") if own else ""
    summary = Content.styled(preset.summary, "$text-muted")
    return Content("\n").join([Content.assemble((preset.name, "bold"), mark), summary])


def tempo_content(block: Block, current: SegmentKind | None = None) -> Content:
    """Return the tempo in bold, with the `current` phase highlighted."""
    phases: Sequence[SegmentKind] = PHASE_ORDER["up"] if block.tempo else ("work",)
    words = zip(phases, tempo_text(block).split(" · "), strict=True)
    return Content(" · ").join(Content.styled(word, "reverse" if phase == current else "bold") for phase, word in words)


def totals(preset: Preset) -> list[str]:
    """Return the duration and the time under tension of the whole workout."""
    return [f"{clock_text(preset.duration)} in all", f"{clock_text(preset.tension)} under tension"]


def facts(preset: Preset) -> list[Content]:
    """Return the plan of each exercise, the totals and the equipment."""
    if len(preset.blocks) == 1:
        lines = [plan_text(preset.blocks[0])]
    else:
        lines = [f"{number}. {block.name}: {plan_text(block)}" for number, block in enumerate(preset.blocks, 1)]
    equipment = [" and ".join(preset.equipment)] if preset.equipment else []
    lines.append(", ".join([*totals(preset), *equipment]))
    return [Content(line) for line in lines]


def last_time(sessions: Sequence[Session], today: date) -> Content:
    """Return when the preset was last done, and how it went; `sessions` are those of the preset, newest first."""
    if not sessions:
        return Content.styled("You have not done it yet.", "$text-muted")
    last = sessions[0]
    reps = f"{last.reps} of {count_text(last.reps_planned, 'rep')}" if last.reps_planned else ""
    effort = f"effort {last.effort}" if last.effort else ""
    back = f"back {last.back}" if last.back else ""
    results = ", ".join(filter(None, (OUTCOMES[last.status], reps, effort, back)))
    day = when_text(last.day, today)
    times = f"  ({len(sessions)} times so far)" if len(sessions) > 1 else ""
    return Content.assemble(f"Last done {day}", f": {results}" if results else "", (times, "$text-muted"))


def suggestion_text(suggestion: Suggestion) -> Content:
    """Return the coach's suggestion and the reason for it."""
    hint = Content.assemble("   ", ("c", "bold"), " takes it") if suggestion.changes_something else Content("")
    what = Content.assemble(("Coach: ", "$text-accent"), (suggestion.what, "bold"), hint)
    return Content("\n").join([what, Content.styled(suggestion.why, "$text-muted")])


def cautions(preset: Preset) -> list[Content]:
    """Return when to stop, without repetitions."""
    texts = dict.fromkeys(block.cues.caution for block in preset.blocks if block.cues.caution)
    return [Content.styled(text, "$text-warning") for text in texts]


def instructions(preset: Preset) -> list[Content]:
    """Return set-up and form cues of each exercise."""
    lines: list[Content] = []
    for block in preset.blocks:
        if len(preset.blocks) > 1:
            lines += [Content(""), Content.assemble((block.name, "underline"), "  ", tempo_content(block))]
        lines += [Content(f"{number}. {cue}") for number, cue in enumerate(block.cues.setup, 1)]
        lines += [Content(f"• {cue}") for cue in block.cues.form]
    return [*lines, Content(""), Content.styled(DISCLAIMER, "$text-muted")]


def fault_lines(faults: Iterable[Fault]) -> list[Content]:
    """Return one line per fault: where it is and what is wrong."""
    lines = []
    for fault in faults:
        parts = [f"line {fault.line}" if fault.line else "", fault.key, fault.text]
        colour = "$text-error" if fault.severity == "error" else "$text-warning"
        lines.append(Content.styled(": ".join(filter(None, parts)), colour))
    return lines


def invalid_file(entry: PresetEntry) -> Content:
    """Return the name, the path and the faults of a file that is not a valid preset."""
    errors = sum(fault.severity == "error" for fault in entry.faults)
    return Content("\n").join(
        [
            Content.styled(printable(entry.stem), "bold"),
            Content.styled(printable(str(entry.path)), "$text-muted"),
            Content(""),
            Content(f"This file has {count_text(errors, 'error')}. Correct it in your editor, or here with e."),
            *fault_lines(entry.faults),
        ]
    )
