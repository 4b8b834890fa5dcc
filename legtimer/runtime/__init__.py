"""Performs a workout without knowing a screen."""
