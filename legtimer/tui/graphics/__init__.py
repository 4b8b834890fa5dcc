"""The figure, the big letters, and the characters they are drawn with."""
