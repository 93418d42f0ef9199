"""The standing lists of experts by municipality: who is in them, and where somebody is missing."""
