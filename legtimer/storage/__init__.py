"""TOML on disk: presets, sessions, settings."""
