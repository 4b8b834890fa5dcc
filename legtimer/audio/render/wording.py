"""What the coach says for a cue: its texts filled in, as far as there are recordings of them."""

from collections.abc import Sequence

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.cues import Cue
from legtimer.audio.render.fillers import FILLERS, Place
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.speech import spoken_stem
from legtimer.core.timeline import Timeline

# A way to say something: names of sounds, played one after the other.
Spoken = tuple[str, ...]


class Wording:
    """Puts texts in the place of `{...}` in cues, and chooses those that have a recording."""

    def __init__(self, timeline: Timeline, coaching: Coaching, sounds: SoundLibrary) -> None:
        self._segments = timeline.segments
        self._coaching = coaching
        self._sounds = sounds

    def utterances(self, cue: Cue, index: int, text: str) -> list[list[Spoken]]:
        """What to say at the segment at `index`: each text as the ways to say it, best first.

        `text` is what the event itself brings, such as the form cue that is next.
        """
        if cue.style != "voice":
            return [[cue.sounds]]
        place = Place(self._segments, index, self._coaching)
        if cue.sounds == ("{setup}",):  # the only name that stands for several texts, said one after the other
            setup = place.introduced.cues.setup if place.introduced else ()
            return [ways for ways in (self._ways([line]) for line in setup) if ways]
        ways = self._ways([_filled(sound, place, text) for sound in cue.sounds])
        return [ways] if ways else []

    def _ways(self, texts: Sequence[str]) -> list[Spoken]:
        """Each text as the names of its recordings; those that lack one are left out."""
        spoken = [tuple(spoken_stem(part) for part in text.split(" / ")) for text in texts if text]
        return [way for way in spoken if all(self._sounds.length(name) for name in way)]


def _filled(template: str, place: Place, text: str) -> str:
    """The template with each `{...}` filled in; empty if there is nothing to fill in."""
    pieces = template.replace("}", "{").split("{")  # every second one is a name
    values = [text if name == "text" else FILLERS[name](place) for name in pieces[1::2]]
    pieces[1::2] = values
    return "".join(pieces) if all(values) else ""
