"""`legtimer serve --sound both`: the sound card of the computer and the page play the same track."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from legtimer.core.tempo import Tempo
from tests.end_to_end.listener import Home
from tests.end_to_end.workouts import lifts
from tests.sound_card import RATE, SoundCard, plug_in
from tests.web.line import Line
from tests.web.served import serving
from tests.web.test_sound import begun, measures_app, needs_a_browser, start

pytestmark = needs_a_browser

SET = lifts("Beat", Tempo(up=0.6, top=0.2, down=0.8, bottom=0.4), sets=1, reps=4, prepare=4.0)


@pytest.fixture
def card_of_the_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundCard]:
    card = plug_in(tmp_path_factory.mktemp("page"))  # a short path, as sockets need
    yield card
    card.close()


@measures_app
async def test_a_set_keeps_the_beat_in_both_places_and_they_are_together(
    tmp_path: Path, sound_card: SoundCard, card_of_the_page: SoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path, SET)
    home.use_pulses_only()
    cards = (sound_card, card_of_the_page)
    with serving(tmp_path, "--sound", "both") as served:
        for name, value in card_of_the_page.environment.items():
            monkeypatch.setenv(name, value)  # for the browser
        async with (
            Line(served.port, (0.0, 0.0)).opened() as line,
            begun(served, SET, tmp_path / "profile", line) as tab,
        ):
            before = [card.now() for card in cards]
            await start(tab)
            await tab.until(lambda: "your back?" in tab.received, seconds=60)
            await tab.listen(1.0)
    heard = [card.onsets(since) for card, since in zip(cards, before, strict=True)]
    gaps = [(later - earlier) / 1000 for earlier, later in pairwise(home.pulses)]
    for onsets in heard:
        assert [(later - earlier) / RATE for earlier, later in pairwise(onsets)] == pytest.approx(gaps, abs=0.001)
    apart = [
        abs(card_of_the_page.time_of(there) - sound_card.time_of(here)) / 1e6
        for here, there in zip(*heard, strict=True)
    ]
    print(f"\nthe computer and the page are at most {max(apart):.0f} ms apart")
    assert max(apart) < 60
