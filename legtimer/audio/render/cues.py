"""Which sound marks which event. To add a cue, add a row to CUES (and, for a new sound, its WAV file)."""

from typing import Literal

from msgspec import Struct

from legtimer.audio.render.mix import Style
from legtimer.core.settings import CoachLevel, CountTiming

# The events of a workout that a cue can mark. The kind of a segment stands for its start. "fast" reps leave no time to
# say a number between the words for the phases.
CueEvent = Literal[
    "prepare", "up", "top", "down", "bottom", "work", "rest", "switch",
    "exercise follows", "next exercise follows", "next set follows", "next round follows",
    "set broken off", "time passed", "new best",
    "rep starts", "rep ends", "last rep next", "three reps left", "half the reps done", "form cue",
    "fast rep starts", "fast rep ends", "fast last rep next", "fast three reps left", "fast two reps left",
    "half the work done", "time left", "10 s left", "3 s left", "2 s left", "1 s left", "second",
    "set ends", "workout ends",
]  # fmt: skip

Placing = Literal["at", "after", "before", "over", "queue"]

FULL: tuple[CoachLevel, ...] = ("full",)
SOME: tuple[CoachLevel, ...] = ("full", "some")
FEW: tuple[CoachLevel, ...] = ("few",)
ALL: tuple[CoachLevel, ...] = (*SOME, *FEW)

NUMBER_ROOM = 300  # milliseconds: a number is easily missed if the next word follows at once


class Cue(Struct, frozen=True):
    """One sound for one event. If two would overlap, the one with the lower priority is left out.

    Attributes:
        sounds: a text to speak (style "voice") or the name of a file. The first that can be used is used: of several,
            the first that has a recording and fits. " / " separates texts that are recorded one by one.
            Text in braces is filled in as `FILLERS` says; where there is nothing to fill in, the text cannot be used.
        placing: "at" starts on the event and ends in the same segment; "after" waits, if need be, until another sound
            has ended; "before" ends at the event or earlier; "over" starts on the event, in whatever phase of the set;
            "queue" waits as long as its segment lasts, and for all "queue" cues in the rows above.
        room: milliseconds of silence after it; "after" and "before" do with less rather than say nothing.
        kinds: only in segments of these kinds. Empty: in all.
        coach: at which settings of `coach` it is heard.
        count: only at this setting of when reps are counted.
    """

    event: CueEvent
    style: Style
    sounds: tuple[str, ...]
    priority: int
    placing: Placing = "at"
    room: int = 0
    kinds: tuple[str, ...] = ()
    coach: tuple[CoachLevel, ...] = ALL
    count: CountTiming | None = None


CUES = (
    # The end
    Cue("workout ends", "voice", ("all done, {done}", "all done / {done}", "{praise}", "done"), 99),
    # Sets and rests
    Cue("set broken off", "voice", ("set over, well judged",), 96),
    Cue("work", "voice", ("{side}, go", "go"), 95),
    Cue("rest", "voice", ("rest, {rest}", "rest"), 95, "after", coach=SOME),
    Cue("rest", "voice", ("rest",), 95, "after", coach=FEW),
    Cue("switch", "voice", ("switch sides",), 95, "after"),
    Cue("3 s left", "voice", ("three",), 90),
    Cue("2 s left", "voice", ("two",), 90),
    Cue("1 s left", "voice", ("one",), 90),
    Cue("10 s left", "voice", ("ten seconds",), 72),
    Cue("time left", "voice", ("{text}",), 71, kinds=("prepare", "rest"), coach=SOME),
    Cue("half the work done", "voice", ("half way",), 65),
    # Sets that go on until a key ends them
    Cue("new best", "voice", ("a new best",), 70, "after"),
    Cue("time passed", "voice", ("{text}",), 66, "after"),
    # Phases
    Cue("up", "voice", ("{side}, up", "{side}", "up"), 80),
    Cue("down", "voice", ("{side}, down", "{side}", "down"), 80),
    Cue("top", "voice", ("hold",), 50, room=60),
    Cue("bottom", "voice", ("hold",), 50, room=60),
    Cue("up", "voice", ("{breath}", "{breath word}"), 55, "after", coach=SOME),
    Cue("down", "voice", ("{breath}", "{breath word}"), 55, "after", coach=SOME),
    # Counts
    Cue("last rep next", "voice", ("last one",), 88, "before", NUMBER_ROOM),
    Cue("fast last rep next", "voice", ("last one",), 89, "over"),
    Cue("fast three reps left", "voice", ("three more",), 87, "over"),
    Cue("fast two reps left", "voice", ("two more",), 86, "over"),
    Cue("fast rep ends", "voice", ("{number}",), 85, "over", count="complete"),
    Cue("fast rep starts", "voice", ("{number}",), 85, "over", count="start"),
    Cue("rep ends", "voice", ("{number}",), 60, "before", NUMBER_ROOM, count="complete"),
    Cue("rep starts", "voice", ("{number}",), 60, "after", count="start"),
    Cue("three reps left", "voice", ("three more",), 61, "before", NUMBER_ROOM, coach=SOME),
    Cue("half the reps done", "voice", ("half way",), 61, "before", NUMBER_ROOM),
    # What comes next, and how
    Cue("exercise follows", "voice", ("{preset name}",), 40, "queue", coach=FULL),
    Cue("exercise follows", "voice", ("{name}", "get ready"), 40, "queue", coach=SOME),
    Cue("exercise follows", "voice", ("get ready",), 40, "queue", coach=FEW),
    Cue("next round follows", "voice", ("round {round} of {rounds}", "round {round}", "next round"), 41, "queue"),
    Cue("next exercise follows", "voice", ("Next: {name}", "next exercise / {name}", "next exercise"), 40, "queue"),
    Cue("next set follows", "voice", ("{sets left}",), 39, "queue", coach=SOME),
    Cue("next set follows", "voice", ("{work}", "{reps}"), 39, "queue", coach=SOME),
    Cue("next set follows", "voice", ("{first side}",), 39, "queue", coach=SOME),
    Cue("next set follows", "voice", ("your best so far / {best}",), 39, "queue", coach=SOME),
    Cue("exercise follows", "voice", ("{setup}",), 38, "queue", coach=SOME),
    Cue("next exercise follows", "voice", ("{setup}",), 38, "queue", coach=SOME),
    Cue("exercise follows", "voice", ("{amount}", "{sets} / {reps}", "{work}", "{reps}"), 37, "queue", coach=SOME),
    Cue("next exercise follows", "voice", ("{amount}", "{sets} / {reps}", "{work}", "{reps}"), 37, "queue", coach=SOME),
    Cue("exercise follows", "voice", ("{sides}",), 36, "queue", coach=SOME),
    Cue("next exercise follows", "voice", ("{sides}",), 36, "queue", coach=SOME),
    Cue("exercise follows", "voice", ("your best so far / {best}",), 36, "queue", coach=SOME),
    Cue("next exercise follows", "voice", ("your best so far / {best}",), 36, "queue", coach=SOME),
    Cue("exercise follows", "voice", ("{caution}",), 35, "queue", coach=FULL),
    Cue("next exercise follows", "voice", ("{caution}",), 35, "queue", coach=FULL),
    Cue("next set follows", "voice", ("{first rest's caution}",), 35, "queue", coach=FULL),
    Cue("exercise follows", "voice", ("{movement}", "{first movement}", "{working}"), 35, "queue", coach=SOME),
    Cue("next exercise follows", "voice", ("{movement}", "{first movement}", "{working}"), 35, "queue", coach=SOME),
    Cue("exercise follows", "voice", ("{exercise}",), 35, "queue", coach=SOME),
    Cue("next exercise follows", "voice", ("{exercise}",), 35, "queue", coach=SOME),
    Cue("form cue", "voice", ("{text}",), 30, "queue", kinds=("rest",), coach=SOME),
    Cue("form cue", "voice", ("{text}",), 20, "after", kinds=("up", "top", "down", "bottom", "work"), coach=SOME),
    # Clicks, and the countdown of the glide
    Cue("workout ends", "clicks", ("end-of-workout",), 99),
    Cue("set ends", "clicks", ("end-of-set",), 90),
    Cue("up", "clicks", ("click-up",), 80),
    Cue("top", "clicks", ("click-top",), 80),
    Cue("down", "clicks", ("click-down",), 80),
    Cue("bottom", "clicks", ("click-bottom",), 80),
    Cue("work", "clicks", ("click-work",), 80),
    Cue("3 s left", "clicks", ("count",), 50),
    Cue("2 s left", "clicks", ("count",), 50),
    Cue("1 s left", "clicks", ("count",), 50),
    Cue("second", "clicks", ("tick",), 10, kinds=("up", "top", "down", "bottom", "work")),
    Cue("3 s left", "glide", ("soft-count",), 50, kinds=("prepare", "rest", "switch")),
    Cue("2 s left", "glide", ("soft-count",), 50, kinds=("prepare", "rest", "switch")),
    Cue("1 s left", "glide", ("soft-count",), 50, kinds=("prepare", "rest", "switch")),
)
