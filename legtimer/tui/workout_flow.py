"""A workout from its start to the summary."""

import asyncio
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec.structs import replace
from textual.app import App

from legtimer.core.coach import suggest
from legtimer.core.preset import Preset
from legtimer.core.preview import one_rep
from legtimer.core.printable import printable
from legtimer.core.renames import Renames
from legtimer.core.session import Session
from legtimer.core.suggestion import Suggestion
from legtimer.core.workout import Workout
from legtimer.runtime.controller import WorkoutController
from legtimer.runtime.saved import unsaved_lines
from legtimer.runtime.session_writer import NullSessionWriter, SessionWriter
from legtimer.storage.past_bests import past_bests
from legtimer.storage.preset_library import PresetEntry, PresetLibrary
from legtimer.storage.recovery import save_rescue_copy
from legtimer.system.keep_awake import keep_awake
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.summary import Outcome, SummaryScreen
from legtimer.tui.screens.try_rep import TryRepScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.services import Services

TRIAL_PREPARE = 3.0  # seconds
COACH_SESSIONS = 500


async def perform(
    app: App[None], services: Services, entry: PresetEntry, on_begin: Callable[[SessionWriter], object]
) -> None:
    """Perform a preset, then show its summary; `on_begin` is given its session writer. Await it in a worker."""
    if services.save:
        entry = await asyncio.to_thread(services.library.identify, entry)
    assert entry.preset is not None
    session_writer = SessionWriter(
        entry.stem,
        entry.preset,
        services.history.start_session if services.save else lambda _: NullSessionWriter(),
        partial(save_rescue_copy, services.history),
        services.local_time,
        services.clock,
    )
    on_begin(session_writer)
    settings = services.settings.current
    bests = await asyncio.to_thread(past_bests, services.history, services.library, entry.stem, entry.preset)
    controller = _controller(
        services,
        Workout(entry.preset, wait=settings.wait, resume_lead=1000 * settings.resume_lead, bests=bests),
        session_writer,
    )
    screen = WorkoutScreen(controller, partial(_notice, services, session_writer), lambda: services.settings.current)
    try:
        with keep_awake():
            await app.push_screen_wait(screen)
    finally:  # if the app ends while the screen is being composed, the screen is never unmounted
        controller.leave()
    if not session_writer.session.performed:
        await asyncio.to_thread(session_writer.settle)  # until the file is removed
        if isinstance(app.screen, PickerScreen):
            app.screen.read_history()
        return
    advise, outcome = partial(_advise, services), partial(_outcome, session_writer)
    await app.push_screen_wait(SummaryScreen(session_writer.session, services.history, advise, outcome))


def _controller(
    services: Services, workout: Workout, session_writer: SessionWriter | NullSessionWriter
) -> WorkoutController:
    return WorkoutController(
        workout,
        clock=services.clock,
        sleep=services.sleep,
        soundtrack=services.sound.soundtrack(workout),
        session_writer=session_writer,
    )


def entry_to_repeat(library: PresetLibrary, session: Session) -> PresetEntry:
    """Return the plan of a session, as the preset that it belongs to now; reads the presets from disk."""
    session = Renames(library.presets())(session)
    gone = PresetEntry(stem=session.preset, source="own", path=Path(session.preset), preset=None)
    entry = next((entry for entry in library.load() if entry.stem == session.preset), gone)
    return replace(entry, preset=session.to_preset(entry.preset))


def try_rep(app: App[None], services: Services, preset: Preset) -> None:
    """Perform one rep, with `TRIAL_PREPARE` seconds to get ready; nothing is saved."""
    workout = Workout(one_rep(preset, prepare=TRIAL_PREPARE))
    controller = _controller(services, workout, NullSessionWriter())
    app.push_screen(TryRepScreen(controller, partial(_sound_notice, services), lambda: services.settings.current))


def _sound_notice(services: Services) -> str:
    """Return what is wrong with the sound, or nothing."""
    return printable(services.sound.notice)


def _notice(services: Services, session_writer: SessionWriter) -> str:
    """Return the most important notice for the header, or nothing."""
    if warning := session_writer.warning:
        return printable(f"not saved yet: {warning}")
    return _sound_notice(services) or ("muted" if services.settings.current.mute else "")


def _outcome(session_writer: SessionWriter) -> Outcome:
    """Return whether a session was saved; waits for the disk."""
    lines = unsaved_lines(session_writer)
    if not lines and not session_writer.session.id:
        lines = ["This session is not kept, as you asked."]
    return Outcome(session_writer.session, "\n".join(lines) or None)


def _advise(services: Services, session: Session) -> Suggestion | None:
    """Return the coach's suggestion after a session; reads up to `COACH_SESSIONS` sessions from disk."""
    library = services.library.presets()
    preset = library.get(session.preset)
    if preset is None:
        return None
    past = [one for one in islice(services.history.iterate(), COACH_SESSIONS) if isinstance(one, Session)]
    today = services.local_time().date()
    return suggest(session.preset, preset, map(Renames(library), past), library, today, services.units)
