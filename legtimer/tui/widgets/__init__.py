"""Widgets are given a frame and draw it; they hold no workout state."""
