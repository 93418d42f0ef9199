"""Municipalities through time."""
