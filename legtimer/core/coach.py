"""The coach: from the sessions of a preset to one next step, and why.

The rules are in the table at the end of this file; the first with an answer decides. The back comes first, then form,
then whether the work was completed, and only then what could be made harder. A suggestion is never applied by itself.

Sources of the rules:

- Pain stops progress: stay active with gentle work, get help, at once if the legs go numb or weak, then build up again
  in small steps (NHS, "Back pain", nhs.uk/conditions/back-pain; NHS Borders, "Low back pain"; Guy's and St Thomas' NHS
  Foundation Trust, "Physiotherapy and exercises").
- A set ends, and the work gets easier, when form breaks (The Prehab Guys, "Leg Lower", library.theprehabguys.com;
  American Council on Exercise, exercise library).
- Two clean sessions in a row before anything gets harder: the two-for-two rule (Baechle and Earle, "Weight Training:
  Steps to Success"), applied to whole sessions as planned instead of two reps beyond them.
- One small change at a time: more reps, slower tempo, less rest and more load are all ways to progress; 8 to 12 reps
  for beginners, load in steps of 2 to 10% (American College of Sports Medicine, "Progression Models in Resistance
  Training for Healthy Adults", 2009).
- Slower lowering first: it adds tension where control matters, without load. It stops at 6 s because reps of up to
  about 8 s are known to be effective, and beyond 10 s less so (Schoenfeld, Ogborn and Krieger, "Effect of Repetition
  Duration During Resistance Training on Muscle Hypertrophy", Sports Medicine 45, 2015).
- Effort 9 or 10 means at most one rep in reserve, so nothing gets harder (Zourdos and others, "Novel Resistance
  Training-Specific Rating of Perceived Exertion Scale", Journal of Strength and Conditioning Research 30, 2016).

Numbers that no source gives (half a second, three weeks) are this program's own, on the careful side.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from legtimer.core import progression
from legtimer.core.bests import bests_of
from legtimer.core.calendar import when_text
from legtimer.core.formatting import best_text
from legtimer.core.load import Unit
from legtimer.core.preset import Block, Preset, milliseconds
from legtimer.core.session import Session

DISCLAIMER = (
    "legtimer is not a medical device: the coach knows only what you record. "
    "If anything hurts, stop, and ask a doctor or physiotherapist."
)
SEE_A_DOCTOR = "See a doctor or physiotherapist, at once if your legs feel numb or weak."
WAIT_FOR_FINE = "Nothing harder until your back has been fine twice in a row."
TWO_CLEAN = "Two clean sessions in a row."

FINE_IN_A_ROW = 2  # reports after pain, before anything gets harder
HARD = 9  # effort from which nothing gets harder
LONG_AGO = 21  # days
GENTLE_LEVEL = 2  # presets up to this level are gentle as they are

SuggestionKind = Literal["same", "slower", "reps", "longer", "rest", "harder", "load", "control", "easier", "gentle"]


class Suggestion(Struct, frozen=True, kw_only=True):
    """One next step and why. It changes the preset to `preset`, or leads to the preset `stem`, or changes nothing.

    `slower`, `reps`, `longer`, `rest`, `harder` and `load` ask for more; `control` (slower, but fewer), `easier` (one
    preset down) and `gentle` (after pain) for less.
    """

    kind: SuggestionKind
    what: str
    why: str
    preset: Preset | None = None
    stem: str | None = None

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to accept."""
        return self.preset is not None or self.stem is not None


class Situation(Struct, frozen=True, kw_only=True):
    """What a rule decides on: sessions of this preset, and those of any preset with a back report, oldest first."""

    stem: str
    preset: Preset
    sessions: tuple[Session, ...]
    reports: tuple[Session, ...]
    library: Mapping[str, Preset]
    today: date
    units: Unit | None = None  # of the loads in texts; None: as they are written

    def same_plan(self, session: Session) -> bool:
        """Whether a session asked for the same work as the preset does now."""
        return _work(session) == _work(self.preset)

    def other_preset(self, stem: str | None) -> str | None:
        """The stem, if it is that of another preset in the library."""
        return stem if stem in self.library and stem != self.stem else None

    @property
    def gentlest(self) -> str:
        """The stem of the preset reached by following `easier` to its end; this one if there is none."""
        stem, seen = self.stem, {self.stem}
        easier = self.preset.easier
        while easier is not None and easier in self.library and easier not in seen:
            stem = easier
            seen.add(stem)
            easier = self.library[stem].easier
        return stem


Rule = Callable[[Situation], Suggestion | None]


def suggest(
    stem: str,
    preset: Preset,
    sessions: Iterable[Session],
    library: Mapping[str, Preset],
    today: date,
    units: Unit | None = None,
) -> Suggestion:
    """The next step for a preset.

    `sessions` are those of all presets, in any order, because pain counts whichever preset it followed. `library` holds
    all presets by stem. Loads are in `units`, or as they are written.
    """
    past = sorted(sessions, key=lambda session: (session.started, session.id))
    situation = Situation(
        stem=stem,
        preset=preset,
        sessions=tuple(s for s in past if s.preset == stem and s.tension and s.status != "running"),
        reports=tuple(s for s in past if s.back is not None and (s.back != "fine" or s.mostly_done)),
        library=library,
        today=today,
        units=units,
    )
    return next(suggestion for rule in RULES if (suggestion := rule(situation)) is not None)


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


def _pain(s: Situation) -> Suggestion | None:
    pain = unresolved_pain(s.reports)
    if pain is None:
        return None
    hurt = f"Your back hurt {when_text(pain.day, s.today)}."
    since = [session for session in s.sessions if (session.started, session.id) > (pain.started, pain.id)]
    fine = [session for session in since if session.back == "fine" and session.clean]
    if s.reports[-1].back == "fine" and any(map(s.same_plan, fine)):
        return _no_change(f"{hurt} This has been fine since, so repeat it gently. {WAIT_FOR_FINE}")
    return _gentle(s, pain, f"{hurt} {SEE_A_DOCTOR} {WAIT_FOR_FINE}")


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


def _trouble_last_time(s: Situation) -> Suggestion | None:
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


def _make_easier(s: Situation, trouble: str, indices: Iterable[int]) -> Suggestion:
    easier = s.other_preset(s.preset.easier)
    again = any(map(_had_trouble, s.sessions[-2:-1]))
    control = progression.apply_step(s.preset, progression.more_control, indices)
    if easier is not None and (again or control is None):
        before = ", and the time before was no better" if again else ""
        why = f"{trouble}{before}. Build control there, then come back."
        return Suggestion(kind="easier", what=f"Step down to {s.library[easier].name}", why=why, stem=easier)
    if control is not None:
        return _adjust(s, "control", control, f"{trouble}. Regain control before doing more.")
    return _no_change(f"{trouble}. There is no gentler version: go only as far as your back stays in position.")


def _had_trouble(session: Session) -> bool:
    return session.back in ("tight", "pain") or session.form_break


def _tight_lately(s: Situation) -> Suggestion | None:
    if not s.reports or s.reports[-1].back != "tight":
        return None
    return _no_change(f"Your back was tight {when_text(s.reports[-1].day, s.today)}. Nothing harder until it is fine.")


def _not_completed(s: Situation) -> Suggestion | None:
    if not s.sessions:
        return _no_change("You haven't done this yet. Do it once first.")
    last = s.sessions[-1]
    if not s.same_plan(last):
        return _no_change("You haven't done this version yet. Do it once first.")
    if last.clean:
        return None
    done = f" ({last.reps} of {last.reps_planned} reps)" if last.reps < last.reps_planned else ""
    return _no_change(f"You didn't finish last time{done}. Finish it once before moving on.")


def _not_ready(s: Situation) -> Suggestion | None:
    last = s.sessions[-1]
    days = (s.today - last.day).days
    if days > LONG_AGO:
        return _no_change(f"Your last session was {days // 7} weeks ago. Ease back in first.")
    if last.effort is not None and last.effort >= HARD:
        return _no_change(f"Effort {last.effort} of 10 leaves nothing in reserve. Let it get easier first.")
    clean = [each.clean and each.back in (None, "fine") and s.same_plan(each) for each in s.sessions[-2:]]
    if len(clean) < 2 or not all(clean):
        return _no_change("One more clean session and we step up.")
    return None


def _beat_the_best(s: Situation) -> Suggestion | None:
    """Where every set goes on until a key ends it, the best grows first, then what it is measured with."""
    bests = bests_of(s.preset, s.sessions)
    if not all(block.max for block in s.preset.blocks):
        return None
    short = [(n, block) for n, block in enumerate(s.preset.blocks, 1) if bests.get(n, 0) < _enough(block)]
    if not short:
        return None
    number, block = short[0]
    name = f"{block.name}: " if len(s.preset.blocks) > 1 else ""
    best = best_text(block, bests.get(number, 0))
    what = f"{name}as clean as last time, and a little more than {best}"
    return Suggestion(kind="same", what=what[:1].upper() + what[1:], why=f"{TWO_CLEAN} Your best so far is {best}.")


def _enough(block: Block) -> float:
    """The best from which on a "max" exercise is made harder: reps, or milliseconds of work."""
    if block.work is not None:
        return milliseconds(progression.MAX_WORK)
    return progression.MAX_REPS * block.side_count


def _shorter_round_rest(s: Situation) -> Suggestion | None:
    harder = progression.shorter_round_rest(s.preset)
    return _adjust(s, "rest", harder, f"{TWO_CLEAN} Rest a little less between rounds.") if harder is not None else None


def _grow(kind: SuggestionKind, growth: progression.Growth, because: str) -> Rule:
    def rule(s: Situation) -> Suggestion | None:
        harder = progression.grow_one_block(s.preset, growth)
        return _adjust(s, kind, harder, f"{TWO_CLEAN} {because}") if harder is not None else None

    return rule


def _next_preset(s: Situation) -> Suggestion | None:
    harder = s.other_preset(s.preset.harder)
    if harder is None:
        return None
    why = f"{TWO_CLEAN} There is little left to add here: time for the next variation."
    return Suggestion(kind="harder", what=f"Step up to {s.library[harder].name}", why=why, stem=harder)


def _no_change(why: str) -> Suggestion:
    return Suggestion(kind="same", what="Do it as planned", why=why)


def _adjust(s: Situation, kind: SuggestionKind, preset: Preset, why: str) -> Suggestion:
    what = progression.difference(s.preset, preset, s.units)
    return Suggestion(kind=kind, what=what[:1].upper() + what[1:], why=why, preset=preset)


def _work(plan: Preset | Session) -> list[tuple[object, ...]]:
    """What a plan asks for, without names and cues."""
    rounds = (plan.rounds, plan.round_rest if plan.rounds > 1 else 0)
    return [rounds, *map(_work_of_block, plan.blocks)]


def _work_of_block(block: Block) -> tuple[object, ...]:
    rest = block.rest if block.sets > 1 else 0
    switch = block.switch if block.sides == "each" else 0
    return (block.sets, block.reps, block.tempo, block.work, rest, block.load, block.first, block.sides, switch)


RULES: tuple[Rule, ...] = (
    _pain,
    _trouble_last_time,
    _tight_lately,
    _not_completed,
    _not_ready,
    _beat_the_best,
    _grow("slower", progression.SLOWER_DOWN, "A slower way down comes first: more tension without more load."),
    _grow("reps", progression.MORE_REPS, "The way down is slow enough: add reps."),
    _grow("longer", progression.LONGER_WORK, "Work a little longer."),
    _grow("rest", progression.SHORTER_REST, "The sets are long enough: rest a little less."),
    _shorter_round_rest,
    _next_preset,
    _grow("load", progression.MORE_LOAD, "Slow enough, and enough reps: add a little load."),
    lambda _: _no_change(f"{TWO_CLEAN} This preset has no harder version: keep it up."),
)
