"""The organiser's first pages: the own events, and one of them at a glance."""
