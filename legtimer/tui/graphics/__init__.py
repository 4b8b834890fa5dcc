"""Drawings made of characters: the moving figure, big letters and timeline bars."""
