"""Vehicles of site visits: buses and cars with seats, and who goes in which."""
