"""The demonstration: the first event with sample people, a coming one, an organiser's account."""
