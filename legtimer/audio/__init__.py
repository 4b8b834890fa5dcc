"""What you hear."""
