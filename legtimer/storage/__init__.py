"""TOML on disk: presets, sessions, settings.

Unless a function says otherwise, it raises BadFileError if a file cannot be read or is not valid, or would not be
afterwards, and OSError if the disk refuses; a file that could not be written is as it was before.
"""
