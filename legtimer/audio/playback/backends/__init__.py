"""The ways to make a sound, best first: the name of the library, and the module that plays through it."""

OUTPUTS = {
    "simpleaudio": "legtimer.audio.playback.backends.simpleaudio",
    "miniaudio": "legtimer.audio.playback.backends.miniaudio",
}
