"""What the coach says and when, how much with each setting, and what it does without a recording."""

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.schedule import Schedule, ScheduledSound, sample_at
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE
from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.settings import CoachLevel, Settings
from legtimer.core.speech import spoken_stem
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Segment, build_timeline
from legtimer.storage.locations import bundled_folder
from legtimer.storage.preset_file import read_preset

SOUNDS = Path(__file__).parents[3] / "sounds"
LIBRARY = SoundLibrary(SOUNDS)
STEMS = sorted(path.stem for path in bundled_folder("presets").glob("*.toml"))
LEVELS: tuple[CoachLevel, ...] = ("full", "some", "few")


def preset(stem: str) -> Preset:
    found, _ = read_preset(bundled_folder("presets") / f"{stem}.toml")
    assert found is not None
    return found


class Listing:
    """What is said in a preset, by segment: each time in seconds, and the words."""

    def __init__(
        self, preset: Preset, coach: CoachLevel = "some", library: SoundLibrary = LIBRARY, **changes: object
    ) -> None:
        self.timeline = build_timeline(preset)
        coaching = replace(Coaching.of(preset, Settings(coach=coach)), **changes)
        schedule = Schedule(self.timeline, library, ["voice"], coaching)
        self.by_segment = [schedule.starting_in(index) for index in range(len(self.timeline.segments))]
        self.sounds = [sound for sounds in self.by_segment for sound in sounds]

    def said_in(self, segment: Segment) -> list[str]:
        return [name for sound in self.by_segment[self.timeline.segments.index(segment)] for name in sound.sounds]

    @property
    def words(self) -> list[str]:
        return [name for sound in self.sounds for name in sound.sounds]

    def text(self) -> str:
        """One line for each utterance, to be read by a person."""
        return "".join(f"{sound.start / RATE:8.2f}  {' / '.join(sound.sounds)}\n" for sound in self.sounds)


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("coach", LEVELS)
def test_no_two_utterances_overlap_and_countdowns_are_whole_at_their_samples(stem: str, coach: CoachLevel) -> None:
    listing = Listing(preset(stem), coach)
    assert all(earlier.stop <= later.start for earlier, later in pairwise(listing.sounds))
    starts = {sound.start: sound.sounds for sound in listing.sounds}
    for segment in listing.timeline.segments:
        if segment.rep is None and not (segment.plan.max and segment.under_tension):
            for before, word in ((3000, "three"), (2000, "two"), (1000, "one")):
                if segment.duration >= before:
                    assert starts[sample_at(segment.end - before)] == (word,)


@pytest.mark.parametrize("name", ["Lift {slow}", "{name}", "{", "}"])
def test_braces_in_a_name_are_ordinary_characters(name: str) -> None:
    lift = Block(name=name, sets=1, reps=1, tempo=Tempo(up=2, down=4))
    assert "up" in Listing(Preset(name="Mine", prepare=10, blocks=(lift,))).words


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("coach", LEVELS)
def test_lines_about_form_come_in_turn_and_never_twice_in_a_row(stem: str, coach: CoachLevel) -> None:
    here = preset(stem)
    lines = {spoken_stem(line) for block in here.blocks for line in block.cues.form}
    said = [word for word in Listing(here, coach).words if word in lines]
    assert all(earlier != later for earlier, later in pairwise(said))
    assert bool(said) == (coach != "few" and stem != "taster"), "in the taster every rep says something else"


@pytest.mark.parametrize("stem", STEMS)
def test_with_full_one_hears_when_to_stop(stem: str) -> None:
    """In the first rest at the latest; between exercises of one set each there may be no time."""
    here = preset(stem)
    words = {level: set(Listing(here, level).words) for level in LEVELS}
    cautions = [spoken_stem(block.cues.caution) for block in here.blocks if block.sets > 1]
    assert set(cautions) <= words["full"]
    assert {spoken_stem(block.cues.caution) for block in here.blocks} & words["full"]
    assert not set(cautions) & (words["some"] | words["few"])


def test_with_full_the_breath_is_said_in_each_set_and_form_more_often() -> None:
    counts = {coach: Listing(preset("lying-leg-lift"), coach).words for coach in LEVELS}
    down = spoken_stem("Inhale, slower than you rose")
    assert [counts[coach].count(down) for coach in LEVELS] == [7, 3, 0], "once more before the first set"
    form = {spoken_stem(line) for line in preset("lying-leg-lift").blocks[0].cues.form}
    said = [sum(word in form for word in counts[coach]) for coach in LEVELS]
    assert said[0] > said[1] > said[2] == 0


def block(**changes: object) -> Block:
    cues = Cues(setup=("Kneel on a towel",), form=("Hips still",), up="Breathe out, press", down="Let go")
    fields = {"name": "Frog pumps", "sets": 2, "reps": 7, "rest": 30.0, "tempo": Tempo(up=2, down=4), "cues": cues}
    return Block(**(fields | changes))  # type: ignore[arg-type]


def test_texts_without_a_recording_are_left_out_and_the_rest_is_said() -> None:
    listing = Listing(Preset(name="Mine", prepare=10, blocks=(block(sets=1, rest_after=30), block(sets=1))))
    assert listing.words[:2] == ["get-ready", "one-set-of-seven"]
    assert "breathe-out" in listing.words
    assert "next-exercise" in listing.words
    assert "inhale" not in listing.words


def test_texts_with_an_own_recording_are_spoken(tmp_path: Path) -> None:
    up = (SOUNDS / "up.wav").read_bytes()
    for text in ("Frog pumps", "Kneel on a towel", "Hips still"):
        (tmp_path / f"{spoken_stem(text)}.wav").write_bytes(up)
    mine = Preset(name="Mine", prepare=10, blocks=(block(sets=1, rest_after=30), block(sets=1)))
    listing = Listing(mine, library=SoundLibrary(SOUNDS, tmp_path))
    assert listing.words[:2] == ["frog-pumps", "kneel-on-a-towel"]
    following = [sound.sounds for sound in listing.sounds]
    assert ("next-exercise", "frog-pumps") in following
    assert "hips-still" in listing.words


def test_the_rest_after_a_set_that_ended_because_form_broke_begins_with_praise() -> None:
    here = preset("lying-leg-lift")
    listing = Listing(here, broken=frozenset({(1, 1, 1, None)}), complete=False)
    rest = next(segment for segment in listing.timeline.segments if segment.kind == "rest")
    assert listing.said_in(rest)[:2] == ["set-over-well-judged", "rest-sixty-seconds"]
    assert listing.words.count("set-over-well-judged") == 1
    assert listing.words[-1] == "all-done-well-held", "three sets of ten would be wrong"


def test_a_long_set_is_scheduled_in_time() -> None:
    """200 fast reps with all styles: a fraction of a second, and still no overlap."""
    timeline = build_timeline(Preset(name="Long", blocks=(block(reps=200, sets=3, tempo=Tempo(up=0.6, down=0.9)),)))
    schedule = Schedule(timeline, LIBRARY, ["glide", "voice", "clicks"])
    sounds: list[ScheduledSound] = [
        sound for index in range(len(timeline.segments)) for sound in schedule.starting_in(index)
    ]
    assert len(sounds) > 1200
