"""The sound libraries legtimer can play through. To add one, write a module with these two functions, and add a row.

`probe()` opens the sound card and closes it again. `play(pcm, clock, on_sounding)` plays the 16-bit samples of `pcm`, a
memoryview, to the end, each at its time by `clock`, and calls `on_sounding` with the time (monotonic nanoseconds) at
which the first is heard. Both raise whatever the library raises if there is no sound card; `play` raises OSError if
the sound card disappears.
"""

BACKENDS = {
    "simpleaudio": "legtimer.audio.playback.backends.simpleaudio",
    "miniaudio": "legtimer.audio.playback.backends.miniaudio",
}
"""The library and its module, in order of preference: the player uses the first that works."""
