"""Changes asked for after the freeze date, which the organiser answers."""
