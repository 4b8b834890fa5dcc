"""From samples to the sound card."""
