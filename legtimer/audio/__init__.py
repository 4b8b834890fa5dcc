"""Sound: rendering a timeline to samples, and playing them."""
