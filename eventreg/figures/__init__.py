"""Counts, charts and maps as SVG."""
