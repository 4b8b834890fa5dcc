"""Reads sessions from files: our own exports, also when a spreadsheet has saved them, and those of other programs."""
