"""The coach: from the sessions of a preset one next step, and why.

The rules stand in one table at the end of this file; the first that has something to say is the answer. The back comes
first, then form, then whether the work was done at all, and only then the question what could grow. Nothing is ever
applied: whoever reads a suggestion takes it or leaves it.

Where the rules come from:

- Pain ends the matter: stop, keep to what is gentle, see somebody who can look at it. For back pain the NHS advises to
  stay active and to build up again gradually; to get help if it is severe, gets worse or does not pass, and at once if
  the legs go numb or weak (NHS, "Back pain", nhs.uk/conditions/back-pain; NHS Borders, "Low back pain": what increases
  pain waits until it is manageable; Guy's and St Thomas' NHS Foundation Trust, "Physiotherapy and exercises": start
  from what you managed lately, in smaller steps).
- A set ends, and the work gets easier, where form does: a leg lowering goes only as far as the lower back keeps its
  place (The Prehab Guys, "Leg Lower", library.theprehabguys.com), and reps until technique becomes compromised
  (American Council on Exercise, exercise library).
- Two clean sessions in a row before anything grows: the two-for-two rule (Baechle and Earle, "Weight Training: Steps to
  Success"), asked of whole sessions as planned instead of two reps beyond them.
- One thing grows at a time, a little: more reps, another tempo, less rest and more load are all ways to progress; 8 to
  12 reps are for beginners, load grows by 2 to 10% (American College of Sports Medicine, "Progression Models in
  Resistance Training for Healthy Adults", 2009).
- A longer lowering first: it adds tension where the control is, at no more load. It stops at 6 s, since the length of
  a rep is known to serve up to about 8 s, and beyond 10 s serves less (Schoenfeld, Ogborn and Krieger, "Effect of
  Repetition Duration During Resistance Training on Muscle Hypertrophy", Sports Medicine 45, 2015).
- Effort 9 or 10 means that at most one more rep was in reserve: no room to grow in (Zourdos and others, "Novel
  Resistance Training-Specific Rating of Perceived Exertion Scale", Journal of Strength and Conditioning Research 30,
  2016).

The numbers where a source names none (half a second, three weeks) are this program's own, on the careful side.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from legtimer.core.back import BackReport, back_report, unresolved_pain
from legtimer.core.calendar import day_text
from legtimer.core.preset import Block, Preset
from legtimer.core.progression import (
    HEAVIER,
    LONGER_WORK,
    MORE_REPS,
    SHORTER_REST,
    SLOWER_DOWN,
    Growth,
    changed,
    controlled,
    difference,
    gentler,
    grown,
)
from legtimer.core.session import Session

DISCLAIMER = (
    "legtimer is no medical device: the coach only counts what you tell it. "
    "If anything hurts, stop, and ask a doctor or physiotherapist."
)
SEE_SOMEBODY = "Have a doctor or physiotherapist look at it, at once if your legs feel numb or weak."

TWICE = 2  # clean sessions in a row before anything grows
HARD = 9  # effort from which nothing grows
LONG_AGO = 21  # days
GENTLE_LEVEL = 2  # presets up to this level are gentle work as they are

SuggestionKind = Literal["same", "slower", "reps", "longer", "rest", "harder", "load", "control", "easier", "gentle"]


class Suggestion(Struct, frozen=True, kw_only=True):
    """One next step: what to do, why, and what would change: the preset, or which preset (`stem`), or neither.

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
        """Whether there is anything to take in it."""
        return self.preset is not None or self.stem is not None


class Situation(Struct, frozen=True, kw_only=True):
    """What a rule looks at. `mine` are the sessions of the preset and `reports` all there are, oldest first."""

    stem: str
    preset: Preset
    mine: tuple[Session, ...]
    reports: tuple[BackReport, ...]
    library: Mapping[str, Preset]
    today: date

    @property
    def clean_in_a_row(self) -> int:
        """The last sessions that were clean and good for the back, of the preset as it is now."""
        count = 0
        for session in reversed(self.mine):
            if not (session.clean and session.back in (None, "fine") and self.as_now(session)):
                break
            count += 1
        return count

    def as_now(self, session: Session) -> bool:
        """Whether a session asked for the same as the preset does now."""
        return [_demand(block) for block in session.blocks] == [_demand(block) for block in self.preset.blocks]

    @property
    def last_as_now(self) -> Session | None:
        """The last session, if the preset has stayed the same since."""
        return self.mine[-1] if self.mine and self.as_now(self.mine[-1]) else None

    def name(self, stem: str) -> str:
        """What a preset is called."""
        return self.library[stem].name

    def neighbour(self, stem: str | None) -> str | None:
        """The stem, if it is that of another preset in the library."""
        return stem if stem in self.library and stem != self.stem else None

    @property
    def foot(self) -> str:
        """The gentlest preset of the ladder, found by going down."""
        here, seen = self.stem, {self.stem}
        easier = self.preset.easier
        while easier is not None and easier in self.library and easier not in seen:
            here = easier
            seen.add(here)
            easier = self.library[here].easier
        return here


Rule = Callable[[Situation], Suggestion | None]


def suggest(
    stem: str, preset: Preset, sessions: Iterable[Session], library: Mapping[str, Preset], today: date
) -> Suggestion:
    """The next step for a preset.

    `sessions` are those of all presets, in any order: the back is the same whatever hurt it. `library` holds the
    presets there are, by stem.
    """
    past = sorted(sessions, key=lambda session: (session.started, session.id))
    situation = Situation(
        stem=stem,
        preset=preset,
        mine=tuple(s for s in past if s.preset == stem and s.tension and s.status != "running"),
        reports=tuple(report for s in past if (report := back_report(s)) is not None),
        library=library,
        today=today,
    )
    return next(suggestion for rule in RULES if (suggestion := rule(situation)) is not None)


def _pain(s: Situation) -> Suggestion | None:
    pain = unresolved_pain(s.reports)
    if pain is None:
        return None
    since = [session for session in s.mine if (session.started, session.id) > (pain.started, pain.session)]
    hurt = f"Your back hurt on {day_text(pain.day, s.today)}."
    wait = "Nothing harder before it has been fine twice in a row."
    if s.reports[-1].back == "fine" and any(session.back == "fine" and s.as_now(session) for session in since):
        return _same(f"{hurt} This was fine since, so gently the same again. {wait}")
    return _gentle(s, pain, f"{hurt} {SEE_SOMEBODY} {wait}")


def _gentle(s: Situation, pain: BackReport, why: str) -> Suggestion:
    if s.foot != s.stem:
        return Suggestion(kind="gentle", what=f"Gentle work only: {s.name(s.foot)}", why=why, stem=s.foot)
    as_it_is = Suggestion(kind="gentle", what="Only gently, as it is", why=why)
    hurt_here = [session for session in s.mine if session.back in ("tight", "pain") and session.started >= pain.started]
    if not hurt_here and s.preset.level <= GENTLE_LEVEL:
        return as_it_is
    before = hurt_here or [session for session in s.mine if session.started < pain.started]
    if before and s.preset.tension < sum(block.sets * block.set_tension for block in before[-1].blocks):
        return as_it_is  # it was made gentler since
    gentle = changed(s.preset, gentler, range(len(s.preset.blocks))) if before else None
    if gentle is None:
        return Suggestion(kind="gentle", what="Leave it until then", why=why)
    return Suggestion(kind="gentle", what=f"Only gently: {difference(s.preset, gentle)}", why=why, preset=gentle)


def _bad_back(s: Situation) -> Suggestion | None:
    trouble = {"tight": "Your back was tight last time", "pain": "Your back hurt the last time you did this"}
    if s.last_as_now is None or s.last_as_now.back not in trouble:
        return None
    return _ease(s, trouble[s.last_as_now.back], range(len(s.preset.blocks)))


def _form_break(s: Situation) -> Suggestion | None:
    last = s.last_as_now
    if last is None:
        return None
    broken = [record.block - 1 for record in last.sets if record.ended == "form" and last.block_of(record)]
    return _ease(s, "Your lower back came off the floor last time", broken) if broken else None


def _ease(s: Situation, trouble: str, numbers: Iterable[int]) -> Suggestion:
    easier = s.neighbour(s.preset.easier)
    again = len(s.mine) > 1 and _troubled(s.mine[-2])
    control = changed(s.preset, controlled, numbers)
    if easier is not None and (again or control is None):
        what = f"One step down: {s.name(easier)}"
        why = f"{trouble}{', and the time before was no better' if again else ''}. Build control there, then come back."
        return Suggestion(kind="easier", what=what, why=why, stem=easier)
    if control is not None:
        what = _capital(difference(s.preset, control))
        return Suggestion(kind="control", what=what, why=f"{trouble}. Control before more of it.", preset=control)
    return _same(f"{trouble}. It hardly gets gentler than this: go only as far as your back stays in place.")


def _tight_lately(s: Situation) -> Suggestion | None:
    if not s.reports or s.reports[-1].back != "tight":
        return None
    day = day_text(s.reports[-1].day, s.today)
    return _same(f"Your back was tight on {day}, the last time you said. Nothing harder before it has been fine.")


def _first_time(s: Situation) -> Suggestion | None:
    return None if s.mine else _same("You have not done it yet: as it is, to find out how it goes.")


def _changed_since(s: Situation) -> Suggestion | None:
    return None if s.as_now(s.mine[-1]) else _same("You have not done it the way it is now: that comes first.")


def _unfinished(s: Situation) -> Suggestion | None:
    last = s.mine[-1]
    if last.clean:
        return None
    done = f" ({last.reps} of {last.reps_planned} reps)" if last.reps < last.reps_planned else ""
    return _same(f"You did not do all of it last time{done}: first the whole of it.")


def _long_ago(s: Situation) -> Suggestion | None:
    days = (s.today - s.mine[-1].day).days
    return _same(f"It has been {days // 7} weeks: find your way back first.") if days > LONG_AGO else None


def _hard(s: Situation) -> Suggestion | None:
    effort = s.mine[-1].effort
    if effort is None or effort < HARD:
        return None
    return _same(f"Effort {effort} of 10 leaves no room to grow in: let it get easier first.")


def _not_twice(s: Situation) -> Suggestion | None:
    if s.clean_in_a_row >= TWICE:
        return None
    return _same("Done clean once as it is. After twice in a row comes the next step.")


def _grow(kind: SuggestionKind, growth: Growth, because: str) -> Rule:
    def rule(s: Situation) -> Suggestion | None:
        more = grown(s.preset, growth)
        if more is None:
            return None
        what = _capital(difference(s.preset, more))
        return Suggestion(kind=kind, what=what, why=f"{CLEAN} {because}", preset=more)

    return rule


def _harder(s: Situation) -> Suggestion | None:
    harder = s.neighbour(s.preset.harder)
    if harder is None:
        return None
    why = f"{CLEAN} There is little left to add here: time for the next variation."
    return Suggestion(kind="harder", what=f"One step up: {s.name(harder)}", why=why, stem=harder)


def _as_far_as_it_goes(_: Situation) -> Suggestion | None:
    return _same(f"{CLEAN} This is as far as it goes: keep it up.")


def _same(why: str) -> Suggestion:
    return Suggestion(kind="same", what="The same again", why=why)


def _troubled(session: Session) -> bool:
    return session.back in ("tight", "pain") or any(record.ended == "form" for record in session.sets)


def _demand(block: Block) -> tuple[object, ...]:
    """What a block asks for, without its words."""
    rest = block.rest if block.sets > 1 else 0
    return (block.sets, block.reps, block.tempo, block.work, rest, block.load, block.first, block.sides)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


CLEAN = "Everything clean twice in a row."

RULES: tuple[Rule, ...] = (
    _pain,
    _bad_back,
    _form_break,
    _tight_lately,
    _first_time,
    _changed_since,
    _unfinished,
    _long_ago,
    _hard,
    _not_twice,
    _grow("slower", SLOWER_DOWN, "A slower way down comes first: more tension, no more load."),
    _grow("reps", MORE_REPS, "The way down is slow enough: now more of it."),
    _grow("longer", LONGER_WORK, "Now a little longer."),
    _grow("rest", SHORTER_REST, "Long enough under tension: now less rest."),
    _harder,
    _grow("load", HEAVIER, "Slow enough and often enough: now a little more load."),
    _as_far_as_it_goes,
)
