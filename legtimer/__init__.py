"""legtimer: a full-screen terminal coach for leg lifts and other tempo work."""

__version__ = "0.1.0"
