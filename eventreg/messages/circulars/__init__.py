"""Circulars: one letter to all the people who fit a filter, now or at a set time."""
