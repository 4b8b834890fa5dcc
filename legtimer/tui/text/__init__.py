"""What the screens say, as styled text."""
