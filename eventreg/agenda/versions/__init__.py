"""Published states of an agenda: what changed from one to the next, and who is told."""
