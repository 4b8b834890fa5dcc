"""From a timeline to samples."""
