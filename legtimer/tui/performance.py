"""A workout from the first moment to the summary."""

from collections.abc import Callable
from functools import partial
from itertools import islice

from textual.app import App

from legtimer.core.coach import Suggestion, suggest
from legtimer.core.library import Entry
from legtimer.core.preset import Preset
from legtimer.core.printable import printable
from legtimer.core.session import Session
from legtimer.core.settings import Settings
from legtimer.core.workout import Workout
from legtimer.tui.archive import Archive
from legtimer.tui.awake import kept_awake
from legtimer.tui.conductor import Rooms
from legtimer.tui.diary import Blank, Diary
from legtimer.tui.parts import Parts
from legtimer.tui.preview import one_rep
from legtimer.tui.screens.summary import Outcome, SummaryScreen
from legtimer.tui.screens.try_rep import TryRepScreen
from legtimer.tui.screens.workout import WorkoutScreen

TRIAL_PREPARE = 3.0  # seconds
LOOKING_BACK = 500  # sessions the coach looks at after a workout


async def perform(
    app: App[None], parts: Parts, settings: Callable[[], Settings], entry: Entry, opened: Callable[[Diary], object]
) -> None:
    """Perform a preset; `opened` is told of its diary. To be awaited in a worker."""
    assert entry.preset is not None
    diary = Diary(entry.stem, entry.preset, parts.begin, parts.history.keep_copy, parts.today, parts.clock)
    opened(diary)
    rooms = Rooms(
        clock=parts.clock,
        sleep=parts.sleep,
        sound=parts.sound.soundtrack(entry.preset),
        diary=diary,
        notice=lambda: _notice(parts, diary, settings()),
    )
    workout = Workout(entry.preset, wait=settings().wait)
    screen = WorkoutScreen(workout, rooms, settings())
    try:
        with kept_awake():
            await app.push_screen_wait(screen)
    finally:  # where the app ends while the screen is being put together, that one never hears of it
        screen.conductor.leave()
    advise, outcome = partial(_advise, parts), partial(_outcome, diary, parts.history)
    await app.push_screen_wait(SummaryScreen(diary.session, parts.history, advise, outcome))


def unsaved_lines(diary: Diary, archive: Archive) -> list[str]:
    """Why a session is not in the history, and where it is, or the session itself. Waits for the disk."""
    diary.settle()
    if diary.problem is None:
        return []
    why = f"This session could not be saved: {diary.problem}."
    if diary.copy is not None:
        return [why, f"A copy is in {diary.copy}. The next start takes it into your history, if there is room by then."]
    return [why, "No other place takes it either. This is what it holds:", *archive.spelled(diary.session).splitlines()]


def try_rep(app: App[None], parts: Parts, preset: Preset) -> None:
    """Let one rep be heard and seen, with a moment to get ready; it leaves no trace."""
    trial = one_rep(preset, prepare=TRIAL_PREPARE)
    rooms = Rooms(
        clock=parts.clock,
        sleep=parts.sleep,
        sound=parts.sound.soundtrack(trial),
        diary=Blank(),
        notice=lambda: printable(parts.sound.notice),
    )
    app.push_screen(TryRepScreen(Workout(trial), rooms))


def _notice(parts: Parts, diary: Diary, settings: Settings) -> str:
    """The one thing a person should know during a workout, if any."""
    if warning := diary.warning:
        return printable(f"not saved yet: {warning}")
    return printable(parts.sound.notice) or ("muted" if settings.mute else "")


def _outcome(diary: Diary, archive: Archive) -> Outcome:
    """What became of a session; waits for the disk."""
    lines = unsaved_lines(diary, archive)
    if not lines and not diary.session.id:
        lines = ["This session is not kept, as you asked."]
    return Outcome(diary.session, "\n".join(lines) or None)


def _advise(parts: Parts, session: Session) -> Suggestion | None:
    """What the coach says after a session; takes as long as reading what it looks back on."""
    library = {entry.stem: entry.preset for entry in parts.presets.load() if entry.preset is not None}
    preset = library.get(session.preset)
    if preset is None:
        return None
    past = [one for one in islice(parts.history.each(), LOOKING_BACK) if isinstance(one, Session)]
    return suggest(session.preset, preset, past, library, parts.today().date())
