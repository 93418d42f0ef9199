"""How a new event begins: from nothing, a preset, a template, an earlier event, an event file.

All but the first are one thing: an event file, of which the organiser chooses what comes along.
"""
