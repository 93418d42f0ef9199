"""Puts documents together from parts: pages laid out by WeasyPrint, and pages stamped from them."""
