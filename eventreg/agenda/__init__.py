"""Agenda items and calendar files."""
