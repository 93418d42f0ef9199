"""After the last day: what is still to do until the event can be put away, and what proves it."""
