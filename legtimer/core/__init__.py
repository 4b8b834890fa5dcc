"""The workout as data and arithmetic: no screen, no sound, no disk, no clock."""
