"""The ways to make a sound, best first: the name of the library, and the module that plays through it."""

OUTPUTS = {
    "simpleaudio": "legtimer.audio.output_simpleaudio",
    "miniaudio": "legtimer.audio.output_miniaudio",
}
