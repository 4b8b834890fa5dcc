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

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from legtimer.core import caution, progression
from legtimer.core.bests import bests_of
from legtimer.core.formatting import best_text
from legtimer.core.load import Unit
from legtimer.core.preset import Block, Preset, milliseconds
from legtimer.core.session import Session
from legtimer.core.suggestion import Rule, Situation, Suggestion, SuggestionKind, adjust, no_change

DISCLAIMER = (
    "legtimer is not a medical device: the coach knows only what you record. "
    "If anything hurts, stop, and ask a doctor or physiotherapist."
)
TWO_CLEAN = "Two clean sessions in a row."
HARD = 9  # effort from which nothing gets harder
LONG_AGO = 21  # days


def suggest(
    stem: str,
    preset: Preset,
    sessions: Iterable[Session],
    library: Mapping[str, Preset],
    today: date,
    units: Unit | None = None,
) -> Suggestion:
    """The next step for one preset; see `suggest_for_each`."""
    return suggest_for_each({stem: preset}, sessions, library, today, units)[stem]


def suggest_for_each(
    presets: Mapping[str, Preset],
    sessions: Iterable[Session],
    library: Mapping[str, Preset],
    today: date,
    units: Unit | None = None,
) -> dict[str, Suggestion]:
    """The next step for each of these presets, by stem.

    `sessions` are those of all presets, in any order, because pain counts whichever preset it followed. `library` holds
    all presets by stem. Loads are in `units`; without them, each is in its own.
    """
    past = sorted(sessions, key=lambda session: (session.started, session.id))
    reports = tuple(s for s in past if s.back is not None and (s.back != "fine" or s.mostly_done))
    performed: dict[str, list[Session]] = defaultdict(list)
    for session in past:
        if session.tension and session.status != "running":
            performed[session.preset].append(session)
    situations = (
        Situation(
            stem=stem,
            preset=preset,
            sessions=tuple(performed[stem]),
            reports=reports,
            library=library,
            today=today,
            units=units,
        )
        for stem, preset in presets.items()
    )
    return {situation.stem: _first_answer(situation) for situation in situations}


def _first_answer(situation: Situation) -> Suggestion:
    return next(suggestion for rule in RULES if (suggestion := rule(situation)) is not None)


def _not_completed(s: Situation) -> Suggestion | None:
    if not s.sessions:
        return no_change("You haven't done this yet. Do it once first.")
    last = s.sessions[-1]
    if not s.same_plan(last):
        return no_change("You haven't done this version yet. Do it once first.")
    if last.clean:
        return None
    done = f" ({last.reps} of {last.reps_planned} reps)" if last.reps < last.reps_planned else ""
    return no_change(f"You didn't finish last time{done}. Finish it once before moving on.")


def _not_ready(s: Situation) -> Suggestion | None:
    last = s.sessions[-1]
    days = (s.today - last.day).days
    if days > LONG_AGO:
        return no_change(f"Your last session was {days // 7} weeks ago. Ease back in first.")
    if last.effort is not None and last.effort >= HARD:
        return no_change(f"Effort {last.effort} of 10 leaves nothing in reserve. Let it get easier first.")
    clean = [each.clean and each.back in (None, "fine") and s.same_plan(each) for each in s.sessions[-2:]]
    if len(clean) < 2 or not all(clean):
        return no_change("One more clean session and we step up.")
    return None


def _beat_the_best(s: Situation) -> Suggestion | None:
    """If every set is a "max" set, ask for a better best before anything else gets harder."""
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
    """The best at which a "max" exercise is made harder: reps, or milliseconds of work."""
    if block.work is not None:
        return milliseconds(progression.MAX_WORK)
    return progression.MAX_REPS * block.side_count


def _shorter_round_rest(s: Situation) -> Suggestion | None:
    harder = progression.shorter_round_rest(s.preset)
    return adjust(s, "rest", harder, f"{TWO_CLEAN} Rest a little less between rounds.") if harder is not None else None


def _grow(kind: SuggestionKind, growth: progression.Growth, because: str) -> Rule:
    def rule(s: Situation) -> Suggestion | None:
        harder = progression.grow_one_block(s.preset, growth)
        return adjust(s, kind, harder, f"{TWO_CLEAN} {because}") if harder is not None else None

    return rule


def _next_preset(s: Situation) -> Suggestion | None:
    harder = s.other_preset(s.preset.harder)
    if harder is None:
        return None
    why = f"{TWO_CLEAN} There is little left to add here: time for the next variation."
    return Suggestion(kind="harder", what=f"Step up to {s.library[harder].name}", why=why, stem=harder)


RULES: tuple[Rule, ...] = (
    caution.after_pain,
    caution.after_trouble,
    caution.while_tight,
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
    lambda _: no_change(f"{TWO_CLEAN} This preset has no harder version: keep it up."),
)
