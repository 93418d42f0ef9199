"""Moving things about in the agenda: to a place, by minutes, and back again."""
