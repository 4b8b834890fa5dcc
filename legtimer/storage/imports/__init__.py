"""Reads sessions from files: our own exports, even after a spreadsheet has saved them, and those of other programs."""
