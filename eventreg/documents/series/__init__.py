"""The report over a series of meetings, on paper."""
