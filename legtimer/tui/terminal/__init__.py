"""What the terminal can show, and writing to it."""
