"""Registrations that may be of one person, and making them one."""
