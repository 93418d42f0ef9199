"""eventreg plans expert meetings, registers the people and prints the papers."""
