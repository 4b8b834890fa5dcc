"""Where legtimer can play. To add a backend, write a module with these two functions, and add a row.

`probe()` opens the sound card and closes it again. `play(pcm, clock, on_sounding)` plays the 16-bit samples of `pcm`, a
memoryview, to the end, each at its time by `clock`, and calls `on_sounding` with the time (monotonic nanoseconds) at
which the first is heard. Both raise whatever the library raises if there is no sound card; `play` raises OSError if
the sound card disappears.
"""

# Seconds from handing a sample to a library until it is heard. No library reports it. PipeWire and PulseAudio take
# 10 to 25 ms, plain ALSA less; up to 50 ms, sound and screen are still less than a frame (33 ms) apart.
ASSUMED_LATENCY_S = 0.02

BACKENDS = {
    "simpleaudio": "legtimer.audio.playback.backends.simpleaudio",
    "miniaudio": "legtimer.audio.playback.backends.miniaudio",
}
"""The libraries that play through this computer's sound card and their modules, in order of preference."""

REMOTE_BACKENDS = {
    "browser": "legtimer.audio.playback.backends.browser",
    "both": "legtimer.audio.playback.backends.both",
}
"""What plays in the browser that shows the app, alone or beside the sound card; only below `legtimer serve`."""

SOUND = "LEGTIMER_SOUND"  # environment variable with one of these, set by `legtimer serve`
ORDERS = {"browser": ("browser",), "both": ("both", "browser")}
"""Which remote backends to use, in order of preference. Without a sound card, the browser plays alone."""
