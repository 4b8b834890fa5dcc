"""The coach's rules for a back that hurts or is tight, and for broken form: they ask for less, or for nothing more."""

from collections.abc import Iterable

from legtimer.core import progression
from legtimer.core.calendar import when_text
from legtimer.core.session import Session
from legtimer.core.suggestion import Situation, Suggestion, adjust, no_change

SEE_A_DOCTOR = "See a doctor or physiotherapist, at once if your legs feel numb or weak."
WAIT_FOR_FINE = "Nothing harder until your back has been fine twice in a row."
FINE_IN_A_ROW = 2  # reports after pain, before anything gets harder
GENTLE_LEVEL = 2  # presets up to this level are gentle enough without a change


def unresolved_pain(reports: Iterable[Session]) -> Session | None:
    """The last session with pain, unless the back was fine twice in a row since; `reports` are oldest first."""
    pain: Session | None = None
    fine = 0
    for session in reports:
        fine = fine + 1 if session.back == "fine" else 0
        if session.back == "pain":
            pain = session
        elif fine >= FINE_IN_A_ROW:
            pain = None
    return pain


def after_pain(s: Situation) -> Suggestion | None:
    """Until the back was fine twice in a row since it hurt: gentle work only."""
    pain = unresolved_pain(s.reports)
    if pain is None:
        return None
    hurt = f"Your back hurt {when_text(pain.day, s.today)}."
    since = [session for session in s.sessions if (session.started, session.id) > (pain.started, pain.id)]
    fine = [session for session in since if session.back == "fine" and session.clean]
    if s.reports[-1].back == "fine" and any(map(s.same_plan, fine)):
        return no_change(f"{hurt} This has been fine since, so repeat it gently. {WAIT_FOR_FINE}")
    return _gentle(s, pain, f"{hurt} {SEE_A_DOCTOR} {WAIT_FOR_FINE}")


def after_trouble(s: Situation) -> Suggestion | None:
    """If the back was not fine the last time, or form broke: more control, or an easier preset."""
    last = next((each for each in reversed(s.sessions) if each.mostly_done or _had_trouble(each)), None)
    if last is None or not s.same_plan(last):
        return None
    whole = range(len(s.preset.blocks))
    if last.back == "tight":
        return _make_easier(s, "Your back was tight last time", whole)
    if last.back == "pain":
        return _make_easier(s, "Your back hurt the last time you did this", whole)
    broken = [record.block - 1 for record in last.sets if record.ended == "form" and last.block_of(record)]
    return _make_easier(s, "Your form broke last time", broken) if broken else None


def while_tight(s: Situation) -> Suggestion | None:
    """While the latest report, after whichever preset, is of a tight back: nothing harder."""
    if not s.reports or s.reports[-1].back != "tight":
        return None
    return no_change(f"Your back was tight {when_text(s.reports[-1].day, s.today)}. Nothing harder until it is fine.")


def _gentle(s: Situation, pain: Session, why: str) -> Suggestion:
    if s.gentlest != s.stem:
        what = f"Gentle work only: {s.library[s.gentlest].name}"
        return Suggestion(kind="gentle", what=what, why=why, stem=s.gentlest)
    as_planned = Suggestion(kind="gentle", what="Do it as planned, but gently", why=why)
    since = [session for session in s.sessions if session.started >= pain.started]
    trouble = [session for session in since if session.back in ("tight", "pain")]
    if not trouble and s.preset.level <= GENTLE_LEVEL:
        return as_planned
    before = trouble or [session for session in s.sessions if session.started < pain.started]
    if before and s.preset.tension < before[-1].to_preset(None).tension:
        return as_planned  # the preset has been made gentler since
    gentle = progression.gentler_preset(s.preset) if before else None
    if gentle is None:
        return Suggestion(kind="gentle", what="Leave this one for now", why=why)
    what = f"Gently: {progression.difference(s.preset, gentle, s.units)}"
    return Suggestion(kind="gentle", what=what, why=why, preset=gentle)


def _make_easier(s: Situation, trouble: str, indices: Iterable[int]) -> Suggestion:
    easier = s.other_preset(s.preset.easier)
    again = any(map(_had_trouble, s.sessions[-2:-1]))
    control = progression.apply_step(s.preset, progression.more_control, indices)
    if easier is not None and (again or control is None):
        before = ", and the time before was no better" if again else ""
        why = f"{trouble}{before}. Build control there, then come back."
        return Suggestion(kind="easier", what=f"Step down to {s.library[easier].name}", why=why, stem=easier)
    if control is not None:
        return adjust(s, "control", control, f"{trouble}. Regain control before doing more.")
    return no_change(f"{trouble}. There is no gentler version: go only as far as your back stays in position.")


def _had_trouble(session: Session) -> bool:
    return session.back in ("tight", "pain") or session.form_break
