"""Certificates of attendance: confirmed by the organiser, to be proven by anybody."""
