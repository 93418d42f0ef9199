"""Waiting lists: who waits for what, offers and their end (R8)."""
