"""Doing something with several people at once: each stands or falls by itself."""
