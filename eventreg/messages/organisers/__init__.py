"""Notices to those who organise an event: how it fills, what waits for them, a digest."""
